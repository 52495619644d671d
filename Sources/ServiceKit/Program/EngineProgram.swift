// `sauro-SERVICE migrate-engine`: moves a service's data from SQLite to PostgreSQL or back. `sauro migrate-engine` runs
// it as a child, service by service.

import ArgumentParser
import MessageSchema
import Storage
import Surroundings
import Synchronization
import WireJSON

/// The flags of `sauro-SERVICE migrate-engine`.
struct EngineOptions: ParsableArguments {
    enum Engine: String, ExpressibleByArgument, CaseIterable {
        case sqlite, postgresql
    }

    @Option(help: "Where the data goes: sqlite or postgresql.") var to: Engine
    @Option(help: "The folder that holds the service's data, or is to.") var data: String
    @Option(help: ServiceOptions.databaseHelp) var database: String
    @Option(help: "text or json.") var output = MigrateOptions.Form.text
    @Option(help: "The manual suite clock; without it the machine's clock counts.") var clockFile: String?
    @Flag(help: "Do it; without, only the plan is shown.") var yes = false
    @Flag(help: "Leave when standard input ends, so as not to outlive the program that started this one.")
    var watchStdin = false

    func validate() throws { try ServiceOptions.check(database: database) }
}

/// Plans a move of a service's data between its folder and a server, or does it.
enum EngineProgram {
    static let word = "migrate-engine"

    /// Leaves with 0, with 2 for wrong flags, 5 for what contradicts the state of one of the two databases, 9 when it
    /// is told to, else 1.
    static func run(_ blueprint: Blueprint, _ arguments: [String]) -> Never {
        DatabaseProgram.run(blueprint, arguments, code: code) { (options: EngineOptions) in
            let answer = try EngineDesk(blueprint, options).answer()
            return options.output == .json ? answer.json : answer.text
        }
    }

    private static func code(of error: any Error) -> MessageSchema.ExitCode {
        switch error {
        case StorageError.inUse, StorageError.movedAway, StorageError.moveUnfinished, StorageError.moveRefused,
            StorageError.newerSchema, StorageError.olderSchema:
            .conflict
        default: .failed
        }
    }
}

/// One plan, or one move.
struct EngineDesk {
    private let blueprint: Blueprint
    private let options: EngineOptions
    private let surroundings: Surroundings

    init(_ blueprint: Blueprint, _ options: EngineOptions) throws {
        self.blueprint = blueprint
        self.options = options
        surroundings = try options.clockFile.map { try SuiteClock(path: $0).surroundings() } ?? .live
    }

    func answer() throws -> EngineAnswer {
        let places = [StorePlace.folder(options.data), .server(options.database)]
        let (from, to) = options.to == .postgresql ? (places[0], places[1]) : (places[1], places[0])
        let line = ProgressLine(service: blueprint.contract.service, monotonic: surroundings.monotonic)
        let move = StoreMove(
            blueprint.contract.service, migrations: blueprint.allMigrations, from: from, to: to,
            surroundings: surroundings, progress: line.tell)
        guard options.yes else { return EngineAnswer(blueprint, try move.plan()) }
        let breakingOff = BreakingOff(of: blueprint.contract.service, watchesInput: options.watchStdin)
        return try withExtendedLifetime(breakingOff) { EngineAnswer(blueprint, try move.run()) }
    }
}

/// Says how far a move is, every few seconds.
private final class ProgressLine: Sendable {
    private let service: ServiceName
    private let monotonic: @Sendable () -> Int64
    private let said: Mutex<Int64>
    private static let milliseconds: Int64 = 2000

    init(service: ServiceName, monotonic: @escaping @Sendable () -> Int64) {
        self.service = service
        self.monotonic = monotonic
        said = Mutex(monotonic())
    }

    func tell(_ progress: StoreMove.Progress) {
        let now = monotonic()
        let isDue = said.withLock { last in
            guard now - last >= Self.milliseconds else { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let done = progress.isComparing ? "compared" : "copied"
        ServiceProgram.complain("\(service): \(progress.table), \(progress.rows) rows \(done)")
    }
}
