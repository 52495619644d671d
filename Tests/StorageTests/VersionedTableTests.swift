// Tables with two times: putting, removing, undoing, asking for any date and any knowledge.

import MessageSchema
@testable import Storage
import Surroundings
import Testing

@Suite(.onEveryEngine) struct VersionedTableTests {
    private static let table = VersionedTable(
        "unit_name", key: ["code"], values: ["name", "level"])
    private static let migration = Migration(
        part: "versions", version: 1,
        statements: VersionedTable.create(
            name: "unit_name", keyColumns: [("code", "TEXT")],
            valueColumns: [("name", "TEXT"), ("level", "BIGINT")]))

    /// A table, and verbs in which a day is a number of January 2025 and a sequence comes from an
    /// event.
    private struct Table {
        let fixture = Result { try Fixture(migrations: [migration]) }
        var store: Store { get throws { try fixture.get().store } }

        static func date(_ day: Int) -> CalendarDate {
            CalendarDate.sample.advanced(by: day)
        }

        @discardableResult
        func change(_ change: @escaping @Sendable (Writer, Int64) throws -> Void) async throws
            -> Int64
        {
            try await store.write(.plain) { writer in
                try change(writer, try writer.append(Noted(text: "change"), subject: "s"))
                return []
            }.sequence
        }

        @discardableResult
        func put(_ name: String, _ from: Int, _ until: Int?, code: String = "A") async throws
            -> Int64
        {
            try await change { writer, sequence in
                try table.put(
                    [.text(code)], [.text(name), .integer(1)], from: Self.date(from),
                    until: until.map(Self.date), sequence: sequence, in: writer)
            }
        }

        @discardableResult
        func remove(_ from: Int, _ until: Int?, code: String = "A") async throws -> Int64 {
            try await change { writer, sequence in
                try table.remove(
                    [.text(code)], from: Self.date(from), until: until.map(Self.date),
                    sequence: sequence,
                    in: writer)
            }
        }

        func withdraw(_ sequences: ClosedRange<Int64>) async throws -> VersionedWithdrawal {
            let outcome = try await store.write(.plain) { writer in
                let sequence = try writer.append(Noted(text: "undo"), subject: "s")
                let done = try table.withdraw(sequences, sequence: sequence, in: writer)
                return [UInt8(done.superseded), UInt8(done.restored)]
            }
            return VersionedWithdrawal(
                superseded: Int(outcome.answer[0]), restored: Int(outcome.answer[1]))
        }

        /// The names of days 0 to 9, `-` for none, as known at a sequence or now.
        func days(known: Int64? = nil, code: String = "A") async throws -> String {
            try await store.read { reader in
                let known = try known ?? reader.head().sequence
                let sql = """
                    SELECT u.name AS name FROM unit_name u WHERE u.code = $3
                    AND \(VersionedTable.visible(asOf: 1, known: 2, table: "u"))
                    """
                return try (0..<10).map { day in
                    let rows = try reader.all(
                        sql, [.value(Self.date(day)), .integer(known), .text(code)])
                    #expect(rows.count <= 1)
                    return try rows.first?.text("name") ?? "-"
                }.joined()
            }
        }
    }

    @Test func whatOverlapsIsCutAndKeepsItsValues() async throws {
        let table = Table()
        try await table.put("a", 1, nil)
        #expect(try await table.days() == "-aaaaaaaaa")
        try await table.put("b", 3, 5)
        #expect(try await table.days() == "-aabbaaaaa")
        try await table.put("c", 4, 7)
        #expect(try await table.days() == "-aabcccaaa")
        try await table.put("d", 0, 3)
        #expect(try await table.days() == "dddbcccaaa")
        try await table.put("e", 5, nil)
        #expect(try await table.days() == "dddbceeeee")
        try await table.remove(2, 6)
        #expect(try await table.days() == "dd----eeee")
        try await table.put("f", 0, nil)
        #expect(try await table.days() == "ffffffffff")
    }

    @Test func everyEarlierStateCanBeAskedFor() async throws {
        let table = Table()
        try await table.put("a", 1, nil)
        try await table.put("b", 3, 5)
        try await table.remove(4, nil)
        #expect(try await table.days(known: 0) == "----------")
        #expect(try await table.days(known: 1) == "-aaaaaaaaa")
        #expect(try await table.days(known: 2) == "-aabbaaaaa")
        #expect(try await table.days(known: 3) == "-aab------")
    }

    @Test func keysDoNotMeet() async throws {
        let table = Table()
        try await table.put("a", 1, nil)
        try await table.put("b", 2, 4, code: "B")
        try await table.remove(0, nil, code: "C")
        #expect(try await table.days() == "-aaaaaaaaa")
        #expect(try await table.days(code: "B") == "--bb------")
    }

    @Test func twoChangesOfOneSequenceLeaveTheLast() async throws {
        let table = Table()
        try await table.put("a", 0, nil)
        try await table.change { writer, sequence in
            for (name, from, until) in [("b", 2, 8), ("c", 4, 6), ("d", 2, 3)] {
                try Self.table.put(
                    ["A"], [.text(name), 1], from: Table.date(from), until: Table.date(until),
                    sequence: sequence, in: writer)
            }
        }
        #expect(try await table.days() == "aadbccbbaa")
        #expect(try await table.days(known: 1) == "aaaaaaaaaa")
    }

    @Test(arguments: [(3, 3), (3, 2)]) func aPeriodWithoutADayIsRefused(from: Int, until: Int)
        async throws
    {
        let table = Table()
        await #expect(
            throws: StorageError.emptyPeriod(
                table: "unit_name", from: Table.date(from).text, until: Table.date(until).text)
        ) { try await table.put("a", from, until) }
    }

    @Test func anUndoBringsBackWhatWas() async throws {
        let table = Table()
        try await table.put("a", 1, nil)
        let first = try await table.put("b", 3, 5)
        let last = try await table.remove(7, nil)
        #expect(try await table.days() == "-aabbaa---")
        let done = try await table.withdraw(first...last)
        #expect(done == VersionedWithdrawal(superseded: 3, restored: 1))
        #expect(try await table.days() == "-aaaaaaaaa")
        // What was known in between stays known.
        #expect(try await table.days(known: last) == "-aabbaa---")
        #expect(try await table.days(known: first) == "-aabbaaaaa")
    }

    @Test func anUndoMayBeUndone() async throws {
        let table = Table()
        try await table.put("a", 1, nil)
        let change = try await table.put("b", 3, 5)
        _ = try await table.withdraw(change...change)
        _ = try await table.withdraw(change + 1...change + 1)
        #expect(try await table.days() == "-aabbaaaaa")
    }

    @Test func anUndoRefusesWhenALaterChangeBuiltUponIt() async throws {
        let table = Table()
        try await table.put("a", 1, nil)
        let change = try await table.put("b", 3, 5)
        try await table.put("c", 4, 6)
        await #expect(throws: StorageError.changedSince(table: "unit_name")) {
            _ = try await table.withdraw(change...change)
        }
        #expect(try await table.days() == "-aabccaaaa")
    }

    @Test func anUndoRefusesWhenALaterChangeTookThePlace() async throws {
        for isRemovedAgain in [false, true] {
            let table = Table()
            try await table.put("a", 1, nil)
            let change = try await table.remove(3, nil)
            try await table.put("b", 6, 8)
            if isRemovedAgain { try await table.remove(6, 8) }
            await #expect(throws: StorageError.changedSince(table: "unit_name")) {
                _ = try await table.withdraw(change...change)
            }
        }
    }

    @Test func anUndoLeavesOthersAlone() async throws {
        let table = Table()
        let change = try await table.put("a", 1, nil)
        try await table.put("b", 2, nil, code: "B")
        _ = try await table.withdraw(change...change)
        #expect(try await table.days() == "----------")
        #expect(try await table.days(code: "B") == "--bbbbbbbb")
    }

    /// Random changes against a table of ten letters for every sequence.
    @Test(arguments: UInt64(1)...8) func randomChangesFollowTheModel(seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let table = Table()
        var model = [Array("----------")]
        for round in 0..<30 {
            let from = Int.random(in: 0..<9, using: &random)
            let until =
                Bool.random(using: &random) ? nil : Int.random(in: (from + 1)...10, using: &random)
            var days = model[model.count - 1]
            if round > 0, Int.random(in: 0..<5, using: &random) == 0 {
                let last = Int64(model.count - 1)
                _ = try await table.withdraw(last...last)
                days = model[model.count - 2]
            } else if Int.random(in: 0..<4, using: &random) == 0 {
                try await table.remove(from, until)
                days.replaceSubrange(
                    from..<(until ?? 10), with: Array(repeating: "-", count: (until ?? 10) - from))
            } else {
                let name = Character(Unicode.Scalar(UInt8(97 + round % 26)))
                try await table.put(String(name), from, until)
                days.replaceSubrange(
                    from..<(until ?? 10), with: Array(repeating: name, count: (until ?? 10) - from))
            }
            model.append(days)
        }
        for (sequence, days) in model.enumerated() {
            #expect(
                try await table.days(known: Int64(sequence)) == String(days),
                "seed \(seed) at \(sequence)")
        }
    }
}
