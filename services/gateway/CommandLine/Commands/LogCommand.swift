// `sauro log level`: how much running services say.

import ArgumentParser
import MessageSchema
import WireJSON

struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Look at, and change, how much running services log.", subcommands: [Level.self])

    struct Level: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "level", abstract: "Show or change the level at which a service's instances log.",
            discussion: """
                Without a level it shows the one in force. Every instance that runs now is told; one that is started \
                later has the level of its --log-level. Exit code 8 when an instance did not answer.
                """)
        @Argument(help: "A service, gateway, or all.") var service: String
        @Argument(help: "trace, debug, info, notice, warning, error or critical.") var level: String?
        @Option(name: .customLong("for"), help: "Go back by itself after this time: 90s, 10m, 2h; a day at most.")
        var time: String?
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let settings = try context.settings(common.settings)
            let services = try ServiceChoice.services(service, among: ServiceChoice.all)
            let (verb, params) = try request()
            let connection = try SuiteConnection(settings, connect: context.connect)
            defer { connection.close() }
            let watch = SuiteWatch(connection: connection)
            let places = SuiteWatch.places(try await watch.status(), of: services)
            guard !places.isEmpty else {
                throw Failure.fabric(.unavailable, "no instance of \(service) runs", executed: .no)
            }
            let answers = await watch.ask(verb, params, of: places, as: LogState.self)
            let isAnswered = answers.contains { $0.reply != nil }
            if !isAnswered, let failure = answers.first?.failure { throw failure }
            context.show(list: answers.compactMap(Self.row), settings)
            context.sayUnanswered(answers)
            return answers.allSatisfy { $0.reply != nil } ? .ok : .partly
        }

        private func request() throws(UsageError) -> (verb: String, params: JSONValue) {
            guard let level else {
                guard time == nil else { throw UsageError("--for goes with a level", next: "sauro log level --help") }
                return ("log.show", .object([]))
            }
            let levels = LogLevel.allCases.map(\.rawValue)
            guard levels.contains(level) else {
                throw UsageError(
                    "\"\(level.onOneLine)\" is no log level\(NearestMatch.hint(level, among: levels))",
                    next: "the levels are \(levels.joined(separator: ", "))")
            }
            let seconds = try time.map { text throws(UsageError) in .integer(try Self.seconds(text)) as JSONValue }
            return ("log.setLevel", .members([("level", .string(level)), ("seconds", seconds)]))
        }

        /// Reads `90s`, `10m`, `2h`, or seconds.
        static func seconds(_ text: String) throws(UsageError) -> Int64 {
            let units: [(suffix: String, factor: Int64)] = [("s", 1), ("m", 60), ("h", 3600), ("", 1)]
            for unit in units where text.hasSuffix(unit.suffix) {
                let digits = text.dropLast(unit.suffix.count)
                guard !digits.isEmpty, digits.count < 7, let number = Int64(digits) else { break }
                guard (1...Int64(LogBounds.secondsMax)).contains(number * unit.factor) else { break }
                return number * unit.factor
            }
            throw UsageError("--for wants a time such as 90s, 10m or 2h, a day at most, not \"\(text.onOneLine)\"")
        }

        private static func row(_ answer: InstanceAnswer<LogState>) -> JSONValue? {
            guard let state = answer.reply else { return nil }
            return .members([
                ("service", .string(answer.place.service.text)), ("level", .string(state.level.rawValue)),
                ("then", state.then.map { .string($0.rawValue) }),
                ("secondsLeft", state.secondsLeft.map { .integer(Int64($0)) }),
                ("instance", .string(state.instance)),
            ])
        }
    }
}
