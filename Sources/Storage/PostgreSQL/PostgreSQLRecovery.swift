// How a lost connection is mended: for how long, how often, and by which mark a batch is known again.

#if PostgreSQL
    private import Glibc
    internal import Surroundings
    internal import Synchronization

    /// What the connections of one store share about losing the server.
    final class PostgreSQLRecovery: Sendable {
        /// Who this store is among those that write; the server keeps its last batch under this name.
        let writer: String
        private struct State {
            var batch: Int64 = 0
            var noticed: Int64 = 0
            // Monotonic milliseconds.
            var lostSince: Int64?
            var isClosing = false
        }
        private let state = Mutex(State())
        private let channel: String
        private let windowMilliseconds: Int64
        private let surroundings: Surroundings

        init(schema: String, settings: StoreSettings, surroundings: Surroundings) {
            writer = surroundings.newIdentifier()
            channel = PostgreSQLListener.channel(of: schema)
            windowMilliseconds = settings.reconnectMilliseconds
            self.surroundings = surroundings
        }

        func now() -> Int64 { surroundings.now() }

        func nextBatch() -> Int64 {
            state.withLock { state in
                state.batch += 1
                return state.batch
            }
        }

        /// The command that tells other instances of a sequence; nil if they know. It stands behind COMMIT and not
        /// before: inside the transaction it would make the commits of all services of the server wait for each other.
        func notice(of sequence: Int64) -> String? {
            state.withLock { state in
                guard sequence > state.noticed else { return nil }
                state.noticed = sequence
                return "NOTIFY \(channel), '\(sequence)'"
            }
        }

        func reached() { state.withLock { $0.lostSince = nil } }

        var isClosing: Bool { state.withLock { $0.isClosing } }

        func close() { state.withLock { $0.isClosing = true } }

        /// True while it is worth trying again: the server has not been away for longer than callers wait.
        fileprivate var isWorthTrying: Bool {
            let now = surroundings.monotonic()
            return state.withLock { state in
                let since = state.lostSince ?? now
                state.lostSince = since
                return !state.isClosing && now - since < windowMilliseconds
            }
        }
    }

    /// The attempts at one transaction.
    struct PostgreSQLTrial {
        private let recovery: PostgreSQLRecovery?
        private var collisions = 0
        private var losses = 0

        init(recovery: PostgreSQLRecovery?) { self.recovery = recovery }

        /// Whether to run it again after a failure; pauses before it says so, a little longer each time.
        mutating func mayRun(after failure: StorageError) -> Bool {
            guard let recovery else { return false }
            if failure.mayPass {
                collisions += 1
                return collisions < 6
            }
            guard failure.isConnectionLost, recovery.isWorthTrying else { return false }
            // The first time at once: the connection may have been idle when the server was started anew.
            if losses > 0 { poll(nil, 0, min(50 << Int32(min(losses, 4)), 500)) }
            losses += 1
            return true
        }
    }
#endif
