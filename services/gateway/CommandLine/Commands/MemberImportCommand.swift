// `sauro member import`: a roll of members from a file of any length.

import ArgumentParser
import MessageSchema

struct MemberImportCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Enrol the persons of a roll; after a break the same command goes on where it stopped.",
        discussion: """
            The roll is CSV in UTF-8 with a line a coverage. Its first line names the columns as `sauro member enrol` \
            names its members, in any order, with commas or semicolons: number, name, birthDate, sex, citizenNumber, \
            fiveYearsFrom, group, digit, facility, from, lastDay, paidOn, grade. What may be left out may be empty. Or \
            it is JSON lines, an object of these members a line. Who is enrolled so already is known, and not doubled.

            How far it is stands in ROLL.progress, which the end takes away. Rows that are not taken over are printed \
            with their line.

            Exit codes: 0 all enrolled or known, 8 some rows were rejected, 1 all of them, 2 the file cannot be \
            read, or not beyond a line: what stands before it is taken over, 7 no answer: run it again, 9 interrupted: \
            run it again.
            """)
    @Argument(help: "The roll.") var file: String
    @Flag(help: "Begin anew, whatever stands in FILE.progress.") var restart = false
    @OptionGroup var common: SuiteFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        try await RollRun(file: file, restart: restart, word: "enrolled", settings: common.settings).run(context) {
            (rows: [EnrolMember], connection, metadata) async throws(Failure) in
            let reply = try await connection.call(ImportMembers(rows: rows), metadata)
            return RollAnswer(
                added: reply.enrolled, known: reply.known,
                rejected: reply.rejected.map { ($0.row, $0.error, $0.message) })
        }
    }
}
