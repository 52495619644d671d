// The writes that wait for the writer, in the order they were submitted.

internal import Synchronization

/// A bounded first-in, first-out line, safe to use from any thread.
final class WaitingLine: Sendable {
    /// What became of an attempt to join.
    enum Entry { case first, behindOthers, full(waiting: Int), closed }

    private struct State {
        // Two stacks: what came in, and what goes out, reversed. Each write moves once.
        var incoming: [PendingWrite] = []
        var outgoing: [PendingWrite] = []
        var isServed = false
        var isClosed = false
        var count: Int { incoming.count + outgoing.count }
    }

    private let state = Mutex(State())
    private let countMax: Int

    init(countMax: Int) { self.countMax = countMax }

    /// How many stand in it.
    var count: Int { state.withLock { $0.count } }

    /// Joins the line. `.first` means nobody serves it yet: the caller must see to that.
    func join(_ write: PendingWrite) -> Entry {
        state.withLock { state in
            guard !state.isClosed else { return .closed }
            guard state.count < countMax else { return .full(waiting: state.count) }
            state.incoming.append(write)
            defer { state.isServed = true }
            return state.isServed ? .behindOthers : .first
        }
    }

    /// Takes the first of the line if it is acceptable.
    func next(if isAcceptable: (PendingWrite) -> Bool) -> PendingWrite? {
        state.withLock { state in
            if state.outgoing.isEmpty {
                state.outgoing = state.incoming.reversed()
                state.incoming.removeAll(keepingCapacity: true)
            }
            guard let last = state.outgoing.last, isAcceptable(last) else { return nil }
            return state.outgoing.popLast()
        }
    }

    /// Ends a round of service; true means others wait and the next round must follow.
    func endRound() -> Bool {
        state.withLock { state in
            state.isServed = state.count > 0
            return state.isServed
        }
    }

    /// Lets nobody join any more and gives up those who wait.
    func close() -> [PendingWrite] {
        state.withLock { state in
            state.isClosed = true
            let left = state.outgoing.reversed() + state.incoming
            state.outgoing = []
            state.incoming = []
            return left
        }
    }
}
