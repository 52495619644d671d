// Every rule of the envelope and of `_meta`: one row each.

import Fabric
import MessageSchema
import Testing
import WireJSON

@Suite struct JSONRPCReadTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var body: String
        var answer: ReadAnswer
        /// What the message must mention.
        var mentions = ""
        var testDescription: String { String(body.prefix(80)) }
    }

    static let refusals: [Row] = [
        Row(body: "", answer: ReadAnswer(.parseError)),
        Row(body: "{", answer: ReadAnswer(.parseError)),
        Row(body: "{} {}", answer: ReadAnswer(.parseError)),
        Row(body: "\u{FEFF}{}", answer: ReadAnswer(.parseError)),
        Row(
            body: #"{"jsonrpc":"2.0","id":1,"id":2,"method":"a"}"#, answer: ReadAnswer(.parseError),
            mentions: "id"),
        Row(
            body: #"{"jsonrpc":"2.0","id":1,"method":"a","params":{"x":1,"x":2}}"#,
            answer: ReadAnswer(.parseError), mentions: "x"),
        Row(body: "3", answer: ReadAnswer(.invalidRequest)),
        Row(body: "null", answer: ReadAnswer(.invalidRequest)),
        Row(body: "[]", answer: ReadAnswer(.invalidRequest), mentions: "at least one"),
        Row(
            body: #"{"jsonrpc":"2.0","method":"a"}"#, answer: ReadAnswer(.invalidRequest),
            mentions: "id"),
        Row(
            body: #"{"jsonrpc":"2.0","id":null,"method":"a"}"#, answer: ReadAnswer(.invalidRequest),
            mentions: "id"),
        Row(
            body: #"{"jsonrpc":"2.0","id":true,"method":"a"}"#, answer: ReadAnswer(.invalidRequest),
            mentions: "id"),
        Row(
            body: #"{"jsonrpc":"2.0","id":{},"method":"a"}"#, answer: ReadAnswer(.invalidRequest),
            mentions: "id"),
        Row(
            body: #"{"id":1,"method":"a"}"#, answer: ReadAnswer(.invalidRequest, id: "1"),
            mentions: "jsonrpc"),
        Row(
            body: #"{"jsonrpc":"1.0","id":1,"method":"a"}"#,
            answer: ReadAnswer(.invalidRequest, id: "1"), mentions: "jsonrpc"),
        Row(
            body: #"{"jsonrpc":2.0,"id":1,"method":"a"}"#,
            answer: ReadAnswer(.invalidRequest, id: "1"), mentions: "jsonrpc"),
        Row(
            body: #"{"jsonrpc":"2.0","id":"x"}"#, answer: ReadAnswer(.invalidRequest, id: "\"x\""),
            mentions: "method"),
        Row(
            body: #"{"jsonrpc":"2.0","id":1,"method":7}"#,
            answer: ReadAnswer(.invalidRequest, id: "1"), mentions: "method"),
        Row(
            body: #"{"jsonrpc":"2.0","id":1,"method":""}"#,
            answer: ReadAnswer(.invalidRequest, id: "1"), mentions: "method"),
        Row(
            body: #"{"jsonrpc":"2.0","id":1,"method":"a","params":[1]}"#,
            answer: ReadAnswer(.invalidRequest, id: "1"), mentions: "params"),
        Row(
            body: #"{"jsonrpc":"2.0","id":1,"method":"a","params":null}"#,
            answer: ReadAnswer(.invalidRequest, id: "1"), mentions: "params"),
        Row(
            body: #"{"jsonrpc":"2.0","id":1,"method":"a","params":{"_meta":7}}"#,
            answer: ReadAnswer(.invalidRequest, id: "1"), mentions: "params._meta"),
        Row(
            body: text(body(1, meta: "\"deadline\":\"soon\"")),
            answer: ReadAnswer(.invalidRequest, id: "1"), mentions: "params._meta.deadline"),
        Row(
            body: text(body(1, meta: "\"deadline\":60001")),
            answer: ReadAnswer(.invalidRequest, id: "1"), mentions: "params._meta.deadline"),
        Row(
            body: text(body(1, meta: "\"deadline\":-1")),
            answer: ReadAnswer(.invalidRequest, id: "1"), mentions: "params._meta.deadline"),
        Row(
            body: text(body(1, meta: "\"idempotencyKey\":5")),
            answer: ReadAnswer(.invalidRequest, id: "1"), mentions: "params._meta.idempotencyKey"),
        Row(
            body: text(body(1, meta: "\"asOf\":\"2025-02-30\"")),
            answer: ReadAnswer(.invalidRequest, id: "1"), mentions: "params._meta.asOf"),
        Row(
            body: text(body(1, meta: "\"knownAt\":\"yesterday\"")),
            answer: ReadAnswer(.invalidRequest, id: "1"), mentions: "params._meta.knownAt"),
    ]

    @Test(arguments: refusals)
    func `A body that breaks a rule is refused with its kind and its reason`(row: Row) throws {
        guard case .single(.failure(let refusal)) = JSONRPC.read(bytes(row.body)) else {
            Issue.record("accepted")
            return
        }
        let answer = try #require(
            ReadAnswer.one(JSONRPC.response(id: refusal.id, failure: refusal.failure)))
        #expect(answer == row.answer)
        #expect(answer.message.contains(row.mentions), "\(answer.message)")
    }

    private func accepted(_ body: [UInt8]) throws -> JSONRPC.Request {
        guard case .single(let entry) = JSONRPC.read(body) else {
            throw Failure.fabric(.internalError, "a batch")
        }
        return try entry.get()
    }

    @Test(arguments: ["1", "-7", "1.50", "1e3", "\"a\\u0041\"", "\"\"", "12345678901234567890"])
    func `An id is kept byte for byte`(id: String) throws {
        let request = try accepted(bytes("{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"a\"}"))
        #expect(text(request.id.bytes) == id)
        #expect(
            text(JSONRPC.response(id: request.id, result: bytes("{}"), metadata: nil)).contains(
                "\"id\":\(id),"))
    }

    @Test func `Params left out are nil, which means empty`() throws {
        #expect(try accepted(bytes(#"{"jsonrpc":"2.0","id":1,"method":"a"}"#)).params == nil)
    }

    @Test func `Members unknown to the envelope and to _meta are ignored`() throws {
        let request = try accepted(
            bytes(
                #"{"jsonrpc":"2.0","id":1,"method":"a","x":1,"#
                    + #""params":{"_meta":{"y":2,"deadline":5}}}"#
            ))
        #expect(request.metadata == CallMetadata(deadline: 5))
    }

    @Test(arguments: [0, 1, 60_000]) func `A deadline from 0 to 60000 is taken`(deadline: Int64)
        throws
    {
        #expect(
            try accepted(body(1, meta: "\"deadline\":\(deadline)")).metadata.deadline == deadline)
    }

    @Test func `All members of _meta are read`() throws {
        let meta =
            #""idempotencyKey":"k","traceparent":"t","actAs":"a","asOf":"2025-07-01","knownAt":7"#
        let metadata = try accepted(body(1, meta: meta)).metadata
        #expect(
            metadata
                == CallMetadata(
                    idempotencyKey: "k", traceparent: "t", actAs: "a",
                    asOf: try CalendarDate("2025-07-01"),
                    knownAt: .sequence(7)))
    }

    @Test func `A batch keeps its order and refuses entry by entry`() throws {
        guard
            case .batch(let entries) = JSONRPC.read(bytes("[\(text(body(1))),5,\(text(body(2)))]"))
        else {
            Issue.record("no batch")
            return
        }
        #expect(entries.count == 3)
        #expect(try entries[0].get().id.bytes == bytes("1"))
        #expect(throws: JSONRPC.Refusal.self) { try entries[1].get() }
        #expect(try entries[2].get().id.bytes == bytes("2"))
    }

    private func batch(_ count: Int) -> [UInt8] {
        JSONRPC.array(of: (1...count).map { body($0) })
    }

    @Test func `A batch of 100 is read, one of 101 is too large as a whole`() {
        guard case .batch(let entries) = JSONRPC.read(batch(100)) else {
            Issue.record("no batch")
            return
        }
        #expect(entries.count == 100)
        guard case .single(.failure(let refusal)) = JSONRPC.read(batch(101)) else {
            Issue.record("accepted")
            return
        }
        #expect(refusal.id == nil)
        #expect(refusal.failure.kind == .tooLarge)
    }

    @Test func `A body at the limit is read, one byte more is too large`() {
        var limits = JSONRPC.Limits()
        limits.bodyBytesMax = body(1).count
        guard case .single(.success) = JSONRPC.read(body(1), limits: limits) else {
            Issue.record("refused at the limit")
            return
        }
        guard case .single(.failure(let refusal)) = JSONRPC.read(body(1) + [0x20], limits: limits)
        else {
            Issue.record("accepted past the limit")
            return
        }
        #expect(refusal.failure.kind == .tooLarge)
    }
}
