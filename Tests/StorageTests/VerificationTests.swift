// Walking the hash chain: whole journals, erased parts, and every kind of damage by its sequence.

import MessageSchema
@testable import Storage
import Testing
import WireJSON

@Suite(.onEveryEngine) struct VerificationTests {
    /// Seven entries, the fourth with a personal part.
    private func fixture() async throws -> Fixture {
        let fixture = try Fixture { $0.pageEntriesMax = 3 }
        for number in 1...7 {
            _ = try await fixture.store.write(WriteRequest(principal: .tester, trace: "t")) {
                writer in
                let personal = RawJSON(unsafeUnchecked: Array(#""secret""#.utf8))
                try writer.append(
                    Noted(text: "n\(number)"), subject: "s", personal: number == 4 ? personal : nil)
                return []
            }
        }
        return fixture
    }

    private func tamper(_ fixture: Fixture, _ sql: String) async throws {
        _ = try await fixture.store.write(.bookkeeping) { writer in
            try writer.execute(fixture.dialect(sql))
            return []
        }
    }

    @Test func aWholeJournalIsCounted() async throws {
        let fixture = try await fixture()
        let head = try await fixture.head()
        let found = try await fixture.store.verify()
        #expect(found.fault == nil)
        #expect(found.journal == head.journal)
        #expect(found.verified == JournalAnchor(sequence: 7, hash: head.hash))
        #expect((found.entries, found.personalPresent, found.personalErased) == (7, 1, 0))
    }

    @Test func anEmptyJournalIsWhole() async throws {
        let fixture = try Fixture()
        let found = try await fixture.store.verify()
        #expect(found.fault == nil)
        #expect((found.entries, found.verified.sequence) == (0, 0))
    }

    @Test(arguments: [
        "data = replace(data, 'n4', 'n5')", "type = 'tests.note.nothing'", "subject = 'S'",
        "actor = 'testes'", "acted_via = 'tester'", "trace = NULL",
        "recorded = recorded + 1 - 1000000",
        "sealed = X'00'", "hash = X'00'", "data = trace, trace = data",
    ])
    func aChangedFieldIsNamed(change: String) async throws {
        let fixture = try await fixture()
        try await tamper(fixture, "UPDATE journal SET \(change) WHERE sequence = 4")
        let found = try await fixture.store.verify()
        let fault = try #require(found.fault)
        #expect(fault.sequence == 4)
        let expected =
            change.hasPrefix("recorded")
            ? "it was recorded no later than the entry before"
            : "its fields and the hash before it do not give its hash"
        #expect(fault.difference == expected)
        #expect(found.verified.sequence == 3)
        #expect(found.entries == 3)
    }

    @Test func oneFlippedBitIsFound() async throws {
        let fixture = try await fixture()
        let text = #"{"text":"n2"}"#
        var flipped = Array(text.utf8)
        flipped[9] ^= 1
        let changed = String(decoding: flipped, as: UTF8.self)
        try await tamper(fixture, "UPDATE journal SET data = '\(changed)' WHERE sequence = 2")
        #expect(try await fixture.store.verify().fault?.sequence == 2)
        try await tamper(fixture, "UPDATE journal SET data = '\(text)' WHERE sequence = 2")
        #expect(try await fixture.store.verify().fault == nil)
    }

    @Test(arguments: [Int64(1), 3, 4, 7])
    func aMissingEntryIsNamed(sequence: Int64) async throws {
        let fixture = try await fixture()
        try await tamper(fixture, "DELETE FROM journal WHERE sequence = \(sequence)")
        #expect(
            try await fixture.store.verify().fault
                == .init(sequence: sequence, difference: "the entry is missing"))
    }

    @Test func aRewrittenPersonalPartIsNamed() async throws {
        let fixture = try await fixture()
        try await tamper(fixture, "UPDATE journal_private SET private = '\"forged\"'")
        #expect(
            try await fixture.store.verify().fault
                == .init(sequence: 4, difference: "its personal part does not fit its seal"))
    }

    @Test func aPersonalPartAddedLaterIsNamed() async throws {
        let fixture = try await fixture()
        try await tamper(
            fixture,
            "INSERT INTO journal_private (sequence, subject, salt, private) VALUES (5, 's', X'00', '1')"
        )
        #expect(
            try await fixture.store.verify().fault
                == .init(sequence: 5, difference: "its personal part does not fit its seal"))
    }

    @Test func anotherJournalsIdDoesNotFitTheChain() async throws {
        let fixture = try await fixture()
        try await tamper(fixture, "UPDATE journal_head SET origin = 'another'")
        #expect(try await fixture.store.verify().fault?.sequence == 1)
    }

    @Test func anAnchorIsWhereItBegins() async throws {
        let fixture = try await fixture()
        let hashes = try await fixture.store.read {
            try $0.all("SELECT hash FROM journal ORDER BY sequence").map { try $0.bytes("hash") }
        }
        try await tamper(fixture, "DELETE FROM journal WHERE sequence <= 3")
        let anchor = JournalAnchor(sequence: 3, hash: hashes[2])
        let found = try await fixture.store.verify(from: anchor)
        #expect(found.fault == nil)
        #expect(found.entries == 4)
        let wrong = try await fixture.store.verify(
            from: JournalAnchor(sequence: 3, hash: hashes[1]))
        #expect(wrong.fault?.sequence == 4)
        let last = try await fixture.store.verify(from: JournalAnchor(sequence: 7, hash: hashes[6]))
        #expect(last.fault == nil)
        let stranger = try await fixture.store.verify(
            from: JournalAnchor(sequence: 7, hash: hashes[5]))
        #expect(
            stranger.fault == .init(sequence: 7, difference: "the head's hash is not this entry's"))
        let future = try await fixture.store.verify(
            from: JournalAnchor(sequence: 9, hash: hashes[5]))
        #expect(future.fault == .init(sequence: 9, difference: "it lies past the head, 7"))
    }

    /// Computed by hand with Python's hashlib over the documented bytes: stored journals depend on
    /// it.
    @Test func theHashIsFrozen() {
        let genesis = JournalChain.genesis(origin: "j")
        let hash = JournalChain.hash(
            previous: genesis,
            ChainedFields(
                sequence: 1, recorded: 1_700_000_000_000_000, type: "tests.note.noted",
                subject: "s",
                actor: "tester", actedVia: nil, trace: "t", data: #"{"text":"đ"}"#,
                sealed: JournalChain.seal(salt: [1, 2], personal: "{}")))
        func hexadecimal(_ bytes: [UInt8]) -> String {
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        #expect(
            hexadecimal(genesis)
                == "8bb925dccec0fec50bc046aee5a207f54cb8da9edfbc78e1f436927c01b1415a")
        #expect(
            hexadecimal(hash) == "62403f8f40e9ec018c149151bbc93652e5368a6e830127ea29a523e9e01417f2")
    }
}
