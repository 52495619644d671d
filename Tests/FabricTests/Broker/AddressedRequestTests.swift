// Requests for one instance of a service, `SERVICE@INSTANCE`: it gets them, or nobody does.

import MessageSchema
import Testing

@testable import Fabric

@Suite struct AddressedRequestTests {
    private func two(requests: Int = 10) -> GatewayFixture {
        var gateway = GatewayFixture()
        gateway.ready("a", announcement(instance: "one", requests: requests))
        gateway.ready("b", announcement(instance: "two", requests: requests))
        return gateway
    }

    @Test func goToThatInstanceAndAreAnsweredUnderTheNameThatWasAsked() throws {
        var gateway = two()
        for id in 1...4 { gateway.request(body(id), service: "echo@two") }
        #expect(gateway.handed("a").isEmpty && gateway.handed("b").count == 4)
        gateway.work("b", .reply(id: try #require(gateway.handed("b").first).id, body: result(1)))
        #expect(gateway.sent.last { $0.port == 0 }?.frames[2] == bytes("echo@two"))
        #expect(gateway.answers() == [ReadAnswer("1", "result")])
    }

    @Test(arguments: ["echo@three", "echo@", "echo@two@two", "other@two", "gateway@two"])
    func areRefusedAtOnceWhereThereIsNoSuchInstance(_ name: String) {
        var gateway = two()
        gateway.ready("o", announcement(instance: "three", service: "other"))
        gateway.request(body(1), service: name)
        #expect(gateway.answers() == [ReadAnswer(.unavailable, id: "1", executed: .no)])
    }

    @Test func doNotWaitForCreditOrForOneThatDrains() {
        var gateway = two(requests: 1)
        gateway.request(body(1), service: "echo@two")
        gateway.request(body(2), service: "echo@two")
        #expect(gateway.answers() == [ReadAnswer(.overloaded, id: "2", executed: .no)])
        gateway.work("a", .drain)
        gateway.request(body(3), service: "echo@one")
        #expect(gateway.answers().last == ReadAnswer(.unavailable, id: "3", executed: .no))
    }

    @Test func areNotRepeatedElsewhereWhenTheirInstanceIsLost() {
        var gateway = two()
        gateway.request(body(1), service: "echo@two")
        gateway.work("b", .bye)
        #expect(gateway.handed("a").isEmpty)
        #expect(gateway.answers() == [ReadAnswer(.unavailable, id: "1", executed: .unknown)])
    }

    @Test func areNotRepeatedWhenTheirInstanceGivesThemBack() {
        var gateway = two()
        gateway.request(body(1), service: "echo@two")
        gateway.work("b", .giveBack(id: gateway.handed("b")[0].id))
        #expect(gateway.handed("a").isEmpty)
        #expect(gateway.answers().map(\.id) == ["1"])
    }
}

@Suite struct TracedRefusalTests {
    private static let meta = #""traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01""#

    @Test func whatTheGatewayAnswersItselfIsRememberedUnderItsTrace() throws {
        var gateway = GatewayFixture()
        gateway.request(body(1, meta: Self.meta), service: "absent")
        gateway.ready("w", announcement(requests: 1))
        gateway.request(body(2, meta: Self.meta + #","deadline":100"#))
        gateway.pass(5000, beating: ["w"])
        let kept = gateway.state.statistics.refusals
        #expect(kept.map(\.outcome) == ["fabric.unavailable", "fabric.deadlineExceeded"])
        // The first was no method of the service that was asked.
        #expect(kept.map(\.method) == ["unknown", "echo.thing.get"])
        #expect(kept.allSatisfy { $0.trace == .sample && $0.parent == .sample })
        #expect(try #require(kept.last).held >= 100)
    }

    @Test func thatMemoryIsBoundedAndLeavesOutWhatHasNoTrace() {
        var gateway = GatewayFixture()
        for id in 1...300 { gateway.request(body(id, meta: Self.meta), service: "absent") }
        gateway.request(body(1), service: "absent")
        #expect(gateway.state.statistics.refusals.count == 256)
    }
}
