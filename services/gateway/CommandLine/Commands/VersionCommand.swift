// Commands that need no suite: the version, the exit codes, completion scripts.

import ArgumentParser
import MessageSchema
import WireJSON

struct VersionCommand: CuratedCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        context.show("sauro \(Release.version)\n")
    }
}

struct ExitCodesCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "exit-codes", abstract: "List the exit codes and the error kinds that lead to them.")
    @OptionGroup var common: CommonFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        let rows = MessageSchema.ExitCode.allCases.map { code in
            let kinds = ErrorKind.allCases.filter { $0.exitCode == code }.map { JSONValue.string($0.rawValue) }
            return JSONValue.object([
                JSONMember(key: "code", value: .integer(Int64(code.rawValue))),
                JSONMember(key: "meaning", value: .string(code.meaning)),
                JSONMember(key: "kinds", value: .array(kinds)),
            ])
        }
        return context.show(list: rows, try context.settings(common.settings))
    }
}

struct CompletionCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion", abstract: "Print a completion script for bash, zsh or fish.")
    @Argument(help: "bash, zsh or fish.") var shell: String

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        guard let shell = CompletionScript.Shell(rawValue: shell) else {
            throw UsageError("there are scripts for bash, zsh and fish, not for \"\(shell)\"")
        }
        return context.show(CompletionScript(words: .all).text(for: shell))
    }
}
