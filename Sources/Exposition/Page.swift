// The page's text: Prometheus' exposition formats, "Text-based format", version 0.0.4.

/// A set of labels in the order of their names, each value quoted as on the page.
struct Labels: Hashable, Comparable {
    let text: String

    init(_ dimensions: [(String, String)]) {
        text = dimensions.sorted { $0.0 < $1.0 }
            .map { name, value in "\(Labels.name(name))=\"\(Labels.escaped(value))\"" }
            .joined(separator: ",")
    }

    static func < (one: Labels, other: Labels) -> Bool { one.text < other.text }

    /// `{a="1",le="0.5"}`; empty without labels.
    func braced(bound: Double?) -> String {
        let all = [text, bound.map { "le=\"\(Page.number($0))\"" } ?? ""].filter { !$0.isEmpty }
        return all.isEmpty ? "" : "{" + all.joined(separator: ",") + "}"
    }

    private static func name(_ text: String) -> String {
        let name = String(text.unicodeScalars.map { Metric.isAllowed($0) ? Character($0) : "_" })
        return name.first?.isNumber == true ? "_" + name : name
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += #"\\"#
            case "\"": text += #"\""#
            case "\n": text += #"\n"#
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

struct Page {
    /// What `Content-Type` says of it.
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""

    mutating func add(_ measure: Metric, _ labelled: [Labels: any Series]) {
        let name = measure.exposedName
        text += "# HELP \(name) \(Self.escaped(measure.help))\n"
        text += "# TYPE \(name) \(measure.kind.word)\n"
        for (labels, series) in labelled.sorted(by: { $0.key < $1.key }) {
            for sample in series.samples() {
                text += "\(name)\(sample.ending)\(labels.braced(bound: sample.bound)) \(Self.number(sample.value))\n"
            }
        }
    }

    /// Whole numbers without a point; the rest with as many digits as tell it from all others.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        if let whole = Int64(exactly: value) { return String(whole) }
        return String(value)
    }

    private static func escaped(_ help: String) -> String {
        help.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: #"\\"#)
            .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: #"\n"#)
    }
}

extension Metric.Kind {
    fileprivate var word: String {
        switch self {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }
}
