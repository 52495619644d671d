// The curated commands: those where a person needs more than a call. Parsed by swift-argument-parser, run by us, so
// that they get their streams and settings from outside.

import ArgumentParser
import MessageSchema

/// A command that swift-argument-parser reads.
protocol CuratedCommand: ParsableCommand {
    /// Runs it; throws `UsageError` or `Failure`.
    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode
}

/// The flags of every command that works with a suite.
struct SuiteFlags: ParsableArguments {
    @Option(help: "The data folder of the suite.") var data: String?
    @Option(name: [.customShort("o"), .long], help: "text, json, jsonl or none.") var output: String?
    @Option(help: "Call by this gateway, tcp://HOST:PORT/KEY; may be repeated.") var gateway: [String] = []
    @Option(help: "The file with your key pair, for gateways over TCP.") var key: String?
    @Option(name: .customLong("as"), help: "Act as a principal of the principals file.") var actAs: String?
    @Option(help: "How long to wait: milliseconds, or with ms, s, m.") var timeout: String?
    @ArgumentParser.Flag(name: [.customShort("q"), .long], help: "Say nothing but errors on standard error.")
    var quiet = false

    var settings: SettingFlags {
        SettingFlags(
            data: data, output: output, actAs: actAs, timeout: timeout,
            gateways: gateway.isEmpty ? nil : gateway.joined(separator: ","), key: key, isQuiet: quiet)
    }
}

/// The flags of a command that has no `--context` of its own.
struct CommonFlags: ParsableArguments {
    @OptionGroup var suite: SuiteFlags
    @Option(help: "A context of the config file.") var context: String?

    var settings: SettingFlags {
        var settings = suite.settings
        settings.context = context
        return settings
    }
}

/// The root, for its subcommands only.
struct SauroCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sauro", abstract: "Clear people, work, time, responsibility, products, authority.",
        subcommands: [
            UpCommand.self, BrokerCommand.self, KeysCommand.self, StatusCommand.self, CallCommand.self,
            MethodsCommand.self,
            DescribeCommand.self, EventsCommand.self, AuditCommand.self, QueueCommand.self,
            LetterCommand.self, TraceCommand.self, LogCommand.self, CheckCommand.self, DoctorCommand.self,
            TopCommand.self, BenchCommand.self, SupportBundleCommand.self, MigrateCommand.self,
            MigrateEngineCommand.self, BackupCommand.self, RestoreCommand.self,
            ErrorsCommand.self, ExitCodesCommand.self,
            ConfigCommand.self, CompletionCommand.self, VersionCommand.self,
        ])
}

/// What the curated commands are called, and how they are started.
enum CommandList {
    static var commands: [any ParsableCommand.Type] { SauroCommand.configuration.subcommands }
    static var names: [String] { commands.map { $0._commandName } }

    static var tree: CommandTree { CommandTree(root: SauroCommand.self) }

    /// Parses and runs a curated command.
    static func run(_ words: [String], _ context: CommandContext) async throws -> MessageSchema.ExitCode {
        try await tree.run(words, context)
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
            sauro: units, people, tasks, insurance and notices of a health sector, from the command line

            usage: sauro NOUN VERB [flags]     a method of a service
                   sauro COMMAND [flags]

            nouns and their verbs:
            \(nouns.joined(separator: "\n"))

            commands:
            \(curated.joined(separator: "\n"))

            Before or after the command: --data DIR, -o text|json|jsonl|none, --as NAME, --timeout 10s,
            --context NAME, --gateway ADDRESS, --key FILE, --quiet. `sauro NOUN VERB --help` has the rest.
            Data goes to standard output, everything else to standard error.

            """
    }
}
