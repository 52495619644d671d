// Who gets in over TCP, and as whom. How keys are replaced is in `KeyRotationTests`.

import Fabric
import Foundation
import MessageSchema
import Surroundings
import Synchronization
import TestGround
import Testing

@testable import GatewayCommandLine

@Suite("Keys over TCP", .serialized)
struct NetworkTests {
    private func suite() throws -> NetworkSuite { try .withClerk(serving: "registry") }

    @Test("a caller is the principal its key has in the file, through the command line as through a client")
    func caller() async throws {
        let suite = try suite()
        try suite.serve("echo")
        try await suite.known("echo")
        let expected = Principal(name: "clerk", roles: [.organiser, .reader], scope: "31")
        let client = try suite.client("clerk")
        #expect(try await client.whoami() == expected)
        let outcome = try await suite.sauro("call", "echo.caller.show", "-o", "jsonl", name: "clerk")
        #expect(outcome.output == #"{"name":"clerk","roles":["organiser","reader"],"scope":"31"}"# + "\n")
        let acting = try await suite.sauro("call", "echo.caller.show", "--as", "clerk", name: "clerk")
        #expect(acting.code == .notAllowed)
        #expect(acting.errors.contains("only the owner of the suite may act as \"clerk\", and that is not clerk"))
        #expect(suite.handled.withLock { $0 } == 2)
        client.stop()
    }

    @Test("an instance with a key serves what the file says, and nothing else")
    func instance() async throws {
        let suite = try suite()
        let (address, key) = (try suite.address(.workers), try suite.key("registry-1"))
        try suite.serve("registry", at: address, key: key)
        try await suite.known("registry")
        let client = try suite.client("clerk")
        #expect(try await client.whoami("registry").name == "clerk")
        try suite.serve("tasks", at: address, key: key)
        try await eventually("a denial") {
            suite.said.text.contains("principals.yaml does not say that it serves what it offers")
        }
        #expect(suite.gateway.statistics.service("tasks") == nil)
        client.stop()
    }

    @Test("who has no key of the file, or takes the gateway for another, reaches nobody and hears what may be wrong")
    func strangers() async throws {
        let suite = try suite()
        try suite.serve("echo")
        try await suite.known("echo")
        let address = try suite.address(.clients)
        let wrong = "\(try Endpoint(address).with(try KeyPair().publicKey))"
        let attempts = [
            (try KeyPair(), address), (try suite.key("clerk"), wrong),
            // An instance's key at the clients' port.
            (try suite.key("registry-1"), address),
        ]
        for (key, address) in attempts {
            let client = try suite.client(key, at: address, settings: NetworkSuite.impatient)
            await #expect(
                throws: Failure.fabric(
                    .unavailable, "no gateway can be reached", retryAfter: 1000, executed: Failure.Executed.no)
            ) { try await client.whoami() }
            client.stop()
        }
        let told = try await suite.sauro("call", "echo.caller.show", name: "registry-1")
        #expect(told.code == .unavailable)
        #expect(told.errors.contains("nothing answers at \(address). Either the address is wrong, or the gateway has"))
        #expect(told.errors.contains("it does not admit your key (\(suite.keyFile("registry-1")))"))
        #expect(suite.said.text.contains("registry-1 (key "))
        #expect(suite.said.text.contains("it serves, and calls nothing"))
        #expect(suite.handled.withLock { $0 } == 0)
        #expect(suite.gateway.statistics.counters.requests == 0)
        #expect(suite.gateway.statistics.counters.malformed == 0)
    }

    @Test("a caller's key opens no workers' port")
    func callerAsInstance() async throws {
        let suite = try suite()
        try suite.serve("registry", at: try suite.address(.workers), key: try suite.key("clerk"))
        try await eventually("a denial") { suite.said.text.contains("it calls, and serves nothing") }
        #expect(suite.gateway.statistics.service("registry") == nil)
        #expect(suite.gateway.statistics.counters.violations == 0)
    }

    @Test("who speaks ZMTP without CURVE is hung up on before a request is heard")
    func inTheClear() async throws {
        let suite = try suite()
        let port = try #require(try suite.address(.clients).split(separator: ":").last?.split(separator: "/").first)
        #expect(try PlainSocket(port: try #require(UInt16(port))).sayInTheClear())
        #expect(suite.gateway.statistics.counters == BrokerStatistics.Counters())
    }

    @Test("a key that is taken from the file is refused on the connection that is open, before a handler hears")
    func removed() async throws {
        let suite = try suite()
        try suite.serve("echo")
        try await suite.known("echo")
        let client = try suite.client("clerk")
        #expect(try await client.whoami().name == "clerk")
        suite.folder.write("- name: clerk\n  roles: [reader]\n", to: "principals.yaml")
        suite.gateway.readFilesAgain()
        let failure = await #expect(throws: Failure.self) { try await client.whoami() }
        #expect(failure?.kind == .forbidden && failure?.executed == .no)
        #expect(failure?.message == "this key is not one of a caller here")
        #expect(suite.handled.withLock { $0 } == 1)
        client.stop()
    }

    @Test("an instance whose key is taken from the file gets no more work")
    func removedInstance() async throws {
        let suite = try suite()
        try suite.serve("registry", at: try suite.address(.workers), key: try suite.key("registry-1"))
        try await suite.known("registry")
        suite.folder.write("", to: "principals.yaml")
        suite.gateway.readFilesAgain()
        try await suite.known("registry", instances: 0)
        #expect(suite.handled.withLock { $0 } == 0)
    }

    @Test("a malformed file is refused whole with line and reason, and the old one stays in force")
    func malformed() async throws {
        let suite = try suite()
        try suite.serve("echo")
        try await suite.known("echo")
        let client = try suite.client("clerk")
        let path = suite.folder.write("- name: clerk\n  roles: [redaer]\n", to: "principals.yaml")
        suite.gateway.readFilesAgain()
        #expect(
            suite.said.text.contains(
                "\(path), line 2: there is no role \"redaer\"; did you mean reader? "))
        #expect(suite.said.text.contains("; the principals stay as they were\n"))
        #expect(try await client.whoami().scope == "31")
        client.stop()
    }
}

/// A bare TCP connection.
private struct PlainSocket {
    private let descriptor: Int32

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw UsageError("no connection: \(errno)") }
    }

    /// Says what a peer of ZMTP 3.0 without security says (RFC 23), and a request; true when it was hung up on.
    func sayInTheClear() -> Bool {
        defer { close(descriptor) }
        let greeting = [0xFF] + [UInt8](repeating: 0, count: 8) + [0x7F, 3, 0] + Array("NULL".utf8)
        let ready = Array("\u{5}READY\u{B}Socket-Type".utf8) + [0, 0, 0, 6] + Array("DEALER".utf8)
        let body = Array(#"{"jsonrpc":"2.0","id":1,"method":"echo.caller.show"}"#.utf8)
        let frames: [[UInt8]] = [
            greeting + [UInt8](repeating: 0, count: 64 - greeting.count), [4, UInt8(ready.count)] + ready,
            [1, 0, 1, 6] + Array("MDPC01".utf8) + [1, 4] + Array("echo".utf8) + [0, UInt8(body.count)] + body,
        ]
        // The gateway may hang up before all is said.
        for frame in frames { _ = send(descriptor, frame, frame.count, Int32(MSG_NOSIGNAL)) }
        var buffer = [UInt8](repeating: 0, count: 1024)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0 { return count == 0 || errno == ECONNRESET }
        }
    }
}
