// A step of the schema. Steps go forward only; a released one is never changed.

/// One version of one part of the schema, such as `storage`, `frame` or `registry`.
public struct Migration: Sendable, Hashable {
    /// Who owns the tables.
    public let part: String
    /// 1, 2, 3 and so on within the part, without a gap.
    public let version: Int
    /// Executed in order, in one transaction.
    public let statements: [String]

    public init(part: String, version: Int, statements: [String]) {
        self.part = part
        self.version = version
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
