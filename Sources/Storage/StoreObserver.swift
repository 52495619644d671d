// What a store tells while it runs, for those who measure it.

internal import Synchronization

/// Hears of a store's commits. It is called on the writer's thread and must return at once.
public struct StoreObserver: Sendable {
    /// So many requests were committed together, and COMMIT itself took so many microseconds.
    public var committed: @Sendable (_ requests: Int, _ microseconds: Int64) -> Void

    public init(committed: @escaping @Sendable (_ requests: Int, _ microseconds: Int64) -> Void) {
        self.committed = committed
    }
}

extension Store {
    /// Has the store's commits told from now on.
    public func observe(_ observer: StoreObserver) { groupCommit.observer.set(observer) }

    /// Writes that wait for the writer.
    public var writesWaiting: Int { groupCommit.waiting }
}

/// Where a store keeps its observer, if it has one.
final class ObserverPlace: Sendable {
    private let observer = Mutex<StoreObserver?>(nil)

    func set(_ observer: StoreObserver) { self.observer.withLock { $0 = observer } }

    /// Tells of a batch, if it was committed together.
    func tell(_ batch: Batch) {
        guard let microseconds = batch.commitMicroseconds else { return }
        observer.withLock { $0 }?.committed(batch.count, microseconds)
    }
}
