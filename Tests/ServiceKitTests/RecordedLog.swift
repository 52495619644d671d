// What a service under test logs, kept for the test to look at.

import Logging

/// A place where log entries gather.
struct RecordedLog: LogHandler {
    struct Entry {
        var level: Logger.Level
        var message: String
        var metadata: [String: String]
    }

    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace
    private let gathered = Locked<[Entry]>([])

    var entries: [Entry] { gathered.value }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let whole = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues { "\($0)" }
        gathered.change { $0.append(Entry(level: event.level, message: "\(event.message)", metadata: whole)) }
    }
}
