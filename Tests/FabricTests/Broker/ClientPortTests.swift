// The gateway's client port: RFC 7 framing, `mmi.`, who is asking, and bodies too large.

import MessageSchema
import Testing
import WireJSON

@testable import Fabric

@Suite struct ClientPortTests {
    @Test
    func `A request goes to the worker unread and its reply to the client in the same frames`() {
        var gateway = GatewayFixture.ready()
        gateway.request(bytes("not even JSON"))
        let handed = gateway.handed()
        #expect(handed.map(\.body) == [bytes("not even JSON")])
        gateway.work("w", .reply(id: handed[0].id, body: bytes("whatever")))
        #expect(gateway.sent.last?.peer == bytes("c"))
        #expect(
            gateway.sent.last?.frames == [[], bytes("MDPC01"), bytes("echo"), bytes("whatever")])
        #expect(gateway.counters.requests == 1)
        #expect(gateway.counters.replies == 1)
    }

    @Test func `The head tells principal, age and wall clock`() throws {
        var gateway = GatewayFixture.ready(requests: 1)
        gateway.request(body(1))
        gateway.request(body(2))
        gateway.pass(300, beating: ["w"])
        gateway.work("w", .reply(id: gateway.handed()[0].id, body: result(1)))
        guard case .request(_, let head, _)? = gateway.toWorker().last else {
            Issue.record("the second was not handed out")
            return
        }
        let read = try WireJSON.decode(RequestHead.self, from: head)
        #expect(
            read == RequestHead(principal: administrator, agedMilliseconds: 300, sent: 5_000_300))
    }

    struct Malformed: Sendable, CustomTestStringConvertible {
        var frames: Frames
        var mentions: String
        var testDescription: String { mentions }
    }
    static let malformed: [Malformed] = [
        Malformed(
            frames: [bytes("MDPC01"), bytes("echo"), body(1)], mentions: "first frame must be empty"
        ),
        Malformed(frames: [[], []], mentions: "MDPC01"),
        Malformed(frames: [[], bytes("MDPW01"), bytes("echo"), body(1)], mentions: "MDPC01"),
        Malformed(frames: [[], bytes("MDPC01")], mentions: "service"),
        Malformed(frames: [[], bytes("MDPC01"), [], body(1)], mentions: "service"),
        Malformed(frames: [[], bytes("MDPC01"), [0xFF, 0xFE], body(1)], mentions: "service"),
        Malformed(
            frames: [[], bytes("MDPC01"), Array(repeating: 97, count: 256), body(1)],
            mentions: "service"),
        Malformed(frames: [[], bytes("MDPC01"), bytes("echo")], mentions: "one frame"),
        Malformed(
            frames: [[], bytes("MDPC01"), bytes("echo"), body(1), []], mentions: "one frame"),
    ]

    @Test(arguments: malformed)
    func `A malformed message is answered with invalidRequest and a null id`(row: Malformed) throws {
        var gateway = GatewayFixture.ready()
        gateway.hear("c", row.frames)
        #expect(gateway.answers() == [ReadAnswer(.invalidRequest)])
        #expect(try #require(gateway.answers().first).message.contains(row.mentions))
        #expect(gateway.sent.last?.frames.count == 4)
        #expect(gateway.handed().isEmpty)
        #expect(gateway.counters.malformed == 1)
    }

    @Test func `Frames past the bound make a message malformed`() {
        var gateway = GatewayFixture.ready()
        gateway.hear("c", ClientFrames.make(service: bytes("echo"), body: body(1)), discarded: 3)
        #expect(gateway.answers() == [ReadAnswer(.invalidRequest)])
    }

    @Test func `An empty probe is dropped and counted`() {
        var gateway = GatewayFixture.ready()
        gateway.hear("c", [[]])
        #expect(gateway.bodies().isEmpty)
        #expect(gateway.counters.dropped == 1)
    }

    @Test func `A body past the limit is tooLarge, one at the limit is forwarded`() {
        var settings = BrokerSettings()
        settings.limits.bodyBytesMax = 100
        var gateway = GatewayFixture.ready(settings)
        gateway.request(Array(repeating: 32, count: 101))
        #expect(gateway.answers() == [ReadAnswer(.tooLarge)])
        gateway.request(Array(repeating: 32, count: 100))
        #expect(gateway.handed().count == 1)
    }

    @Test func `A reply past the limit becomes tooLarge under the request's id`() {
        var settings = BrokerSettings()
        settings.limits.bodyBytesMax = 100
        var gateway = GatewayFixture.ready(settings)
        gateway.request(body(7))
        gateway.work(
            "w", .reply(id: gateway.handed()[0].id, body: Array(repeating: 32, count: 101)))
        #expect(gateway.answers() == [ReadAnswer(.tooLarge, id: "7", executed: .unknown)])
        #expect(gateway.instance()?.inFlight == 0)
    }

    // MARK: mmi

    private func mmi(_ gateway: inout GatewayFixture, _ query: String, _ body: String) -> String {
        gateway.request(bytes(body), service: query)
        let frames = gateway.sent.last?.frames
        #expect(frames?[2] == bytes(query))
        return text(frames?[3] ?? [])
    }

    @Test func `mmi answers 200, 404 and 501 in plain text`() {
        var gateway = GatewayFixture.ready()
        #expect(mmi(&gateway, "mmi.service", "echo") == "200")
        #expect(mmi(&gateway, "mmi.service", "other") == "404")
        #expect(mmi(&gateway, "mmi.workers", "echo") == "501")
        gateway.work("w", .bye)
        #expect(mmi(&gateway, "mmi.service", "echo") == "404")
    }

    // MARK: who is asking

    private static let directory: @Sendable (PeerOrigin, String?) -> Result<Principal, Failure> = {
        origin, name in
        guard origin == .local(uid: 7) else { return .failure(.fabric(.forbidden, "a stranger")) }
        return .success(
            Principal(name: name ?? "local:7", roles: [.reader], via: name.map { _ in "local:7" }))
    }

    private func handedPrincipal(_ body: [UInt8]) throws -> Principal? {
        var gateway = GatewayFixture(principal: Self.directory)
        gateway.ready("w", announcement())
        gateway.hear(
            "c", ClientFrames.make(service: bytes("echo"), body: body), origin: .local(uid: 7))
        guard case .request(_, let head, _)? = gateway.toWorker().last else { return nil }
        return try WireJSON.decode(RequestHead.self, from: head).principal
    }

    @Test func `The principal comes from the connection and from actAs`() throws {
        #expect(try handedPrincipal(body(1))?.name == "local:7")
        #expect(try handedPrincipal(body(1, meta: "\"actAs\":\"lan\""))?.name == "lan")
        #expect(try handedPrincipal(body(1, meta: "\"actAs\":\"lan\""))?.via == "local:7")
        #expect(try handedPrincipal(body(1, params: "\"actAs\":\"lan\""))?.name == "local:7")
        #expect(try handedPrincipal(body(1, params: "\"note\":\"AAA actAs A\""))?.name == "local:7")
    }

    @Test func `All requests of a batch act as the same`() throws {
        let lan = body(1, meta: "\"actAs\":\"lan\"")
        #expect(try handedPrincipal(JSONRPC.array(of: [lan, lan]))?.name == "lan")
        var gateway = GatewayFixture.ready()
        gateway.request(JSONRPC.array(of: [lan, body(2)]))
        #expect(
            gateway.answers() == [
                ReadAnswer(.invalidRequest, id: "1"), ReadAnswer(.invalidRequest, id: "2"),
            ])
    }

    @Test func `A body that mentions actAs and cannot be read is refused at the door`() {
        var gateway = GatewayFixture.ready()
        gateway.request(bytes("{\"actAs\""))
        #expect(gateway.answers() == [ReadAnswer(.parseError)])
        #expect(gateway.handed().isEmpty)
    }

    @Test func `A caller nobody knows is answered under its id`() {
        var gateway = GatewayFixture(principal: Self.directory)
        gateway.ready("w", announcement())
        gateway.hear(
            "c", ClientFrames.make(service: bytes("echo"), body: body(3)), origin: .unknown)
        #expect(gateway.answers() == [ReadAnswer(.forbidden, id: "3")])
    }
}
