// A write on its way: enqueued, later answered once, after COMMIT.

internal import Synchronization

/// A submitted write. It runs whether or not anyone asks for its outcome.
public final class PendingWrite: Sendable {
    let request: WriteRequest
    let body: @Sendable (Writer) throws -> [UInt8]
    private let state = Mutex(State.waiting([]))

    private enum State {
        case waiting([CheckedContinuation<WriteOutcome, any Error>])
        case answered(Result<WriteOutcome, any Error>)
    }

    init(_ request: WriteRequest, body: @escaping @Sendable (Writer) throws -> [UInt8]) {
        self.request = request
        self.body = body
    }

    /// What came of it, as soon as the disk has it; throws what the body threw, or why the store
    /// failed. The write goes on when the asking task is cancelled.
    public func outcome() async throws -> WriteOutcome {
        try await withCheckedThrowingContinuation { continuation in
            let answered: Result<WriteOutcome, any Error>? = state.withLock { state in
                switch state {
                case .answered(let result): return result
                case .waiting(let others):
                    state = .waiting(others + [continuation])
                    return nil
                }
            }
            if let answered { continuation.resume(with: answered) }
        }
    }

    /// Answers everyone who asks, now and later.
    func answer(_ result: Result<WriteOutcome, any Error>) {
        let asking = state.withLock { state -> [CheckedContinuation<WriteOutcome, any Error>] in
            guard case .waiting(let asking) = state else { preconditionFailure("answered twice") }
            state = .answered(result)
            return asking
        }
        for continuation in asking { continuation.resume(with: result) }
    }
}
