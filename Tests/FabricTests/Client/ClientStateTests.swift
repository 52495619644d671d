// A client's decisions: which gateway, whose answer, what has taken too long.

import MessageSchema
import Testing

@testable import Fabric

private struct ClientFixture {
    var state: ClientState
    var now: Int64 = 0
    var sent: [Outbound] = []
    var outcomes: [UInt64: Result<ClientState.Received, Failure>] = [:]
    var away: Set<Int> = []

    init(gateways: Int = 1, _ settings: ClientSettings = ClientSettings()) {
        state = ClientState(gateways: gateways, settings: settings)
    }

    mutating func tell(_ event: PortEvent<ClientState.Command>) {
        var events = [event]
        while !events.isEmpty {
            for action in state.handle(events.removeFirst(), now: now) {
                switch action {
                case .send(let message) where away.contains(message.port):
                    events.append(.undelivered(message, .slow))
                case .send(let message): sent.append(message)
                case .sendSeries: break
                case .report(.outcome(let token, let outcome)):
                    #expect(outcomes[token] == nil, "a second outcome")
                    outcomes[token] = outcome
                }
            }
        }
    }

    mutating func call(
        _ token: UInt64, _ body: [UInt8]? = nil, ids: [String]? = nil, patience: Int64 = 1000,
        isRepeatable: Bool = false
    ) {
        let ids = ids ?? ["\(token)"]
        tell(
            .command(
                .call(
                    .init(
                        token: token, service: "echo", body: body ?? standardBody(token),
                        matching: .ids(ids.map(bytes)),
                        patience: patience, isRepeatable: isRepeatable))))
    }

    mutating func query(_ token: UInt64) {
        tell(
            .command(
                .call(
                    .init(
                        token: token, service: "mmi.service", body: bytes("x"), matching: .query,
                        patience: 1000, isRepeatable: true))))
    }

    mutating func hear(_ body: [UInt8], port: Int = 0, service: String = "echo") {
        tell(
            .message(
                Inbound(port: port, frames: ClientFrames.make(service: bytes(service), body: body)))
        )
    }

    mutating func tick(at time: Int64) {
        now = time
        tell(.tick(machineTime: 0))
    }

    func failure(_ token: UInt64) -> Failure? {
        if case .failure(let failure)? = outcomes[token] { failure } else { nil }
    }
    func answer(_ token: UInt64) -> String? {
        outcomes[token].flatMap { try? $0.get() }.map { text($0.body) }
    }
}

private func standardBody(_ token: UInt64) -> [UInt8] { body(Int(token)) }

@Suite struct ClientStateTests {
    @Test func `A call goes out in the frames of RFC 7`() {
        var client = ClientFixture()
        client.call(1)
        #expect(client.sent.map(\.frames) == [[[], bytes("MDPC01"), bytes("echo"), body(1)]])
    }

    @Test func `Answers find their calls by id, in any order`() {
        var client = ClientFixture()
        client.call(1)
        client.call(2)
        client.hear(result(2, "\"b\":2"))
        client.hear(result(1))
        #expect(client.answer(1) == text(result(1)))
        #expect(client.answer(2) == text(result(2, "\"b\":2")))
        #expect(client.state.calls.isEmpty)
        #expect(client.state.tokens.isEmpty)
    }

    @Test func `A batch's answer is found by any of its ids`() {
        var client = ClientFixture()
        client.call(1, ids: ["7", "8"])
        client.hear(
            JSONRPC.array(of: [
                JSONRPC.response(id: nil, failure: .fabric(.invalidRequest, "x")), result(8),
            ]))
        #expect(client.outcomes[1] != nil)
    }

    @Test func `A null id belongs to the only call that is out, else to nobody`() {
        let refusal = JSONRPC.response(id: nil, failure: .fabric(.parseError, "x"))
        var client = ClientFixture()
        client.call(1)
        client.hear(refusal)
        #expect(client.outcomes[1] != nil)
        client.call(2)
        client.call(3)
        client.hear(refusal)
        #expect(client.outcomes[2] == nil && client.outcomes[3] == nil)
        #expect(client.state.dropped == 1)
        client.call(4, bytes("junk"), ids: [])
        client.hear(refusal)
        #expect(client.outcomes[4] != nil)
    }

    @Test func `What is no answer is dropped and counted`() {
        var client = ClientFixture()
        client.call(1)
        client.hear(bytes("junk"))
        client.hear(result(99))
        client.tell(.message(Inbound(port: 0, frames: [[], bytes("MDPC01")])))
        client.hear(bytes("200"), service: "mmi.service")
        #expect(client.state.dropped == 4)
        #expect(client.outcomes.isEmpty)
    }

    @Test func `Queries are answered in their order`() {
        var client = ClientFixture()
        client.query(1)
        client.query(2)
        client.hear(bytes("200"), service: "mmi.service")
        client.hear(bytes("404"), service: "mmi.service")
        #expect(client.answer(1) == "200")
        #expect(client.answer(2) == "404")
    }

    // MARK: gateways

    @Test func `A gateway that takes nothing is passed over`() {
        var client = ClientFixture(gateways: 2)
        client.away = [0]
        client.call(1)
        #expect(client.sent.map(\.port) == [1])
        client.away = []
        client.tell(.writable(port: 0))
        client.call(2)
        #expect(client.sent.map(\.port) == [1, 0])
    }

    @Test func `A call no gateway takes goes out as soon as one does`() {
        var client = ClientFixture()
        client.away = [0]
        client.call(1)
        client.call(2)
        #expect(client.sent.isEmpty)
        client.away = []
        client.tell(.writable(port: 0))
        #expect(client.sent.map(\.mark) == [1, 2])
    }

    @Test func `A call no gateway takes for two seconds is unavailable and was not executed`() {
        var client = ClientFixture()
        client.away = [0]
        client.call(1, patience: 10_000)
        client.tick(at: 1999)
        #expect(client.outcomes.isEmpty)
        client.tick(at: 2000)
        #expect(client.failure(1)?.kind == .unavailable)
        #expect(client.failure(1)?.executed == .no)
    }

    // MARK: a gateway that is lost

    @Test func `What was with a lost gateway goes to the next if that does no harm, and ends otherwise`() {
        var client = ClientFixture(gateways: 2)
        client.call(1, isRepeatable: true)
        client.call(2)
        client.tell(.disconnected(port: 1))
        #expect(client.outcomes.isEmpty)
        client.tick(at: 25)
        client.tell(.disconnected(port: 0))
        #expect(client.sent.map(\.port) == [0, 0, 1])
        #expect(client.failure(2)?.kind == .unavailable && client.failure(2)?.executed == .unknown)
        client.hear(result(1), port: 1)
        #expect(client.answer(1) == text(result(1)))
    }

    @Test func `What is lost a second time ends`() {
        var client = ClientFixture(gateways: 2)
        client.call(1, isRepeatable: true)
        client.tell(.disconnected(port: 0))
        client.tell(.disconnected(port: 1))
        #expect(client.failure(1)?.executed == .unknown)
    }

    @Test func `A gateway that was lost is given messages again after a moment`() {
        var client = ClientFixture()
        client.call(1, patience: 10_000, isRepeatable: true)
        client.tell(.disconnected(port: 0))
        client.call(2)
        client.tick(at: 24)
        #expect(client.sent.count == 1)
        client.tick(at: 25)
        #expect(client.sent.map(\.mark) == [1, 1, 2])
    }

    @Test func `What was lost may have run, also if no other gateway takes it`() {
        for end in [PortEvent<ClientState.Command>.stopping, .command(.cancel(token: 1)), .tick(machineTime: 0)] {
            var client = ClientFixture()
            client.call(1, patience: 10_000, isRepeatable: true)
            client.tell(.disconnected(port: 0))
            client.away = [0]
            client.tick(at: 1999)
            #expect(client.outcomes.isEmpty)
            client.now = 2000
            client.tell(end)
            #expect(client.failure(1)?.executed == .unknown)
        }
    }

    @Test func `A query that is lost is asked again`() {
        var client = ClientFixture(gateways: 2)
        client.query(1)
        client.tell(.disconnected(port: 0))
        client.hear(bytes("404"), port: 1, service: "mmi.service")
        #expect(client.answer(1) == "404")
    }

    // MARK: ends

    @Test
    func
        `Past deadline and grace the client answers itself and drops the late answer`()
    {
        var client = ClientFixture()
        client.call(1, patience: 1000)
        client.tick(at: 1249)
        #expect(client.outcomes.isEmpty)
        client.tick(at: 1250)
        #expect(client.failure(1)?.kind == .deadlineExceeded)
        #expect(client.failure(1)?.executed == .unknown)
        client.hear(result(1))
        #expect(client.state.dropped == 1)
    }

    @Test func `A cancelled call ends at once, and the late answer is dropped`() {
        var client = ClientFixture()
        client.call(1)
        client.tell(.command(.cancel(token: 1)))
        client.tell(.command(.cancel(token: 1)))
        #expect(client.failure(1)?.executed == .unknown)
        client.hear(result(1))
        #expect(client.state.dropped == 1)
    }

    @Test func `Stopping ends every call`() {
        var client = ClientFixture()
        client.call(1)
        client.away = [0]
        client.call(2)
        client.tell(.stopping)
        #expect(client.failure(1)?.executed == .unknown)
        #expect(client.failure(2)?.executed == .no)
    }

    @Test
    func
        `Calls past the bound, bodies past the limit and ids in flight are refused before sending`()
    {
        var settings = ClientSettings()
        settings.callsMax = 2
        settings.limits.bodyBytesMax = 200
        var client = ClientFixture(settings)
        client.call(1, Array(repeating: 32, count: 201))
        #expect(client.failure(1)?.kind == .tooLarge)
        client.call(2)
        client.call(3, ids: ["2"])
        #expect(client.failure(3)?.kind == .invalidRequest)
        client.call(4)
        client.call(5)
        #expect(client.failure(5)?.kind == .overloaded)
        #expect(client.sent.map(\.mark) == [2, 4])
    }
}
