// Long polls that wait for a commit; on drain all of them are let go at once and answer an empty page.

import Storage
import Synchronization

final class Parking: Sendable {
    private struct State {
        var isOpen = true
        var next = 0
        var waits: [Int: Task<Bool, Never>] = [:]
    }
    private let state = Mutex(State())

    /// Waits until the journal grows past a sequence, the time is over, or everyone is let go.
    func wait(in store: Store, after sequence: Int64, milliseconds: Int64) async {
        let wait = Task { await store.waitForCommit(after: sequence, milliseconds: milliseconds) }
        let ticket = state.withLock { state -> Int? in
            guard state.isOpen else { return nil }
            state.next += 1
            state.waits[state.next] = wait
            return state.next
        }
        guard let ticket else {
            wait.cancel()
            return
        }
        await withTaskCancellationHandler {
            _ = await wait.value
        } onCancel: {
            wait.cancel()
        }
        state.withLock { state in state.waits[ticket] = nil }
    }

    /// Lets everyone go, now and from now on.
    func close() {
        let waits = state.withLock { state in
            state.isOpen = false
            return Array(state.waits.values)
        }
        for wait in waits { wait.cancel() }
    }
}
