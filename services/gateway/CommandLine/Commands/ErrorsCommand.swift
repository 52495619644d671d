// `sauro errors lookup`: what an error means and what to do about it.

import ArgumentParser
import MessageSchema
import WireJSON

struct ErrorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "errors", abstract: "Look an error up: its meaning, its remedy, whether to repeat.",
        subcommands: [Lookup.self])

    struct Lookup: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "lookup", abstract: "Look an error up by name, code or kind; without one, list all.")
        @Argument(help: "registry.unit.notFound, -32001 or notFound.", transform: { $0 }) var word: String?
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let settings = try context.settings(common.settings)
            let found = word.map { Self.matches($0) } ?? Self.all
            if let word, found.isEmpty {
                let known = Self.all.map(\.name) + ErrorKind.allCases.map(\.rawValue)
                throw UsageError(
                    "there is no error \"\(word)\"\(NearestMatch.hint(word, among: known))",
                    next: "`sauro errors lookup` lists all")
            }
            if found.count == 1 { return context.show(object: Self.row(found[0]), settings) }
            return context.show(list: found.map(Self.row), settings)
        }

        /// The suite's table, the fabric's own errors with it.
        static var all: [ErrorCase] {
            Catalogue.errors
                + ErrorKind.allCases.map { kind in
                    let failure = Failure.fabric(kind, "")
                    return ErrorCase(failure.name, kind, kind.meaning, remedy: FailureText.next(failure) ?? "")
                }
        }

        private static func matches(_ word: String) -> [ErrorCase] {
            let named = all.filter { $0.name == word }
            if !named.isEmpty { return named }
            return all.filter { $0.kind.rawValue == word || String($0.kind.code) == word }
        }

        private static func row(_ error: ErrorCase) -> JSONValue {
            .members([
                ("name", .string(error.name)), ("kind", .string(error.kind.rawValue)),
                ("code", .integer(Int64(error.kind.code))), ("exit", .integer(Int64(error.kind.exitCode.rawValue))),
                ("repeat", .string(error.kind.repetition.rawValue)), ("meaning", .string(error.meaning)),
                ("remedy", .string(error.remedy)),
            ])
        }
    }
}
