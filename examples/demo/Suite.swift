// The suite of the demonstration: a data folder of its own and `sauro up` over it; or one that runs already, where only
// what the demonstration itself writes lies in the folder.

import Fabric
import Foundation
import Surroundings

/// A running suite.
@MainActor
final class Suite {
    /// The data folder.
    let folder: String
    /// The folder of the programs.
    let bin: String
    /// Where a suite is that runs already.
    private let elsewhere: Elsewhere?
    private let keeps: Bool
    private var up: Process?
    private var interruption: Interruption?
    private var clock = ""

    /// The way to a suite that runs already.
    private struct Elsewhere {
        let gateway: String
        /// The folder of the keys.
        let keys: String
        func key(of name: String?) -> String { "\(keys)/\(name ?? "operator").key" }
    }

    /// Makes the data folder with its principals file; nothing runs yet.
    init(_ options: Options, principals: String) throws {
        bin = options.bin
        elsewhere = options.gateway.map { Elsewhere(gateway: $0, keys: options.keys) }
        keeps = options.keep || options.data != nil
        folder = try options.data.map(Self.make) ?? Self.temporary()
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        try principals.write(toFile: "\(folder)/principals.yaml", atomically: true, encoding: .utf8)
        let programs = elsewhere == nil ? ["sauro", "sauro-registry", "sauro-tasks"] : ["sauro"]
        for program in programs where !Self.isProgram("\(bin)/\(program)") {
            throw DemoError("there is no program \(bin)/\(program); build the suite, or give --bin DIR")
        }
    }

    /// Files of the demonstration itself.
    var scratch: String { "\(folder)/demo" }
    var log: String { "\(scratch)/up.log" }
    /// The process of `sauro up`.
    var process: Int32 { up?.processIdentifier ?? 0 }
    /// Whether the demonstration starts it and ends it.
    var isOwn: Bool { elsewhere == nil }

    /// A client that is the operator, or over a network one of the cast.
    func client(_ name: String? = nil) throws -> Client {
        guard let elsewhere else {
            let socket = try Endpoint.ipc("\(folder)/run/client.ipc")
            return Client(transport: ZeroMQTransport(), gateways: [socket], surroundings: .live)
        }
        return Client(
            transport: ZeroMQTransport(), gateways: [try Endpoint(elsewhere.gateway)],
            key: try KeyFile.read(elsewhere.key(of: name)), surroundings: .live)
    }

    /// What a command is to be told where the suite is. Over a network nobody acts as another: the one whose name is
    /// given comes with a key.
    func route(_ words: [String]) -> (words: [String], environment: [String: String]) {
        guard let elsewhere else { return (words, ["SAURO_DATA": folder]) }
        var words = words
        var name: String?
        if let flag = words.firstIndex(of: "--as"), flag + 1 < words.count {
            name = words[flag + 1]
            words.replaceSubrange(flag...flag + 1, with: ["--key", elsewhere.key(of: name)])
        }
        return (words, ["SAURO_GATEWAY": elsewhere.gateway, "SAURO_KEY": elsewhere.key(of: nil)])
    }

    /// Starts `sauro up` and waits until it says that it is ready.
    func start(clock: String) throws {
        self.clock = clock
        let words = ["up", "--data", folder, "--clock", clock]
        Console.command(["sauro"] + words)
        let began = Console.milliseconds()
        let process = try ChildProcess.start(
            "\(bin)/sauro", words, environment: [:], output: "\(scratch)/up.out", errors: log)
        up = process
        interruption = Interruption(ending: process.processIdentifier, folder: folder)
        let isReady = ChildProcess.waitUntil(seconds: 30) { saysReady || !process.isRunning }
        guard isReady, process.isRunning else { throw DemoError("sauro up did not become ready; see \(log)") }
        Console.say("ready after \(Console.seconds(since: began)); to repeat the commands below elsewhere:")
        Console.say("  \(environment)")
    }

    /// Ends `sauro up` with SIGTERM and gives its exit status; 255 if it had to be killed.
    func stop() -> Int32 {
        guard let up else { return 255 }
        interruption?.end()
        kill(up.processIdentifier, SIGTERM)
        guard ChildProcess.waitUntil(seconds: 15, { !up.isRunning }) else {
            kill(up.processIdentifier, SIGKILL)
            return 255
        }
        return up.terminationStatus
    }

    /// Says how to look further and leaves the folder, or removes it.
    func close(succeeded: Bool) {
        guard isOwn else { return remove() }
        Console.title("How to look further")
        guard keeps || !succeeded else { return remove() }
        Console.say("The data folder stays: \(folder)")
        Console.say("Logs: \(log), \(folder)/log")
        Console.say("Start it again where it ended:  sauro up --data \(folder) --clock \(clock)")
        Console.say("Then, in another terminal:      \(environment)")
        for command in Self.suggestions { Console.say("  \(command)") }
    }

    /// What makes `sauro` in another terminal this one.
    private var environment: String { "export PATH=\(bin):$PATH SAURO_DATA=\(folder)" }

    /// Remembers where the clock stands, for starting again.
    func note(clock: String) { self.clock = clock }

    private func remove() {
        if isOwn { suggest() }
        do { try FileManager.default.removeItem(atPath: folder) } catch {
            Console.error("the data folder \(folder) could not be removed: \(error)")
        }
    }

    private func suggest() {
        Console.say("Run it with --keep to keep the data folder, start the suite on it again, and try:")
        for command in Self.suggestions { Console.say("  \(command)") }
    }

    private static let suggestions = [
        "sauro unit history MOH-ICD",
        "sauro unit resolve HD-TFC --as-of 2025-07-01",
        "sauro post roster HP-CDC --as-of 2025-07-01 --limit 20",
        "sauro report monthly --month 2025-12 --directive 72-NQ/TW",
        "sauro task list --directive 72-NQ/TW --status overdue",
        "sauro audit verify",
        "sauro --help",
    ]

    private var saysReady: Bool {
        // Before the first line there is nothing to read.
        let text = (try? String(contentsOfFile: "\(scratch)/up.out", encoding: .utf8)) ?? ""
        return text.hasPrefix("ready ") && text.hasSuffix("\n")
    }

    private static func isProgram(_ path: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: path)
    }

    private static func make(_ path: String) throws -> String {
        let manager = FileManager.default
        try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard try manager.contentsOfDirectory(atPath: path).isEmpty else {
            throw DemoError("\(path) is not empty")
        }
        return URL(fileURLWithPath: path).path
    }

    /// A short path: a socket's path holds 107 bytes (unix(7)).
    private static func temporary() throws -> String {
        var template = Array("/tmp/sauro-demo-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw DemoError("cannot make a folder under /tmp") }
        return String(decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
