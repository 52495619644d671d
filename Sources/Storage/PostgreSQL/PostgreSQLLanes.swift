// The threads that wait for the server: one that writes, and readers up to a bound.

#if PostgreSQL
    internal import Dispatch
    internal import Synchronization

    /// A connection and the queue on which alone it is used.
    final class PostgreSQLLane: @unchecked Sendable {
        // The connection is touched on the queue only, which runs one piece of work at a time; it is freed with the
        // lane, when nobody can put anything on the queue any more.
        private let connection: PostgreSQLConnection
        private let queue: DispatchQueue

        init(
            _ label: String, recovery: PostgreSQLRecovery, connect: @escaping @Sendable () throws -> PostgreSQLSession
        ) {
            connection = PostgreSQLConnection(recovery: recovery, connect: connect)
            queue = DispatchQueue(label: label)
        }

        /// Runs work on the connection; returns at once.
        func enqueue(_ work: @escaping @Sendable (PostgreSQLConnection) -> Void) {
            queue.async { work(self.connection) }
        }

        /// Disconnects, once what runs has ended.
        func close() { queue.sync { connection.session = nil } }
    }

    /// Readers, opened as they are needed and used again.
    final class PostgreSQLReaders: Sendable {
        private struct State {
            var idle: [PostgreSQLLane] = []
            var all: [PostgreSQLLane] = []
            var waiting: [CheckedContinuation<PostgreSQLLane?, Never>] = []
            var isClosed = false
        }
        private let state = Mutex(State())
        private let countMax: Int
        private let recovery: PostgreSQLRecovery
        private let connect: @Sendable () throws -> PostgreSQLSession

        init(
            countMax: Int, recovery: PostgreSQLRecovery, connect: @escaping @Sendable () throws -> PostgreSQLSession
        ) {
            self.countMax = countMax
            self.recovery = recovery
            self.connect = connect
        }

        /// Runs work on one snapshot, when a reader is free.
        func read<T: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
            guard let lane = await take() else { throw StorageError.closed }
            defer { giveBack(lane) }
            return try await withCheckedThrowingContinuation { continuation in
                lane.enqueue { connection in
                    continuation.resume(with: Result { try connection.inSnapshot(work) })
                }
            }
        }

        /// Sends away who waits, and disconnects once what runs has ended.
        func close() {
            let (waiting, all) = state.withLock { state in
                state.isClosed = true
                defer { (state.waiting, state.all, state.idle) = ([], [], []) }
                return (state.waiting, state.all)
            }
            for continuation in waiting { continuation.resume(returning: nil) }
            for lane in all { lane.close() }
        }

        /// nil once closed.
        private func take() async -> PostgreSQLLane? {
            await withCheckedContinuation { continuation in
                enum Step { case closed, lane(PostgreSQLLane), wait }
                let step: Step = state.withLock { state in
                    if state.isClosed { return .closed }
                    if let lane = state.idle.popLast() { return .lane(lane) }
                    if state.all.count < countMax {
                        let lane = PostgreSQLLane("sauro.reader", recovery: recovery, connect: connect)
                        state.all.append(lane)
                        return .lane(lane)
                    }
                    state.waiting.append(continuation)
                    return .wait
                }
                switch step {
                case .closed: continuation.resume(returning: nil)
                case .lane(let lane): continuation.resume(returning: lane)
                case .wait: break
                }
            }
        }

        private func giveBack(_ lane: PostgreSQLLane) {
            let next = state.withLock { state -> CheckedContinuation<PostgreSQLLane?, Never>? in
                if state.isClosed { return nil }
                if !state.waiting.isEmpty { return state.waiting.removeFirst() }
                state.idle.append(lane)
                return nil
            }
            next?.resume(returning: lane)
        }
    }
#endif
