// What an instance says of itself.

import MessageSchema
@testable import ServiceKit
import ServiceTesting
import TestGround
import Testing

@Suite("An instance's report")
struct InstanceReportTests {
    @Test("tells how far it follows, its calls, its disk and its schema")
    func report() async throws {
        let notes = try await Sample().notes
        try await notes.followNow()
        try await notes.call(WriteNote(unit: code("HP-DOH"), text: "one"))
        _ = await refusal { try await notes.call(WriteNote(unit: code("HP-DOH"), text: "dull")) }
        _ = await refusal { try await notes.call(FailAlways()) }
        let report = try await notes.call(ShowInstance<NotesContract>())
        #expect(report.service == "notes" && report.sequence == 2)
        #expect(report.follows.map(\.service) == ["registry"] && report.follows.map(\.after) == [5])
        #expect(report.calls.answered == 3 && report.calls.refused == 1 && report.calls.failed == 1)
        #expect((report.disk?.freeBytes ?? 0 > 0) == (EngineUnderTest.current == .sqlite))
        #expect(report.schema["storage"] == 3 && report.schema["notes"] == 1)
    }

    @Test("tells of queues, the one furthest behind first, and the age of what they have not settled")
    func queues() async throws {
        let notes = try await Sample().notes
        try await notes.call(WriteNote(unit: code("HP-DOH"), text: "one"))
        try await notes.call(SubscribeQueue<NotesContract>(queue: "late", after: 1))
        try await notes.call(SubscribeQueue<NotesContract>(queue: "prompt"))
        try notes.advance(to: "2025-01-01T01:00:00Z")
        let queues = try await notes.call(ShowInstance<NotesContract>()).queues
        #expect(queues.map(\.queue) == ["late", "prompt"] && queues.map(\.letters) == [0, 0])
        #expect(queues.map(\.behind) == [3, 1])
        #expect(queues.map(\.oldestSeconds) == [3599, 3599])
    }

    @Test("takes the time of half and of 99 in a hundred calls by the nearest rank")
    func quantiles() {
        #expect(CallTally.quantile(50, of: []) == nil)
        #expect(CallTally.quantile(99, of: [7]) == 7)
        #expect(CallTally.quantile(50, of: Array(1...100)) == 50)
        #expect(CallTally.quantile(99, of: Array(1...100)) == 99)
        #expect(CallTally.quantile(99, of: Array(1...1000)) == 990)
    }
}
