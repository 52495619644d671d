// Under which trace id a refusal is answered, and what the log has under it.

import MessageSchema
import ServiceKit
import ServiceTesting
import Testing
import WireJSON

/// A request that is refused, by whom it is asked, and whether it has a trace id though the caller gave none.
struct Refused: Sendable {
    var method: String
    var params: String
    var role = Role.administrator
    var scope: String?
    var kind: ErrorKind
    var isTracedAlways = false
    var deadline: Int64 = 60_000

    static let all = [
        Refused(method: "notes.note.write", params: #""unit":"HP-DOH","text":"dull""#, kind: .rejected),
        Refused(method: "notes.note.write", params: #""unit":"HP-DOH""#, kind: .invalidParams),
        Refused(method: "notes.note.burn", params: #""unit":"HP-DOH""#, kind: .methodNotFound),
        Refused(method: "notes.note.list", params: #""unit":"HP-DOH""#, kind: .deadlineExceeded, deadline: 0),
        Refused(method: "notes.events.read", params: #""after":99"#, kind: .rejected),
        Refused(
            method: "notes.note.list", params: #""unit":"NOWHERE""#, scope: "31", kind: .notFound,
            isTracedAlways: true),
        Refused(
            method: "notes.note.list", params: #""unit":"HD-DOH""#, scope: "31", kind: .notFound,
            isTracedAlways: true),
        Refused(
            method: "notes.note.write", params: #""unit":"HP-DOH","text":"x""#, role: .reader, kind: .forbidden,
            isTracedAlways: true),
        Refused(
            method: "notes.events.read", params: #""after":0"#, scope: "31", kind: .forbidden, isTracedAlways: true),
        Refused(method: "notes.note.fail", params: #""extent":1"#, kind: .invalidParams),
        Refused(method: "notes.note.fail", params: "", kind: .internalError, isTracedAlways: true),
    ]

    /// What comes of it under a trace context.
    func failure(_ notes: TestService, traceparent: String?) async throws -> Failure {
        let trace = traceparent.map { #","traceparent":"\#($0)""# } ?? ""
        let members = params.isEmpty ? "" : params + ","
        let body = #"""
            {"jsonrpc":"2.0","id":1,"method":"\#(method)",
             "params":{\#(members)"_meta":{"deadline":\#(deadline)\#(trace)}}}
            """#
        let answer = await notes.raw(body, as: .with("somebody", roles: [role], scope: scope))
        return try #require(try WireJSON.parse(Array(answer.utf8))["error"]?.decode(Failure.self))
    }
}

@Suite("The trace id of a refusal")
struct TraceTests {
    private static let id = "0af7651916cd43dd8448eb211c80319c"
    private static let traceparent = "00-\(id)-b7ad6b7169203331-01"

    @Test("is the caller's own, whatever is refused")
    func given() async throws {
        let notes = try await Sample().notes
        try await notes.followNow()
        for refused in Refused.all {
            let failure = try await refused.failure(notes, traceparent: Self.traceparent)
            #expect(failure.kind == refused.kind, "\(failure)")
            #expect(failure.traceId == Self.id, "\(failure)")
        }
    }

    @Test(
        "is minted where the caller gave none, for what the log may have more of",
        arguments: [nil, "what the caller wrote", "00-what the caller wrote 32 letters-b7ad6b7169203331-01"])
    func minted(traceparent: String?) async throws {
        let notes = try await Sample().notes
        try await notes.followNow()
        for refused in Refused.all {
            let failure = try await refused.failure(notes, traceparent: traceparent)
            #expect(failure.kind == refused.kind, "\(failure)")
            #expect((failure.traceId != nil) == refused.isTracedAlways, "\(failure)")
            guard let id = failure.traceId else { continue }
            #expect(id.utf8.count == 32 && id.allSatisfy { $0.isHexDigit && !$0.isUppercase }, "\(id)")
        }
    }

    @Test("leads to the entry in the log", arguments: [nil, traceparent])
    func logged(traceparent: String?) async throws {
        let log = RecordedLog()
        let registry = try await Sample().registry
        let notes = try TestService.start(NotesContract.blueprint, follows: registry, log: log)
        try await notes.followNow()
        for refused in Refused.all where refused.kind == .forbidden || refused.kind == .internalError {
            let failure = try await refused.failure(notes, traceparent: traceparent)
            let traces = log.entries.compactMap { $0.metadata["trace"] }
            #expect(try #require(traces.last).contains(try #require(failure.traceId)))
        }
    }
}
