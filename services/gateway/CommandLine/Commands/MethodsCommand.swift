// `sauro methods`: what can be called.

import ArgumentParser
import MessageSchema
import WireJSON

struct MethodsCommand: CuratedCommand {
    static let configuration = CommandConfiguration(commandName: "methods", abstract: "List the methods of the suite.")
    @Option(help: "Only this service's.") var service: String?
    @OptionGroup var common: CommonFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        let settings = try context.settings(common.settings)
        let known = Catalogue.contracts.map { $0.service.text }
        if let service, !known.contains(service) {
            throw UsageError(
                "there is no service \"\(service)\"\(NearestMatch.hint(service, among: known))",
                next: "the services are \(known.joined(separator: ", "))")
        }
        let contracts = Catalogue.contracts.filter { service == nil || $0.service.text == service }
        return context.show(list: contracts.flatMap(Self.rows), settings)
    }

    static func rows(_ contract: any Contract.Type) -> [JSONValue] {
        let verbs = VerbTable()
        return contract.allMethods.map { method in
            .members([
                ("method", .string(method.name.text)), ("effect", .string(method.effect.rawValue)),
                ("permission", .string(method.permission.rawValue)),
                ("command", .string(verbs.verb(ofMethod: method.name.text)?.command ?? "sauro call \(method.name)")),
                ("summary", .string(method.summary)),
            ])
        }
    }
}
