// Long polls that wait for a commit, so many at once and no more; on drain all of them are let go and answer an empty
// page.

import MessageSchema
import Storage
import Synchronization

final class Parking: Sendable {
    /// Long polls that wait at once; the next one is `overloaded`.
    let placesMax: Int

    private struct State {
        var isOpen = true
        var next = 0
        var waits: [Int: Task<Bool, Never>] = [:]
    }
    private let state = Mutex(State())

    init(placesMax: Int) { self.placesMax = placesMax }

    /// Waits until the journal grows past a sequence, the time is over, or everyone is let go. `park` is called once
    /// there is a place.
    func wait(
        in store: Store, after sequence: Int64, milliseconds: Int64, park: @Sendable () -> Void
    ) async throws {
        let wait = Task { await store.waitForCommit(after: sequence, milliseconds: milliseconds) }
        let ticket: Int
        do { ticket = try enter(wait) } catch {
            wait.cancel()
            throw error
        }
        park()
        await withTaskCancellationHandler {
            _ = await wait.value
        } onCancel: {
            wait.cancel()
        }
        state.withLock { state in state.waits[ticket] = nil }
    }

    private func enter(_ wait: Task<Bool, Never>) throws -> Int {
        let ticket = state.withLock { state -> Int? in
            guard state.waits.count < placesMax else { return nil }
            state.next += 1
            state.waits[state.next] = wait
            if !state.isOpen { wait.cancel() }
            return state.next
        }
        guard let ticket else {
            throw Failure.fabric(
                .overloaded, "\(placesMax) long polls are waiting already", retryAfter: 1000, executed: .no)
        }
        return ticket
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
