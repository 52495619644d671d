// What a service remembers of a trace and what its journal tells of it, also of what it did because of another service.

import Logging
import MessageSchema
@testable import ServiceKit
import ServiceTesting
import Storage
import Testing
import WireJSON

@Suite("A trace")
struct TraceSpanTests {
    private static let id = try! TraceID("0af7651916cd43dd8448eb211c80319c")
    private static let caller = try! SpanID("b7ad6b7169203331")
    private static let given = CallMetadata(traceparent: TraceContext(trace: id, span: caller).traceparent)

    private func report(_ service: TestService, _ trace: TraceID = id) async throws -> TraceReport {
        try await service.call(ShowTrace<NotesContract>(trace: trace))
    }

    @Test("has what a request wrote under the request's own span, which the caller's caused")
    func written() async throws {
        let notes = try await Sample().notes
        try await notes.followNow()
        let number = try await notes.call(
            WriteNote(unit: code("HP-DOH"), text: "one"), metadata: Self.given
        ).number
        let report = try await report(notes)
        let span = try #require(report.spans.only)
        #expect(span.kind == .request && span.name == "notes.note.write" && span.outcome == "ok")
        #expect(span.parent == Self.caller && span.span != Self.caller)
        let entry = try #require(report.entries.only)
        #expect(entry.sequence == number && entry.type == NoteWritten.name && entry.span == span.span)
        #expect(entry.id.hasSuffix("/\(number)") && !report.isCut)
    }

    @Test("is minted for a write that came without one, and stands in the journal")
    func minted() async throws {
        let notes = try await Sample().notes
        try await notes.call(WriteNote(unit: code("HP-DOH"), text: "one"))
        try await notes.call(WriteNote(unit: code("HP-DOH"), text: "two"))
        let events = try await notes.call(ReadEvents<NotesContract>(after: 0)).items.suffix(2)
        let contexts = try events.map { try #require(TraceContext(traceparent: $0.traceparent)) }
        #expect(contexts[0].trace != contexts[1].trace && contexts[0].span != contexts[1].span)
        let span = try #require(try await report(notes, contexts[1].trace).spans.only)
        #expect(span.parent == nil && span.span == contexts[1].span)
    }

    @Test("has the call of the registry that a request needed, for a unit that was not known")
    func called() async throws {
        let sample = try await Sample()
        try await sample.notes.call(WriteNote(unit: code("HP-DOH"), text: "one"), metadata: Self.given)
        let spans = try await report(sample.notes).spans
        #expect(spans.map(\.kind) == [.call, .request] && spans.map(\.name)[0] == "registry.events.read")
        #expect(spans[0].parent == spans[1].span && spans[0].outcome == "ok")
    }

    @Test("remembers a refusal by its name, and no text of the caller's")
    func refused() async throws {
        let notes = try await Sample().notes
        try await notes.followNow()
        _ = await refusal {
            try await notes.call(WriteNote(unit: code("HP-DOH"), text: "dull"), metadata: Self.given)
        }
        let meta = #""_meta":{"traceparent":"\#(Self.given.traceparent!)"}"#
        _ = await notes.raw(#"{"jsonrpc":"2.0","id":1,"method":"notes.Nguyễn.031095774477","params":{\#(meta)}}"#)
        let report = try await report(notes)
        #expect(report.spans.map(\.name) == ["notes.note.write", "unknown"])
        #expect(report.spans.map(\.outcome) == ["notes.note.tooDull", "fabric.methodNotFound"])
        #expect(report.entries.isEmpty)
    }

    @Test("of which nobody can know is not remembered: a read that came without one and went well")
    func forgotten() async throws {
        let notes = try await Sample().notes
        try await notes.followNow()
        try await notes.call(ReadNotes(unit: code("HP-DOH")), metadata: Self.given)
        try await notes.call(ReadNotes(unit: code("HP-DOH")))
        #expect(try await report(notes).spans.map(\.name) == ["notes.note.list"])
        let calls = try await notes.call(ShowInstance<NotesContract>()).calls
        #expect(calls.answered == 3 && calls.refused == 0 && calls.p50Microseconds != nil)
    }

    @Test("goes on in what another service does because of it, under a span that follows from the event")
    func followed() async throws {
        let sample = try await DiarySample()
        let event = try await sample.note(metadata: Self.given)
        let diary = try sample.diary(Diary.notes)
        try await diary.followNow()
        let cause = try #require(try await report(sample.notes).entries.only)
        let report = try await diary.call(ShowTrace<Diary>(trace: Self.id))
        let span = try #require(report.spans.only)
        #expect(span.kind == .reaction && span.name == NoteWritten.name && span.event == event)
        #expect(span.parent == cause.span && span.span == .ofReaction(of: "diary", to: event))
        #expect(report.entries.map(\.type) == [LineWritten.name])
        #expect(report.entries.map(\.span) == [span.span])
    }

    @Test("shows a reaction that was refused, and its entry says so")
    func refusedReaction() async throws {
        let sample = try await DiarySample()
        try await sample.note(metadata: Self.given)
        let diary = try sample.diary(.on(NoteWritten.self) { _, _, _ in throw TooDull() })
        try await diary.followNow()
        let report = try await diary.call(ShowTrace<Diary>(trace: Self.id))
        #expect(report.spans.map(\.outcome) == ["notes.note.tooDull"])
        #expect(report.entries.map(\.type) == [EventRefused.name])
    }

    @Test("is the whole suite's: not for who lacks the permission, nor for who has a scope")
    func authority() async throws {
        let notes = try await Sample().notes
        for caller in [
            Principal.with("officer", roles: [.officer, .reader, .auditor]),
            .with("scoped", roles: [.administrator], scope: "31"),
        ] {
            let failure = await refusal { try await notes.call(ShowTrace<NotesContract>(trace: Self.id), as: caller) }
            #expect(failure?.name == "frame.scope.forbidden")
        }
        try await notes.call(ShowTrace<NotesContract>(trace: Self.id), as: .with("night", roles: [.watcher]))
    }

    @Test("is forgotten when the memory is full, the oldest piece first")
    func bounded() {
        let ring = SpanRing(spansMax: 3)
        for number in 1...5 {
            ring.keep(
                TraceSpan(
                    kind: .request, span: SpanID(number: UInt64(number)), parent: nil, name: "a.b.c", start: .sample,
                    microseconds: 1, outcome: "ok"), of: Self.id)
        }
        #expect(ring.spans(of: Self.id).map(\.span.text.last) == ["3", "4", "5"])
        #expect(ring.spans(of: .sample).count == 3)
        #expect(ring.spans(of: try! TraceID(String(repeating: "a", count: 32))).isEmpty)
    }
}

extension Array {
    /// The one element there is.
    fileprivate var only: Element? { count == 1 ? first : nil }
}
