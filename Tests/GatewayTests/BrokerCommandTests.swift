// `sauro broker` in this process: its addresses, its keys, its signals.

import Fabric
import Foundation
import MessageSchema
import Surroundings
import TestGround
import Testing

@testable import GatewayCommandLine

@Suite("The gateway's command", .serialized)
struct BrokerCommandTests {
    private let folder = TemporaryFolder()
    private static let anyPort = "tcp://127.0.0.1:*"

    private func sauro(_ words: String...) async -> Outcome {
        await Shell(connect: LiveConnect.with(.live)).sauro(words + ["--data", folder.path])
    }

    @Test("the gateway says its addresses, answers a caller with a key, and reads its files again at SIGHUP")
    func run() async throws {
        #expect(await sauro("keys", "new", "gateway").code == .ok)
        #expect(await sauro("keys", "new", "clerk", "--role", "reader").code == .ok)
        let (signals, signal) = AsyncStream<Int32>.makeStream()
        let (hangups, hangup) = AsyncStream<Int32>.makeStream()
        let errors = Collected()
        var shell = Shell(connect: LiveConnect.with(.live))
        shell.interrupted = { signals }
        shell.hungUp = { hangups }
        let broker = Task { [shell, folder] in
            await shell.sauro(
                [
                    "broker", "--data", folder.path, "--listen-clients", Self.anyPort, "--listen-workers",
                    Self.anyPort, "--connection-rate", "50000",
                ], errors: errors)
        }
        try await eventually("an address") { errors.text.contains("services over TCP: --gateway ") }
        let line = try #require(
            errors.text.split(separator: "\n").first { $0.hasPrefix("clients over TCP: --gateway ") })
        let address = String(try #require(line.split(separator: " ").last))
        let key = try KeyFile.read(folder.file("keys/gateway.key")).publicKey
        #expect(address.hasPrefix("tcp://127.0.0.1:") && address.hasSuffix("/\(key)"))
        let words = ["--gateway", address, "--key", folder.file("keys/clerk.key"), "clock", "show", "-o", "jsonl"]
        try await eventually("the desk") {
            await Shell(connect: LiveConnect.with(.live)).sauro(words).code == .ok
        }
        // The file as it was: only a signal has it read.
        let path = folder.file("principals.yaml")
        hangup.yield(SIGHUP)
        try await eventually("a look at the signal") { errors.text.contains("\(path) was read again\n") }
        folder.write("- name: clerk\n  rles: [reader]\n", to: "principals.yaml")
        let refusal =
            "\(path), line 2: a principal has no member \"rles\"; did you mean roles?; the principals stay as "
        try await eventually("a refusal") { errors.text.contains(refusal) }
        #expect(await Shell(connect: LiveConnect.with(.live)).sauro(words).code == .ok)
        folder.write("- name: clerk\n  roles: [reader]\n", to: "principals.yaml")
        try await eventually("a new file") {
            errors.text.components(separatedBy: "\(path) was read again\n").count > 2
        }
        #expect(await Shell(connect: LiveConnect.with(.live)).sauro(words).code == .unavailable)
        let clerk = try KeyFile.read(folder.file("keys/clerk.key")).publicKey
        #expect(errors.text.contains("denied key \(clerk): \(path) does not have it\n"))
        signal.yield(SIGTERM)
        #expect(await broker.value.code == .ok)
    }

    @Test("SIGHUP is heard as it is sent")
    func hangups() async throws {
        let stream = SignalStream.hangups()
        let heard = Collected()
        let listening = Task { for await number in stream.prefix(1) { heard.add(Array("\(number)".utf8)) } }
        // The listening begins a moment after it was asked for.
        try await eventually("SIGHUP") {
            kill(getpid(), SIGHUP)
            return heard.text == "\(SIGHUP)"
        }
        await listening.value
        #expect(heard.text == "\(SIGHUP)")
    }

    @Test("without a key of its own it does not listen, and says how to make one")
    func keyless() async {
        let outcome = await sauro("broker", "--listen-clients", Self.anyPort)
        #expect(outcome.code == .usage)
        #expect(
            outcome.errors.contains("error: the gateway has no key: there is no \(folder.path)/keys/gateway.key\n"))
        #expect(outcome.errors.contains("next: make one with `sauro keys new gateway`"))
    }

    @Test(
        "flags that make no sense are refused",
        arguments: [
            (["--listen-clients", "127.0.0.1:5570"], "--listen-clients wants tcp://HOST:PORT"),
            (["--listen-workers", "tcp://h"], "--listen-workers wants tcp://HOST:PORT"),
            (["--listen-clients", "/a/socket"], "--listen-clients wants tcp://HOST:PORT"),
            (
                ["--listen-clients", "tcp://h:1/\(String(repeating: "1a", count: 32))"],
                "--listen-clients wants tcp://HOST:PORT"
            ),
            (["--second-clients", "tcp://h:1"], "--second-clients goes with --listen-clients"),
            (["--listen-clients", "tcp://h:5572"], "are the same address"),
            (["--connection-requests", "0"], "--connection-requests is 1 to 1,000,000"),
            (["--connection-rate", "1000001"], "--connection-rate is 1 to 1,000,000"),
        ])
    func refused(words: [String], message: String) async {
        let outcome = await Shell().sauro(["broker", "--data", folder.path] + words)
        #expect(outcome.code == .usage)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test("an address that listens everywhere is said with the machine's name")
    func everywhere() throws {
        let key = try #require(PublicKey(String(repeating: "1a", count: 32)))
        let name = ProcessInfo.processInfo.hostName
        for text in ["tcp://0.0.0.0:5570", "tcp://[::]:5570"] {
            let said = GatewayAddresses.toConnect(try Endpoint(text), key: key)
            #expect(said.hasSuffix(":5570/\(key)") && !said.contains("0.0.0.0") && !said.contains("["), "\(name)")
        }
        #expect(
            GatewayAddresses.toConnect(try Endpoint("tcp://10.0.0.1:5570"), key: key) == "tcp://10.0.0.1:5570/\(key)")
    }
}
