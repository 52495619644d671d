// Plays the schedule: brings each trouble, takes it away, and waits until everything answers again.

import ChaosKit
import Fabric
import Foundation
import MessageSchema
import SuiteGround
import Surroundings
import Synchronization

/// The one who torments the suite.
final class Player: Sendable {
    /// What is known of one nemesis after the run.
    struct Tally: Sendable {
        var episodes = 0
        /// The longest wait for an answer after it, in milliseconds.
        var back: Int64 = 0
    }

    /// The name of the suite's drain and restart in the midst of a run that changes its clock.
    static let restart = "restart"

    private let suite: Suite
    private let disks: [String: SmallDisk]
    private let farSide: FarSide?
    private let state = Mutex(State())

    /// A stretch of trouble in monotonic milliseconds; its end is nil while it lasts.
    private struct Stretch {
        var nemesis: String
        var begin: Int64
        var end: Int64?
    }

    private struct State {
        var stretches: [Stretch] = []
        var tallies: [String: Tally] = [:]
    }

    init(_ suite: Suite, disks: [String: SmallDisk], farSide: FarSide?) {
        self.suite = suite
        self.disks = disks
        self.farSide = farSide
    }

    /// The first trouble that was on at some time of a range of monotonic milliseconds.
    func nemesis(in range: ClosedRange<Int64>) -> String {
        let met = state.withLock { state in
            state.stretches.first { $0.begin <= range.upperBound && $0.end ?? .max >= range.lowerBound }
        }
        return met?.nemesis ?? AttemptedWrite.quiet
    }

    /// The trouble that is on.
    var nemesis: String {
        let now = Surroundings.systemMonotonic()
        return nemesis(in: now...now)
    }
    var tallies: [String: Tally] { state.withLock { $0.tallies } }

    /// Plays for some seconds, and every nemesis once at least.
    func play(_ schedule: inout Schedule, atLeast count: Int, until end: Int64) async throws {
        var played = 0
        while played < count || Surroundings.systemMonotonic() < end, let episode = schedule.next() {
            guard await Pause.take(milliseconds: episode.quiet) else { return }
            try await trouble(episode.nemesis.rawValue) { try await bring(episode) }
            played += 1
        }
    }

    /// Drains everything and starts it again on the manual clock, which begins at the machine's time.
    func changeClock() async throws {
        try await trouble(Self.restart) {
            Console.say("everything is drained and starts again on a manual clock")
            try await suite.stopAll()
            try await suite.startAll(manualClock: Instant(microseconds: Surroundings.live.now()).text)
        }
    }

    private func trouble(_ name: String, _ body: () async throws -> Void) async throws {
        state.withLock { $0.stretches.append(Stretch(nemesis: name, begin: Surroundings.systemMonotonic())) }
        try await body()
        let healed = Surroundings.systemMonotonic()
        try await suite.awaitAnswer(of: Suite.everyone)
        let back = Surroundings.systemMonotonic() - healed
        state.withLock { state in
            state.stretches[state.stretches.count - 1].end = healed + back
            state.tallies[name, default: Tally()].episodes += 1
            state.tallies[name, default: Tally()].back = max(state.tallies[name]?.back ?? 0, back)
        }
        Console.say("  all answer after \(back) ms")
    }

    private func bring(_ episode: Episode) async throws {
        let victims = episode.victims.joined(separator: " and ")
        switch episode.nemesis {
        case .kill:
            Console.say("SIGKILL of \(victims), \(episode.amount) times, down \(episode.length) ms")
            for round in 1...episode.amount {
                if round > 1 { guard await Pause.take(milliseconds: 400) else { return } }
                try await kill(episode.victims, for: episode.length)
            }
        case .gateway:
            Console.say("SIGKILL of the gateway, down \(episode.length) ms")
            try await kill(episode.victims, for: episode.length)
        case .pause: try await pause(episode)
        case .partition: try await cutLine(episode)
        case .disk: try await fillDisk(episode)
        case .machineClock: try await shiftClock(episode)
        case .suiteClock: try await advanceClock(episode)
        case .flip: break
        }
    }

    private func kill(_ victims: [String], for milliseconds: Int64) async throws {
        for victim in victims { try await suite.end(victim) }
        _ = await Pause.take(milliseconds: milliseconds)
        for victim in victims { try suite.start(victim) }
    }

    private func pause(_ episode: Episode) async throws {
        Console.say("SIGSTOP of \(episode.victims[0]) for \(episode.length) ms")
        for victim in episode.victims { suite.signal(victim, SIGSTOP) }
        _ = await Pause.take(milliseconds: episode.length)
        for victim in episode.victims { suite.signal(victim, SIGCONT) }
    }

    private func cutLine(_ episode: Episode) async throws {
        guard let farSide else { return }
        let services = farSide.services.sorted().joined(separator: " and ")
        Console.say("the line to \(services) is cut for \(episode.length) ms")
        try await farSide.set(isJoined: false)
        _ = await Pause.take(milliseconds: episode.length)
        try await farSide.set(isJoined: true)
    }

    private func fillDisk(_ episode: Episode) async throws {
        for victim in episode.victims {
            guard let disk = disks[victim] else { continue }
            Console.say("the disk of \(victim) is full for \(episode.length) ms")
            defer { disk.free() }
            try disk.fill()
            _ = await Pause.take(milliseconds: episode.length)
        }
    }

    /// The clock jumps; in the midst of it a service may be killed; then it jumps back.
    private func shiftClock(_ episode: Episode) async throws {
        guard let shift = suite.shift else { return }
        let killed = episode.victims.isEmpty ? "" : ", and \(episode.victims[0]) is killed meanwhile"
        Console.say("the machine's clock jumps by \(episode.amount) s for \(episode.length) ms\(killed)")
        try shift.set(seconds: episode.amount)
        _ = await Pause.take(milliseconds: episode.length)
        try await kill(episode.victims, for: 0)
        try shift.set(seconds: 0)
    }

    private func advanceClock(_ episode: Episode) async throws {
        Console.say("the suite's clock jumps by \(episode.amount) s")
        let now = try await suite.client.call(ShowClock()).value.now
        let later = Instant(microseconds: now.microseconds + episode.amount * 1_000_000)
        _ = try await suite.client.call(AdvanceClock(to: later))
        _ = await Pause.take(milliseconds: episode.length)
    }
}
