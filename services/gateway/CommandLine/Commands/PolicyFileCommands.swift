// `sauro policy lint` and `sauro policy diff`: an act of policy from a document, looked at before it is proposed.

import ArgumentParser
import MessageSchema

struct PolicyLintCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Check the document of a legal act beside the published ones; nothing is stored.",
        discussion: """
            The document is that of `sauro policy propose --input`. Errors would hinder the proposal, warnings not.

            Exit codes: 0 nothing was found, 6 something was, 2 the document cannot be read.
            """)
    @Argument(help: "YAML or JSON; - is standard input.") var file: String
    @OptionGroup var common: SuiteFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        try await context.ask(LintPolicy.self, about: file, common)
    }
}

struct PolicyDiffCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Say what the document of a legal act changes for whom from which day; nothing is stored.",
        discussion: """
            The document is that of `sauro policy propose --input`; it is held against what is published. Sentences \
            are in Vietnamese and English; -o json has the figures too.
            """)
    @Argument(help: "YAML or JSON; - is standard input.") var file: String
    @OptionGroup var common: SuiteFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        try await context.ask(DiffPolicy.self, about: file, common)
    }
}

extension CommandContext {
    /// Calls a method with a document as the contract's own verb does with `--input`.
    fileprivate func ask(
        _ method: any Method.Type, about file: String, _ common: SuiteFlags
    ) async throws -> MessageSchema.ExitCode {
        guard let verb = Verb(method, service: InsuranceContract.service) else {
            throw UsageError("\(method.name) is no verb")
        }
        var invocation = VerbInvocation()
        invocation.callFlags[.input] = file
        return try await VerbRun(verb: verb, invocation: invocation, settings: settings(common.settings), context: self)
            .run()
    }
}
