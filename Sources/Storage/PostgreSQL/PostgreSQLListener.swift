// Hears of the commits of other instances. While it cannot hear, whoever waits has to look.

#if PostgreSQL
    private import Dispatch
    private import Glibc
    internal import Synchronization

    /// A thread with a connection of its own that listens.
    final class PostgreSQLListener: Sendable {
        private struct State {
            var announce: (@Sendable (Int64) -> Void)?
            var heard: Int64 = 0
            var isListening = false
            var isEnding = false
        }
        private let state = Mutex(State())
        private let schema: String
        private let connect: @Sendable () throws -> PostgreSQLSession
        /// A pipe; a byte in it tells the thread to end.
        private let waker: (read: Int32, write: Int32)

        init(schema: String, connect: @escaping @Sendable () throws -> PostgreSQLSession) {
            self.schema = schema
            self.connect = connect
            var ends: [Int32] = [-1, -1]
            _ = pipe(&ends)
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            waker = (ends[0], ends[1])
            DispatchQueue(label: "sauro.listener").async { [self] in
                while !isEnding { listen() }
            }
        }

        deinit {
            close(waker.read)
            close(waker.write)
        }

        static func channel(of schema: String) -> String { "\"sauro.\(schema)\"" }

        func start(_ announce: @escaping @Sendable (Int64) -> Void) { state.withLock { $0.announce = announce } }

        /// Changes with each notification; nil while nothing can be heard.
        var heard: Int64? { state.withLock { $0.isListening ? $0.heard : nil } }

        /// Lets the thread end by itself.
        func end() {
            state.withLock { $0.isEnding = true }
            // Should the pipe not take it, the thread ends with its connection.
            _ = write(waker.write, [1] as [UInt8], 1)
        }

        private var isEnding: Bool { state.withLock { $0.isEnding } }

        /// Listens until the connection is lost or all ends. The loss is met by whoever reads or writes.
        private func listen() {
            do throws(any Error) {
                let session = try connect()
                try session.run("LISTEN \(Self.channel(of: schema))")
                // Says that the store is open, to who wants to be alone with it; held as long as the session.
                _ = try session.executeOnce(
                    "SELECT pg_try_advisory_lock_shared(\(PostgreSQLOpening.use))", [.text(schema)])
                state.withLock { state in
                    state.isListening = true
                    // What was told before is not known here.
                    state.heard += 1
                }
                while wait(for: session.socket, milliseconds: -1), !isEnding {
                    while let text = try session.notification() { hear(text) }
                }
            } catch {
                state.withLock { $0.isListening = false }
                _ = wait(for: -1, milliseconds: 500)
            }
        }

        private func hear(_ text: String) {
            let announce = state.withLock { state in
                state.heard += 1
                return state.announce
            }
            if let sequence = Int64(text) { announce?(sequence) }
        }

        /// Waits for a socket to have something, or for the end; true if the socket has.
        private func wait(for socket: Int32, milliseconds: Int32) -> Bool {
            var descriptors = [
                pollfd(fd: waker.read, events: Int16(POLLIN), revents: 0),
                pollfd(fd: socket, events: Int16(POLLIN), revents: 0),
            ]
            while poll(&descriptors, 2, milliseconds) < 0, errno == EINTR {}
            return descriptors[1].revents != 0
        }
    }
#endif
