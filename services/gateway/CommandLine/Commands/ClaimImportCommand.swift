// `sauro claim import`: envelopes of the national format from files.

import ArgumentParser
import MessageSchema
import Surroundings
import WireJSON

struct ClaimImportCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import envelopes (GIAMDINHHS): bad XML rejects one whole, bad fields only their claim.",
        discussion: """
            The files are sent one after the other, in the order given, since what a member has paid this year counts \
            for the claims after. Run it again after a break: claims that were taken in are known and not doubled. \
            The envelope has no place for what was paid before and whose money other sources are; --context gives it \
            by MA_LK: {"MA_LK": {"paid_before_step": "0.00", "paid_after_step": "0.00", "donor": "personal"}}.

            Exit codes: 0 all stored or known, 8 some were rejected, 1 none was stored, 2 a file or the context is \
            wrong and nothing was sent, 7 no answer: run it again, 9 interrupted. A context of the config file is \
            named before the verb: sauro --context NAME claim import.
            """)
    @Argument(help: "Envelopes; - is standard input.") var files: [String]
    @Option(help: "What is told beside the claims: a JSON file, by claim key.") var context: String?
    @Option(help: "A key for the request; file I has KEY/I. Left out, every file gets one of its own.")
    var idempotencyKey: String?
    @OptionGroup var common: SuiteFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        let settings = try context.settings(common.settings)
        let beside = try self.context.map(ClaimContextFile.read)
        let bytes = beside?.jsonBytes(pretty: false).count ?? 0
        let files = try EnvelopeFile.all(self.files, contextBytes: bytes, context.console)
        let connection = try SuiteConnection(settings, connect: context.connect)
        defer { connection.close() }
        let outcomes = ImportOutcomes(count: files.count, context: context, settings: settings)
        let key = idempotencyKey
        let run = ClaimImport(files: files, beside: beside, connection: connection, outcomes: outcomes) { number in
            key.map { "\($0)/\(number)" } ?? context.surroundings.newIdentifier()
        }
        let code = try await context.untilInterrupted(.cancelled) {
            await run.run()
            return .ok
        }
        return outcomes.finish(isCancelled: code == .cancelled)
    }
}
