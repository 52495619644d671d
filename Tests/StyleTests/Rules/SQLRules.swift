// Where SQL may stand, and what both engines understand of it.

import Foundation

enum SQLRules {
    /// A literal that is a statement.
    private static let statement = "^\\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|WITH)\\s+[A-Za-z_\"(*]"

    static func mayHoldSQL(_ file: SourceFile) -> Bool {
        if file.isUnder(["Sources/Storage", "Sources/ServiceKit/Units"]) { return true }
        let isInRoom = file.path.contains("/App/") || file.isUnder(["Sources/ServiceKit"])
        return isInRoom && (file.name.contains("Store") || file.name == "Migrations.swift")
    }

    static let places: Rule = { file, text in
        guard !mayHoldSQL(file) else { return [] }
        return literals(
            matching: statement, in: file, text, rule: "SQL stands in stores, migrations and Storage only")
    }

    /// Words and forms that only SQLite has, with what to write instead.
    private static let onlySQLite = [
        ("\\bAUTOINCREMENT\\b", "AUTOINCREMENT"),
        // A refusal would come at COMMIT then, and take all of a batch with it.
        ("\\bDEFERR(ED|ABLE)\\b", "a deferred constraint"), ("\\bINSERT\\s+OR\\b", "INSERT OR; write ON CONFLICT"),
        ("\\bREPLACE\\s+INTO\\b", "REPLACE INTO; write ON CONFLICT"), ("\\bstrftime\\s*\\(", "strftime"),
        ("\\b(date|datetime|julianday|unixepoch)\\s*\\(", "date functions; pass the time in"),
        ("\\bCURRENT_(TIMESTAMP|DATE|TIME)\\b", "the engine's clock; pass the time in"), ("\\bGLOB\\b", "GLOB"),
        ("\\browid\\b", "rowid"), ("\\bWITHOUT\\s+ROWID\\b", "WITHOUT ROWID"), ("\\bIFNULL\\s*\\(", "IFNULL; COALESCE"),
        ("\\?[0-9]*(?=[\\s,)]|$)", "? placeholders; write $1"),
        ("\\b(BLOB|INTEGER|REAL|DATETIME|VARCHAR|BOOLEAN)\\b", "a type both engines do not share: BIGINT, TEXT, BYTEA"),
    ]

    static let portability: Rule = { file, text in
        text.literals.filter { matches(statement, $0.text) }.flatMap { literal in
            onlySQLite.filter { matches($0.0, literal.text) }
                .map { Finding(path: file.path, line: literal.line, rule: "SQL that only one engine has: \($0.1)") }
        }
    }

    static let pragmas: Rule = { file, text in
        guard file.path != "Sources/Storage/SQLite/SQLiteEngine.swift" else { return [] }
        return literals(matching: "^\\s*PRAGMA\\s", in: file, text, rule: "PRAGMA stands in SQLiteEngine.swift only")
    }

    private static func matches(_ pattern: String, _ text: String) -> Bool {
        text.range(of: "(?i)" + pattern, options: .regularExpression) != nil
    }
}
