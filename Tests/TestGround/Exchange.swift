// Bytes sent to a port of this machine and what came back: for tests of servers, well-behaved or not. What blocks does
// so on a thread that nobody else needs: a server in the test's own process must be able to answer.

import Dispatch
import Glibc

/// A TCP connection of a test's own.
public final class Exchange: Sendable {
    private let descriptor: Int32

    /// Connects to a port of this machine; a read waits for a minute at most. Nil if nobody listens.
    public init?(port: UInt16, host: String = "127.0.0.1") {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &found) == 0, let place = found?.pointee else { return nil }
        defer { freeaddrinfo(found) }
        descriptor = socket(place.ai_family, place.ai_socktype, 0)
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard connect(descriptor, place.ai_addr, place.ai_addrlen) == 0 else { return nil }
    }

    deinit { close(descriptor) }

    /// Sends bytes; false if the other side takes no more.
    @discardableResult
    public func send(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// Says that nothing more is sent.
    public func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Takes less into the system's own memory, so that a slow reader is one.
    public func narrow() {
        var bytes: Int32 = 4096
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, socklen_t(MemoryLayout<Int32>.size))
    }

    /// All that comes until the other side ends; nil if it broke off or took too long.
    public func rest() async -> String? {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: self.read()) }
        }
    }

    private func read() -> String? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0 { return nil }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }

    /// One request, and all of its answer; nil if nobody listens.
    public static func ask(_ text: String, port: UInt16, host: String = "127.0.0.1") async -> String? {
        guard let exchange = Exchange(port: port, host: host), exchange.send(text) else { return nil }
        return await exchange.rest()
    }

    /// The page of metrics at a port; nil if there is none.
    public static func metrics(port: UInt16, host: String = "127.0.0.1") async -> String? {
        let answer = await ask("GET /metrics HTTP/1.1\r\nHost: test\r\n\r\n", port: port, host: host)
        guard let answer, answer.hasPrefix("HTTP/1.1 200 "), let head = answer.firstRange(of: "\r\n\r\n") else {
            return nil
        }
        return String(answer[head.upperBound...])
    }
}
