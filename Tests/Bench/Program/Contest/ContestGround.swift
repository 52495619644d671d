// What a contest is measured on: the suite with the echo service beside it, and the peers that run, each with files of
// the same content.

import Fabric
import Foundation
import InsuranceDomain
import MessageSchema
import SuiteGround
import Surroundings
import WireJSON

/// Running processes and the figures that peers print.
final class ContestGround: Sendable {
    let client: Client
    let claim: Claim
    /// The unit of the groundwork.
    let unit: UnitCode
    private let suite: BenchSuite
    private let options: Options
    private let folder: String

    init(_ options: Options, folder: String) async throws {
        self.options = options
        self.folder = folder
        unit = try UnitCode("HP-DOH")
        claim = try Self.claim(examples: options.examples)
        suite = try await BenchSuite(folder: folder, bin: options.bin, database: nil)
        client = suite.client
        try await Groundwork(client: client, traceparent: BenchSuite.trace).lay(notifying: false)
        _ = try start("\(options.bin)/sauro-bench", ["echo", "\(folder)/run/worker.ipc"])
        try await answered("the echo service") { try await self.client.echo(EchoedText(text: ""), EchoService.text) }
        let shown = try await client.call(GetUnit(unit: unit)).value
        for (name, bytes) in [("unit", try WireJSON.encode(shown)), ("claim", try WireJSON.encode(claim))] {
            try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
        }
    }

    /// The golden claim with its five lines twice.
    private static func claim(examples: String) throws -> Claim {
        let envelope = try ClaimEnvelope(file: "\(examples)/claims/golden-claim.xml")
        guard var claim = try EnvelopeReader.read(envelope.bytes(1, from: 1)).claims.first?.claim else {
            throw Trouble("the golden claim is none")
        }
        for var line in claim.lines {
            line.number += claim.lines.count
            claim.lines.append(line)
        }
        return claim
    }

    func stop() async throws { try await suite.stop() }

    /// A file of what Sauro sends.
    func file(_ name: String) -> String { "\(folder)/\(name).json" }

    /// An address in the run's own folder.
    func place(_ name: String) -> String { "\(folder)/run/\(name)" }

    /// A peer's program.
    func peer(_ name: String) -> String { "\(options.peers)/\(name)" }

    /// Starts a process that runs until the contest is over.
    func start(_ program: String, _ words: [String]) throws -> Child {
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw Trouble("there is no \(program); swift build -c release --package-path Benchmarks makes the peers")
        }
        return try Child(program, words, log: log(program))
    }

    /// Runs a peer to its end; the numbers that it prints.
    func run(_ program: String, _ words: [String], numbers count: Int = 3) async throws -> [Double] {
        let log = "\(folder)/figures"
        try? FileManager.default.removeItem(atPath: log)
        guard await Programs.run(program, words, log: log) == 0 else {
            throw Trouble("\(program) failed: \(try String(contentsOfFile: log, encoding: .utf8))")
        }
        let text = try String(contentsOfFile: log, encoding: .utf8)
        let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        guard numbers.count == count else { throw Trouble("\(program) printed \(text)") }
        return numbers
    }

    /// Waits until something that has just been started answers, 30 s at most.
    func answered(_ what: String, _ ask: () async throws -> Void) async throws {
        let end = Surroundings.systemMonotonic() + 30_000
        while true {
            do { return try await ask() } catch {
                guard Surroundings.systemMonotonic() < end, await Pause.take(milliseconds: 50) else {
                    throw Trouble("\(what) does not answer: \(error); see \(folder)/log")
                }
            }
        }
    }

    private func log(_ program: String) -> String {
        "\(folder)/log/\(URL(fileURLWithPath: program).lastPathComponent).log"
    }
}
