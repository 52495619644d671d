// Verbs of contract nouns that a person calls otherwise than their method is called: with files, in many steps. Such a
// command stands in the place of the verb that the contract makes, in parsing, help and completion; `sauro call` still
// takes the method itself.

import ArgumentParser
import MessageSchema

/// The curated verbs, under the nouns of the contracts.
struct CuratedVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sauro",
        subcommands: [MemberVerbs.self, PolicyVerbs.self, ClaimVerbs.self, LedgerVerbs.self, CatalogueVerbs.self])

    static var tree: CommandTree { CommandTree(root: Self.self) }

    /// The command that stands for a contract's verb, if one does.
    static func command(noun: String, verb: String) -> (any ParsableCommand.Type)? {
        configuration.subcommands.first { $0._commandName == noun }?
            .configuration.subcommands.first { $0._commandName == verb }
    }
}

/// Those of `catalogue`.
struct CatalogueVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue", subcommands: [CatalogueImportCommand.self])
}

/// Those of `claim`.
struct ClaimVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "claim", subcommands: [ClaimImportCommand.self])
}

/// Those of `ledger`.
struct LedgerVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ledger", subcommands: [LedgerExportCommand.self])
}

/// Those of `member`.
struct MemberVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "member", subcommands: [MemberImportCommand.self])
}

/// Those of `policy`.
struct PolicyVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", subcommands: [PolicyLintCommand.self, PolicyDiffCommand.self, PolicyReplayCommand.self])
}
