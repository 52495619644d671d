// A service's side: READY and epochs, requests and their answers, drain, a gateway that is slow or
// away.

import MessageSchema
import Testing

@testable import Fabric

/// A worker's state with one gateway and virtual time.
private struct WorkerFixture {
    var state: WorkerState
    var now: Int64 = 10_000
    var sent: [WorkerFrames] = []
    var delivered: [(key: WorkerState.RequestKey, body: [UInt8])] = []
    var latest: WorkerStatistics?
    var isFinished = false
    var isAway = false

    init(requests: Int = 2, isAway: Bool = false) {
        state = WorkerState(announcement: announcement(requests: requests), gateways: 1)
        self.isAway = isAway
        tell(.opened(machineTime: 0))
    }

    mutating func tell(_ event: PortEvent<WorkerState.Command>) {
        var events = [event]
        while !events.isEmpty {
            for action in state.handle(events.removeFirst(), now: now) {
                switch action {
                case .send(let message) where isAway: events.append(.undelivered(message, .slow))
                case .send(let message):
                    sent += [WorkerFrames(message.frames, discarded: 0)].compactMap { $0 }
                case .report(.request(let key, _, let body, _)): delivered.append((key, body))
                case .report(.finished): isFinished = true
                case .report(.statistics(let statistics)): latest = statistics
                case .sendSeries: break
                }
            }
        }
    }

    mutating func hear(_ message: WorkerFrames) {
        tell(.message(Inbound(port: 0, frames: message.frames)))
    }

    mutating func request(_ id: UInt64) {
        hear(
            .request(
                id: id,
                head: JSONRPC.encoded(
                    RequestHead(principal: administrator, agedMilliseconds: 0, sent: 0)),
                body: body(Int(id))))
    }

    mutating func answer(_ index: Int, _ answer: RequestAnswer) {
        tell(.command(.answer(delivered[index].key, answer)))
    }

    mutating func pass(_ milliseconds: Int64, beating: Bool = true) {
        let end = now + milliseconds
        while now < end {
            now = min(end, now + 250)
            if beating { hear(.heartbeat) }
            tell(.tick(machineTime: 0))
        }
    }

    var epochs: [Int] {
        sent.compactMap { if case .ready(let ready) = $0 { ready.epoch } else { nil } }
    }
}

@Suite struct WorkerStateTests {
    @Test func `It says READY with epoch 1 and beats every second`() {
        var worker = WorkerFixture()
        #expect(worker.epochs == [1])
        worker.pass(3000)
        #expect(worker.sent.count { $0 == .heartbeat } == 3)
        #expect(worker.state.statistics.gateways[0].isKnown)
    }

    @Test func `A gateway that is away gets READY when it is there`() {
        var worker = WorkerFixture(isAway: true)
        worker.pass(10_000, beating: false)
        #expect(worker.sent.isEmpty)
        worker.isAway = false
        worker.tell(.writable(port: 0))
        #expect(worker.epochs.count == 1)
    }

    @Test func `BYE makes it say READY with a higher epoch, at once when the last is old`() {
        var worker = WorkerFixture()
        worker.pass(2000)
        worker.hear(.bye)
        #expect(worker.epochs == [1, 2])
    }

    @Test func `A gateway that refuses it is asked again only after a heartbeat`() {
        var worker = WorkerFixture()
        worker.hear(.bye)
        #expect(worker.epochs == [1])
        worker.pass(1000, beating: false)
        #expect(worker.epochs == [1, 2])
    }

    @Test func `Three missed heartbeats of the gateway make it say READY anew`() {
        var worker = WorkerFixture()
        worker.pass(3000, beating: false)
        #expect(worker.epochs == [1])
        worker.pass(250, beating: false)
        #expect(worker.epochs == [1, 2])
    }

    @Test func `Requests are delivered, and answered under their id`() {
        var worker = WorkerFixture()
        worker.request(5)
        #expect(worker.delivered.map(\.body) == [body(5)])
        worker.answer(0, .reply(result(5)))
        #expect(worker.sent.last == .reply(id: 5, body: result(5)))
    }

    @Test func `An answer to a request of an earlier epoch is dropped`() {
        var worker = WorkerFixture()
        worker.request(5)
        worker.pass(2000)
        worker.hear(.bye)
        worker.answer(0, .reply(result(5)))
        #expect(!worker.sent.contains(.reply(id: 5, body: result(5))))
        #expect(worker.state.dropped == 1)
    }

    @Test func `Requests past the credit are given back, parked ones not counted`() {
        var worker = WorkerFixture(requests: 1)
        worker.request(1)
        worker.request(2)
        #expect(worker.sent.last == .giveBack(id: 2))
        worker.answer(0, .park)
        #expect(worker.sent.last == .park(id: 1))
        worker.request(3)
        #expect(worker.delivered.count == 2)
        worker.answer(0, .reply([]))
        worker.request(4)
        #expect(worker.sent.last == .giveBack(id: 4))
    }

    @Test func `A head that cannot be read is given back`() {
        var worker = WorkerFixture()
        worker.hear(.request(id: 9, head: bytes("{}"), body: body(1)))
        #expect(worker.sent.last == .giveBack(id: 9))
    }

    @Test
    func
        `Draining, it says so once, gives back what comes and answers what runs`()
    {
        var worker = WorkerFixture()
        worker.request(1)
        worker.tell(.command(.drain))
        worker.tell(.command(.drain))
        #expect(worker.sent.count { $0 == .drain } == 1)
        worker.request(2)
        #expect(worker.sent.last == .giveBack(id: 2))
        worker.answer(0, .reply(result(1)))
        #expect(worker.sent.last == .reply(id: 1, body: result(1)))
        worker.pass(2000)
        worker.hear(.bye)
        worker.pass(5000, beating: false)
        #expect(worker.epochs == [1])
    }

    @Test func `It is drained when the gateway has answered DRAIN and all is answered`() {
        var worker = WorkerFixture()
        worker.pass(1000)
        worker.request(1)
        worker.hear(.drain)
        #expect(worker.state.dropped == 1)
        worker.tell(.command(.drain))
        #expect(!worker.state.statistics.isDrained)
        worker.hear(.drain)
        #expect(!worker.state.statistics.isDrained)
        worker.isAway = true
        worker.answer(0, .reply(result(1)))
        #expect(!worker.state.statistics.isDrained)
        worker.isAway = false
        worker.tell(.writable(port: 0))
        #expect(worker.state.statistics.isDrained)
        #expect(worker.latest?.isDrained == true)
    }

    @Test func `Gateways that are away, or do not know it, keep no worker from leaving`() {
        var away = WorkerFixture(isAway: true)
        away.tell(.command(.drain))
        #expect(away.state.statistics.isDrained)
        var unknown = WorkerFixture()
        unknown.tell(.command(.drain))
        #expect(!unknown.state.statistics.isDrained)
        unknown.hear(.bye)
        #expect(unknown.state.statistics.isDrained)
    }

    @Test func `Stopping, it says BYE last`() {
        var worker = WorkerFixture()
        worker.tell(.stopping)
        #expect(worker.sent.last == .bye)
        #expect(worker.isFinished)
    }

    @Test func `Answers a slow gateway could not take go when it can`() {
        var worker = WorkerFixture()
        worker.request(1)
        worker.request(2)
        worker.isAway = true
        worker.answer(0, .reply(result(1)))
        worker.answer(1, .giveBack)
        worker.isAway = false
        worker.tell(.writable(port: 0))
        #expect(
            worker.sent.suffix(3) == [.reply(id: 1, body: result(1)), .giveBack(id: 2), .heartbeat])
    }

    @Test func `Answers still unsent go before the BYE`() {
        var worker = WorkerFixture()
        worker.request(1)
        worker.isAway = true
        worker.answer(0, .reply(result(1)))
        worker.isAway = false
        worker.tell(.stopping)
        #expect(worker.sent.suffix(2) == [.reply(id: 1, body: result(1)), .bye])
    }

    @Test func `Each gateway has its own epochs and requests`() {
        var state = WorkerState(announcement: announcement(requests: 1), gateways: 2)
        _ = state.handle(.opened(machineTime: 0), now: 0)
        let given = (0..<2).map { port in delivered(to: &state, port: port, id: 1) }
        #expect(given == [1, 1])
        #expect(delivered(to: &state, port: 0, id: 2) == 0)
        _ = state.handle(.message(Inbound(port: 1, frames: WorkerFrames.bye.frames)), now: 5000)
        #expect(state.links.map(\.epoch) == [1, 2])
    }

    /// How many requests the service is given when a gateway sends one.
    private func delivered(to state: inout WorkerState, port: Int, id: UInt64) -> Int {
        let head = JSONRPC.encoded(RequestHead(principal: administrator, agedMilliseconds: 0, sent: 0))
        let frames = WorkerFrames.request(id: id, head: head, body: body(Int(id))).frames
        return state.handle(.message(Inbound(port: port, frames: frames)), now: 0).count {
            if case .report(.request) = $0 { true } else { false }
        }
    }
}
