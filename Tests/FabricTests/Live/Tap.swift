// Somebody on the line between a client and its gateway: passes every byte on and keeps those of the client.

import Glibc
import Synchronization

/// One tapped TCP connection on loopback.
final class Tap: Sendable {
    let port: UInt16
    private let listener: Int32
    private let target: UInt16
    private let heard = Mutex<[UInt8]>([])

    /// Passes the first connection to it on to `target`.
    init(target: UInt16) throws {
        self.target = target
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var address = Self.loopback(port: 0)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) }
        }
        var own = sockaddr_in()
        var count = size
        let named = withUnsafeMutablePointer(to: &own) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &count) }
        }
        port = UInt16(bigEndian: own.sin_port)
        guard bound == 0, named == 0, listen(listener, 1) == 0 else { throw TapProblem(code: errno) }
    }

    deinit { close(listener) }

    /// What the client has sent so far.
    var bytes: [UInt8] { heard.withLock { $0 } }

    /// Passes bytes on, both ways, until one side closes; blocks its thread.
    func pass() throws {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { throw TapProblem(code: errno) }
        let server = try Self.connect(to: target)
        defer { for descriptor in [client, server] { close(descriptor) } }
        while true {
            var ends = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&ends, 2, 10_000) > 0 else { return }
            for (end, other) in [(0, server), (1, client)] where ends[end].revents != 0 {
                guard let bytes = Self.read(ends[end].fd) else { return }
                if end == 0 { heard.withLock { $0 += bytes } }
                guard Self.write(bytes, to: other) else { return }
            }
        }
    }

    /// Says to a port what somebody else has said before, and listens until it hangs up, five seconds at most. Gives
    /// whether it hung up.
    static func replay(_ bytes: [UInt8], to port: UInt16) throws -> Bool {
        let server = try connect(to: port)
        defer { close(server) }
        guard write(bytes, to: server) else { return true }
        var end = pollfd(fd: server, events: Int16(POLLIN), revents: 0)
        while poll(&end, 1, 5000) > 0 { if read(server) == nil { return true } }
        return false
    }

    private static func connect(to port: UInt16) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = loopback(port: port)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw TapProblem(code: errno) }
        return descriptor
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        address.sin_port = port.bigEndian
        return address
    }

    /// Nil at the end.
    private static func read(_ descriptor: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}

struct TapProblem: Error { let code: Int32 }
