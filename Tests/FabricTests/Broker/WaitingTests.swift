// Requests that must wait: absence, queue bounds, deadlines.

import MessageSchema
import Testing

@testable import Fabric

@Suite struct WaitingTests {
    @Test func `A service never seen is unavailable at once`() {
        var gateway = GatewayFixture()
        gateway.request(body(1))
        #expect(gateway.answers() == [ReadAnswer(.unavailable, id: "1", executed: .no)])
    }

    @Test func `A gateway that has just started waits for a service it has not seen, as for one that is absent`() {
        var gateway = GatewayFixture(isYoung: true)
        gateway.pass(1000)
        gateway.request(body(1))
        #expect(gateway.state.statistics.services.isEmpty)
        gateway.request(bytes("echo"), from: "d", service: "mmi.service")
        #expect(gateway.bodies("d") == [bytes("404")])
        gateway.pass(1950)
        gateway.request(body(2))
        #expect(gateway.answers() == [ReadAnswer(.unavailable, id: "2", executed: .no)])
        gateway.pass(100)
        #expect(gateway.answers().last == ReadAnswer(.unavailable, id: "1", executed: .no))
        gateway.pass(1000)
        #expect(gateway.state.services.isEmpty)
    }

    @Test func `An instance that finds a gateway just started takes what waits for it`() {
        var gateway = GatewayFixture(isYoung: true)
        gateway.request(body(1))
        gateway.pass(1500)
        gateway.ready("w", announcement())
        #expect(gateway.handed().map(\.body) == [body(1)])
    }

    @Test func `Names asked for while a gateway is young are bounded, and keep no service away`() {
        var settings = BrokerSettings()
        settings.servicesMax = 1
        var gateway = GatewayFixture(settings, isYoung: true)
        gateway.request(body(1), service: "ghost")
        gateway.request(body(2), service: "phantom")
        gateway.request(body(3), service: "No Name")
        #expect(gateway.answers().map(\.id) == ["2", "3"])
        gateway.ready("w", announcement())
        #expect(gateway.byes() == 0)
        gateway.request(body(4))
        #expect(gateway.handed().map(\.body) == [body(4)])
    }

    @Test func `Each entry of a batch for a service never seen gets its own error`() {
        var gateway = GatewayFixture()
        gateway.request(JSONRPC.array(of: [body(1), body(2)]))
        #expect(
            gateway.answers() == [
                ReadAnswer(.unavailable, id: "1", executed: .no),
                ReadAnswer(.unavailable, id: "2", executed: .no),
            ])
        #expect(gateway.bodies().count == 1)
    }

    @Test func `A service seen before is waited for, for two seconds`() {
        var gateway = GatewayFixture.ready()
        gateway.work("w", .bye)
        gateway.request(body(1))
        gateway.pass(1950)
        #expect(gateway.answers().isEmpty)
        gateway.pass(100)
        #expect(gateway.answers() == [ReadAnswer(.unavailable, id: "1", executed: .no)])
    }

    @Test func `An instance that comes in time takes what waits`() {
        var gateway = GatewayFixture.ready()
        gateway.work("w", .bye)
        gateway.request(body(1))
        gateway.pass(1500)
        gateway.ready("b", announcement(instance: "b"))
        #expect(gateway.handed("b").count == 1)
    }

    @Test func `What waits for a busy service is waited for longer than for an absent one`() {
        var gateway = GatewayFixture.ready(requests: 1)
        gateway.request(body(1))
        gateway.request(body(2))
        gateway.pass(5000, beating: ["w"])
        #expect(gateway.answers().isEmpty)
        gateway.pass(5000, beating: ["w"])
        #expect(
            Set(gateway.answers().map(\.description)) == [
                "(1 deadlineExceeded unknown)", "(2 deadlineExceeded no)",
            ])
    }

    @Test(arguments: [
        ("{", ReadAnswer(.parseError)), ("[]", ReadAnswer(.invalidRequest)),
        (#"{"jsonrpc":"2.0","method":"a"}"#, ReadAnswer(.invalidRequest)),
    ])
    func `What must wait and has no valid envelope is answered at once`(
        body text: String, answer: ReadAnswer
    ) {
        var gateway = GatewayFixture.ready()
        gateway.work("w", .bye)
        gateway.request(bytes(text))
        #expect(gateway.answers() == [answer])
    }

    // MARK: bounds

    @Test func `One request past the bound is overloaded and told when to come back`() throws {
        var settings = BrokerSettings()
        settings.queueRequestsMax = 2
        var gateway = GatewayFixture.ready(settings, requests: 1)
        for id in 1...4 { gateway.request(body(id)) }
        #expect(gateway.answers() == [ReadAnswer(.overloaded, id: "4", executed: .no)])
        #expect(text(gateway.bodies()[0]).contains("\"retryAfter\":250"))
        #expect(gateway.counters.overloaded == 1)
    }

    @Test func `One byte past the bound is overloaded`() {
        var settings = BrokerSettings()
        settings.queueBytesMax = body(1).count * 2
        var gateway = GatewayFixture.ready(settings, requests: 1)
        for id in 1...4 { gateway.request(body(id)) }
        #expect(gateway.answers() == [ReadAnswer(.overloaded, id: "4", executed: .no)])
    }

    @Test func `A bound holds after requests have left the queue`() {
        var settings = BrokerSettings()
        settings.queueRequestsMax = 1
        var gateway = GatewayFixture.ready(settings, requests: 1)
        for id in 1...2 { gateway.request(body(id)) }
        gateway.work("w", .reply(id: gateway.handed()[0].id, body: result(1)))
        gateway.request(body(3))
        #expect(gateway.answers() == [ReadAnswer("1", "result")])
        #expect(gateway.state.statistics.service("echo")?.queuedBytes == body(3).count)
    }

    // MARK: deadlines in flight

    @Test(
        arguments: [(nil, 10_000), (3000, 3000), (500, 1000), (60_000, 60_000)] as [(Int64?, Int64)]
    )
    func `At its deadline, looked for after a second, a request is answered`(
        deadline: Int64?, after: Int64
    ) {
        var gateway = GatewayFixture.ready()
        gateway.request(body(1, meta: deadline.map { "\"deadline\":\($0)" }))
        gateway.pass(after - 50, beating: ["w"])
        #expect(gateway.answers().isEmpty)
        gateway.pass(50, beating: ["w"])
        #expect(gateway.answers() == [ReadAnswer(.deadlineExceeded, id: "1", executed: .unknown)])
    }

    @Test func `A tick looks into so many bytes, and the next ones into the rest`() {
        var settings = BrokerSettings()
        settings.scanBytesMax = 1
        var gateway = GatewayFixture.ready(settings)
        for number in 1...3 { gateway.request(body(number, meta: "\"deadline\":100")) }
        for answered in 1...3 {
            gateway.pass(answered == 1 ? 1000 : 50, beating: ["w"])
            #expect(gateway.answers().count == answered)
        }
    }

    @Test func `The late reply is dropped, counted, and gives the credit back`() {
        var gateway = GatewayFixture.ready(requests: 1)
        gateway.request(body(1, meta: "\"deadline\":100"))
        gateway.pass(1100, beating: ["w"])
        #expect(gateway.answers().count == 1)
        gateway.request(body(2))
        #expect(gateway.handed().count == 1)
        gateway.work("w", .reply(id: gateway.handed()[0].id, body: result(1)))
        #expect(gateway.answers().count == 1)
        #expect(gateway.counters.lateReplies == 1)
        #expect(gateway.handed().count == 2)
    }

    @Test func `A request that is never answered gives its credit back in the end`() {
        var gateway = GatewayFixture.ready(requests: 1)
        gateway.request(body(1, meta: "\"deadline\":100"))
        gateway.pass(59_000, beating: ["w"])
        #expect(gateway.instance()?.inFlight == 1)
        gateway.pass(3000, beating: ["w"])
        #expect(gateway.instance()?.inFlight == 0)
        #expect(gateway.state.requests.isEmpty)
    }

    @Test func `A waiting request's deadline is kept to the tick`() {
        var gateway = GatewayFixture.ready(requests: 1)
        gateway.request(body(1, meta: "\"deadline\":60000"))
        gateway.request(body(2, meta: "\"deadline\":200"))
        gateway.pass(150, beating: ["w"])
        #expect(gateway.answers().isEmpty)
        gateway.pass(50, beating: ["w"])
        #expect(gateway.answers() == [ReadAnswer(.deadlineExceeded, id: "2", executed: .no)])
    }

    @Test func `A batch waits for its longest deadline`() {
        var gateway = GatewayFixture.ready()
        gateway.request(
            JSONRPC.array(of: [
                body(1, meta: "\"deadline\":2000"), body(2, meta: "\"deadline\":4000"),
            ]))
        gateway.pass(3900, beating: ["w"])
        #expect(gateway.answers().isEmpty)
        gateway.pass(100, beating: ["w"])
        #expect(gateway.answers().map(\.id) == ["1", "2"])
    }

    @Test func `Time lost with a first worker counts`() {
        var gateway = GatewayFixture.ready()
        gateway.request(body(1, meta: "\"deadline\":3000"))
        gateway.pass(2000, beating: ["w"])
        gateway.ready("b", announcement(instance: "b"))
        gateway.work("w", .bye)
        #expect(gateway.handed("b").count == 1)
        gateway.pass(1050, beating: ["b"])
        #expect(gateway.answers() == [ReadAnswer(.deadlineExceeded, id: "1", executed: .unknown)])
    }

    @Test func `The error carries the caller's trace id`() {
        var gateway = GatewayFixture()
        let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        gateway.request(body(1, meta: "\"traceparent\":\"\(trace)\""))
        #expect(
            text(gateway.bodies()[0]).contains("\"traceId\":\"0af7651916cd43dd8448eb211c80319c\""))
    }
}
