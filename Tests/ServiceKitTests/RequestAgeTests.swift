// How old a request may be when a service begins it, on clocks that stand still.

import Fabric
import Logging
import MessageSchema
import ServiceKit
import ServiceTesting
import Storage
import Surroundings
import TestGround
import Testing
import WireJSON

/// A request on its way, and whether it comes in time. All times are milliseconds.
struct Journey: Sendable {
    /// What the caller says.
    var deadline: Int64?
    /// What the gateway says it has had it for.
    var aged: Int64 = 0
    /// How long ago it was sent by the machine's clock.
    var sentAgo: Int64 = 0
    /// How long it has been in the service.
    var queued: Int64 = 0
    var isTaken: Bool
}

@Suite("The age of a request")
struct RequestAgeTests {
    @Test(
        "counts against its deadline, 10 seconds when it does not say; past it, nothing is begun",
        arguments: [
            Journey(aged: 9999, isTaken: true),
            Journey(aged: 10_000, isTaken: false),
            Journey(aged: 10_001, isTaken: false),
            Journey(deadline: 0, isTaken: false),
            Journey(deadline: 500, aged: 499, isTaken: true),
            Journey(deadline: 500, aged: 500, isTaken: false),
            Journey(deadline: 60_000, aged: 59_999, isTaken: true),
            // In the service it goes on.
            Journey(deadline: 500, aged: 200, queued: 300, isTaken: true),
            Journey(deadline: 500, aged: 200, queued: 301, isTaken: false),
            // By the wall clock, which two processes share only roughly, it may be two seconds later.
            Journey(sentAgo: 12_000, isTaken: true),
            Journey(sentAgo: 12_001, isTaken: false),
            Journey(aged: 4000, sentAgo: 8000, isTaken: true),
            Journey(aged: 4000, sentAgo: 8001, isTaken: false),
            Journey(sentAgo: -60_000, isTaken: true),
        ])
    func age(_ journey: Journey) async throws {
        let (monotonic, machineTime): (Int64, Int64) = (50_000, 1_000_000)
        let folder = TemporaryFolder()
        let frame = try ServiceFrame(
            SampleRegistry.blueprint, folder: folder.path,
            surroundings: Surroundings(
                now: { 1_700_000_000_000_000 }, monotonic: { monotonic }, machineTime: { machineTime }),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) { _, _ in nothingTold }
        defer { frame.store.close() }
        let body = JSONRPC.request(
            id: RawJSON(unsafeUnchecked: Array("1".utf8)), method: EstablishUnit.name.text,
            params: try WireJSON.encode(Sample.founding("VN", parent: nil)),
            metadata: CallMetadata(deadline: journey.deadline))
        let head = RequestHead(
            principal: .administrator, agedMilliseconds: journey.aged, sent: machineTime - journey.sentAgo)
        let answer = await frame.answer(body, head: head, arrived: monotonic - journey.queued, park: {})
        let failure = try WireJSON.parse(answer)["error"]?.decode(Failure.self)
        #expect(failure?.kind == (journey.isTaken ? nil : .deadlineExceeded))
        #expect(failure?.executed == (journey.isTaken ? nil : .no))
        #expect(try await frame.store.read { try $0.head().sequence } == (journey.isTaken ? 1 : 0))
    }
}
