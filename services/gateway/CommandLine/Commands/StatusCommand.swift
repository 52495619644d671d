// `sauro status`: the gateway's view of the services, and each service's own word.

import ArgumentParser
import MessageSchema
import WireJSON

struct StatusCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show how the suite and its services are.",
        discussion: "Exit code 7 when the suite, or a service that belongs to it, does not answer (yet).")
    @OptionGroup var common: CommonFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        let settings = try context.settings(common.settings)
        let connection = try SuiteConnection(settings, connect: context.connect)
        defer { connection.close() }
        let suite = try await connection.call(ShowSuiteStatus())
        var rows: [JSONValue] = []
        var areAllWell = true
        for service in suite.services {
            let health = await health(of: service.service, connection)
            if case .failure = health { areAllWell = false }
            rows.append(Self.row(service, health))
        }
        for name in Self.absent(suite) {
            rows.append(.members([("service", .string(name)), ("state", "not running")]))
        }
        context.show(list: rows, settings)
        return areAllWell ? .ok : .unavailable
    }

    /// A service's own word; the gateway keeps no journal and has already answered.
    private func health(of service: String, _ connection: SuiteConnection) async -> Result<JSONValue?, Failure> {
        guard let name = ServiceName(service), name != GatewayContract.service else { return .success(nil) }
        do throws(Failure) {
            let method = "\(service).health.check"
            return .success(try await connection.call(name, method, .object([]), connection.metadata))
        } catch { return .failure(error) }
    }

    private static func absent(_ suite: ShowSuiteStatus.Reply) -> [String] {
        let known = Set(suite.services.map(\.service))
        return Catalogue.contracts.map { $0.service.text }.filter { !known.contains($0) }
    }

    private static func row(
        _ service: ShowSuiteStatus.Service, _ health: Result<JSONValue?, Failure>
    ) -> JSONValue {
        let state: String
        var word: JSONValue?
        switch health {
        case .success(let reply): (state, word) = ("ready", reply)
        case .failure(let failure): state = failure.name
        }
        return .members([
            ("service", .string(service.service)), ("state", .string(state)),
            ("instances", .integer(Int64(service.instances.count))), ("queued", .integer(Int64(service.queued))),
            ("inFlight", .integer(Int64(service.instances.reduce(0) { $0 + $1.inFlight }))),
            ("parked", .integer(Int64(service.instances.reduce(0) { $0 + $1.parked }))),
            ("sequence", word?["sequence"]), ("unitsFollowed", word?["unitsFollowed"]), ("now", word?["now"]),
            ("version", service.instances.first.map { .string($0.version) }),
        ])
    }
}
