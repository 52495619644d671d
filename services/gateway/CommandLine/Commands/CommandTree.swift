// Commands that swift-argument-parser reads: parsed under one root, run by us, completed from their own help.

import ArgumentParser
import MessageSchema

/// A root with its commands, as words name them.
struct CommandTree {
    let root: any ParsableCommand.Type

    private var commands: [any ParsableCommand.Type] { root.configuration.subcommands }

    /// Parses and runs the command that the words name.
    func run(_ words: [String], _ context: CommandContext) async throws -> MessageSchema.ExitCode {
        var command: any ParsableCommand
        do {
            command = try root.parseAsRoot(words)
            // A request for help comes back as a command of the parser's own, which throws the help.
            if !isOurs(command) { try command.run() }
        } catch {
            if root.exitCode(for: error).isSuccess {
                return context.show(root.fullMessage(for: error, columns: context.console.outputColumns) + "\n")
            }
            throw UsageError(root.message(for: error), next: "see `sauro \(path(words)) --help`")
        }
        guard let curated = command as? any CuratedCommand else {
            let verbs = type(of: command).configuration.subcommands.map { $0._commandName }.joined(separator: ", ")
            throw UsageError("\(path(words)) wants one of: \(verbs)", next: "see `sauro \(path(words)) --help`")
        }
        return try await curated.run(context)
    }

    private func isOurs(_ command: any ParsableCommand) -> Bool {
        command is any CuratedCommand || commands.contains { type(of: command) == $0 }
    }

    /// The words that name the command, its subcommand with it.
    private func path(_ words: [String]) -> String {
        guard let first = words.first, let command = commands.first(where: { $0._commandName == first }) else {
            return ""
        }
        let inner = command.configuration.subcommands.map { $0._commandName }
        return words.count > 1 && inner.contains(words[1]) ? "\(first) \(words[1])" : first
    }

    /// The commands with their flags.
    var completions: [CompletionWords.Command] {
        commands.flatMap { command -> [CompletionWords.Command] in
            let inner = command.configuration.subcommands
            if inner.isEmpty { return [completion(command, [command._commandName])] }
            return inner.map { completion($0, [command._commandName, $0._commandName]) }
        }
    }

    private func completion(_ command: any ParsableCommand.Type, _ words: [String]) -> CompletionWords.Command {
        // The help is the one public list of a command's flags that swift-argument-parser has.
        let help = root.helpMessage(for: command, columns: 1000)
        let lines = help.split(separator: "\n").filter { $0.contains("--") && $0.hasPrefix("  ") }
        let flags = lines.compactMap { line -> CompletionWords.Flag? in
            guard let start = line.firstRange(of: "--")?.lowerBound else { return nil }
            let name = line[start...].prefix { $0 == "-" || $0.isLetter }
            let rest = line[start...].dropFirst(name.count)
            let summary = rest.split(separator: "  ").last.map { $0.trimmingPrefix(" ") } ?? ""
            return CompletionWords.Flag(
                name: String(name), takesValue: rest.hasPrefix(" <"), words: Self.words(of: String(name)),
                summary: String(summary))
        }
        return CompletionWords.Command(words: words, summary: command.configuration.abstract, flags: flags)
    }

    private static func words(of flag: String) -> [String] {
        flag == "--output" ? OutputForm.allCases.map(\.rawValue) : []
    }
}
