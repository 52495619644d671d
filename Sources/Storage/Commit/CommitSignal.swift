// Wakes readers that wait for the journal to grow: at once after a commit of this store, within one
// poll after another instance's. One poller serves all, and runs only while someone waits.

internal import Surroundings
internal import Synchronization

/// The readers that wait for a commit.
final class CommitSignal: Sendable {
    private struct Waiter {
        let after: Int64
        /// Monotonic milliseconds.
        let deadline: Int64
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var waiters: [UInt64: Waiter] = [:]
        // Cancelled between getting an id and beginning to wait.
        var cancelled: Set<UInt64> = []
        var lastId: UInt64 = 0
        var head: Int64 = 0
        var isPolling = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let engine: any Engine
    private let settings: StoreSettings
    private let surroundings: Surroundings

    init(engine: any Engine, settings: StoreSettings, surroundings: Surroundings) {
        self.engine = engine
        self.settings = settings
        self.surroundings = surroundings
    }

    /// True when the head lies past `sequence`; false after that many milliseconds, when the task
    /// is cancelled, when the store closes, or when too many wait already.
    func wait(after sequence: Int64, milliseconds: Int64) async -> Bool {
        let id = state.withLock { state in
            state.lastId += 1
            return state.lastId
        }
        let (deadline, overflow) = surroundings.monotonic().addingReportingOverflow(milliseconds)
        let hasGrown = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waiter = Waiter(
                    after: sequence, deadline: overflow ? .max : deadline,
                    continuation: continuation)
                begin(id, waiter)
            }
        } onCancel: {
            cancel(id)
        }
        state.withLock { state in _ = state.cancelled.remove(id) }
        return hasGrown
    }

    /// Tells that the journal reaches to this sequence.
    func announce(_ head: Int64) {
        let woken = state.withLock { state in
            state.head = max(state.head, head)
            return Self.remove(from: &state) { $0.after < head }
        }
        for waiter in woken { waiter.continuation.resume(returning: true) }
    }

    /// Sends everyone away.
    func close() {
        let left = state.withLock { state in
            state.isClosed = true
            return Self.remove(from: &state) { _ in true }
        }
        for waiter in left { waiter.continuation.resume(returning: false) }
    }

    private func begin(_ id: UInt64, _ waiter: Waiter) {
        enum Step { case answer(Bool), wait, waitAndPoll }
        let step = state.withLock { state -> Step in
            if waiter.after < state.head { return .answer(true) }
            let isRefused =
                state.isClosed || state.cancelled.contains(id)
                || state.waiters.count >= settings.waitersMax
            if isRefused { return .answer(false) }
            state.waiters[id] = waiter
            defer { state.isPolling = true }
            return state.isPolling ? .wait : .waitAndPoll
        }
        switch step {
        case .answer(let hasGrown): waiter.continuation.resume(returning: hasGrown)
        case .wait: break
        case .waitAndPoll: Task { await poll() }
        }
    }

    private func cancel(_ id: UInt64) {
        let waiter = state.withLock { state -> Waiter? in
            guard let waiter = state.waiters.removeValue(forKey: id) else {
                state.cancelled.insert(id)
                return nil
            }
            return waiter
        }
        waiter?.continuation.resume(returning: false)
    }

    private static func remove(
        from state: inout State, where isDone: (Waiter) -> Bool
    ) -> [Waiter] {
        let done = state.waiters.filter { isDone($0.value) }
        for id in done.keys { state.waiters[id] = nil }
        return Array(done.values)
    }
}

// MARK: - The poller

extension CommitSignal {
    private func poll() async {
        var seen: Int64?
        repeat { seen = await look(since: seen) } while await pause()
    }

    /// Reads the head if any connection has committed since the last look. A failed look is
    /// repeated at the next tick: whoever waits meets the failure itself in the read that follows
    /// its wait.
    private func look(since seen: Int64?) async -> Int64? {
        do {
            let version = try await engine.commits()
            if version != seen {
                announce(try await engine.read { try HeadRow.read($0).sequence })
            }
            return version
        } catch {
            return nil
        }
    }

    /// Sends away those whose time is up; sleeps until the next tick; false when nobody waits any
    /// more.
    private func pause() async -> Bool {
        let now = surroundings.monotonic()
        let (late, next) = state.withLock { state -> ([Waiter], Int64?) in
            let late = Self.remove(from: &state) { $0.deadline <= now }
            state.isPolling = !state.waiters.isEmpty
            return (late, state.waiters.values.map(\.deadline).min())
        }
        for waiter in late { waiter.continuation.resume(returning: false) }
        guard let next else { return false }
        let milliseconds = max(1, min(settings.pollMilliseconds, next - now))
        if await Pause.take(milliseconds: milliseconds) { return true }
        // Nobody cancels the poller; if it happens, its readers are sent away rather than forgotten.
        close()
        return false
    }
}
