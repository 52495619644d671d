// Where ports may be, and who is at the other end.

import Glibc
import Surroundings
import TestGround
import Testing
import ZeroMQ

@testable import Fabric

@Suite struct EndpointTests {
    @Test func `A path of 107 bytes is taken, one of 108 refused with a sentence`() throws {
        let longest = "/tmp/" + String(repeating: "a", count: 102)
        #expect(try Endpoint.ipc(longest).description == "ipc://" + longest)
        let error = #expect(throws: TransportError.self) { try Endpoint.ipc(longest + "a") }
        #expect(error == .pathTooLong(path: longest + "a", bytes: 108))
        #expect(error?.description.contains("the system takes 107") == true)
    }

    @Test(
        arguments: [
            ("localhost:7:8:9", PeerOrigin.local(uid: 7)), (":1000:1000:5", .local(uid: 1000)),
            ("", .unknown),
            ("127.0.0.1", .unknown), ("a:b:c", .unknown), (nil, .unknown),
        ] as [(String?, PeerOrigin)])
    func `The peer's user id is read from its address`(address: String?, origin: PeerOrigin) {
        #expect(PeerOrigin.ipcPeer(address) == origin)
    }

    private let folder = TemporaryFolder()

    @Test func `A missing folder is made for its owner only`() throws {
        let path = folder.path + "/run"
        let lock = try SocketLock(socket: path + "/s")
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o700)
        _ = lock
    }

    @Test func `A folder open to others is refused with a sentence`() {
        let path = folder.path
        chmod(path, 0o750)
        let error = #expect(throws: TransportError.self) { try SocketLock(socket: path + "/s") }
        #expect(error == .folderOpen(path: path, mode: 0o750))
        #expect(error?.description.contains("mode 750") == true)
    }

    @Test func `A socket is one holder's until it lets go`() throws {
        let path = folder.path + "/s"
        var lock: SocketLock? = try SocketLock(socket: path)
        #expect(throws: TransportError.socketHeld(path: path)) { try SocketLock(socket: path) }
        _ = lock
        lock = nil
        _ = try SocketLock(socket: path)
    }

    @Test func `A stale socket file is no hindrance`() throws {
        let path = folder.path + "/s"
        close(open(path, O_CREAT | O_WRONLY, 0o600))
        let ports = try ZeroMQTransport().open([PortPlan(.listens, .ipc(path))], waker: Waker())
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFSOCK)
        ports.close()
    }

    @Test func `A transport refuses the other's endpoints`() throws {
        let waker = try Waker()
        #expect(throws: TransportError.foreignEndpoint("memory:a")) {
            try ZeroMQTransport().open([PortPlan(.connects, .memory("a"))], waker: waker)
        }
        #expect(throws: TransportError.foreignEndpoint("ipc:///tmp/a")) {
            try MemoryTransport().open([PortPlan(.connects, .ipc("/tmp/a"))], waker: waker)
        }
    }
}
