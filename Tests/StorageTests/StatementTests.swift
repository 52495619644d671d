// SQL's common part: numbered placeholders, arguments, columns and their errors.

import MessageSchema
import Storage
import Testing

@Suite(.onEveryEngine) struct StatementTests {
    private func first(_ sql: String, _ arguments: [SQLValue] = []) async throws -> Row {
        let fixture = try Fixture()
        return try #require(try await fixture.store.read { try $0.first(sql, arguments) })
    }

    @Test func placeholdersMeanTheirNumberNotTheirPlace() async throws {
        let row = try await first("SELECT $2 AS second, $1 AS first, $2 AS again", ["one", "two"])
        #expect(try row.text("first") == "one")
        #expect(try row.text("second") == "two")
        #expect(try row.text("again") == "two")
    }

    @Test func elevenPlaceholdersAreElevenNumbers() async throws {
        let columns = (1...11).reversed().map { "$\($0) AS c\($0)" }.joined(separator: ", ")
        let row = try await first("SELECT \(columns)", (1...11).map { .integer($0) })
        for number in Int64(1)...11 { #expect(try row.integer("c\(number)") == number) }
    }

    @Test(arguments: [
        ("SELECT $1, $2", 1, 2), ("SELECT $1", 2, 1), ("SELECT 1", 1, 0), ("SELECT '$1'", 1, 0),
        ("SELECT 'it''s $2', $1", 2, 1),
    ])
    func argumentsAreCounted(sql: String, given: Int, wanted: Int) async throws {
        await #expect(throws: StorageError.argumentCount(given: given, wanted: wanted, sql: sql)) {
            _ = try await first(sql, Array(repeating: .integer(1), count: given))
        }
    }

    @Test func everyKindComesBackAsItWent() async throws {
        let row = try await first(
            "SELECT $1 AS n, $2 AS i, $3 AS t, $4 AS b, $5 AS yes, $6 AS unit",
            [
                nil, .integer(.min), "Sở Y tế", .bytes([0, 255, 1]), .boolean(true),
                .value(UnitCode.sample),
            ])
        #expect(try row.found("n") == .null)
        #expect(try row.integer("i") == .min)
        #expect(try row.text("t") == "Sở Y tế")
        #expect(try row.bytes("b") == [0, 255, 1])
        #expect(try row.boolean("yes"))
        #expect(try row.value("unit", as: UnitCode.self) == .sample)
        #expect(try row.optionalText("n") == nil)
        #expect(try row.optionalInteger("n") == nil)
        #expect(try row.optionalBytes("n") == nil)
        #expect(try row.optionalValue("n", as: UnitCode.self) == nil)
        #expect(try row.optionalValue("unit", as: UnitCode.self) == .sample)
    }

    @Test func whatIsEmptyIsNotNull() async throws {
        let row = try await first("SELECT $2 AS t, $1 AS b, $3 AS long", [.bytes([]), "", .text(Self.long)])
        #expect(try row.found("t") == .text("") && row.found("b") == .bytes([]))
        #expect(try row.text("long") == Self.long)
    }

    /// Of characters of one to four bytes, longer than any buffer within.
    private static let long = String(repeating: "aế漢😀", count: 5000)

    @Test(.onSQLiteOnly) func aFloatingPointNumberIsNamed() async throws {
        await #expect(throws: StorageError.column("x", problem: "a floating-point number")) {
            _ = try await first("SELECT 0.5 AS x")
        }
    }

    @Test func textWithAZeroCharacterIsRefusedNotCut() async throws {
        await #expect(throws: StorageError.zeroInText(sql: "SELECT $1")) {
            _ = try await first("SELECT $1", ["before\u{0}after"])
        }
    }

    @Test func aMissingColumnIsNamed() async throws {
        let row = try await first("SELECT 1 AS a, 2 AS b")
        #expect(throws: StorageError.column("c", problem: "the answer has only a, b")) {
            try row.text("c")
        }
    }

    @Test func anotherTypeIsNamed() async throws {
        let row = try await first("SELECT 1 AS a, NULL AS n, 'hp doh' AS code, 2 AS yes")
        #expect(throws: StorageError.column("a", problem: "expected TEXT, found BIGINT")) {
            try row.text("a")
        }
        #expect(throws: StorageError.column("n", problem: "expected BYTEA, found NULL")) {
            try row.bytes("n")
        }
        #expect(
            throws: StorageError.column("yes", problem: "expected BIGINT of 0 or 1, found BIGINT")
        ) {
            try row.boolean("yes")
        }
        let problem = "its text is no UnitCode; \(UnitCode.form)"
        #expect(throws: StorageError.column("code", problem: problem)) {
            try row.value("code", as: UnitCode.self)
        }
        await #expect(throws: StorageError.column("a", problem: "a floating-point number")) {
            _ = try await first("SELECT 0.5 AS a")
        }
    }

    @Test func aWalkMayAskTheSameQuestionWithin() async throws {
        let fixture = try Fixture()
        for id in ["a", "b", "c"] { try await fixture.note(id) }
        let seen = try await fixture.store.read { reader in
            var seen: [String] = []
            let sql = "SELECT id FROM note ORDER BY id"
            try reader.each(sql) { row in
                seen.append(try row.text("id"))
                try reader.each(sql) { seen.append(try $0.text("id")) }
                seen.append("\(try reader.all(sql).count)")
            }
            return seen.joined()
        }
        #expect(seen == "aabc3babc3cabc3")
    }

    @Test func aReaderCannotWrite() async throws {
        let fixture = try Fixture()
        await #expect(throws: StorageError.self) {
            try await fixture.store.read {
                _ = try $0.all("INSERT INTO note (id, text) VALUES ('a', 'b')")
            }
        }
        #expect(try await fixture.ids() == [])
    }

    @Test func changedRowsAreCounted() async throws {
        let fixture = try Fixture()
        _ = try await fixture.store.write(.plain) { writer in
            for id in ["a", "b"] { _ = try writer.note(id) }
            let counts = [
                try writer.execute("UPDATE note SET text = 'x'"),
                try writer.execute("UPDATE note SET text = 'y' WHERE id = 'z'"),
                try writer.execute("CREATE TABLE later (id BIGINT PRIMARY KEY)"),
            ]
            #expect(counts == [2, 0, 0])
            let back = try writer.all("DELETE FROM note WHERE id = $1 RETURNING id, text", ["a"])
                .map { try $0.text("id") + $0.text("text") }
            #expect(back == ["ax"])
            return []
        }
        #expect(try await fixture.ids() == ["b"])
    }

    @Test func aStatementThatFailedOnceWorksAgain() async throws {
        let fixture = try Fixture()
        try await fixture.note("a")
        await #expect(throws: fixture.keyTaken) {
            try await fixture.note("a")
        }
        try await fixture.note("b")
        #expect(try await fixture.ids() == ["a", "b"])
        #expect(try await fixture.head().sequence == 2)
    }

    @Test func wrongSQLIsAnEnginesError() async throws {
        let fixture = try Fixture()
        await #expect(throws: fixture.tableMissing) {
            _ = try await fixture.store.read { try $0.all("SELECT * FROM nowhere") }
        }
    }
}
