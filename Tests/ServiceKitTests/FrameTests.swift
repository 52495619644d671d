// What the frame does for every service: envelope, authority, time travel, idempotency, refusals, events.

import MessageSchema
import ServiceKit
import ServiceTesting
import TestGround
import Testing
import WireJSON

@Suite("The frame")
struct FrameTests {
    @Test("refuses to start when routes and contract disagree")
    func disagreement() throws {
        let blueprint = Blueprint(contract: NotesContract.self, migrations: [], routes: [])
        #expect(blueprint.disagreements.contains("notes.note.write has no route"))
        #expect(throws: ServiceProblem.self) { try TestService.start(blueprint) }
    }

    @Test("answers a write with its sequence and a read with what it knew")
    func writeAndRead() async throws {
        let sample = try await Sample()
        let unit = try code("HP-DOH")
        let first = try await sample.notes.answer(WriteNote(unit: unit, text: "one"))
        #expect(first.metadata.sequence == first.reply.number)
        try await sample.notes.call(WriteNote(unit: unit, text: "two"))
        let now = try await sample.notes.answer(ReadNotes(unit: unit))
        #expect(now.reply.notes == ["one", "two"])
        let before = try await sample.notes.call(
            ReadNotes(unit: unit), metadata: CallMetadata(knownAt: .sequence(first.reply.number)))
        #expect(before.notes == ["one"])
    }

    @Test(
        "names what is wrong with a request",
        arguments: [
            (
                request("notes.note.write", #"{"unit":"HP-DOH","text":"x","colour":1}"#),
                "fabric.invalidParams", "colour"
            ),
            (
                request("notes.note.write", #"{"unit":"hp","text":"x"}"#),
                "fabric.invalidParams", "params.unit"
            ),
            (
                request("notes.note.write", #"{"text":"x"}"#), "fabric.invalidParams",
                "unit"
            ),
            (
                request("notes.note.write", #"{"unit":5,"text":"x"}"#),
                "fabric.invalidParams", "params.unit"
            ),
            (request("notes.note.write"), "fabric.invalidParams", "unit"),
            (request("notes.note.burn", #"{}"#), "fabric.methodNotFound", "burn"),
            (
                request("notes.note.list", #"{"unit":"HP-DOH","_meta":{"asOf":"2025-01-01"}}"#),
                "frame.time.notTaken", "asOf"
            ),
            (
                request("notes.note.list", #"{"unit":"HP-DOH","_meta":{"knownAt":99}}"#),
                "frame.knowledge.ahead", "head"
            ),
            (
                request("notes.note.write", #"{"unit":"HP-DOH","text":"dull"}"#),
                "notes.note.tooDull", "dull"
            ),
            (
                request("notes.note.write", #"{"unit":"XX","text":"x"}"#),
                "frame.unit.notFound", "XX"
            ),
            (
                request("notes.note.write", #"{"unit":"HP-DOH","text":"x","_meta":{"actAs":"minister"}}"#),
                "frame.scope.forbidden", "scope"
            ),
            (#"{"jsonrpc":"2.0","method":"notes.note.list","params":{}}"#, "fabric.invalidRequest", "id"),
            (#"not json"#, "fabric.parseError", "JSON"),
        ])
    func badInput(body: String, name: String, word: String) async throws {
        let sample = try await Sample()
        let answer = try WireJSON.parse(Array(await sample.notes.raw(body).utf8))
        let failure = try #require(try answer["error"]?.decode(Failure.self))
        #expect(failure.name == name)
        #expect(failure.message.contains(word), "\(failure.message)")
        // Nothing was stored but the units that were followed, and the next request works.
        try await sample.notes.call(WriteNote(unit: code("HP-DOH"), text: "fine"))
        let events = try await sample.notes.call(ReadEvents<NotesContract>(after: 0))
        #expect(events.items.map(\.type).filter { $0 == NoteWritten.name }.count == 1)
    }

    @Test("keeps a caller within its scope, and missing looks like forbidden")
    func scope() async throws {
        let sample = try await Sample()
        let organiser = Principal.with("organiser-hp", roles: [.organiser], scope: "31")
        try await sample.notes.call(WriteNote(unit: code("HP-DOH"), text: "mine"), as: organiser)
        let outside = await refusal {
            try await sample.notes.call(WriteNote(unit: code("HD-DOH"), text: "x"), as: organiser)
        }
        let missing = await refusal {
            try await sample.notes.call(WriteNote(unit: code("NOWHERE"), text: "x"), as: organiser)
        }
        #expect(outside?.name == "frame.unit.notFound")
        #expect(outside?.kind == missing?.kind && outside?.name == missing?.name)
        let reader = Principal.with("reader", roles: [.reader])
        let forbidden = await refusal {
            try await sample.notes.call(WriteNote(unit: code("HP-DOH"), text: "x"), as: reader)
        }
        #expect(forbidden?.kind == .forbidden)
        let events = await refusal { try await sample.notes.call(ReadEvents<NotesContract>(after: 0), as: organiser) }
        #expect(events?.kind == .forbidden)
    }

    @Test("runs a write with an idempotency key once, and refuses the key for another")
    func idempotency() async throws {
        let sample = try await Sample()
        let key = CallMetadata(idempotencyKey: "k1")
        let first = try await sample.notes.call(WriteNote(unit: code("HP-DOH"), text: "once"), metadata: key)
        let again = try await sample.notes.call(WriteNote(unit: code("HP-DOH"), text: "once"), metadata: key)
        #expect(first == again)
        #expect(try await sample.notes.call(ReadNotes(unit: code("HP-DOH"))).notes == ["once"])
        let other = await refusal {
            try await sample.notes.call(WriteNote(unit: code("HP-DOH"), text: "other"), metadata: key)
        }
        #expect(other?.name == "frame.key.reused")
        let refused = CallMetadata(idempotencyKey: "k2")
        _ = await refusal {
            try await sample.notes.call(WriteNote(unit: code("HP-DOH"), text: "dull"), metadata: refused)
        }
        try await sample.notes.call(WriteNote(unit: code("HP-DOH"), text: "better"), metadata: refused)
    }

    @Test("knows the same request by what it asks, however it is written and whatever is said about the call")
    func sameRequest() async throws {
        let sample = try await Sample()
        let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        func write(_ id: Int, _ params: String) async throws -> JSONNode {
            let body = #"{"jsonrpc":"2.0","id":\#(id),"method":"notes.note.write","params":\#(params)}"#
            return try WireJSON.parse(Array(await sample.notes.raw(body).utf8))
        }
        let first = try await write(1, #"{"unit":"HP-DOH","text":"once","_meta":{"idempotencyKey":"k1"}}"#)
        let again = try await write(
            2,
            #"""
            { "_meta": {"traceparent":"\#(trace)", "deadline":60000, "idempotencyKey":"k1"}, "text": "onc\u0065",
              "unit": "HP-DOH" }
            """#)
        #expect(again["id"]?.integer == 2)
        #expect(try #require(again["result"]).raw == #require(first["result"]).raw)
        #expect(try await sample.notes.call(ReadNotes(unit: code("HP-DOH"))).notes == ["once"])
    }

    @Test("hides what it did not expect, stores nothing, and works on")
    func unexpected() async throws {
        let sample = try await Sample()
        let failure = await refusal { try await sample.notes.call(FailAlways()) }
        #expect(failure?.kind == .internalError)
        #expect(failure?.traceId != nil)
        #expect(failure?.message.contains("BrokenWorld") == false)
        let forgotten = await refusal { try await sample.notes.call(ForgetAuthority(remembers: false)) }
        #expect(forgotten?.kind == .internalError)
        try await sample.notes.call(ForgetAuthority(remembers: true))
        let page = try await sample.notes.call(ReadEvents<NotesContract>(after: 0))
        #expect(page.items.count == 1)
    }

    @Test("describes itself, verifies its journal and tells how it is")
    func frameMethods() async throws {
        let sample = try await Sample()
        try await sample.notes.call(WriteNote(unit: code("HP-DOH"), text: "one"))
        let body = await sample.notes.raw(#"{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}"#)
        #expect(body.contains("\"openrpc\":\"1.3.2\"") && body.contains("notes.note.write"))
        let verification = try await sample.notes.call(VerifyJournal<NotesContract>())
        #expect(verification.holds && verification.entries == 2 && verification.personal == 1)
        let health = try await sample.notes.call(CheckHealth<NotesContract>())
        #expect(health.service == "notes" && health.sequence == 2 && health.unitsFollowed == 5)
    }

    @Test("shows the personal part of an event only to who may read it")
    func personal() async throws {
        let sample = try await Sample()
        try await sample.notes.call(WriteNote(unit: code("HP-DOH"), text: "secret"))
        let auditor = Principal.with("auditor", roles: [.auditor])
        let without = try await sample.notes.call(ReadEvents<NotesContract>(after: 1), as: auditor)
        #expect(without.items.map(\.personal) == [nil])
        let with = try await sample.notes.call(ReadEvents<NotesContract>(after: 1))
        #expect(with.items.first?.personal.map { String(decoding: $0.bytes, as: UTF8.self) } == #"{"text":"secret"}"#)
    }

    @Test("parks a long poll until the next commit, and refuses one more than it has places for")
    func longPoll() async throws {
        let registry = try await Sample().registry
        let notes = try TestService.start(NotesContract.blueprint, follows: registry, parkedMax: 1)
        try await notes.followNow()
        let head = try await notes.call(CheckHealth<NotesContract>()).sequence
        let poll = ReadEvents<NotesContract>(after: head, wait: 50_000)
        let patient = CallMetadata(deadline: 60_000)
        async let waiting = notes.call(poll, metadata: patient)
        try await eventually("the poll to be parked") { notes.parked == 1 }
        let second = await refusal { try await notes.call(poll, metadata: patient) }
        #expect(second?.kind == .overloaded && second?.retryAfter != nil)
        try await notes.call(WriteNote(unit: code("HP-DOH"), text: "wake"))
        #expect(try await waiting.items.map(\.type) == [NoteWritten.name])
        let empty = try await notes.call(ReadEvents<NotesContract>(after: head + 1, wait: 1))
        #expect(empty.items.isEmpty && empty.next == head + 1)
    }

    @Test("refuses a foreign journal and a place past the head")
    func foreignJournal() async throws {
        let sample = try await Sample()
        let foreign = await refusal {
            try await sample.notes.call(ReadEvents<NotesContract>(journal: "another", after: 0))
        }
        #expect(foreign?.name == "frame.journal.foreign")
        let ahead = await refusal { try await sample.notes.call(ReadEvents<NotesContract>(after: 99)) }
        #expect(ahead?.name == "frame.journal.pastHead")
    }
}

/// The failure that a call ends in; nil when it does not.
func refusal(_ call: () async throws -> some Any) async -> Failure? {
    do {
        _ = try await call()
        return nil
    } catch { return error as? Failure }
}

/// A request as it stands on the wire.
private func request(_ method: String, _ params: String? = nil) -> String {
    #"{"jsonrpc":"2.0","id":1,"method":"\#(method)"\#(params.map { ",\"params\":" + $0 } ?? "")}"#
}
