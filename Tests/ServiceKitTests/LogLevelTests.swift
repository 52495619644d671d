// How much a running service says: changed by who runs the suite, for a time or for good, and never silently.

import Logging
import MessageSchema
import ServiceKit
import ServiceTesting
import Storage
import Synchronization
import Testing

@Suite("A log level")
struct LogLevelTests {
    @Test("set for a time goes back by itself, and one set without a time ends it")
    func temporary() {
        var setting = LevelSetting(.info)
        setting.set(.debug, seconds: 60, at: 1000)
        #expect(setting.level(at: 60_999) == .debug)
        let state = LogState(instance: "i", level: .debug, then: .info, secondsLeft: 60)
        #expect(setting.state(of: "i", at: 1500) == state)
        #expect(setting.level(at: 61_000) == .info)
        #expect(setting.state(of: "i", at: 61_000) == LogState(instance: "i", level: .info))
        setting.set(.trace, seconds: 60, at: 70_000)
        setting.set(.warning, seconds: nil, at: 70_001)
        #expect(setting.level(at: 70_002) == .warning && setting.level(at: 200_000) == .warning)
    }

    @Test("is the switch's for a logger that was made before it was turned")
    func handler() {
        let log = RecordedLog()
        let levels = LogSwitch(.info) { 0 }
        let logger = Logger(label: "test") { _ in SwitchedLogHandler(log, levels) }
        logger.debug("unheard")
        levels.set(.debug)
        logger.debug("heard")
        levels.set(.error)
        logger.warning("unheard")
        #expect(log.entries.map(\.message) == ["heard"])
    }

    @Test("is shown and set by who runs the suite; the log tells who did, the journal nothing")
    func set() async throws {
        let log = RecordedLog()
        let registry = try await Sample().registry
        let notes = try TestService.start(NotesContract.blueprint, follows: registry, log: log)
        let before = try await notes.store.read { try $0.head().sequence }
        let state = try await notes.call(SetLogLevel<NotesContract>(level: .warning, seconds: 90))
        #expect(state.level == .warning && state.then == .trace && state.secondsLeft == 90)
        #expect(try await notes.call(ShowLogLevel<NotesContract>()) == state)
        let entry = try #require(log.entries.last { $0.message == "log level changed" })
        #expect(entry.metadata == ["level": "warning", "before": "trace", "principal": "local:1000", "seconds": "90"])
        #expect(try await notes.store.read { try $0.head().sequence } == before)
    }

    @Test("is refused for a time that is none, and to who only watches or has a scope")
    func refused() async throws {
        let notes = try await Sample().notes
        for seconds in [0, -1, 86_401] {
            let failure = await refusal {
                try await notes.call(SetLogLevel<NotesContract>(level: .debug, seconds: seconds))
            }
            #expect(failure?.kind == .invalidParams)
        }
        for caller in [
            Principal.with("night", roles: [.watcher]), .with("scoped", roles: [.administrator], scope: "31"),
        ] {
            let failure = await refusal {
                try await notes.call(SetLogLevel<NotesContract>(level: .debug), as: caller)
            }
            #expect(failure?.kind == .forbidden)
        }
        try await notes.call(ShowLogLevel<NotesContract>(), as: .with("night", roles: [.watcher]))
    }
}
