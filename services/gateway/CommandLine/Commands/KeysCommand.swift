// `sauro keys`: the keys by which gateway, clients and services know each other over TCP.

import ArgumentParser
import Fabric
import MessageSchema
import WireJSON

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Make, list and replace the keys for TCP.",
        subcommands: [New.self, List.self, Rotate.self])

    struct New: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "new", abstract: "Make a key pair, and enter its bearer in the principals file.",
            discussion: """
                `sauro keys new gateway` makes the gateway's own pair. With --role the name is a caller, with --serves \
                instances of a service; with neither it is a name the file has already, or only the pair is made, for \
                a gateway on another machine. --public enters a key that was made elsewhere; its secret stays there.
                """)
        @Argument(help: "Who is to have the key; gateway is the gateway itself.") var name: String
        @Option(help: "A role of the caller; may be repeated.") var role: [String] = []
        @Option(help: "The unit in whose subtree the caller may act; everywhere when left out.") var scope: String?
        @Option(help: "A service that the name is an instance of; may be repeated.") var serves: [String] = []
        @Option(
            name: .customLong("public"), parsing: .unconditional,
            help: "A public key that was made elsewhere, instead of a new pair.")
        var publicKey: String?
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let work = try KeyWork(on: name, publicKey: publicKey, common, context)
            let right = try KeyFlags.right(roles: role, scope: scope, serves: serves)
            guard work.isOfGateway else {
                return work.report.show(try work.ring.make(name, right, publicKey: work.publicKey), right)
            }
            guard right == nil, work.publicKey == nil else {
                throw UsageError("the gateway's own key has neither roles nor services, and is made here")
            }
            return work.report.show(try work.ring.makeGateway(), nil)
        }
    }

    struct List: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the keys of the principals file and of the gateway.",
            discussion: "FILE is where the secret of a key lies, if it lies on this machine.")
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let settings = try context.settings(common.settings)
            let ring = KeyRing(settings.suite, now: context.surroundings.machineInstant)
            return context.show(list: try ring.rows(), settings)
        }
    }

    struct Rotate: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate", abstract: "Replace a key; the old one and the new one are valid side by side.",
            discussion: """
                The gateway takes the new key over within a second; no request is dropped. `sauro keys rotate gateway` \
                opens its second endpoints with the new key, closes the first ones at the end of the overlap, and the \
                next rotation goes back to them. An overlap of 0s ends the old key at once.
                """)
        @Argument(help: "Whose key; gateway is the gateway itself.") var name: String
        @Option(help: "How long the old key stays valid: a number with d, h, m or s.")
        var overlap = OverlapTime.standard
        @Option(
            name: .customLong("public"), parsing: .unconditional,
            help: "A public key that was made elsewhere, instead of a new pair.")
        var publicKey: String?
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let work = try KeyWork(on: name, publicKey: publicKey, common, context)
            let until = try OverlapTime.end(overlap, from: work.ring.now)
            guard work.isOfGateway else {
                return work.report.show(try work.ring.rotate(name, publicKey: work.publicKey, until: until), nil)
            }
            guard work.publicKey == nil else { throw UsageError("the gateway's own key is made here") }
            return work.report.show(try work.ring.rotateGateway(until: until), nil)
        }
    }
}

/// What a command needs that makes a key or replaces one: whose, where, and how it reports.
private struct KeyWork {
    let ring: KeyRing
    let report: KeyReport
    /// The key that was made elsewhere, if there is one.
    let publicKey: PublicKey?
    let isOfGateway: Bool

    init(on name: String, publicKey: String?, _ common: CommonFlags, _ context: CommandContext) throws {
        let settings = try context.settings(common.settings)
        guard PrincipalEntry.isName(name) else { throw UsageError("\(PrincipalEntry.nameForm), not \"\(name)\"") }
        self.publicKey = try KeyFlags.publicKey(publicKey)
        ring = KeyRing(settings.suite, now: context.surroundings.machineInstant)
        report = KeyReport(name: name, settings: settings, context: context)
        isOfGateway = name == KeyFolder.gateway
    }
}

/// Reads what the flags say of a key's bearer.
enum KeyFlags {
    static func publicKey(_ text: String?) throws(UsageError) -> PublicKey? {
        guard let text else { return nil }
        guard let key = PublicKey(text) else {
            throw UsageError("--public wants a public key: 64 hexadecimal digits, or 40 characters of Z85")
        }
        return key
    }

    /// The right that the flags give; nil when they give none. Checked by the reader of the file itself.
    static func right(
        roles: [String], scope: String?, serves: [String]
    ) throws(UsageError) -> PrincipalEntry.Right? {
        guard !roles.isEmpty || scope != nil || !serves.isEmpty else { return nil }
        var members: [String] = []
        if !roles.isEmpty { members.append("roles: [\(roles.map(quoted).joined(separator: ", "))]") }
        if let scope { members.append("scope: \(quoted(scope))") }
        if !serves.isEmpty { members.append("serves: [\(serves.map(quoted).joined(separator: ", "))]") }
        let text = "{name: new, \(members.joined(separator: ", "))}"
        do throws(UsageError) {
            return try PrincipalsFile(text: "- \(text)", path: "").entries.first?.right
        } catch {
            throw UsageError(
                String(error.message.trimmingPrefix(", line 1: ")), next: "see `sauro keys new --help`")
        }
    }

    private static func quoted(_ text: String) -> String {
        // In single quotes YAML reads everything as it is but the quote itself.
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}
