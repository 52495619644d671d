// `sauro-SERVICE migrate status|plan|up`: a service's own word on its schema. `sauro migrate` asks it as a child.

import ArgumentParser
import MessageSchema
import Storage
import Surroundings
import WireJSON

/// The flags of `sauro-SERVICE migrate`.
struct MigrateOptions: ParsableArguments {
    enum Verb: String, ExpressibleByArgument, CaseIterable {
        case status, plan, up
    }
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Argument(help: "status, plan or up.") var verb: Verb
    @Option(help: "The folder that holds the service's data.") var data: String
    @Option(help: ServiceOptions.databaseHelp) var database: String?
    @Option(help: "text or json.") var output = Form.text
    @Option(help: "The manual suite clock; without it the machine's clock counts.") var clockFile: String?
    @Option(help: "Run the steps of the plan with this hash, and no others.") var plan: String?
    @Flag(help: "Run what is missing, whatever it is.") var yes = false

    func validate() throws { try ServiceOptions.check(database: database) }
}

/// Looks at a service's database, or upgrades it, without running the service.
enum MigrateProgram {
    static let word = "migrate"

    /// Leaves with 0, with 1 for a database that cannot be read or upgraded, 2 for wrong flags, 5 for a stale plan.
    static func run(_ blueprint: Blueprint, _ arguments: [String]) -> Never {
        DatabaseProgram.run(blueprint, arguments, code: code) { (options: MigrateOptions) in
            let answer = try SchemaDesk(blueprint, options).answer()
            return options.output == .json ? answer.json : answer.text
        }
    }

    private static func code(of error: any Error) -> MessageSchema.ExitCode {
        switch error {
        case StorageError.planMoved: .conflict
        case is ValidationError: .usage
        default: .failed
        }
    }
}

/// One look, or one upgrade.
struct SchemaDesk {
    private let blueprint: Blueprint
    private let options: MigrateOptions
    private let surroundings: Surroundings

    init(_ blueprint: Blueprint, _ options: MigrateOptions) throws {
        self.blueprint = blueprint
        self.options = options
        surroundings = try options.clockFile.map { try SuiteClock(path: $0).surroundings() } ?? .live
    }

    func answer() throws -> SchemaAnswer {
        if options.verb == .up {
            guard options.plan != nil || options.yes else {
                throw ValidationError("up wants --plan HASH, as `migrate plan` gave it, or --yes")
            }
            if let report = try report() { try upgrade(report) }
        }
        return SchemaAnswer(blueprint, try report(), place: place)
    }

    private var place: StorePlace { StorePlace(folder: options.data, database: options.database) }

    private func report() throws -> SchemaReport? {
        try Store.schema(
            place, service: blueprint.contract.service, migrations: blueprint.allMigrations,
            surroundings: surroundings)
    }

    /// What was looked at is what is run, or nothing is.
    private func upgrade(_ report: SchemaReport) throws {
        var settings = StoreSettings()
        settings.schema = SchemaPolicy(.plan(options.plan ?? report.hash), release: blueprint.release)
        let store = try Store.open(
            place, service: blueprint.contract.service, migrations: blueprint.allMigrations,
            settings: settings, surroundings: surroundings)
        if let problem = store.close() { throw problem }
    }
}
