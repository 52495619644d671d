// What is measured, declared once: its name, unit, labels, and the sentence that Prometheus shows.

/// A thing measured. Names and units follow OpenTelemetry's semantic conventions (`rpc.server.call.duration`, in `s`);
/// on the page they have Prometheus' form (`rpc_server_call_duration_seconds`), as OpenTelemetry's "Prometheus and
/// OpenMetrics Compatibility" has it.
public struct Metric: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Only grows, until its process ends.
        case counter
        /// Goes up and down.
        case gauge
        /// Counts values by the upper bounds given, in rising order; the bound without end is added.
        case histogram([Double])
    }

    public enum Unit: String, Hashable, Sendable {
        /// A mere number of things.
        case none = ""
        case seconds
        case bytes
    }

    public let name: String
    public let kind: Kind
    public let unit: Unit
    /// One sentence.
    public let help: String

    public init(_ name: String, _ kind: Kind, unit: Unit = .none, help: String) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.help = help
    }

    /// The name on the page.
    public var exposedName: String {
        var text = String(name.unicodeScalars.map { Self.isAllowed($0) ? Character($0) : "_" })
        if let first = text.unicodeScalars.first, Self.isDigit(first) { text = "_" + text }
        if unit != .none { Self.append("_" + unit.rawValue, to: &text) }
        if kind == .counter { Self.append("_total", to: &text) }
        return text
    }

    private static func append(_ ending: String, to text: inout String) {
        if !text.hasSuffix(ending) { text += ending }
    }
    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
    static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || isDigit(scalar) || scalar == "_"
    }
}

extension Metric {
    /// Seconds of calls, from a hundred microseconds to the longest deadline; each bound is about 2.5 times the last.
    public static let callSeconds: [Double] = [
        0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
    ]
    /// Bytes from a kilobyte to 64 MiB, each bound four times the one before.
    public static let bytes: [Double] = (5...13).map { Double(1 << (2 * $0)) }
    /// Numbers of things done at once.
    public static let counts: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
}
