// Keys that are replaced while callers call: both are valid for as long as is said, and no call fails.

import Fabric
import MessageSchema
import Surroundings
import TestGround
import Testing

@testable import GatewayCommandLine

@Suite("Replacing keys", .serialized)
struct KeyRotationTests {
    private func suite() throws -> NetworkSuite { try .withClerk(serving: "echo") }

    @Test("a caller's key is replaced under load, and no call fails; then the old one is refused")
    func rotateCaller() async throws {
        let suite = try suite()
        try suite.serve("echo")
        try await suite.known("echo")
        let old = try suite.client("clerk")
        let stays = try suite.client("clerk")
        let stream = await CallStream(old)
        try await stream.more()
        _ = try suite.ring.rotate("clerk", publicKey: nil, until: suite.seconds(3600))
        suite.gateway.readFilesAgain()
        // Both are valid: the old client goes on beside the new one.
        try await stream.more()
        #expect(try await stays.whoami().name == "clerk")
        try await stream.move(to: suite.client("clerk"))
        try await stream.more()
        suite.advance(seconds: 3600)
        let failure = await #expect(throws: Failure.self) { try await stays.whoami() }
        #expect(failure?.kind == .forbidden)
        #expect(failure?.message.hasPrefix("this key of clerk was valid until ") == true)
        try await stream.more()
        await stream.end()
        #expect(await stream.failures == [])
        stays.stop()
    }

    @Test("an instance's key is replaced under load, and no call fails; then the old one serves no more")
    func rotateInstance() async throws {
        let suite = try suite()
        let address = try suite.address(.workers)
        let old = try suite.serve("echo", at: address, key: try suite.key("echo-1"))
        try await suite.known("echo")
        let stream = await CallStream(try suite.client("clerk"))
        try await stream.more()
        _ = try suite.ring.rotate("echo-1", publicKey: nil, until: suite.seconds(3600))
        suite.gateway.readFilesAgain()
        // Both keys serve, side by side.
        try suite.serve("echo", at: address, key: try suite.key("echo-1"))
        try await suite.known("echo", instances: 2)
        try await stream.more()
        old.drain()
        try await suite.idle("echo")
        // It stays, and at the overlap's end the gateway sends it away.
        #expect(suite.gateway.statistics.service("echo")?.instances.count == 2)
        suite.advance(seconds: 3600)
        try await suite.known("echo", instances: 1)
        try await stream.more()
        await stream.end()
        #expect(await stream.failures == [])
    }

    @Test("the gateway's key is replaced under load, there and back, and no call fails")
    func rotateGateway() async throws {
        let suite = try suite()
        try suite.serve("echo")
        try await suite.known("echo")
        let first = try suite.address(.clients)
        let stream = await CallStream(try suite.client("clerk"))
        try await stream.more()
        var before = first
        for round in 1...2 {
            _ = try suite.ring.rotateGateway(until: suite.seconds(3600))
            suite.gateway.readFilesAgain()
            #expect(suite.doors.addresses(of: .clients).count == 2)
            #expect(suite.doors.addresses(of: .workers).count == 2)
            let next = try suite.address(.clients)
            #expect(try next != before && next.hasSuffix("/\(suite.gatewayKey)"))
            // Who has not moved yet is heard as before.
            try await stream.more()
            try await stream.move(to: suite.client("clerk", at: next))
            try await stream.more()
            suite.advance(seconds: 3600)
            suite.gateway.readFilesAgain()
            #expect(suite.doors.addresses(of: .clients) == [next], "round \(round)")
            try await stream.more()
            let late = try suite.client(try suite.key("clerk"), at: before, settings: NetworkSuite.impatient)
            await #expect(throws: Failure.self) { try await late.whoami() }
            late.stop()
            before = next
        }
        await stream.end()
        #expect(await stream.failures == [])
        #expect(try KeyFile.read(suite.folder.file("keys/gateway.key")).publicKey.text == before.suffix(64))
    }

    @Test("an instance moves to the gateway's new key under load, and no call fails")
    func moveInstance() async throws {
        let suite = try suite()
        let key = try suite.key("echo-1")
        let old = try suite.serve("echo", at: try suite.address(.workers), key: key)
        try await suite.known("echo")
        let stream = await CallStream(try suite.client("clerk"))
        try await stream.more()
        _ = try suite.ring.rotateGateway(until: suite.seconds(3600))
        suite.gateway.readFilesAgain()
        try suite.serve("echo", at: try suite.address(.workers), key: key)
        try await suite.known("echo", instances: 2)
        old.drain()
        try await suite.idle("echo")
        old.stop()
        try await suite.known("echo", instances: 1)
        try await stream.move(to: suite.client("clerk", at: suite.address(.clients)))
        suite.advance(seconds: 3600)
        suite.gateway.readFilesAgain()
        try await stream.more()
        await stream.end()
        #expect(await stream.failures == [])
    }
}

extension NetworkSuite {
    /// The gateway's newest public key.
    fileprivate var gatewayKey: PublicKey {
        get throws {
            let now = Instant(microseconds: clock.now)
            return try GatewayKeys(in: KeyFolder(root: folder.file("keys")), now: now).lasting!.pair.publicKey
        }
    }
}
