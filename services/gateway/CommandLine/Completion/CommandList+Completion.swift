// What of the curated commands can be completed: their names, and the flags that their own help names.

import ArgumentParser

extension CommandList {
    /// The curated commands with their flags.
    static var completions: [CompletionWords.Command] {
        commands.flatMap { command -> [CompletionWords.Command] in
            let inner = command.configuration.subcommands
            if inner.isEmpty { return [completion(command, [command._commandName])] }
            return inner.map { completion($0, [command._commandName, $0._commandName]) }
        }
    }

    private static func completion(
        _ command: any ParsableCommand.Type, _ words: [String]
    ) -> CompletionWords.Command {
        // The help is the one public list of a command's flags that swift-argument-parser has.
        let help = SauroCommand.helpMessage(for: command, columns: 1000)
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
