// `sauro events tail`: a service's journal as it grows.

import ArgumentParser
import MessageSchema
import Surroundings
import WireJSON

struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Read a service's journal.", subcommands: [Tail.self])

    struct Tail: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "tail", abstract: "Print the last events of a service, and with --follow those to come.",
            discussion: "Ctrl-C ends --follow with exit code 0: reading is all that was asked for.")
        @Argument(help: "The service, such as registry.") var service: String
        @Option(help: "Begin after this sequence; 0 is the beginning. Left out: the last events.") var after: Int64?
        @Option(help: "Only events whose type begins so, such as registry.unit.") var type: String?
        @ArgumentParser.Flag(help: "Wait for more until interrupted.") var follow = false
        @Option(help: "Events at most; 20 when left out, without bound under --follow.") var limit: Int?
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let settings = try context.settings(common.settings)
            guard let service = ServiceName(service) else {
                throw UsageError("\"\(self.service)\" is no name of a service")
            }
            guard limit.map({ $0 > 0 }) ?? true, after.map({ $0 >= 0 }) ?? true else {
                throw UsageError("--limit is 1 or more, --after 0 or more")
            }
            let connection = try SuiteConnection(settings, connect: context.connect)
            defer { connection.close() }
            let tail = EventTail(
                service: service, type: type, isFollowing: follow, limit: limit, connection: connection,
                printer: EventPrinter(console: context.console, form: settings.output.value),
                pause: { _ = await Pause.take(milliseconds: 1000) })
            return try await context.untilInterrupted(.ok) {
                try await tail.run(after: after)
                return .ok
            }
        }
    }
}
