// `sauro ledger export`: the fund's books for an accounting program.

import ArgumentParser
import MessageSchema
import WireJSON

struct LedgerExportCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print the fund's books as a journal of hledger or beancount.",
        discussion: """
            Every entry in the order it was made, all of them as known when the first page was read; at the end the \
            balance of each account, so that a journal that was cut off does not pass for a whole one. Check it with \
            `hledger -f FILE check --strict` or `bean-check FILE`. `sauro call insurance.ledger.export` gives the \
            entries as JSON, a page at a time.

            Exit codes: 0 the journal is whole, 7 no answer, 9 interrupted; the text is then not whole.
            """)
    @Option(help: "hledger or beancount.") var format = LedgerText.Form.hledger
    @Option(help: "Only entries of a month of settlement, such as 2026-08.", transform: Month.init) var month: Month?
    @Option(help: "What was known then: an instant or a sequence.") var knownAt: String?
    @OptionGroup var common: CommonFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        let settings = try context.settings(common.settings)
        let connection = try SuiteConnection(settings, connect: context.connect)
        defer { connection.close() }
        guard let verb = Verb(ExportLedger.self, service: InsuranceContract.service) else {
            preconditionFailure("the contract has \(ExportLedger.name)")
        }
        var invocation = VerbInvocation()
        invocation.callFlags[.knownAt] = knownAt
        let metadata = try invocation.metadata(connection.metadata)
        let request: JSONValue = month.map { ["month": .string($0.text)] } ?? .object([])
        return try await context.untilCancelled {
            try await export(PageWalk(connection: connection, verb: verb), request, metadata, to: context.console)
        }
    }

    private func export(
        _ walk: PageWalk, _ request: JSONValue, _ metadata: CallMetadata, to console: Console
    ) async throws -> MessageSchema.ExitCode {
        var text = LedgerText(format)
        var isRead = console.print(text.head())
        do {
            try await walk.run(request, metadata) { page throws(Failure) in
                for entry in try Self.entries(page) where isRead { isRead = console.print(text.lines(of: entry)) }
                return isRead
            }
        } catch {
            console.say("the journal above is not whole")
            throw error
        }
        if isRead { console.print(text.foot()) }
        return .ok
    }

    private static func entries(_ page: JSONValue) throws(Failure) -> [LedgerEntry] {
        do {
            return try WireJSON.decode(
                Page<LedgerEntry>.self, from: page.jsonBytes(pretty: false), unknownMembers: .ignored
            ).items
        } catch { throw .fabric(.internalError, "the reply cannot be read: \(error)") }
    }
}

extension LedgerText.Form: ExpressibleByArgument {}
