// Compares what was acknowledged with what is there, in the manner of Jepsen's test of queues. Pure.

/// The counts of one nemesis.
public struct Counts: Codable, Hashable, Sendable {
    public var attempted = 0
    public var acknowledged = 0
    /// Of the attempted, how many are in the journal.
    public var found = 0
    /// Acknowledged and not found, or not under the identifier that was acknowledged.
    public var lost = 0
    /// Found more than once.
    public var duplicated = 0
    /// Found although never attempted, or although every attempt was said not to have been executed.
    public var unexpected = 0
    /// Found although its writer never learned of it.
    public var recovered = 0

    public init() {}

    /// True if nothing is wrong.
    public var holds: Bool { lost == 0 && duplicated == 0 && unexpected == 0 }

    mutating func add(_ other: Counts) {
        attempted += other.attempted
        acknowledged += other.acknowledged
        found += other.found
        lost += other.lost
        duplicated += other.duplicated
        unexpected += other.unexpected
        recovered += other.recovered
    }
}

/// The verdict on a history.
public struct Verdict: Hashable, Sendable {
    /// By the nemesis' name.
    public var counts: [String: Counts] = [:]
    /// A sentence for each write that is lost, duplicated or unexpected.
    public var findings: [String] = []

    /// Everything together.
    public var total: Counts {
        counts.values.reduce(into: Counts()) { $0.add($1) }
    }
}

/// Compares histories with journals.
public enum Checker {
    /// Every write once, by its mark; `found` holds the entries of all services.
    public static func verdict(of writes: [AttemptedWrite], found: [FoundWrite]) -> Verdict {
        var verdict = Verdict()
        let attempted = Set(writes.map { Place($0.service, $0.mark) })
        let entries = Dictionary(grouping: found) { Place($0.service, $0.mark) }
        for write in writes {
            let own = entries[Place(write.service, write.mark)] ?? []
            verdict.counts[write.nemesis, default: Counts()].add(judge(write, own, &verdict.findings))
        }
        for entry in found where !attempted.contains(Place(entry.service, entry.mark)) {
            verdict.counts[AttemptedWrite.quiet, default: Counts()].unexpected += 1
            verdict.findings.append("unexpected: \(entry.service) \(entry.sequence), which nobody wrote")
        }
        return verdict
    }

    private struct Place: Hashable {
        let service: String
        let mark: String
        init(_ service: String, _ mark: String) {
            self.service = service
            self.mark = mark
        }
    }

    private static func judge(_ write: AttemptedWrite, _ own: [FoundWrite], _ findings: inout [String]) -> Counts {
        var counts = Counts()
        counts.attempted = 1
        counts.found = own.isEmpty ? 0 : 1
        let what = "\(write.service) \(write.mark) (\(write.nemesis))"
        if own.count > 1 {
            counts.duplicated = 1
            findings.append("duplicated: \(what) at \(own.map(\.sequence))")
        }
        switch write.outcome {
        case .acknowledged(let subject):
            counts.acknowledged = 1
            guard !own.contains(where: { $0.subject == subject }) else { break }
            counts.lost = 1
            findings.append("lost: \(what), acknowledged as \(subject)")
        case .unknown: counts.recovered = counts.found
        case .refused:
            guard let entry = own.first else { break }
            counts.unexpected = 1
            findings.append("unexpected: \(what) at \(entry.sequence), said not to have been executed")
        }
        return counts
    }
}
