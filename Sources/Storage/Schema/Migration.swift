// A step of the schema. Steps go forward only; a released one is never changed.

/// One version of one part of the schema, such as `storage`, `frame` or `registry`.
public struct Migration: Sendable, Hashable {
    /// What a step means to instances of the last release that run beside it.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Adds what they do not know and may ignore: tables, nullable columns, indexes. They go on reading and
        /// writing, and what they write is still right.
        case expand
        /// Takes away or changes what they use, or relies on what they do not write. They have to be stopped first.
        case contract
    }

    /// Who owns the tables.
    public let part: String
    /// 1, 2, 3 and so on within the part, without a gap.
    public let version: Int
    /// `.contract` unless it is declared harmless: forgetting to think stops an upgrade, not a service.
    public let kind: Kind
    /// What it does, in a sentence for operators.
    public let summary: String
    /// Executed in order, in one transaction.
    public let statements: [String]

    public init(
        part: String, version: Int, kind: Kind = .contract, summary: String = "", statements: [String]
    ) {
        self.part = part
        self.version = version
        self.kind = kind
        self.summary = summary
        self.statements = statements
    }

    /// Groups migrations by part, in the order the parts appear; a gap or a second of one version
    /// is our mistake and ends the program.
    static func grouped(_ migrations: [Migration]) -> [(part: String, steps: [Migration])] {
        var parts: [(part: String, steps: [Migration])] = []
        for migration in migrations {
            if let index = parts.firstIndex(where: { $0.part == migration.part }) {
                parts[index].steps.append(migration)
            } else {
                parts.append((migration.part, [migration]))
            }
        }
        for (part, steps) in parts {
            precondition(
                steps.map(\.version) == Array(1...steps.count),
                "the migrations of \"\(part)\" must be 1, 2, 3, not \(steps.map(\.version))"
            )
        }
        return parts
    }
}
