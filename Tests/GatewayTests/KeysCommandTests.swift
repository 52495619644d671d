// `sauro keys`: pairs are made, entered, listed and replaced; what is interrupted can be done again.

import Fabric
import Foundation
import MessageSchema
import Surroundings
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Keys")
struct KeysCommandTests {
    private let folder = TemporaryFolder()
    private let clock: ManualClock

    init() throws { clock = ManualClock(try Instant("2026-06-01T00:00:00Z").microseconds) }

    private func sauro(_ words: String...) async -> Outcome {
        let clock = clock
        let shell = Shell(surroundings: Surroundings(now: { 0 }, machineTime: { clock.now / 1000 }))
        return await shell.sauro(["keys"] + words + ["--data", folder.path])
    }

    private func pair(_ name: String) throws -> KeyPair { try KeyFile.read(folder.file("keys/\(name)")) }
    private var keys: KeyFolder { KeyFolder(root: folder.file("keys")) }
    private var now: Instant { Instant(microseconds: clock.now) }
    private func mode(_ path: String) -> UInt32? { FileStamp(of: folder.file(path))?.mode }
    private func principals() throws -> PrincipalsFile { try .load(folder.file("principals.yaml")) }

    @Test("a new caller and a new instance have a file of their own and an entry")
    func new() async throws {
        let clerk = await sauro(
            "new", "clerk", "--role", "organiser", "--role", "reader", "--scope", "31", "-o", "json")
        #expect(clerk.code == .ok)
        let key = try pair("clerk.key").publicKey
        #expect(json(clerk.output)["key"]?.string == key.text)
        #expect(json(clerk.output)["file"]?.string == folder.file("keys/clerk.key"))
        #expect(
            clerk.errors.contains("next: use it with --gateway tcp://HOST:PORT/KEY --key \(folder.path)/keys/clerk.key")
        )
        #expect(!(clerk.output + clerk.errors).contains("secret"))
        #expect(await sauro("new", "registry-1", "--serves", "registry").code == .ok)
        #expect(mode("keys") == 0o700 && mode("keys/clerk.key") == 0o600 && mode("principals.yaml") == 0o600)
        #expect(
            try principals().entries == [
                PrincipalEntry(
                    name: "clerk", right: .calls(roles: [.organiser, .reader], scope: "31"), keys: [.init(key: key)]),
                PrincipalEntry(
                    name: "registry-1", right: .serves(["registry"]),
                    keys: [.init(key: try pair("registry-1.key").publicKey)]),
            ])
    }

    @Test("what makes no sense is refused before anything is made")
    func refusals() async throws {
        let before = "- name: clerk\n  roles: [reader]\n  keys:\n    - key: \(String(repeating: "1a", count: 32))\n"
        folder.write(before + "- name: guest\n  roles: [reader]\n", to: "principals.yaml")
        let refusals: [([String], String)] = [
            (["new", "a b", "--role", "reader"], "a name is 1 to 64 letters"),
            (["new", "x", "--role", "redaer"], "there is no role \"redaer\"; did you mean reader?"),
            (["new", "x", "--role", "reader", "--scope", "x y"], "scope: \"x y\" is no unit code"),
            (["new", "x", "--scope", "31"], "has no roles"),
            (["new", "x", "--role", "reader', x: '"], "there is no role \"reader', x: '\""),
            (["new", "x", "--role", "reader", "--serves", "tasks"], "has roles and serves"),
            (["new", "x", "--serves", "gateway"], "the service gateway is the gateway itself"),
            (["new", "clerk"], "\"clerk\" has a key already"),
            (["new", "guest", "--role", "reader"], "has \"guest\" already"),
            (["new", "x", "--public", "12"], "--public wants a public key"),
            (["new", "guest", "--public", String(repeating: "1a", count: 32)], "has this key already, at \"clerk\""),
            (["new", "gateway", "--role", "reader"], "the gateway's own key has neither roles nor services"),
            (["rotate", "nobody"], "does not name \"nobody\""),
            (["rotate", "clerk", "--overlap", "soon"], "an overlap is a number with d, h, m or s"),
            (["rotate", "gateway"], "the gateway has no key"),
        ]
        for (words, message) in refusals {
            let clock = clock
            let outcome = await Shell(surroundings: Surroundings(now: { 0 }, machineTime: { clock.now / 1000 }))
                .sauro(["keys"] + words + ["--data", folder.path])
            #expect(outcome.code == .usage && outcome.errors.contains(message), "\(words): \(outcome.errors)")
        }
        #expect(try FileText.read(folder.file("principals.yaml"), bytesMax: 10_000)?.hasPrefix(before) == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("keys")) == ["lock"])
    }

    @Test("a name of the file gets a key; a name of no file only a pair, for another machine's gateway")
    func others() async throws {
        folder.write("- name: guest\n  roles: [reader]\n", to: "principals.yaml")
        #expect(await sauro("new", "guest").code == .ok)
        #expect(try principals().entry(named: "guest")?.keys == [.init(key: try pair("guest.key").publicKey)])
        let alone = await sauro("new", "far")
        let key = try pair("far.key").publicKey
        #expect(alone.errors.contains("  sauro keys new far --public \(key) --role ROLE [--scope UNIT]\n"))
        #expect(try principals().entry(named: "far") == nil)
        // On the other machine, which has the public key only.
        let there = TemporaryFolder()
        let words = ["keys", "new", "far", "--public", key.z85, "--role", "auditor", "--data", there.path]
        #expect(await Shell().sauro(words).code == .ok)
        let entered = try PrincipalsFile.load(there.file("principals.yaml"))
        #expect(entered.holder(of: key)?.entry.principal == Principal(name: "far", roles: [.auditor]))
        #expect(try keys.pair(at: there.file("keys/far.key")) == nil)
    }

    @Test("a public key in Z85 may begin with a dash, and is no flag for that")
    func dash() async throws {
        let key = try #require(PublicKey("c404c000" + String(repeating: "5a", count: 28)))
        #expect(key.z85.hasPrefix("-"))
        #expect(await sauro("new", "far", "--public", key.z85, "--role", "auditor").code == .ok)
        #expect(try principals().holder(of: key)?.entry.principal == Principal(name: "far", roles: [.auditor]))
        let younger = try #require(PublicKey("c404c001" + String(repeating: "5a", count: 28)))
        #expect(await sauro("rotate", "far", "--public", younger.z85, "--overlap", "0s").code == .ok)
        #expect(try principals().entry(named: "far")?.keys.first?.key == younger)
    }

    @Test("rotated, both keys are valid side by side, and the next rotation takes out what has ended")
    func rotate() async throws {
        #expect(await sauro("new", "clerk", "--role", "reader").code == .ok)
        let first = try pair("clerk.key").publicKey
        let rotated = await sauro("rotate", "clerk", "--overlap", "12h", "-o", "json")
        #expect(json(rotated.output)["until"]?.string == "2026-06-01T12:00:00Z")
        let second = try pair("clerk.key").publicKey
        #expect(second != first)
        #expect(try pair("clerk.key.old").publicKey == first)
        #expect(
            try principals().entry(named: "clerk")?.keys == [
                .init(key: second), .init(key: first, until: try Instant("2026-06-01T12:00:00Z")),
            ])
        clock.advance(days: 1)
        #expect(await sauro("rotate", "clerk").code == .ok)
        #expect(
            try principals().entry(named: "clerk")?.keys == [
                .init(key: try pair("clerk.key").publicKey),
                .init(key: second, until: try Instant("2026-06-09T00:00:00Z")),
            ])
        #expect(try pair("clerk.key.old").publicKey == second)
    }

    @Test("a rotation that was interrupted is finished, or begun anew, by the same command")
    func interrupted() async throws {
        #expect(await sauro("new", "clerk", "--role", "reader").code == .ok)
        let first = try pair("clerk.key").publicKey
        // Before the key was entered: nobody knows it.
        let lost = try keys.makePair(of: "clerk", at: keys.next(of: "clerk")).publicKey
        #expect(await sauro("rotate", "clerk").code == .ok)
        let second = try pair("clerk.key").publicKey
        #expect(second != lost && second != first)
        #expect(try principals().holder(of: lost) == nil)
        // After it was entered, between the two names.
        try WholeFile.move(keys.file(of: "clerk"), to: keys.next(of: "clerk"))
        let finished = await sauro("rotate", "clerk", "-o", "json")
        #expect(json(finished.output)["key"]?.string == second.text)
        #expect(try pair("clerk.key").publicKey == second)
        #expect(try pair("clerk.key.old").publicKey == first)
        #expect(try principals().entry(named: "clerk")?.keys.count == 2)
    }

    @Test("the gateway's key moves to the other endpoints and back, each after its overlap")
    func gateway() async throws {
        let made = await sauro("new", "gateway")
        #expect(made.code == .ok)
        #expect(made.errors.contains("next: sauro up --listen-clients tcp://0.0.0.0:5570"))
        #expect(await sauro("new", "gateway").errors.contains("sauro keys rotate gateway"))
        let first = try pair("gateway.key")
        #expect(try GatewayKeys(in: keys, now: now).uses == [.init(place: .first, pair: first)])
        #expect(await sauro("rotate", "gateway", "--overlap", "1d").code == .ok)
        let second = try pair("gateway.key.next")
        let until = try Instant("2026-06-02T00:00:00Z")
        #expect(
            try GatewayKeys(in: keys, now: now).uses == [
                .init(place: .first, pair: first, until: until), .init(place: .second, pair: second),
            ])
        let again = await sauro("rotate", "gateway")
        #expect(again.errors.contains("a rotation of the gateway's key is under way until 2026-06-02T00:00:00Z"))
        clock.advance(days: 1)
        // Whether somebody has settled it or not: the old key is over.
        #expect(try GatewayKeys(in: keys, now: now).uses == [.init(place: .second, pair: second)])
        #expect(try GatewayKeys.isUnsettled(in: keys, now: now))
        // Interrupted after the file had its name and before the other file said so.
        try WholeFile.move(keys.next(of: "gateway"), to: keys.file(of: "gateway"))
        #expect(try GatewayKeys(in: keys, now: now).uses == [.init(place: .second, pair: second)])
        try GatewayKeys.settle(in: keys, now: now)
        #expect(try !GatewayKeys.isUnsettled(in: keys, now: now))
        #expect(try GatewayKeys(in: keys, now: now).uses == [.init(place: .second, pair: second)])
        #expect(await sauro("rotate", "gateway", "--overlap", "0s").code == .ok)
        let third = try pair("gateway.key.next")
        #expect(try GatewayKeys(in: keys, now: now).uses == [.init(place: .first, pair: third)])
        #expect(await sauro("rotate", "gateway", "--overlap", "1d").code == .ok)
        #expect(try pair("gateway.key") == third)
        #expect(try GatewayKeys(in: keys, now: now).uses.map(\.place) == [.first, .second])
    }

    @Test("files of the gateway that do not belong together are refused with the way out")
    func strayGateway() async throws {
        #expect(await sauro("new", "gateway").code == .ok)
        let other = String(repeating: "1a", count: 32)
        for (text, message) in [
            ("third: {key: \"\(other)\"}\n", "endpoints are first or second, not \"third\""),
            ("first: {key: 12}\n", "first has no public key"),
            ("first: {key: \"\(other)\"}\n", "names the key \(other), whose secret is not in"),
            ("first: {key: \"\(other)\", until: \"2026-06-02T00:00:00Z\"}\n", "whose secret is not in"),
        ] {
            folder.write(text, to: "keys/gateway.yaml")
            let error = #expect(throws: UsageError.self) { try GatewayKeys(in: keys, now: now) }
            #expect(error?.message.contains(message) == true, "\(error?.message ?? "taken")")
        }
    }

    @Test("the list has every key with its bearer, its end and the file of its secret")
    func list() async throws {
        #expect(await sauro("list").output == "")
        #expect(await sauro("new", "gateway").code == .ok)
        #expect(await sauro("new", "clerk", "--role", "reader", "--scope", "31").code == .ok)
        #expect(await sauro("rotate", "clerk").code == .ok)
        let far = String(repeating: "1a", count: 32)
        #expect(await sauro("new", "far", "--serves", "tasks", "--public", far).code == .ok)
        let rows = await sauro("list", "-o", "jsonl").output.split(separator: "\n").map { json(String($0)) }
        #expect(rows.map { $0["name"]?.string } == ["gateway", "clerk", "clerk", "far"])
        #expect(rows.map { $0["for"]?.string } == ["first endpoints", "reader", "reader", "serves tasks"])
        #expect(rows.map { $0["scope"]?.string } == [nil, "31", "31", nil])
        #expect(rows.map { $0["state"]?.string } == ["valid", "valid", "ending", "valid"])
        #expect(rows.map { $0["until"]?.string } == [nil, nil, "2026-06-08T00:00:00Z", nil])
        let files = ["gateway.key", "clerk.key", "clerk.key.old"].map { folder.file("keys/\($0)") }
        #expect(rows.map { $0["file"]?.string } == files + [nil])
        #expect(rows[3]["key"]?.string == far)
        clock.advance(days: 8)
        #expect(json(await sauro("list", "-o", "json").output).array?[2]["state"] == "ended")
    }

    @Test("one at a time changes keys")
    func locked() async throws {
        let lock = try keys.open()
        #expect(await sauro("new", "clerk", "--role", "reader").errors.contains("another `sauro keys` is at work here"))
        withExtendedLifetime(lock) {}
    }

    @Test("a file of keys that others may read is refused")
    func openFile() async throws {
        #expect(await sauro("new", "gateway").code == .ok)
        chmod(folder.file("keys/gateway.key"), 0o644)
        #expect(await sauro("rotate", "gateway").errors.contains("others than its owner may open it; chmod 600 it"))
    }
}
