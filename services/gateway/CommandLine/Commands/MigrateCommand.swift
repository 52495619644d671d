// `sauro migrate`: which schema each service's database is at, what is missing, and running it.

import ArgumentParser
import MessageSchema
import WireJSON

struct MigrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Show and upgrade the schemas of the services' databases.",
        subcommands: [Status.self, Plan.self, Up.self])

    struct Status: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "status", abstract: "Show which schema each database is at, and what the programs know.",
            discussion: """
                Works whether the suite runs or not. A database is current, older, newer or absent; or moved to the \
                other engine, or an unfinished copy. Exit code 6 unless each is current or absent.
                """)
        @Argument(help: "Services; all when left out.") var services: [String] = []
        @OptionGroup var database: DatabaseFlag
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let work = try MigrateWork(services, database.over(common.settings), context)
            let answers = try await work.ask("status")
            if work.settings.output.value == .text {
                context.show(list: answers.map(MigrateText.row), work.settings)
            } else {
                context.show(list: answers, work.settings)
            }
            return answers.allSatisfy { ["current", "absent"].contains($0["state"]?.string) } ? .ok : .findings
        }
    }

    struct Plan: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "plan", abstract: "Show the steps that are missing, and what they touch.",
            discussion: """
                Changes nothing. The plan's hash stands for these steps on these databases: `sauro migrate up --plan \
                HASH` runs them and nothing else.
                """)
        @Argument(help: "Services; all when left out.") var services: [String] = []
        @OptionGroup var database: DatabaseFlag
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let work = try MigrateWork(services, database.over(common.settings), context)
            let answers = try await work.ask("plan")
            try MigrateWork.refuseNewer(answers)
            let plan = MigratePlan(of: answers)
            if work.settings.output.value == .text {
                context.console.print(MigrateText(context.paper(work.settings)).lines(of: answers, plan))
            } else {
                context.show(
                    object: .members([
                        ("plan", plan.isEmpty ? nil : .string(plan.text)), ("services", .array(answers)),
                    ]), work.settings)
            }
            return .ok
        }
    }

    struct Up: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "up", abstract: "Run the steps that are missing.",
            discussion: """
                Wants the hash of `sauro migrate plan`, and ends with exit code 5 when that is no longer what is \
                missing; or --yes for whatever is. Each step is a transaction; what was run stays when a later one \
                fails. A step marked contract is not run while instances of the service are up.
                """)
        @Argument(help: "Services; all when left out, or those of the plan.") var services: [String] = []
        @Option(help: "The plan's hash.") var plan: String?
        @ArgumentParser.Flag(help: "Run what is missing, without a plan.") var yes = false
        @OptionGroup var database: DatabaseFlag
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let agreed = try plan.map { try MigratePlan(reading: $0) }
            guard agreed != nil || yes else {
                throw UsageError("up wants --plan HASH or --yes", next: "see `sauro migrate plan`")
            }
            let named = services.isEmpty ? agreed?.hashes.map(\.service) ?? [] : services
            let work = try MigrateWork(named, database.over(common.settings), context)
            return try await context.untilCancelled { try await work.upgrade(agreed) }
        }
    }
}

/// What the three have in common.
struct MigrateWork: Sendable {
    let settings: Settings
    let context: CommandContext
    let services: [String]

    private var schemas: SchemaAsk { SchemaAsk(settings, context: context) }

    init(_ services: [String], _ flags: SettingFlags, _ context: CommandContext) throws {
        settings = try context.settings(flags)
        self.context = context
        self.services = services.isEmpty ? UpCommand.known : try UpCommand.services(services.joined(separator: ","))
    }

    func ask(_ word: String) async throws -> [JSONValue] {
        var answers: [JSONValue] = []
        for service in services { answers.append(try await schemas.answer(service, [word])) }
        return answers
    }

    static func refuseNewer(_ answers: [JSONValue]) throws(Failure) {
        let newer = answers.first { $0["state"]?.string == "newer" }
        guard let newer, let service = newer["service"]?.string else { return }
        throw Failure(
            .conflict, name: "sauro.migrate.newer",
            message: "the database of \(service) is of a newer release than sauro-\(service), "
                + "\(newer["release"]?.string ?? "unknown"); see `sauro migrate status \(service)`")
    }

    /// Runs what is missing in each service, as agreed. What a plan does not name must not be missing.
    func upgrade(_ agreed: MigratePlan?) async throws -> MessageSchema.ExitCode {
        let answers = try await ask("plan")
        try Self.refuseNewer(answers)
        let now = MigratePlan(of: answers)
        if let agreed, agreed != now {
            throw Failure(
                .stale, name: "sauro.migrate.stale",
                message: "what is missing is not what was planned: \(now.isEmpty ? "nothing" : now.text) now; "
                    + "nothing was changed; see `sauro migrate plan`")
        }
        try await refuseRunning(answers)
        var done: [JSONValue] = []
        for (service, hash) in now.hashes {
            if !settings.isQuiet { context.console.say("\(service): upgrading") }
            done.append(try await schemas.answer(service, ["up", "--plan", hash]))
            if !settings.isQuiet { context.console.say("\(service): done") }
        }
        if done.isEmpty, !settings.isQuiet { context.console.say("nothing is missing") }
        context.show(list: settings.output.value == .text ? done.map(MigrateText.row) : done, settings)
        return .ok
    }

    /// Instances that run would fail by a step that takes away what they use.
    private func refuseRunning(_ answers: [JSONValue]) async throws {
        let contracting = answers.filter(Self.isContracting).compactMap { $0["service"]?.string }
        guard !contracting.isEmpty, let status = await status() else { return }
        for service in status.services where contracting.contains(service.service) && !service.instances.isEmpty {
            throw Failure(
                .conflict, name: "sauro.migrate.running",
                message: "\(service.service) runs, and a step that is missing takes away what it uses; stop its "
                    + "instances (\(service.instances.count)) first; nothing was changed")
        }
    }

    /// True if a step is missing that instances of the last release do not survive.
    static func isContracting(_ answer: JSONValue) -> Bool {
        (answer["steps"]?.array ?? []).contains { $0["kind"]?.string == "contract" }
    }

    /// The suite's own word; nil when none runs in the folder, and then nothing can be in the way.
    private func status() async -> ShowSuiteStatus.Reply? {
        do {
            let connection = try SuiteConnection(settings, to: .folder(settings.suite), connect: context.connect)
            defer { connection.close() }
            return try await connection.call(ShowSuiteStatus(), CallMetadata(deadline: Self.statusMilliseconds))
        } catch { return nil }
    }

    private static let statusMilliseconds: Int64 = 2000
}

/// A plan for several services: each one's own hash under its name, `tasks:3f2a…`, with commas between them.
struct MigratePlan: Equatable, Sendable {
    let hashes: [(service: String, hash: String)]

    var isEmpty: Bool { hashes.isEmpty }
    var text: String { hashes.map { "\($0.service):\($0.hash)" }.joined(separator: ",") }

    init(of answers: [JSONValue]) {
        hashes = answers.compactMap { answer in
            guard let service = answer["service"]?.string, let hash = answer["plan"]?.string else { return nil }
            return (service, hash)
        }
    }

    init(reading text: String) throws(UsageError) {
        var hashes: [(String, String)] = []
        for entry in text.split(separator: ",") {
            let parts = entry.split(separator: ":").map(String.init)
            guard parts.count == 2 else {
                throw UsageError("\"\(entry)\" is no plan", next: "give the hash that `sauro migrate plan` printed")
            }
            hashes.append((parts[0], parts[1]))
        }
        self.hashes = hashes
    }

    static func == (left: MigratePlan, right: MigratePlan) -> Bool { left.text == right.text }
}
