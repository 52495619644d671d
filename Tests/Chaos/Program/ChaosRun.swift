// A run from the first process to the report.

import ChaosKit
import Fabric
import Foundation
import MessageSchema
import SuiteGround
import Surroundings

/// Everything of one run.
struct ChaosRun {
    let options: Options
    let folder: String
    /// Nemeses that cannot come, with the reason.
    private var skipped: [Nemesis: String] = [:]
    private var disks: [String: SmallDisk] = [:]
    private var shift: ClockShift?
    private var farSide: FarSide?

    /// - Parameter reason: why no small disks and no other networks can be had; nil if they can.
    init(_ options: Options, folder: String, withoutNamespaces reason: String?) async throws {
        self.options = options
        self.folder = folder
        for program in ["sauro"] + Suite.services.map({ "sauro-\($0)" }) {
            guard FileManager.default.isExecutableFile(atPath: "\(options.bin)/\(program)") else {
                throw Trouble("there is no program \(options.bin)/\(program); build the suite, or give --bin DIR")
            }
        }
        try FileManager.default.createDirectory(atPath: "\(folder)/log", withIntermediateDirectories: true)
        let publisher = "- name: publisher\n  roles: [administrator]\n"
        try publisher.write(toFile: "\(folder)/principals.yaml", atomically: true, encoding: .utf8)
        if options.nemeses.contains(.partition) { try await makeFarSide(reason) }
        if options.nemeses.contains(.disk) { try await makeDisks(reason) }
        if options.nemeses.contains(.machineClock) { try makeShift() }
    }

    /// Two of the services lie on small disks, by the seed; the others on the machine's own.
    private mutating func makeDisks(_ reason: String?) async throws {
        if let reason { return skipped[.disk] = reason }
        var random = SeededRandom(seed: options.seed)
        for service in Suite.services.shuffled(using: &random).prefix(2) {
            disks[service] = try await SmallDisk(at: "\(folder)/\(service)", log: "\(folder)/log/mount.log")
        }
    }

    /// Two of the services run behind a line, by the seed; not those on small disks, if it can be helped.
    private mutating func makeFarSide(_ reason: String?) async throws {
        if let reason { return skipped[.partition] = reason }
        guard let ip = FarSide.ip else { return skipped[.partition] = "needs ip(8)" }
        var random = SeededRandom(seed: options.seed)
        let services = Set(Suite.services.shuffled(using: &random).suffix(2))
        farSide = try await FarSide(services: services, folder: folder, bin: options.bin, ip: ip)
    }

    private mutating func makeShift() throws {
        guard FileManager.default.fileExists(atPath: "\(options.bin)/\(ClockShift.library)") else {
            return skipped[.machineClock] = "needs \(ClockShift.library) beside the programs"
        }
        shift = try ClockShift(folder: folder, bin: options.bin)
    }

    /// Plays, checks, reports.
    func perform() async throws -> Report {
        let suite = try Suite(folder: folder, bin: options.bin, shift: shift, farSide: farSide)
        try suite.client.start()
        defer { suite.client.stop() }
        let ground = Load.mark(seed: options.seed, lane: 0xFFFF, number: 0)
        let player = Player(suite, disks: disks, farSide: farSide)
        let load = Load(suite.client, seed: options.seed)
        let keeping = Task { await suite.keep { player.nemesis } }
        defer { keeping.cancel() }
        try await suite.startAll(
            manualClock: beginsOnManualClock ? Instant(microseconds: Surroundings.live.now()).text : nil)
        Console.say("all answer; the ground is laid")
        try await Groundwork(client: suite.client, traceparent: Load.traceparent(ground)).lay()
        try await torment(player, load)
        var report = Report(seed: options.seed, seconds: options.seconds)
        try await check(suite, load, player, ground, &report)
        keeping.cancel()
        try await suite.stopAll()
        return report
    }

    private var coming: [Nemesis] { options.nemeses.filter { skipped[$0] == nil && $0 != .flip } }
    private var beginsOnManualClock: Bool { coming.contains(.suiteClock) && !coming.contains(.machineClock) }

    /// The writers write while the trouble comes. With both clocks the first half runs on the machine's, the second on
    /// the suite's own.
    private func torment(_ player: Player, _ load: Load) async throws {
        try await withThrowingTaskGroup { group in
            for (index, work) in Work.all.enumerated() {
                for lane in 0..<Load.lanes { group.addTask { await load.run(work, lane: index * Load.lanes + lane) } }
            }
            defer { load.finish() }
            let begun = Surroundings.systemMonotonic()
            let both = coming.contains(.suiteClock) && coming.contains(.machineClock)
            let halves = both ? [Nemesis.suiteClock, .machineClock] : [nil]
            for (half, left) in halves.enumerated() {
                if half > 0 { try await player.changeClock() }
                let nemeses = coming.filter { $0 != left }
                var schedule = Schedule(
                    seed: options.seed &+ UInt64(half), nemeses: nemeses, services: Suite.services,
                    onSmallDisk: disks.keys.sorted())
                let end = begun + Int64(options.seconds) * 1000 * Int64(half + 1) / Int64(halves.count)
                try await player.play(&schedule, atLeast: nemeses.count, until: end)
            }
            load.finish()
            try await group.waitForAll()
        }
    }

    /// What a request may still age after its deadline: the slack for its way (two seconds), and one more.
    static let settleMilliseconds: Int64 = 3000

    private func check(
        _ suite: Suite, _ load: Load, _ player: Player, _ ground: String, _ report: inout Report
    ) async throws {
        Console.say("healed; \(load.count) writes are checked")
        _ = await Pause.take(milliseconds: load.deadline + Self.settleMilliseconds)
        try await Journals.awaitFollowed(suite.client)
        var journals = try await Journals(by: suite.client)
        let verdict = Checker.verdict(
            of: load.writes(nemesis: player.nemesis(in:)), found: try journals.found(but: ground))
        report.rows = rows(verdict, player.tallies)
        report.findings = verdict.findings.prefix(40).map { $0 }
        try await journals.check(but: ground)
        report.checks = journals.checks
        report.checks.append(load.refusalCheck)
        let deaths = suite.deaths
        report.checks.append(
            Report.Check(
                "no process died by itself", deaths.isEmpty ? "none died" : deaths.joined(separator: "; "),
                holds: deaths.isEmpty))
        if options.nemeses.contains(.flip) { report.flip = try await flip(suite, journals) }
    }

    private func flip(_ suite: Suite, _ journals: Journals) async throws -> Report.Flip {
        var random = SeededRandom(seed: options.seed)
        guard let work = Work.all.randomElement(using: &random), let entry = journals.middle(of: work) else {
            throw Trouble("no entry to flip a byte of")
        }
        return try await ByteFlip(suite: suite, service: work.service, entry: entry).perform()
    }

    private func rows(_ verdict: Verdict, _ tallies: [String: Player.Tally]) -> [Report.Row] {
        let quiet = Report.Row(
            nemesis: AttemptedWrite.quiet, episodes: 0, counts: verdict.counts[AttemptedWrite.quiet] ?? Counts())
        let named = (options.nemeses.filter { $0 != .flip }.map(\.rawValue) + [Player.restart]).compactMap { name in
            let reason = Nemesis(rawValue: name).flatMap { skipped[$0] }
            let tally = tallies[name]
            return reason == nil && tally == nil
                ? nil
                : Report.Row(
                    nemesis: name, episodes: tally?.episodes, counts: verdict.counts[name] ?? Counts(),
                    back: tally?.back ?? 0, skipped: reason.map { "skipped: \($0)" })
        }
        let total = Report.Row(
            nemesis: "all", episodes: tallies.values.reduce(0) { $0 + $1.episodes }, counts: verdict.total)
        return [quiet] + named + [total]
    }
}
