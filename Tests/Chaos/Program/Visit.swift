// A visit to a suite that somebody else torments: writers write until they are told that it is over, and what they were
// told is compared with what is there. What is on meanwhile is read from a file, so that a script can say it.

import ChaosKit
import Fabric
import Foundation
import MessageSchema
import SuiteGround
import Surroundings
import Synchronization

/// A run against a suite elsewhere.
struct Visit {
    private let options: Options
    private let visited: Options.Visited
    private let client: Client
    private let publisher: Client
    private let diary = Diary()

    /// The word that ends a visit.
    private static let end = "end"
    /// Milliseconds for which a call may wait: containers take longer to come back than processes.
    private static let deadline: Int64 = 20_000
    private static let lookMilliseconds: Int64 = 50
    private static let secondsBetweenCounts: Int64 = 10

    init(_ options: Options) throws {
        guard let visited = options.visit else { throw Trouble("there is no suite to visit; give --gateway ADDRESS") }
        self.options = options
        self.visited = visited
        let gateway = try Endpoint(visited.gateway)
        (client, publisher) = (
            try Self.client("operator", of: visited, gateway), try Self.client("publisher", of: visited, gateway)
        )
    }

    private static func client(_ name: String, of visited: Options.Visited, _ gateway: Endpoint) throws -> Client {
        Client(
            transport: ZeroMQTransport(), gateways: [gateway], key: try KeyFile.read("\(visited.keys)/\(name).key"),
            surroundings: .live)
    }

    /// Lays the ground, writes, checks, reports.
    func perform() async throws -> Report {
        try client.start()
        try publisher.start()
        defer {
            client.stop()
            publisher.stop()
        }
        let ground = Load.mark(seed: options.seed, lane: 0xFFFF, number: 0)
        try await Groundwork(client: client, publisher: publisher, traceparent: Load.traceparent(ground)).lay()
        Console.say("the ground is laid; \(Load.lanes) writers a service begin")
        let load = Load(client, seed: options.seed, deadline: Self.deadline)
        await withTaskGroup { group in
            for (index, work) in Work.all.enumerated() {
                for lane in 0..<Load.lanes { group.addTask { await load.run(work, lane: index * Load.lanes + lane) } }
            }
            await follow(load)
            load.finish()
        }
        return try await check(load, ground)
    }

    /// Reads what is on until it is the end, and says how far the writers are.
    private func follow(_ load: Load) async {
        let begun = Surroundings.systemMonotonic()
        var said = begun
        while Surroundings.systemMonotonic() - begun < Int64(options.seconds) * 1000 {
            // No file is no trouble.
            let text = (try? String(contentsOfFile: visited.trouble, encoding: .utf8)) ?? ""
            let word = text.trimmingCharacters(in: .whitespacesAndNewlines)
            if word == Self.end { return }
            if diary.note(word.isEmpty ? AttemptedWrite.quiet : word) { Console.say("now: \(diary.word)") }
            if Surroundings.systemMonotonic() - said >= Self.secondsBetweenCounts * 1000 {
                said = Surroundings.systemMonotonic()
                Console.say("  \(load.count) writes")
            }
            guard await Pause.take(milliseconds: Self.lookMilliseconds) else { return }
        }
        Console.say("nobody said that it is over; it is after \(options.seconds) s")
    }

    private func check(_ load: Load, _ ground: String) async throws -> Report {
        Console.say("over; \(load.count) writes are checked")
        _ = await Pause.take(milliseconds: load.deadline + ChaosRun.settleMilliseconds)
        try await Journals.awaitFollowed(client)
        var journals = try await Journals(by: client)
        let verdict = Checker.verdict(
            of: load.writes(nemesis: diary.word(in:)), found: try journals.found(but: ground))
        var report = Report(seed: options.seed, seconds: options.seconds)
        report.rows = diary.words.map { word in
            Report.Row(
                nemesis: word, episodes: diary.episodes(of: word), counts: verdict.counts[word] ?? Counts())
        }
        report.findings = verdict.findings.prefix(40).map { $0 }
        try await journals.check(but: ground)
        report.checks = journals.checks + [load.refusalCheck] + failureChecks(load)
        return report
    }

    /// In what no call may fail, none did.
    private func failureChecks(_ load: Load) -> [Report.Check] {
        let failures = load.failures(nemesis: diary.word(in:))
        return diary.words.map { word in
            let own = failures[word] ?? []
            let first = own.first.map { ", the first: \($0)" } ?? ""
            let mayFail = !visited.unfailing.contains(word)
            return Report.Check(
                mayFail ? "calls that failed: \(word)" : "no call failed: \(word)", "\(own.count) failed\(first)",
                holds: mayFail || own.isEmpty)
        }
    }
}

/// What was on, and when.
private final class Diary: Sendable {
    private struct Stretch {
        var word: String
        var begin: Int64
    }
    private let stretches = Mutex<[Stretch]>([])

    var word: String { stretches.withLock { $0.last?.word ?? AttemptedWrite.quiet } }
    /// Each word once, in the order in which they came.
    var words: [String] {
        stretches.withLock { $0 }.reduce(into: []) { words, stretch in
            if !words.contains(stretch.word) { words.append(stretch.word) }
        }
    }

    func episodes(of word: String) -> Int { stretches.withLock { $0.count { $0.word == word } } }

    /// Notes what is on now; true if that is news.
    func note(_ word: String) -> Bool {
        stretches.withLock { stretches in
            guard stretches.last?.word != word else { return false }
            stretches.append(Stretch(word: word, begin: Surroundings.systemMonotonic()))
            return true
        }
    }

    /// What was on in a range of monotonic milliseconds: the first trouble, or none.
    func word(in range: ClosedRange<Int64>) -> String {
        let stretches = stretches.withLock { $0 }
        let ends = stretches.dropFirst().map(\.begin) + [.max]
        let met = zip(stretches, ends).filter { $0.begin <= range.upperBound && $1 >= range.lowerBound }.map(\.0.word)
        return met.first { $0 != AttemptedWrite.quiet } ?? AttemptedWrite.quiet
    }
}
