// Connections for reads that are over before another thread would have begun them: they run on the thread of who asks.

internal import GRDB
internal import Synchronization

/// A few connections that only read. Nobody waits for one: who finds none free reads elsewhere.
final class BriefReaders: Sendable {
    private struct State {
        var free: [DatabaseQueue] = []
        var opened = 0
        var isClosed = false
    }

    private let path: String
    private let configuration: Configuration
    private let countMax: Int
    private let state = Mutex(State())

    init(path: String, configuration: Configuration, countMax: Int) {
        self.path = path
        self.configuration = configuration
        self.countMax = countMax
    }

    /// Runs work on one snapshot; nil if no connection is free.
    func read<T>(_ work: (Database) throws -> T) throws -> T? {
        guard let queue = try take() else { return nil }
        defer { giveBack(queue) }
        // Nobody else has this queue, so its work runs at once on this thread.
        return try queue.read(work)
    }

    /// Closes what is free; what is in use is closed when it comes back.
    func close() throws {
        let free = state.withLock { state in
            state.isClosed = true
            defer { state.free = [] }
            return state.free
        }
        for queue in free { try queue.close() }
    }

    private func take() throws -> DatabaseQueue? {
        let (free, mayOpen) = state.withLock { state -> (DatabaseQueue?, Bool) in
            guard !state.isClosed else { return (nil, false) }
            if let free = state.free.popLast() { return (free, false) }
            guard state.opened < countMax else { return (nil, false) }
            state.opened += 1
            return (nil, true)
        }
        guard mayOpen else { return free }
        do { return try DatabaseQueue(path: path, configuration: configuration) } catch {
            state.withLock { $0.opened -= 1 }
            throw error
        }
    }

    private func giveBack(_ queue: DatabaseQueue) {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.free.append(queue) }
            return state.isClosed
        }
        // It only read: a file that cannot be closed now is closed by the end of the process, and loses nothing.
        if isClosed { try? queue.close() }
    }
}
