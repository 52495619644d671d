// `sauro describe`: a method's or a service's contract, for people or as OpenRPC.

import ArgumentParser
import MessageSchema
import WireJSON

struct DescribeCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe", abstract: "Describe a method or a service; -o json is OpenRPC.")
    @Argument(help: "A method such as registry.unit.get, or a service.") var name: String
    @OptionGroup var common: CommonFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        let settings = try context.settings(common.settings)
        let isText = settings.output.value == .text
        if let found = Catalogue.method(named: name) {
            if isText { context.console.print(ContractText(context.paper(settings)).lines(of: found.method)) }
            return isText ? .ok : context.show(object: Self.document(of: name, in: found.contract), settings)
        }
        guard let contract = Catalogue.contracts.first(where: { $0.service.text == name }) else {
            let known = Catalogue.contracts.flatMap { [$0.service.text] + $0.allMethods.map { $0.name.text } }
            throw UsageError(
                "there is no method or service \"\(name)\"\(NearestMatch.hint(name, among: known))",
                next: "see `sauro methods`")
        }
        if isText { context.console.print(ContractText(context.paper(settings)).lines(of: contract)) }
        return isText ? .ok : context.show(object: try await discover(contract, settings, context), settings)
    }

    /// The document of the service that runs, or else of the contract this program knows.
    private func discover(
        _ contract: any Contract.Type, _ settings: Settings, _ context: CommandContext
    ) async throws -> JSONValue {
        do {
            let connection = try SuiteConnection(settings, connect: context.connect)
            defer { connection.close() }
            return try await connection.call(contract.service, OpenRPC.discover, .object([]), connection.metadata)
        } catch is Failure {
            if !settings.isQuiet {
                context.console.say("the service does not answer; this is the contract of this program's version")
            }
            return OpenRPC.document(of: contract, version: Release.version)
        }
    }

    private static func document(of method: String, in contract: any Contract.Type) -> JSONValue {
        let methods = OpenRPC.document(of: contract, version: Release.version)["methods"]?.array ?? []
        return methods.first { $0["name"]?.string == method } ?? .object([])
    }
}
