// Runs a service's duties, each for itself: at the start, after a commit, and once a second, which also sees the
// suite's date change.

import Logging
import Storage
import Surroundings
import Synchronization

/// The duties of one instance.
final class DutyRunner: Sendable {
    private let duties: [Duty]
    private let context: DutyContext
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        var tasks: [Task<Void, Never>] = []
        var running = 0
    }

    /// Milliseconds between two runs of a duty that had nothing to do. Under load every commit would wake it.
    private static let restMilliseconds: Int64 = 50
    /// Milliseconds after which a duty is run again though nothing was committed.
    private static let idleMilliseconds: Int64 = 1000
    /// Rounds in which ``performAll()`` must come to an end, and runs of one duty in a round.
    private static let roundsMax = 1000
    private static let runsMax = 100_000

    init(_ duties: [Duty], context: DutyContext, logger: Logger) {
        self.duties = duties
        self.context = context
        self.logger = logger
    }

    /// Runs all duties from now on.
    func start() {
        state.withLock { state in
            precondition(state.tasks.isEmpty, "duties are running already")
            state.running = duties.count
            state.tasks = duties.map { duty in
                Task {
                    await self.keep(duty)
                    self.state.withLock { $0.running -= 1 }
                }
            }
        }
    }

    /// Tells all duties to stop.
    func cancel() {
        for task in state.withLock({ $0.tasks }) { task.cancel() }
    }

    /// Tells all duties to stop, and waits that many milliseconds at most. A duty that does not hear is left alone: it
    /// ends with the process, as it might at any moment.
    func stop(milliseconds: Int64) async {
        cancel()
        let end = context.monotonic() + milliseconds
        while state.withLock({ $0.running > 0 }) {
            guard context.monotonic() < end, await Pause.take(milliseconds: 5) else {
                logger.warning("left a duty running")
                return
            }
        }
        state.withLock { $0.tasks = [] }
    }

    /// Runs all duties in turn until none has anything to do and none has written anything.
    func performAll() async throws {
        for _ in 0..<Self.roundsMax {
            let before = try await head()
            var failure: (any Error)?
            var wasIdle = true
            for duty in duties {
                do { if try await perform(duty) > 1 { wasIdle = false } } catch { failure = failure ?? error }
            }
            if let failure { throw failure }
            if try await head() == before, wasIdle { return }
        }
        throw RestlessDuty(name: duties.map(\.name).joined(separator: ", "))
    }

    /// Runs a duty until it says that nothing is left; gives how often.
    private func perform(_ duty: Duty) async throws -> Int {
        for count in 1...Self.runsMax where try await !duty.run(context) { return count }
        throw RestlessDuty(name: duty.name)
    }

    private func head() async throws -> Int64 { try await context.store.read { try $0.head().sequence } }
}

extension DutyRunner {
    /// Runs one duty again and again until the task is cancelled.
    private func keep(_ duty: Duty) async {
        var backoff = Backoff()
        while !Task.isCancelled {
            do {
                // What is committed while the duty runs wakes it once more.
                let seen = try await head()
                let hasMore = try await duty.run(context)
                backoff.succeeded()
                if hasMore { await Task.yield() } else { await rest(after: seen) }
            } catch {
                guard !Task.isCancelled else { return }
                let wait = context.uniform(in: backoff.failed())
                logger.warning(
                    "a duty failed",
                    metadata: [
                        "duty": "\(duty.name)", "failures": "\(backoff.failures)", "again in ms": "\(wait)",
                        "cause": "\(LoggedCause(error))",
                    ])
                guard await Pause.take(milliseconds: wait) else { return }
            }
        }
    }

    private func rest(after seen: Int64) async {
        guard await Pause.take(milliseconds: Self.restMilliseconds) else { return }
        _ = await context.store.waitForCommit(
            after: seen, milliseconds: Self.idleMilliseconds - Self.restMilliseconds)
    }
}

/// A duty always has more to do.
struct RestlessDuty: Error {
    var name: String
}
