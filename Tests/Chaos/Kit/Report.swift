// What a run found, as a table for people and as JSON for tests.

internal import WireJSON

/// A run's report.
public struct Report: Codable, Hashable, Sendable {
    /// One row of the table.
    public struct Row: Codable, Hashable, Sendable {
        public var nemesis: String
        /// How often it came; nil if it did not run.
        public var episodes: Int?
        public var counts: Counts
        /// The longest the victims took to answer again, in milliseconds.
        public var back: Int64
        /// Why it did not run.
        public var skipped: String?

        public init(
            nemesis: String, episodes: Int?, counts: Counts, back: Int64 = 0, skipped: String? = nil
        ) {
            self.nemesis = nemesis
            self.episodes = episodes
            self.counts = counts
            self.back = back
            self.skipped = skipped
        }
    }

    /// What became of the flipped byte.
    public struct Flip: Codable, Hashable, Sendable {
        public var service: String
        /// The entry it lies in.
        public var sequence: Int64
        /// The entry that `sauro audit verify` named; nil if it found nothing.
        public var named: Int64?
        /// The status `sauro audit verify` left with.
        public var status: Int32
        /// What reading the entry gave: the error's name, or ``served``.
        public var reading: String

        public init(service: String, sequence: Int64, named: Int64?, status: Int32, reading: String) {
            self.service = service
            self.sequence = sequence
            self.named = named
            self.status = status
            self.reading = reading
        }

        public static let served = "served"
        public var holds: Bool { named == sequence && reading != Self.served }
    }

    /// Something else that has to hold.
    public struct Check: Codable, Hashable, Sendable {
        public var name: String
        public var result: String
        public var holds: Bool

        public init(_ name: String, _ result: String, holds: Bool) {
            self.name = name
            self.result = result
            self.holds = holds
        }
    }

    public var seed: UInt64
    public var seconds: Int
    public var rows: [Row] = []
    public var checks: [Check] = []
    public var flip: Flip?
    public var findings: [String] = []

    public init(seed: UInt64, seconds: Int) {
        self.seed = seed
        self.seconds = seconds
    }

    /// True if nothing is lost, duplicated or unexpected, and every check holds.
    public var holds: Bool {
        rows.allSatisfy(\.counts.holds) && checks.allSatisfy(\.holds) && flip?.holds != false
    }

    public func json() throws -> String { String(decoding: try WireJSON.encode(self), as: UTF8.self) }

    public init(json: String) throws { self = try WireJSON.decode(Report.self, from: Array(json.utf8)) }
}

extension Report {
    /// The table as Markdown.
    public var markdown: String {
        var lines = [
            "Seed \(seed), \(seconds) s:", "",
            "| nemesis | episodes | attempted | acknowledged | found | lost | duplicated | unexpected | recovered "
                + "| back after |",
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        ]
        lines += rows.map(Self.line)
        lines += ["", "| check | result | holds |", "|---|---|---|"]
        lines += checks.map { "| \($0.name) | \($0.result) | \($0.holds ? "yes" : "NO") |" }
        if let flip { lines.append(Self.line(flip)) }
        if !findings.isEmpty { lines += [""] + findings.map { "- \($0)" } }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func line(_ row: Row) -> String {
        let counts = row.counts
        guard let episodes = row.episodes else {
            return "| \(row.nemesis) | \(row.skipped ?? "") | | | | | | | | |"
        }
        let numbers = [
            counts.attempted, counts.acknowledged, counts.found, counts.lost, counts.duplicated, counts.unexpected,
            counts.recovered,
        ].map(String.init).joined(separator: " | ")
        let back = row.back > 0 ? "\((row.back + 50) / 1000).\((row.back + 50) / 100 % 10) s" : ""
        return "| \(row.nemesis) | \(episodes) | \(numbers) | \(back) |"
    }

    private static func line(_ flip: Flip) -> String {
        let named = flip.named.map { "named as entry \($0)" } ?? "not found"
        let result =
            "\(flip.service), entry \(flip.sequence): \(named) by `sauro audit verify`, status \(flip.status); "
            + "reading it: \(flip.reading)"
        return "| a flipped byte is named and never served | \(result) | \(flip.holds ? "yes" : "NO") |"
    }
}
