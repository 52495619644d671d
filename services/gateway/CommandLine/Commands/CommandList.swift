// The curated commands: those where a person needs more than a call. Parsed by swift-argument-parser, run by us, so
// that they get their streams and settings from outside.

import ArgumentParser
import MessageSchema

/// A command that swift-argument-parser reads.
protocol CuratedCommand: ParsableCommand {
    /// Runs it; throws `UsageError` or `Failure`.
    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode
}

/// The flags that every curated command takes.
struct CommonFlags: ParsableArguments {
    @Option(help: "The data folder of the suite.") var data: String?
    @Option(name: [.customShort("o"), .long], help: "text, json, jsonl or none.") var output: String?
    @Option(name: .customLong("as"), help: "Act as a principal of the principals file.") var actAs: String?
    @Option(help: "How long to wait: milliseconds, or with ms, s, m.") var timeout: String?
    @Option(help: "A context of the config file.") var context: String?
    @ArgumentParser.Flag(name: [.customShort("q"), .long], help: "Say nothing but errors on standard error.")
    var quiet = false

    var settings: SettingFlags {
        SettingFlags(
            data: data, output: output, actAs: actAs, timeout: timeout, context: context, isQuiet: quiet)
    }
}

/// The root, for its subcommands only.
struct SauroCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sauro", abstract: "Clear people, work, time, responsibility, products, authority.",
        subcommands: [
            UpCommand.self, BrokerCommand.self, StatusCommand.self, CallCommand.self, MethodsCommand.self,
            DescribeCommand.self, EventsCommand.self, AuditCommand.self, ErrorsCommand.self, ExitCodesCommand.self,
            ConfigCommand.self, CompletionCommand.self, VersionCommand.self,
        ])
}

/// What the curated commands are called, and how they are started.
enum CommandList {
    static var commands: [any ParsableCommand.Type] { SauroCommand.configuration.subcommands }
    static var names: [String] { commands.map { $0._commandName } }

    /// Parses and runs a curated command.
    static func run(_ words: [String], _ context: CommandContext) async throws -> MessageSchema.ExitCode {
        var command: any ParsableCommand
        do {
            command = try SauroCommand.parseAsRoot(words)
            // A request for help comes back as a command of the parser's own, which throws the help.
            if !isOurs(command) { try command.run() }
        } catch {
            if SauroCommand.exitCode(for: error).isSuccess {
                return context.show(SauroCommand.fullMessage(for: error, columns: context.console.outputColumns) + "\n")
            }
            throw UsageError(SauroCommand.message(for: error), next: "see `sauro \(path(words)) --help`")
        }
        guard let curated = command as? any CuratedCommand else {
            let verbs = type(of: command).configuration.subcommands.map { $0._commandName }.joined(separator: ", ")
            throw UsageError("\(path(words)) wants one of: \(verbs)", next: "see `sauro \(path(words)) --help`")
        }
        return try await curated.run(context)
    }

    private static func isOurs(_ command: any ParsableCommand) -> Bool {
        command is any CuratedCommand || commands.contains { type(of: command) == $0 }
    }

    /// The words that name the command, its subcommand with it.
    private static func path(_ words: [String]) -> String {
        guard let first = words.first, let command = commands.first(where: { $0._commandName == first }) else {
            return ""
        }
        let inner = command.configuration.subcommands.map { $0._commandName }
        return words.count > 1 && inner.contains(words[1]) ? "\(first) \(words[1])" : first
    }

    /// The help of `sauro` itself: nouns from the contracts, then the curated commands.
    static var help: String {
        let table = VerbTable()
        let width = ((table.nouns + names).map(\.count).max() ?? 0) + 2
        let nouns = table.nouns.map { noun in
            "  \(noun.padded(to: width))\(table.verbs(of: noun).map(\.verb).joined(separator: ", "))"
        }
        let curated = commands.map { "  \($0._commandName.padded(to: width))\($0.configuration.abstract)" }
        return """
            sauro: units, people and tasks of a health sector, from the command line

            usage: sauro NOUN VERB [flags]     a method of a service
                   sauro COMMAND [flags]

            nouns and their verbs:
            \(nouns.joined(separator: "\n"))

            commands:
            \(curated.joined(separator: "\n"))

            Before or after the command: --data DIR, -o text|json|jsonl|none, --as NAME, --timeout 10s,
            --context NAME, --quiet. `sauro NOUN VERB --help` has the rest.
            Data goes to standard output, everything else to standard error.

            """
    }
}
