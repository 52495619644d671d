// `sauro catalogue import`: rows of a list from a file.

import ArgumentParser
import MessageSchema

struct CatalogueImportCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take over rows of a list of drugs, services, supplies, practitioners or communes.",
        discussion: """
            The list is CSV in UTF-8 with a line a row. Its first line names the columns, in any order, with commas or \
            semicolons: code, name, price, from, lastDay, decision. Or it is JSON lines, an object of these members a \
            line. Practitioners have no name, they and communes no price, and communes no --facility. What may be left \
            out may be empty.

            A row of a code that is listed already holds from its first day on, and the earlier row ends the day \
            before; one with the first day of an earlier row replaces it. Rows that say nothing new are known. Those \
            that are not taken over are printed with their line. After a break the same command goes on where it \
            stopped, as FILE.progress says.

            Exit codes: 0 all added or known, 8 some rows were rejected, 1 all of them, 2 the file cannot be read, or \
            not beyond a line, 7 no answer: run it again, 9 interrupted: run it again.
            """)
    @Argument(help: "The list.") var file: String
    @Option(help: "What it is of: \(kinds).", transform: CatalogueKind.init(flag:)) var kind: CatalogueKind
    @Option(help: "Whose list it is; left out for communes.", transform: FacilityCode.init) var facility: FacilityCode?
    @Flag(help: "Begin anew, whatever stands in FILE.progress.") var restart = false
    @OptionGroup var common: SuiteFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        let (kind, facility) = (kind, facility)
        return try await RollRun(file: file, restart: restart, word: "added", settings: common.settings).run(context) {
            (rows: [ListedItem], connection, metadata) async throws(Failure) in
            let request = ImportCatalogue(kind: kind, facility: facility, rows: rows)
            let reply = try await connection.call(request, metadata)
            return RollAnswer(
                added: reply.added, known: reply.known,
                rejected: reply.rejected.map { ($0.row, "insurance.catalogue.unfitting", "\($0.code): \($0.message)") })
        }
    }
}

private let kinds = CatalogueKind.allCases.map(\.rawValue).joined(separator: ", ")

extension CatalogueKind {
    fileprivate init(flag text: String) throws {
        guard let kind = CatalogueKind(rawValue: text) else { throw ValidationError("it is one of \(kinds)") }
        self = kind
    }
}
