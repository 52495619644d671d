// Which of several hosts is tried first: the one that answered last. A former primary that vanished would cost each new
// connection its timeout, and one that came back would be asked before the one that took its place.

#if PostgreSQL
    internal import Synchronization

    /// An order that all connections of a store share.
    final class PostgreSQLHostOrder: Sendable {
        private let first = Mutex(0)

        func begin(with index: Int) { first.withLock { $0 = index } }

        /// A value with its items turned, if its keyword is one of those that have an item a host.
        func applied(to value: String, of keyword: String) -> String {
            guard ["host", "hostaddr", "port"].contains(keyword) else { return value }
            let (items, first) = (Self.list(value), first.withLock { $0 })
            // A single port is for all hosts.
            guard first < items.count else { return value }
            return (items[first...] + items[..<first]).joined(separator: ",")
        }

        static func list(_ value: String) -> [String] {
            value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }
#endif
