// Everything that is logged, kept for a test to look at.

import Logging
import Synchronization

/// A place where log entries gather.
struct CollectedLog: LogHandler {
    /// One entry.
    struct Entry {
        var level: Logger.Level
        var message: String
        var metadata: [String: String]
        /// All of it, as a reader of the log sees it.
        var text: String { "\(level) \(message) \(metadata.sorted { $0.key < $1.key }.map { "\($0)=\($1)" })" }
    }

    private final class Gathered: Sendable {
        let entries = Mutex<[Entry]>([])
    }

    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace
    private let gathered = Gathered()

    var entries: [Entry] { gathered.entries.withLock { $0 } }
    /// The entries about denied calls.
    var denials: [Entry] { entries.filter { $0.message == "denied" } }
    var text: String { entries.map(\.text).joined(separator: "\n") }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let whole = metadata.merging(event.metadata ?? [:]) { $1 }
        let entry = Entry(
            level: event.level, message: "\(event.message)", metadata: whole.mapValues { "\($0)" })
        gathered.entries.withLock { $0.append(entry) }
    }
}
