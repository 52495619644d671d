// `sauro migrate-engine`: moves services' data from SQLite to PostgreSQL and back, each by its own program.

import ArgumentParser
import MessageSchema
import WireJSON

struct MigrateEngineCommand: CuratedCommand {
    enum Engine: String, ExpressibleByArgument, CaseIterable {
        case sqlite, postgresql
    }

    static let configuration = CommandConfiguration(
        commandName: "migrate-engine", abstract: "Move services' data from SQLite to PostgreSQL, or back.",
        discussion: """
            Shows first what would be moved; --yes does it, while no suite and no instance runs. All rows are read \
            back and compared, and the journal's chain is followed to its end: it stays the same journal. What was \
            moved is sealed afterwards, and no service starts on it. A move that is broken off leaves the data where \
            it was; run it again. The database is --database, or that of the settings.
            """)
    @Argument(help: "A service, or several, or all.") var services: [String]
    @Option(help: "Where the data goes: sqlite or postgresql.") var to: Engine
    @ArgumentParser.Flag(help: "Do it; without, only the plan is shown.") var yes = false
    @OptionGroup var database: DatabaseFlag
    @OptionGroup var common: CommonFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        let settings = try context.settings(database.over(common.settings))
        guard let address = settings.database.value else {
            throw UsageError(
                "migrate-engine wants the address of the server, in either direction",
                next: "give --database postgresql://USER@HOST/NAME")
        }
        let named = services == ["all"] ? UpCommand.known : try UpCommand.services(services.joined(separator: ","))
        let work = EngineWork(settings: settings, context: context, to: to.rawValue, address: address)
        guard yes else { return try await work.show(named) }
        let lock = try SuiteLock(settings.suite)
        defer { withExtendedLifetime(lock) {} }
        let code = try await context.untilInterrupted(.cancelled) { try await work.move(named) }
        if code == .cancelled {
            context.console.say(
                """
                broken off; nothing is lost. What was moved is named by the same command without --yes. To go on run \
                it again with --yes; to serve as before, start the suite where the data is
                """)
        }
        return code
    }
}

/// Plans and moves, a service after the other.
struct EngineWork: Sendable {
    let settings: Settings
    let context: CommandContext
    let to: String
    let address: String

    private var programs: SchemaAsk { SchemaAsk(settings, context: context) }

    /// Shows what would be moved.
    func show(_ services: [String]) async throws -> MessageSchema.ExitCode {
        let plans = try await plans(services)
        context.show(list: settings.output.value == .text ? plans.map(Self.row) : plans, settings)
        if plans.contains(where: Self.isToMove) {
            say("nothing was moved; make a backup, stop the suite and all other instances, and say it again with --yes")
        } else {
            say("there is nothing to move")
        }
        return .ok
    }

    /// Moves what is to be moved. All are looked at before the first is touched; one that fails ends the run, and the
    /// next run begins with it.
    func move(_ services: [String]) async throws -> MessageSchema.ExitCode {
        let plans = try await plans(services)
        var done: [JSONValue] = []
        for plan in plans where Self.isToMove(plan) {
            let service = plan["service"]?.string ?? ""
            say("\(service): moving to \(plan["to"]?.string ?? to)")
            let answer = try await programs.engine(service, to: to, ["--yes"], progress: say)
            say("\(service): done, the journal ends at \(answer["sequence"]?.plainText ?? "?") as before")
            done.append(answer)
        }
        context.show(list: settings.output.value == .text ? done.map(Self.row) : done, settings)
        say(done.isEmpty ? "there is nothing to move" : next(services))
        return .ok
    }

    private func plans(_ services: [String]) async throws -> [JSONValue] {
        var plans: [JSONValue] = []
        for service in services { plans.append(try await programs.engine(service, to: to, [], progress: say)) }
        return plans
    }

    private func next(_ moved: [String]) -> String {
        let rest = UpCommand.known.filter { !moved.contains($0) }
        let all = rest.isEmpty ? "" : " once \(rest.joined(separator: ", ")) have been moved, too"
        return to == "postgresql"
            ? "start the suite with --database \(ShellWord.quoted(address))\(all)"
            : "start the suite without --database\(all)"
    }

    private static func isToMove(_ plan: JSONValue) -> Bool {
        ["ready", "finishing"].contains(plan["state"]?.string)
    }

    /// A service on one line of the table.
    private static func row(_ answer: JSONValue) -> JSONValue {
        .members([
            ("service", answer["service"]), ("state", answer["state"]), ("rows", answer["rows"]),
            ("from", answer["from"]), ("to", answer["to"]),
        ])
    }

    private func say(_ line: String) {
        if !settings.isQuiet { context.console.say(line) }
    }
}
