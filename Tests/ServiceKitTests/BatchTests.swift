// Requests that come together: in order, each for itself with its own deadline, and together within one answer.

import MessageSchema
import ServiceKit
import ServiceTesting
import Testing
import WireJSON

@Suite("A batch")
struct BatchTests {
    @Test("runs in order, each entry for itself")
    func order() async throws {
        let sample = try await Sample()
        let answers = try await sample.answers([
            entry(1, "notes.note.write", #"{"unit":"HP-DOH","text":"a","_meta":{"deadline":60000}}"#),
            entry(2, "notes.note.write", #"{"unit":"HP-DOH","text":"dull"}"#),
            entry(3, "notes.note.list", #"{"unit":"HP-DOH","_meta":{"deadline":60000}}"#),
            entry(4, "notes.note.write", #"{"unit":"HP-DOH","text":"b","_meta":{"deadline":60000}}"#),
            entry(5, "notes.note.list", #"{"unit":"HP-DOH","_meta":{"deadline":60000}}"#),
        ])
        #expect(answers.compactMap { $0["id"]?.integer } == [1, 2, 3, 4, 5])
        #expect(try answers[1].failure?.name == "notes.note.tooDull")
        #expect(try answers[2]["result"]?.decode(ReadNotes.Reply.self).notes == ["a"])
        #expect(try answers[4]["result"]?.decode(ReadNotes.Reply.self).notes == ["a", "b"])
    }

    @Test("holds each entry to its own deadline")
    func deadlines() async throws {
        let sample = try await Sample()
        let answers = try await sample.answers(
            [
                entry(1, "notes.note.write", #"{"unit":"HP-DOH","text":"a","_meta":{"deadline":60000}}"#),
                // 10 seconds when it does not say.
                entry(2, "notes.note.write", #"{"unit":"HP-DOH","text":"b"}"#),
                entry(3, "notes.note.write", #"{"unit":"HP-DOH","text":"c","_meta":{"deadline":19999}}"#),
                entry(4, "notes.note.write", #"{"unit":"HP-DOH","text":"d","_meta":{"deadline":60000}}"#),
            ], aged: 20_000)
        #expect(try answers.map { try $0.failure?.kind } == [nil, .deadlineExceeded, .deadlineExceeded, nil])
        #expect(try answers.map { try $0.failure?.executed } == [nil, .no, .no, nil])
        #expect(try await sample.notes.call(ReadNotes(unit: code("HP-DOH"))).notes == ["a", "d"])
    }

    @Test("refuses an entry past the answer's limit before it runs, and answers those before it")
    func readLimit() async throws {
        let sample = try await Sample()
        try await sample.fill(Array(repeating: 15_000, count: 45))
        let read = entry(1, "notes.note.list", #"{"unit":"HP-DOH"}"#)
        let write = entry(2, "notes.note.write", #"{"unit":"HP-DOH","text":"after"}"#)
        let answers = try await sample.answers([read, read, write])
        #expect(answers.count == 3)
        #expect(try answers[0]["result"]?.decode(ReadNotes.Reply.self).notes.count == 45)
        #expect(try answers[1].failure?.kind == .tooLarge)
        #expect(answers[2]["result"] != nil)
        #expect(try await sample.notes.call(ReadNotes(unit: code("HP-DOH"))).notes.last == "after")
    }

    /// A read leaves room for some two thousand bytes; sixty writes would answer with twice as much.
    @Test("stores nothing of a write whose answer has no room left")
    func writeLimit() async throws {
        let sample = try await Sample()
        try await sample.fill(Array(repeating: 15_000, count: 67) + [5900])
        let writes = (2...61).map { entry($0, "notes.note.write", #"{"unit":"HD-DOH","text":"\#($0)"}"#) }
        let answers = try await sample.answers([entry(1, "notes.note.list", #"{"unit":"HP-DOH"}"#)] + writes)
        try #require(answers.map { $0["id"]?.integer } == (1...61).map { $0 })
        #expect(answers.reduce(0) { $0 + $1.raw.count + 1 } + 1 <= 1 << 20)
        let failures = try answers.compactMap { try $0.failure }
        let stored = writes.count - failures.count
        #expect(0 < stored && stored < writes.count)
        #expect(failures.allSatisfy { $0.kind == .tooLarge && $0.executed == .no })
        let notes = try await sample.notes.call(ReadNotes(unit: code("HD-DOH"))).notes
        #expect(notes == (2..<(2 + stored)).map { "\($0)" })
    }
}

private func entry(_ id: Int, _ method: String, _ params: String) -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#
}

extension Sample {
    /// The answers to a batch.
    fileprivate func answers(_ entries: [String], aged: Int64 = 0) async throws -> [JSONNode] {
        let body = "[" + entries.joined(separator: ",") + "]"
        return try WireJSON.parse(Array(await notes.raw(body, aged: aged).utf8)).elements
    }

    /// Writes notes of so many bytes about HP-DOH.
    fileprivate func fill(_ sizes: [Int]) async throws {
        for start in stride(from: 0, to: sizes.count, by: 60) {
            let writes = sizes[start..<min(start + 60, sizes.count)].map { size in
                let text = String(repeating: "a", count: size)
                return entry(
                    1, "notes.note.write", #"{"unit":"HP-DOH","text":"\#(text)","_meta":{"deadline":60000}}"#)
            }
            for answer in try await answers(writes) { _ = try #require(answer["result"]) }
        }
    }
}

extension JSONNode {
    fileprivate var failure: Failure? { get throws { try self["error"]?.decode(Failure.self) } }
}
