// What every step of a schema says of itself, and that those called harmless can be.

import MessageSchema
import ServiceKit
import Storage
import TestGround
import Testing

@Suite struct MigrationTests {
    private static let steps: [Migration] = {
        let own = ReleasedDatabase.blueprints.flatMap { $0.allMigrations }
        return own.reduce(into: []) { known, step in if !known.contains(step) { known.append(step) } }
    }()

    @Test func everyStepSaysWhatItDoes() {
        for step in Self.steps {
            let isSentence = step.summary.hasSuffix(".") && step.summary.first?.isUppercase == true
            #expect(isSentence && step.summary.count <= 80, "\(step.part) \(step.version): \"\(step.summary)\"")
        }
    }

    /// Adding a table or an index, or a column that may be empty, is all that running instances survive for certain. A
    /// unique index over rows that they write could refuse what they were allowed.
    static func isAdditive(_ statement: String) -> Bool {
        let words = statement.split { !($0.isLetter || $0 == "_") }.map { $0.uppercased() }
        if words.starts(with: ["ALTER", "TABLE"]) {
            return words.contains("ADD") && !words.contains("NOT") && !words.contains("UNIQUE")
        }
        return words.starts(with: ["CREATE", "TABLE"]) || words.starts(with: ["CREATE", "INDEX"])
    }

    @Test func aStepThatIsCalledHarmlessOnlyAdds() {
        for step in Self.steps where step.kind == .expand {
            let made = step.statements.filter { $0.hasPrefix("CREATE TABLE") }.map { $0.split(separator: " ")[2] }
            for statement in step.statements {
                // On a table that the same step makes an index may be unique: nobody writes there yet.
                let isOnOwn = made.contains { statement.contains(" ON \($0) (") || statement.contains(" ON \($0)(") }
                let isHarmless = Self.isAdditive(statement) || statement.hasPrefix("CREATE UNIQUE INDEX") && isOnOwn
                #expect(isHarmless, "\(step.part) \(step.version): \(statement)")
            }
        }
    }

    @Test(arguments: [
        ("CREATE TABLE a (b TEXT NOT NULL)", true), ("CREATE INDEX a ON b (c)", true),
        ("ALTER TABLE a ADD COLUMN b TEXT", true), ("ALTER TABLE a ADD COLUMN b TEXT NOT NULL DEFAULT ''", false),
        ("ALTER TABLE a DROP COLUMN b", false), ("CREATE UNIQUE INDEX a ON b (c)", false), ("DROP TABLE a", false),
        ("UPDATE a SET b = 1", false), ("INSERT INTO a SELECT * FROM b", false),
    ])
    func harmlessIs(statement: String, expected: Bool) {
        #expect(Self.isAdditive(statement) == expected)
    }
}
