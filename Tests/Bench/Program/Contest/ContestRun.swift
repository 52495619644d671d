// The contests: what Sauro does beside what others do, and beside the limits, in one run. Each round goes through all
// of them once, one side right after the other.

import BenchKit
import Fabric
import Foundation
import MessageSchema
import SuiteGround

/// One run.
struct ContestRun {
    let options: Options
    let folder: String

    func perform() async throws -> ContestFigures {
        let ground = try await ContestGround(options, folder: folder)
        var pairs = try await limits(ground) + intake()
        if !options.isQuick { pairs += try await peers(ground) }
        pairs.removeAll { !options.only.isEmpty && !$0.contest.name.contains(options.only) }
        guard !pairs.isEmpty else { throw Trouble("no contest has \"\(options.only)\" in its name") }
        for round in 1...options.rounds {
            for index in pairs.indices {
                let (ours, theirs) = (try await pairs[index].ours(), try await pairs[index].theirs())
                pairs[index].contest.add(ours: ours, theirs: theirs)
                let contest = pairs[index].contest
                Console.say(
                    "round \(round) of \(options.rounds): \(contest.name), \(Int(ours)) beside \(Int(theirs)) "
                        + "\(contest.measure.rawValue) of \(contest.against)")
            }
        }
        try await ground.stop()
        return ContestFigures(
            day: Machine.day, machine: Machine.words,
            setting: "\(options.seconds) s a side, medians of \(options.rounds) rounds, all processes on this machine",
            contests: pairs.map(\.contest))
    }

    /// A contest and its two sides.
    private struct Pair {
        var contest: Contest
        let ours: () async throws -> Double
        let theirs: () async throws -> Double
    }

    private static let callers = 64
    private static let textBytes = 256

    private var seconds: String { String(options.seconds) }

    // MARK: what needs libzmq and SQLite only

    private func limits(_ ground: ContestGround) async throws -> [Pair] {
        let raw = ground.peer("raw-zeromq")
        let (front, back) = ("ipc://\(ground.place("raw-front"))", "ipc://\(ground.place("raw-back"))")
        _ = try ground.start(raw, ["broker", front, back])
        _ = try ground.start(raw, ["worker", back])
        let text = text
        let codec = CodecMeasure(claim: ground.claim, seconds: Double(options.seconds))
        let foundation = "Foundation"
        return [
            Pair(
                contest: Contest(
                    "echo of 256 bytes, 64 callers", against: "libzmq in C",
                    setting: "a text there and back over gateway and service by the public API; libzmq carries as many "
                        + "bytes over its own proxy between three processes and reads nothing; both over ipc",
                    aim: 0.6),
                ours: { try await calls { try await ground.client.echo(text, EchoService.text) }.perSecond },
                theirs: {
                    try await ground.run(raw, ["call", front, "\(Self.callers)", seconds, "\(Self.textBytes)"])[0]
                }),
            Pair(
                contest: Contest(
                    "writing a claim by Codable", against: foundation,
                    setting: "JSON of a claim of ten lines by `Codable` alone, in one process", measure: .microseconds,
                    aim: 2.5),
                ours: { try codec.writeByCodable() }, theirs: { try codec.writeByFoundation() }),
            Pair(
                contest: Contest(
                    "reading a claim by Codable", against: foundation,
                    setting: "the same the other way, all checks on", measure: .microseconds, aim: 4),
                ours: { try codec.readByCodable() }, theirs: { try codec.readByFoundation() }),
        ]
    }

    private func intake() async throws -> [Pair] {
        let intake = try await IntakeMeasure(folder: folder)
        return [16, 64, 256].map { writers in
            Pair(
                contest: Contest(
                    "durable intake, \(writers) writers", against: "SQLite in C",
                    setting: "events of a store, each acknowledged when it is on the disk; rows of the same journal by "
                        + "SQLite's own interface, a hundred to a commit; both FULL, each in one process",
                    aim: 0.8),
                ours: { try await intake.perSecond(writers: writers, seconds: options.seconds) },
                theirs: { try intake.limit(seconds: options.seconds) })
        }
    }

    /// The text with its JSON is as long as what libzmq carries.
    private var text: EchoedText { EchoedText(text: String(repeating: "x", count: Self.textBytes - 11)) }

    private func calls(
        _ callers: Int = Self.callers, _ call: @escaping @Sendable () async throws -> Void
    ) async throws -> Lanes {
        try await call()
        return try await Lanes.run(count: callers, seconds: options.seconds) { _, _ in try await call() }
    }

    // MARK: what people use

    private func peers(_ ground: ContestGround) async throws -> [Pair] {
        let nats = try await nats(ground)
        return try await grpc(ground) + [nats]
    }

    private func grpc(_ ground: ContestGround) async throws -> [Pair] {
        let (program, socket) = (ground.peer("grpc-peer"), ground.place("grpc"))
        _ = try ground.start(program, ["serve", socket, ground.file("unit")])
        let unitCode = ground.unit
        let unit = ["call", socket, "unit", unitCode.text]
        let claim = ["call", socket, "claim", ground.file("claim")]
        try await ground.answered("grpc-peer") { _ = try await ground.run(program, unit + ["1", "0.1"]) }
        let codec = CodecMeasure(claim: ground.claim, seconds: Double(options.seconds))
        let (against, client) = ("grpc-swift-2, NIO", ground.client)
        let read: @Sendable () async throws -> Void = { _ = try await client.call(GetUnit(unit: unitCode)) }
        return [
            Pair(
                contest: Contest(
                    "small read, 64 callers", against: against,
                    setting: "`registry.unit.get` over gateway and service, with roles, from SQLite; a direct call of "
                        + "the same content in protobuf from memory, one connection over a Unix domain socket",
                    aim: 8),
                ours: { try await calls(Self.callers, read).perSecond },
                theirs: { try await ground.run(program, unit + ["\(Self.callers)", seconds])[0] }),
            Pair(
                contest: Contest(
                    "small read, one caller, median", against: against, setting: "the same",
                    measure: .microseconds, aim: 7),
                ours: { try await calls(1, read).within(0.5) * 1000 },
                theirs: { try await ground.run(program, unit + ["1", seconds])[1] }),
            Pair(
                contest: Contest(
                    "claim of ten lines, 64 callers", against: against,
                    setting: "a claim there and back, read and written by both sides: over gateway and service in "
                        + "JSON; direct in protobuf", aim: 6),
                ours: {
                    try await calls { try await client.echo(ground.claim, EchoService.claim) }.perSecond
                },
                theirs: { try await ground.run(program, claim + ["\(Self.callers)", seconds])[0] }),
            Pair(
                contest: Contest(
                    "writing a claim", against: "swift-protobuf",
                    setting: "as messages write themselves, in JSON; "
                        + "protobuf's binary form of the same content", measure: .microseconds, aim: 1 / 1.5),
                ours: { try codec.write() },
                theirs: { try await ground.run(program, ["codec", ground.file("claim"), seconds])[0] }),
            Pair(
                contest: Contest(
                    "reading a claim", against: "swift-protobuf",
                    setting: "the same the other way, as messages read themselves, all checks on",
                    measure: .microseconds, aim: 1 / 1.5),
                ours: { try codec.read() },
                theirs: { try await ground.run(program, ["codec", ground.file("claim"), seconds])[1] }),
        ]
    }

    private func nats(_ ground: ContestGround) async throws -> Pair {
        let program = ground.peer("nats-peer")
        let ports = ground.place("nats")
        try FileManager.default.createDirectory(atPath: ports, withIntermediateDirectories: true)
        let server = try ground.start(
            options.natsServer, ["-a", "127.0.0.1", "-p", "-1", "--ports_file_dir", ports])
        var url = ""
        try await ground.answered("nats-server") {
            let file = "\(ports)/nats-server_\(server.pid).ports"
            let data = try Data(contentsOf: URL(fileURLWithPath: file))
            url = try JSONDecoder().decode(NATSPorts.self, from: data).nats.first ?? ""
        }
        _ = try ground.start(program, ["serve", url])
        try await ground.answered("nats-peer") {
            _ = try await ground.run(program, ["call", url, "1", "1", "\(Self.textBytes)"])
        }
        let (text, address) = (text, url)
        return Pair(
            contest: Contest(
                "request and reply, 256 bytes, 64 callers", against: "nats-server, client in C",
                setting: "the echo above by the public API; requests and replies of as many bytes over a server, read "
                    + "by nobody, over TCP, since NATS has no other", aim: 1),
            ours: { try await calls { try await ground.client.echo(text, EchoService.text) }.perSecond },
            theirs: {
                try await ground.run(program, ["call", address, "\(Self.callers)", seconds, "\(Self.textBytes)"])[0]
            })
    }

    private struct NATSPorts: Decodable { let nats: [String] }
}
