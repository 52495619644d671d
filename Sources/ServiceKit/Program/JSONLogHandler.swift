// The log as JSON, an object a line, each line written whole.

private import Glibc
import Logging
import MessageSchema
import Surroundings

/// Writes each entry as a ``LogLine``.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info
    private let service: String
    private let machineTime: @Sendable () -> Int64
    private let write: @Sendable ([UInt8]) -> Void

    /// A log of a service; `machineTime` gives milliseconds since 1970, `write` takes a line at a time.
    init(
        service: String, machineTime: @escaping @Sendable () -> Int64,
        write: @escaping @Sendable ([UInt8]) -> Void = Self.standardError
    ) {
        self.service = service
        self.machineTime = machineTime
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let whole = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let line = LogLine(
            time: Instant(microseconds: machineTime() * 1000), level: event.level.rawValue, service: service,
            message: "\(event.message)", metadata: whole.map { ($0.key, "\($0.value)") })
        write(line.bytes)
    }

    /// One write(2) a line: lines of several threads, and of several processes with one log, do not mix while they are
    /// shorter than a pipe takes at once (PIPE_BUF, pipe(7)); in files opened for appending never.
    static func standardError(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { return }
            rest = rest.dropFirst(max(0, count))
        }
    }
}
