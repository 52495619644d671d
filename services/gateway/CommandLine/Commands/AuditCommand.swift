// `sauro audit verify`: the hash chains of the journals.

import ArgumentParser
import MessageSchema
import WireJSON

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Verify the journals' hash chains.", subcommands: [Verify.self])

    struct Verify: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Verify the journals of the services named, or of all.",
            discussion: "Exit code 6 when a chain does not hold. Waits a minute for each unless --timeout says less.")
        @Argument(help: "Services; all that run when left out.") var services: [String] = []
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let settings = try context.settings(common.settings)
            let connection = try SuiteConnection(settings, connect: context.connect)
            defer { connection.close() }
            var rows: [JSONValue] = []
            var worst = MessageSchema.ExitCode.ok
            for service in try await names(connection) {
                do throws(Failure) {
                    let reply = try await verify(service, connection)
                    rows.append(Self.row(service, reply))
                    if reply["holds"] != .bool(true) { worst = .findings }
                } catch {
                    context.console.say("\(service): \(error.message.onOneLine) (\(error.name))")
                    if worst == .ok { worst = error.kind.exitCode }
                }
            }
            context.show(list: rows, settings)
            return worst
        }

        private func verify(_ service: ServiceName, _ connection: SuiteConnection) async throws(Failure) -> JSONValue {
            var metadata = connection.metadata
            if metadata.deadline == nil { metadata.deadline = CallMetadata.deadlineMax }
            return try await connection.call(service, "\(service).journal.verify", .object([]), metadata)
        }

        private func names(_ connection: SuiteConnection) async throws -> [ServiceName] {
            if services.isEmpty {
                let running = try await connection.call(ShowSuiteStatus()).services.compactMap {
                    ServiceName($0.service)
                }
                return running.filter { $0 != GatewayContract.service }
            }
            return try services.map { text in
                guard let name = ServiceName(text) else { throw UsageError("\"\(text)\" is no name of a service") }
                guard name != GatewayContract.service else { throw UsageError("the gateway keeps no journal") }
                return name
            }
        }

        private static func row(_ service: ServiceName, _ reply: JSONValue) -> JSONValue {
            .members([
                ("service", .string(service.text)), ("holds", reply["holds"]), ("entries", reply["entries"]),
                ("personal", reply["personal"]), ("erased", reply["erased"]), ("badSequence", reply["badSequence"]),
                ("problem", reply["problem"]), ("journal", reply["journal"]), ("head", reply["head"]),
            ])
        }
    }
}
