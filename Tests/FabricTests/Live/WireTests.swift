// The wire as a stranger sees it: frames in, frames out, the same over memory and over ZeroMQ.

import Fabric
import Glibc
import MessageSchema
import TestGround
import Testing
import WireJSON
import ZeroMQ

@Suite(.serialized) struct WireTests {
    @Test(arguments: Carrier.allCases)
    func `A request comes to the worker and its reply to the client`(carrier: Carrier) throws {
        let house = try House(carrier)
        let broker = try house.broker()
        defer { broker.stop() }
        let raw = try house.raw()
        raw.ready(announcement())
        raw.request(body(1))
        let handed = raw.handed()
        #expect(handed.id.count == 8)
        #expect(handed.body == body(1))
        raw.work(3, handed.id, result(1))
        #expect(raw.answer() == result(1))
    }

    @Test func `A REQ socket works`() throws {
        let house = try House(.zeroMQ)
        let broker = try house.broker()
        defer { broker.stop() }
        let request = try Socket(.request, in: Context())
        try request.set(Socket.Options())
        try request.connect("ipc://\(house.folder)/client.ipc")
        #expect(try request.send([bytes("MDPC01"), bytes("mmi.service"), bytes("echo")]) == .sent)
        let poller = Poller([request], waker: try Waker())
        var answer: ReceivedMessage?
        for _ in 0..<500 where answer == nil {
            _ = try poller.wait(milliseconds: 10, writable: [false])
            answer = try request.receive(framesMax: 8)
        }
        #expect(answer?.frames == [bytes("MDPC01"), bytes("mmi.service"), bytes("404")])
    }

    @Test(arguments: Carrier.allCases)
    func `Malformed messages are answered, and the gateway lives on`(carrier: Carrier) throws {
        let house = try House(carrier)
        let broker = try house.broker()
        defer { broker.stop() }
        let raw = try house.raw()
        for row in ClientPortTests.malformed {
            raw.send(row.frames)
            let answers = raw.answers()
            #expect(answers == [ReadAnswer(.invalidRequest)], "\(row.mentions)")
            #expect(answers.first?.message.contains(row.mentions) == true)
        }
        raw.send(Array(repeating: [1], count: 100))
        #expect(raw.answers() == [ReadAnswer(.invalidRequest)])
        raw.send([[]])
        raw.request(bytes("echo"), service: "mmi.service")
        #expect(raw.answer() == bytes("404"))
        eventuallyBlocking {
            let counters = broker.statistics.counters
            return counters.malformed == ClientPortTests.malformed.count + 1 && counters.dropped == 1
        }
    }

    @Test(arguments: Carrier.allCases)
    func `A body that is no JSON, or no request, is answered for a service that is not there`(
        carrier: Carrier
    ) throws {
        let house = try House(carrier)
        let broker = try house.broker()
        defer { broker.stop() }
        let raw = try house.raw()
        let rows: [(String, ReadAnswer)] = [
            ("", ReadAnswer(.parseError)), ("{]", ReadAnswer(.parseError)),
            ("[]", ReadAnswer(.invalidRequest)),
            ("7", ReadAnswer(.invalidRequest)),
            (text(body(5)), ReadAnswer(.unavailable, id: "5", executed: .no)),
        ]
        for (body, answer) in rows {
            raw.request(bytes(body))
            #expect(raw.answers() == [answer])
        }
    }

    @Test(arguments: Carrier.allCases)
    func
        `Past the limit a body is tooLarge, past the frame's bound there is silence`(
            carrier: Carrier
        ) throws
    {
        let house = try House(carrier)
        let broker = try house.broker {
            $0.limits.bodyBytesMax = 1000
            $0.clientPort.frameBytesMax = 4000
        }
        defer { broker.stop() }
        let raw = try house.raw()
        raw.request(Array(repeating: 32, count: 1001))
        #expect(raw.answers() == [ReadAnswer(.tooLarge)])
        raw.request(Array(repeating: 32, count: 4001))
        let other = try house.raw()
        other.request(bytes("echo"), service: "mmi.service")
        #expect(other.answer() == bytes("404"))
    }

    @Test(arguments: Carrier.allCases)
    func `A client that pipelines more than queues hold loses no answer, however long that takes`(carrier: Carrier)
        throws
    {
        let house = try House(carrier)
        // One full queue for each look at the clock would take five seconds.
        let broker = try house.broker { $0.clientPort.outgoingMessagesMax = 4 }
        defer { broker.stop() }
        var limits = PortLimits()
        (limits.incomingMessagesMax, limits.turnMessagesMax) = (4, 4)
        let raw = try RawPorts(house.transport, [PortPlan(.connects, house.clients, limits: limits)])
        for _ in 0..<1000 { raw.request(bytes("echo"), service: "mmi.service") }
        #expect((0..<1000).allSatisfy { _ in raw.answer() == bytes("404") })
    }

    @Test(arguments: Carrier.allCases) func `PARK frees the credit for the next request`(
        carrier: Carrier
    ) throws {
        let house = try House(carrier)
        let broker = try house.broker()
        defer { broker.stop() }
        let raw = try house.raw()
        raw.ready(announcement(requests: 1))
        raw.request(body(1))
        raw.request(body(2))
        let poll = raw.handed()
        raw.work(4, poll.id)
        let second = raw.handed()
        #expect(second.body == body(2))
        raw.work(3, second.id, result(2))
        raw.work(3, poll.id, result(1))
        #expect([raw.answer(), raw.answer()] == [result(2), result(1)])
    }

    @Test(arguments: Carrier.allCases) func `RETURN sends a request elsewhere`(carrier: Carrier)
        throws
    {
        let house = try House(carrier)
        let broker = try house.broker()
        defer { broker.stop() }
        let raw = try house.raw(workers: 2)
        raw.ready(announcement(instance: "a"), port: 1)
        raw.request(body(1))
        let handed = raw.handed(port: 1)
        raw.ready(announcement(instance: "b"), port: 2)
        raw.work(5, handed.id, port: 1)
        #expect(raw.handed(port: 2).body == body(1))
    }

    @Test(arguments: Carrier.allCases) func `Bytes may be overdrawn by one request`(
        carrier: Carrier
    ) throws {
        let house = try House(carrier)
        let broker = try house.broker()
        defer { broker.stop() }
        let raw = try house.raw()
        raw.ready(announcement(bytes: body(1).count + 1))
        for id in 1...3 { raw.request(body(id)) }
        let first = raw.handed()
        #expect(raw.handed().body == body(2))
        eventuallyBlocking { broker.statistics.service("echo")?.queued == 1 }
        #expect(broker.statistics.service("echo")?.instances.first?.inFlight == 2)
        raw.work(3, first.id, result(1))
        #expect(raw.handed().body == body(3))
    }

    @Test(arguments: Carrier.allCases) func `A full queue is overloaded at once`(carrier: Carrier)
        throws
    {
        let house = try House(carrier)
        let broker = try house.broker { $0.queueRequestsMax = 1 }
        defer { broker.stop() }
        let raw = try house.raw()
        raw.ready(announcement(requests: 1))
        for id in 1...3 { raw.request(body(id)) }
        #expect(raw.answers() == [ReadAnswer(.overloaded, id: "3", executed: .no)])
    }

    @Test(arguments: Carrier.allCases)
    func `A worker that falls silent is dead, its read goes to another and its write is unknown`(
        carrier: Carrier
    ) throws {
        let house = try House(carrier)
        let broker = try house.broker { $0.heartbeatMilliseconds = 200 }
        defer { broker.stop() }
        let raw = try house.raw(workers: 2)
        raw.ready(announcement(instance: "a"), port: 1)
        raw.request(body(1))
        raw.request(body(2, "echo.thing.add"))
        _ = (raw.handed(port: 1), raw.handed(port: 1))
        eventuallyBlocking { broker.statistics.service("echo")?.instances.isEmpty == true }
        #expect(raw.answers() == [ReadAnswer(.unavailable, id: "2", executed: .unknown)])
        raw.ready(announcement(instance: "b"), port: 2)
        let repeated = raw.handed(port: 2)
        #expect(repeated.body == body(1))
        raw.work(3, repeated.id, result(1), port: 2)
        #expect(raw.answer() == result(1))
        eventuallyBlocking { broker.statistics.counters.repeated == 1 }
    }

    @Test(arguments: Carrier.allCases) func `A higher epoch replaces the ghost`(carrier: Carrier)
        throws
    {
        let house = try House(carrier)
        let broker = try house.broker()
        defer { broker.stop() }
        let raw = try house.raw(workers: 3)
        raw.ready(announcement(epoch: 2), port: 1)
        raw.ready(announcement(epoch: 3), port: 2)
        raw.work(1, (try? WireJSON.encode(announcement(epoch: 1))) ?? [], port: 3)
        #expect(raw.bye(port: 3))
        raw.request(body(1))
        #expect(raw.handed(port: 2).body == body(1))
        eventuallyBlocking { broker.statistics.service("echo")?.instances.map(\.epoch) == [3] }
        #expect(broker.statistics.counters.violations == 0)
    }

    @Test(arguments: Carrier.allCases)
    func `A stranger's heartbeat is answered BYE, and READY makes it known again`(carrier: Carrier)
        throws
    {
        let house = try House(carrier)
        let broker = try house.broker()
        defer { broker.stop() }
        let raw = try house.raw()
        raw.work(6)
        #expect(raw.bye())
        raw.ready(announcement(epoch: 2))
        raw.request(body(1))
        #expect(raw.handed().body == body(1))
    }

    @Test(arguments: Carrier.allCases)
    func `At its deadline a request is answered once, and the late reply is dropped`(
        carrier: Carrier
    ) throws {
        let house = try House(carrier)
        let broker = try house.broker { $0.scanAfterMilliseconds = 50 }
        defer { broker.stop() }
        let raw = try house.raw()
        raw.ready(announcement())
        raw.request(body(1, meta: "\"deadline\":50"))
        let handed = raw.handed()
        #expect(raw.answers() == [ReadAnswer(.deadlineExceeded, id: "1", executed: .unknown)])
        raw.work(3, handed.id, result(1))
        raw.request(bytes("echo"), service: "mmi.service")
        #expect(raw.answer() == bytes("200"))
        eventuallyBlocking { broker.statistics.counters.lateReplies == 1 }
    }

    @Test(arguments: Carrier.allCases)
    func `A malformed worker is told BYE, and the gateway lives on`(carrier: Carrier) throws {
        let house = try House(carrier)
        let broker = try house.broker()
        defer { broker.stop() }
        let raw = try house.raw()
        for frames in WorkerFramesTests.malformed where !frames.isEmpty {
            raw.send(frames, port: 1)
            #expect(raw.bye())
        }
        raw.ready(announcement())
        eventuallyBlocking {
            broker.statistics.counters.violations == WorkerFramesTests.malformed.count - 1
        }
    }

    @Test(arguments: Carrier.allCases) func `A second gateway at the same place is refused`(
        carrier: Carrier
    ) throws {
        let house = try House(carrier)
        let broker = try house.broker()
        let error = #expect(throws: TransportError.self) { _ = try house.broker() }
        switch carrier {
        case .memory: #expect(error == .nameTaken("client"))
        case .zeroMQ: #expect(error == .socketHeld(path: "\(house.folder)/client.ipc"))
        }
        broker.stop()
        try house.broker().stop()
    }
}
