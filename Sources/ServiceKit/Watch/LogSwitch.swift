// How much a running program says, changed while it runs, for a time or for as long as it lives.

public import Logging
public import MessageSchema
internal import Synchronization

/// The level of a program's log.
public final class LogSwitch: Sendable {
    private let setting: Mutex<LevelSetting>
    private let monotonic: @Sendable () -> Int64

    /// `monotonic` gives milliseconds on a clock that never goes back.
    public init(_ level: Logger.Level = .info, monotonic: @escaping @Sendable () -> Int64) {
        setting = Mutex(LevelSetting(LogLevel(level)))
        self.monotonic = monotonic
    }

    /// The level in force.
    public var level: Logger.Level { Logger.Level(setting.withLock { $0 }.level(at: monotonic())) }

    /// Sets a level for so many seconds, after which what was set last without a time holds again; or without a time.
    public func set(_ level: Logger.Level, seconds: Int? = nil) {
        setting.withLock { $0.set(LogLevel(level), seconds: seconds, at: monotonic()) }
    }

    /// The level in force, and what comes after it and when.
    public func state(of instance: String) -> LogState {
        setting.withLock { $0 }.state(of: instance, at: monotonic())
    }
}

extension LogLevel {
    init(_ level: Logger.Level) {
        self =
            switch level {
            case .trace: .trace
            case .debug: .debug
            case .info: .info
            case .notice: .notice
            case .warning: .warning
            case .error: .error
            case .critical: .critical
            }
    }
}

extension Logger.Level {
    init(_ level: LogLevel) {
        self =
            switch level {
            case .trace: .trace
            case .debug: .debug
            case .info: .info
            case .notice: .notice
            case .warning: .warning
            case .error: .error
            case .critical: .critical
            }
    }
}

/// A log handler whose level is a switch's.
public struct SwitchedLogHandler: LogHandler {
    private var inner: any LogHandler
    private let levels: LogSwitch

    public init(_ inner: any LogHandler, _ levels: LogSwitch) {
        self.inner = inner
        self.levels = levels
    }

    public var logLevel: Logger.Level {
        get { levels.level }
        set { levels.set(newValue) }
    }
    public var metadata: Logger.Metadata {
        get { inner.metadata }
        set { inner.metadata = newValue }
    }
    public var metadataProvider: Logger.MetadataProvider? {
        get { inner.metadataProvider }
        set { inner.metadataProvider = newValue }
    }
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { inner[metadataKey: key] }
        set { inner[metadataKey: key] = newValue }
    }

    public func log(event: LogEvent) { inner.log(event: event) }
}
