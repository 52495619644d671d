// A page that people write, with places in it for what was measured.

/// A Markdown page. A place begins after a line `<!-- NAME -->` and ends before the line `<!-- /NAME -->`.
public struct MeasuredPage: Hashable, Sendable {
    public private(set) var text: String

    public init(_ text: String) { self.text = text }

    /// The page has no such place, or it does not end.
    public struct NoPlace: Error, CustomStringConvertible {
        public let name: String
        public var description: String { "the page has no <!-- \(name) --> with a <!-- /\(name) --> after it" }
    }

    /// Puts text into a place, instead of what is there.
    public mutating func fill(_ name: String, with block: String) throws(NoPlace) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let start = lines.firstIndex(of: "<!-- \(name) -->"),
            let end = lines[start...].firstIndex(of: "<!-- /\(name) -->")
        else { throw NoPlace(name: name) }
        lines.replaceSubrange(start + 1..<end, with: [block])
        text = lines.joined(separator: "\n")
    }
}

extension Measurements {
    /// What docs/benchmarks.md has of it.
    public var block: String { "Measured on \(day): \(machine).\n\(setting)\n\n\(table)" }

    /// What docs/capacity.md has of it.
    public var capacityBlock: String { "Measured on \(day).\n\n\(Capacity(self).page)" }
}

extension ClaimFigures {
    /// What docs/benchmarks.md has of it.
    public var block: String {
        let memory = memory.map { Figure.fixed($0, 0) }
        return "Measured on \(day): \(machine).\nSetting: \(setting).\n\n\(table)\n\nThe service held "
            + "\(memory.first ?? "–") MiB in memory after its first round of imports and \(memory.last ?? "–") after "
            + "its last, with\n\(Figure.fixed(Double(imported), 0)) claims taken in."
    }
}

extension ContestFigures {
    /// What docs/benchmarks.md has of it.
    public var block: String { "Measured on \(day): \(machine).\nSetting: \(setting).\n\n\(table)\n\n\(settings)" }
}
