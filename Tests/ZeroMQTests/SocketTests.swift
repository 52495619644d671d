// What the fabric relies on in libzmq, each seen to hold in the version at hand.

import Glibc
import Testing
import ZeroMQ

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
