// One request through real processes: the registry records a meeting, the tasks' service drafts what was decided, and
// the command line puts it together.

import Fabric
import MessageSchema
import Surroundings
import Synchronization
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("A trace through a live suite", .serialized)
struct TraceLiveTests {
    private static let trace = try! TraceID("4bf92f3577b34da6a3ce929d0e0e4736")

    private func sauro(_ words: [String], _ gateway: LiveGateway) async -> (code: ExitCode, output: String) {
        let output = Written()
        let console = Console(
            readInput: { [] },
            writeOutput: { bytes in
                output.bytes.withLock { $0 += bytes }
                return true
            }, writeErrors: { _ in })
        let tool = CommandLineTool(
            arguments: words + ["--data", gateway.folder.path, "--timeout", "30s"], environment: ["HOME": "/nowhere"],
            console: console, connect: LiveConnect.with(.live))
        return (await tool.run(), output.text)
    }

    @Test("leads from the registry's request to what the tasks' service did because of it, also after both restarted")
    func meeting() async throws {
        let gateway = try await LiveGateway()
        let database = DatabaseUnderTest()
        var services = try ["registry", "registry", "tasks"].map {
            try startService($0, in: database, gateways: [gateway])
        }
        try await gateway.awaitInstances(2, of: "registry")
        try await gateway.awaitInstances(1, of: "tasks")
        let client = Client(transport: ZeroMQTransport(), gateways: [try gateway.clients], surroundings: .live)
        try client.start()
        try await recordMeeting(client)
        try await eventually("the reaction of the tasks' service") {
            // The journal has it first, and what was done is noted a moment later.
            let report = try await self.report(TasksContract.self, client)
            return !report.entries.isEmpty && !report.spans.isEmpty
        }
        let tasks = try await report(TasksContract.self, client)
        let told = try #require(try await report(RegistryContract.self, client).entries.last)
        let reaction = try #require(tasks.spans.first)
        #expect(told.type == MeetingRecorded.name && reaction.kind == .reaction && reaction.event == told.id)
        #expect(reaction.parent == told.span)
        #expect(tasks.entries.map(\.type) == [DirectiveRegistered.name, TaskDrafted.name])

        let shown = await sauro(["trace", "show", Self.trace.text], gateway)
        // Two services of the catalogue do not run here.
        #expect(shown.code == .partly)
        #expect(shown.output.contains("registry.meeting.record @"), "\(shown.output)")
        #expect(shown.output.contains("└ tasks reacts to registry.meeting.recorded"), "\(shown.output)")

        // What nobody remembers any more the journals still tell, cause and effect.
        for service in services { await service.kill() }
        // Those that were killed are believed to be there for a while.
        for service in ["registry", "tasks"] { try await gateway.awaitInstances(0, of: service) }
        services = try ["registry", "tasks"].map { try startService($0, in: database, gateways: [gateway]) }
        try await gateway.awaitInstances(1, of: "registry")
        try await gateway.awaitInstances(1, of: "tasks")
        let again = await sauro(["trace", "show", Self.trace.text], gateway)
        #expect(again.output.contains("└ tasks reacted to registry.meeting.recorded"), "\(again.output)")
        client.stop()
        for service in services { await service.kill() }
        await gateway.stop()
    }

    /// Records a meeting that decides something, under the trace.
    private func recordMeeting(_ client: Client) async throws {
        let work = TaskWorkload()
        try await work.foundDepartment(client)
        let (unit, group) = (try UnitCode("HP-DOH"), try GroupCode("BCD-1"))
        _ = try await work.insist(
            CreateGroup(
                code: group, name: LocalizedText(vi: "Ban chỉ đạo"), kind: CreateGroup.example.request.kind, unit: unit,
                from: try CalendarDate("2025-01-01")), key: "group", client)
        let caller = TraceContext(trace: Self.trace, span: try SpanID("00f067aa0ba902b7"))
        _ = try await client.call(
            RecordMeeting(
                group: group, document: try DocumentNumber("3/TB-BCD"), heldOn: try CalendarDate("2025-02-03"),
                decisions: [MeetingDecision(ordinal: "1", title: "Rà soát danh mục", host: unit)]),
            metadata: CallMetadata(traceparent: caller.traceparent))
    }

    private func report<Owner: Contract>(_ owner: Owner.Type, _ client: Client) async throws -> TraceReport {
        try await client.call(ShowTrace<Owner>(trace: Self.trace)).value
    }

    @Test("of the log: one instance of two is told, and goes back by itself no sooner than said")
    func level() async throws {
        let suite = try LiveSuite()
        try suite.start("registry")
        try suite.start("registry", instance: "2")
        try await suite.awaitInstances(2, of: "registry")
        let instances = suite.instances(of: "registry").map(\.instance)
        for instance in instances {
            let answer = try await suite.client.call(
                service: "registry", instance: instance, method: "registry.log.setLevel",
                params: RawJSON(unsafeUnchecked: Array(#"{"level":"debug","seconds":600}"#.utf8)))
            let state = try WireJSON.decode(LogState.self, from: answer.bytes)
            #expect(state.instance == instance && state.level == .debug && state.then == .info)
        }
        let logs = try ["1", "2"].map { try suite.instance("registry", $0).log }
        for log in logs {
            let text = try FileText.read(log, bytesMax: 1 << 20) ?? ""
            #expect(text.ranges(of: "log level changed").count == 1, "\(text)")
        }
        try await suite.stop()
    }
}

/// What a command wrote.
private final class Written: Sendable {
    let bytes = Mutex<[UInt8]>([])
    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
}
