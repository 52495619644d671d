// What the fabric relies on in libzmq, each seen to hold in the version at hand.

import CZeroMQ
import Glibc
import Testing

@testable import ZeroMQ

@Suite final class SocketTests {
    let context: Context
    let path: String

    deinit {
        unlink(path)
        rmdir(String(path.dropLast(2)))
    }

    init() throws {
        context = try Context()
        var template = Array("/tmp/zmqXXXXXX".utf8CString)
        path = String(cString: mkdtemp(&template)!) + "/s"
    }

    private func socket(_ kind: Socket.Kind, _ change: (inout Socket.Options) -> Void = { _ in })
        throws -> Socket
    {
        let socket = try Socket(kind, in: context)
        var options = Socket.Options()
        options.lingerMilliseconds = 0
        change(&options)
        try socket.set(options)
        return socket
    }

    private func receive(_ socket: Socket, framesMax: Int = 8) throws -> ReceivedMessage? {
        let poller = Poller([socket], waker: try Waker())
        for _ in 0..<50 {
            if let message = try socket.receive(framesMax: framesMax) { return message }
            _ = try poller.wait(milliseconds: 100, writable: [false])
        }
        return nil
    }

    @Test func `An ipc message tells the user id of its sender`() throws {
        let router = try socket(.router)
        try router.bind("ipc://\(path)")
        let dealer = try socket(.dealer)
        try dealer.connect("ipc://\(path)")
        #expect(try dealer.send([[], [1, 2]]) == .sent)
        let message = try #require(try receive(router))
        #expect(message.frames.count == 3)
        #expect(message.frames[2] == [1, 2])
        let address = try #require(message.peer)
        #expect(address.hasSuffix(":\(geteuid()):\(getegid()):\(getpid())"))
    }

    @Test func `Frames past the bound are thrown away and counted`() throws {
        let router = try socket(.router)
        try router.bind("ipc://\(path)")
        let dealer = try socket(.dealer)
        try dealer.connect("ipc://\(path)")
        _ = try dealer.send(Array(repeating: [7], count: 20))
        let message = try #require(try receive(router, framesMax: 4))
        #expect(message.frames.count == 4)
        #expect(message.framesDiscarded == 17)
    }

    @Test func `A second peer of a routing id is mute, and takes no reply of the first`() throws {
        let router = try socket(.router)
        try router.bind("ipc://\(path)")
        var dealers: [Socket] = []
        for (index, name) in ["same", "same", "other"].enumerated() {
            let dealer = try socket(.dealer)
            try dealer.setBytes(ZMQ_ROUTING_ID, Array(name.utf8))
            try dealer.connect("ipc://\(path)")
            dealers.append(dealer)
            _ = try dealer.send([[UInt8(index)]])
            if index != 1 { #expect(try receive(router)?.frames == [Array(name.utf8), [UInt8(index)]]) }
        }
        #expect(try router.send([[9]], routing: Array("same".utf8)) == .sent)
        #expect(try receive(dealers[0])?.frames == [[9]])
        #expect(try dealers[1].receive(framesMax: 8) == nil)
    }

    @Test func `The options are those of the socket`() throws {
        let socket = try socket(.router) {
            ($0.outgoingMessagesMax, $0.incomingMessagesMax, $0.isImmediate) = (7, 9, true)
        }
        let expected = [
            (ZMQ_HEARTBEAT_IVL, 1000), (ZMQ_HEARTBEAT_TIMEOUT, 3000), (ZMQ_SNDHWM, 7), (ZMQ_RCVHWM, 9),
            (ZMQ_IMMEDIATE, 1), (ZMQ_LINGER, 0),
        ]
        for (option, value) in expected {
            var found: Int32 = -1
            var size = MemoryLayout<Int32>.size
            #expect(zmq_getsockopt(socket.pollHandle, option, &found, &size) == 0)
            #expect(found == Int32(value), "option \(option)")
        }
    }

    @Test func `A mandatory router says when there is no such peer`() throws {
        let router = try socket(.router) { $0.isRouterMandatory = true }
        try router.bind("ipc://\(path)")
        #expect(try router.send([[1]], routing: [0, 9, 9, 9, 9]) == .unreachable)
    }

    @Test func `An immediate dealer without a peer takes nothing, and tells when there is one`()
        throws
    {
        let dealer = try socket(.dealer) { $0.isImmediate = true }
        try dealer.connect("ipc://\(path)")
        #expect(try dealer.send([[1]]) == .wouldBlock)
        let router = try socket(.router)
        try router.bind("ipc://\(path)")
        let poller = Poller([dealer], waker: try Waker())
        var isWritable = false
        for _ in 0..<50 where !isWritable {
            isWritable = try poller.wait(milliseconds: 100, writable: [true])[0].isWritable
        }
        #expect(isWritable)
        #expect(try dealer.send([[1]]) == .sent)
    }

    @Test func `A ring ends a wait, also one that came before it`() throws {
        let waker = try Waker()
        waker.ring()
        waker.ring()
        #expect(waker.wait(milliseconds: 0))
        #expect(!waker.wait(milliseconds: 0))
    }

    @Test func `An error names the call and the cause`() throws {
        let router = try socket(.router)
        let error = #expect(throws: ZeroMQError.self) { try router.bind("ipc:///no/such/folder/s") }
        #expect(error?.operation == "zmq_bind")
        #expect(error?.description == "zmq_bind: No such file or directory")
    }
}
