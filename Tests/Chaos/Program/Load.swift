// Writers: each write under a key of its own, repeated under it until it is acknowledged or given up.

import ChaosKit
import Fabric
import MessageSchema
import SuiteGround
import Surroundings
import Synchronization

/// The writers of all services, and what they were told.
final class Load: Sendable {
    /// Writers at once for each service.
    static let lanes = 3
    /// Milliseconds after its acknowledgement that trouble still counts as a write's own.
    private static let afterMilliseconds: Int64 = 200
    /// How often a write is attempted at most; the first draw of each write says which.
    private static let attemptsMax = [1, 2, 4, 200]

    private let client: Client
    private let seed: UInt64
    /// Milliseconds an attempt waits for its answer.
    let deadline: Int64
    private let state = Mutex(State())

    private struct State {
        var writes: [(write: AttemptedWrite, time: ClosedRange<Int64>)] = []
        var refusals: [String: Int] = [:]
        var failures: [(text: String, time: ClosedRange<Int64>)] = []
        var isFinished = false
    }

    init(_ client: Client, seed: UInt64, deadline: Int64 = 3000) {
        self.client = client
        self.seed = seed
        self.deadline = deadline
    }

    /// The writes, each with the first trouble that was on in its time.
    func writes(nemesis: (ClosedRange<Int64>) -> String) -> [AttemptedWrite] {
        state.withLock { $0.writes }.map { write, time in
            var write = write
            write.nemesis = nemesis(time)
            return write
        }
    }
    /// Calls that had no answer or one that they may be repeated, by the trouble that was on in their time.
    func failures(nemesis: (ClosedRange<Int64>) -> String) -> [String: [String]] {
        Dictionary(grouping: state.withLock { $0.failures }) { nemesis($0.time) }.mapValues { $0.map(\.text) }
    }
    /// How many writes there are.
    var count: Int { state.withLock { $0.writes.count } }
    /// What rules said to writes that no rule should refuse.
    var refusals: [String: Int] { state.withLock { $0.refusals } }
    /// That no rule refused a write.
    var refusalCheck: Report.Check {
        let refusals = refusals.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
        return Report.Check(
            "no rule refused a write", refusals.isEmpty ? "none refused" : refusals.joined(separator: "; "),
            holds: refusals.isEmpty)
    }
    func finish() { state.withLock { $0.isFinished = true } }

    /// Writes until told to finish.
    func run(_ work: Work, lane: Int) async {
        var random = SeededRandom(seed: seed &+ UInt64(lane) &* 0x9E37)
        var number = 0
        while !state.withLock({ $0.isFinished }) {
            number += 1
            let begun = Surroundings.systemMonotonic()
            let write = await insist(work, lane, number, &random)
            // What ends a process right after an acknowledgement may still undo what was acknowledged too early.
            let ended = Surroundings.systemMonotonic() + Self.afterMilliseconds
            state.withLock { $0.writes.append((write, begun...ended)) }
            guard await Pause.take(milliseconds: Int64.random(in: 5...30, using: &random)) else { return }
        }
    }

    /// What the journal entries of a write carry and no other write's do: a trace id (W3C Trace Context, section 3.2).
    static func mark(seed: UInt64, lane: Int, number: Int) -> String {
        func digits(_ value: UInt64) -> String {
            String(decoding: Hexadecimal.digits(of: withUnsafeBytes(of: value.bigEndian, Array.init)), as: UTF8.self)
        }
        let place = UInt64(lane) << 40 | UInt64(number)
        return digits(seed) + digits(place)
    }

    /// The mark as a caller gives it along. Each service that writes has a span of its own in the trace.
    static func traceparent(_ mark: String) -> String { "00-\(mark)-0000000000000001-01" }

    private func insist(
        _ work: Work, _ lane: Int, _ number: Int, _ random: inout SeededRandom
    ) async -> AttemptedWrite {
        let mark = Self.mark(seed: seed, lane: lane, number: number)
        let metadata = CallMetadata(
            deadline: deadline, idempotencyKey: "\(lane)-\(number)", traceparent: Self.traceparent(mark))
        var write = AttemptedWrite(service: work.service, mark: mark, nemesis: AttemptedWrite.quiet, outcome: .refused)
        let attempts = Self.attemptsMax.randomElement(using: &random) ?? 1
        for attempt in 1...attempts {
            let begun = Surroundings.systemMonotonic()
            do {
                write.outcome = .acknowledged(subject: try await work.write(lane, number, client, metadata))
                return write
            } catch let failure as Failure {
                if failure.mayHaveRun { write.outcome = .unknown }
                guard failure.kind.repetition != .no else {
                    note(work, failure)
                    return write
                }
                let time = begun...Surroundings.systemMonotonic()
                state.withLock { $0.failures.append(("\(work.service): \(failure)", time)) }
            } catch {
                note(work, error)
                return write
            }
            if attempt < attempts { _ = await Pause.take(milliseconds: Int64.random(in: 50...300, using: &random)) }
        }
        return write
    }

    private func note(_ work: Work, _ error: any Error) {
        state.withLock { $0.refusals["\(work.service): \(error)", default: 0] += 1 }
    }
}

extension Failure {
    /// False only if it is certain that nothing was executed.
    fileprivate var mayHaveRun: Bool {
        switch kind.repetition {
        case .no, .yes: executed == .unknown
        case .withKey: executed != .no
        }
    }
}
