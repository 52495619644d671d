// `sauro call`: any method by its name on the wire, unchecked by this side.

import ArgumentParser
import MessageSchema
import WireJSON

struct CallCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "call", abstract: "Call a method by its name on the wire.",
        discussion: "Example: sauro call registry.unit.get '{\"unit\": \"HP-DOH\"}'")
    @Argument(help: "The method, such as registry.unit.get.") var method: String
    @Argument(help: "The parameters, a JSON object; - reads them from standard input.") var params: String?
    @Option(help: "The service, where the method's name does not say it (rpc.discover).") var service: String?
    @Option(help: "What was true on a date.") var asOf: String?
    @Option(help: "What was known then: an instant or a sequence.") var knownAt: String?
    @Option(help: "A write with the same key is executed once.") var idempotencyKey: String?
    @OptionGroup var common: CommonFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        let settings = try context.settings(common.settings)
        let params = try parameters(context)
        let service = try target()
        let connection = try SuiteConnection(settings, connect: context.connect)
        defer { connection.close() }
        let metadata = try metadata(over: connection.metadata)
        guard params[CallMetadata.member] == nil || metadata == CallMetadata() else {
            throw UsageError("the parameters have a _meta of their own; leave the flags and settings of a call out")
        }
        let method = method
        return try await context.untilCancelled {
            let reply = try await connection.call(service, method, params, metadata)
            context.show(object: reply, settings)
            return ReplyText.hasFindings(reply, method: method) ? .findings : .ok
        }
    }

    private func metadata(over common: CallMetadata) throws(UsageError) -> CallMetadata {
        var invocation = VerbInvocation()
        invocation.callFlags[.asOf] = asOf
        invocation.callFlags[.knownAt] = knownAt
        invocation.callFlags[.idempotencyKey] = idempotencyKey
        return try invocation.metadata(common)
    }

    private func target() throws(UsageError) -> ServiceName {
        let name = service ?? MethodName(method).parts?.service
        guard let name else {
            throw UsageError(
                "\"\(method)\" is no method name; they are service.noun.verb", next: "see `sauro methods`")
        }
        guard let service = ServiceName(name) else { throw UsageError("\"\(name)\" is no name of a service") }
        return service
    }

    private func parameters(_ context: CommandContext) throws -> JSONValue {
        guard let params else { return .object([]) }
        return try ParameterText.object(params == "-" ? context.console.readInput() : Array(params.utf8))
    }
}
