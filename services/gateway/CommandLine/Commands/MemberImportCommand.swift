// `sauro member import`: a roll of members from a file of any length.

import ArgumentParser
import MessageSchema
import Surroundings
import Synchronization
import WireJSON

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
        let settings = try context.settings(common.settings)
        let size = try RollFile(file).size
        let kept = try restart ? nil : RollProgress.kept(of: file, size: size)
        let start = kept ?? RollProgress(size: size)
        if let kept, !settings.isQuiet { context.console.say("going on behind line \(kept.place.line) of \(file)") }
        let connection = try SuiteConnection(settings, connect: context.connect)
        defer { connection.close() }
        let outcomes = RollOutcomes(file: file, start: start, context: context, settings: settings)
        let (file, surroundings) = (file, context.surroundings)
        do {
            let code = try await context.untilInterrupted(.cancelled) {
                let run = MemberImport(
                    roll: try RollFile(file),
                    sender: RollSender(connection: connection) { surroundings.newIdentifier() }, each: outcomes.take)
                _ = try await run.run(from: start)
                return .ok
            }
            return outcomes.finish(isCancelled: code == .cancelled)
        } catch let failure as Failure {
            outcomes.sayBreak()
            throw failure
        }
    }
}

/// What comes of a roll: told as it comes, printed in the form asked for.
final class RollOutcomes: Sendable {
    private struct State {
        var progress: RollProgress
        var percent = -1
        var kept: [RejectedRow] = []
    }

    private let file: String
    private let context: CommandContext
    private let settings: Settings
    private let state: Mutex<State>

    init(file: String, start: RollProgress, context: CommandContext, settings: Settings) {
        self.file = file
        self.context = context
        self.settings = settings
        state = Mutex(State(progress: start))
    }

    private var console: Console { context.console }

    /// Takes what came of a page; false when nobody reads any more.
    func take(_ progress: RollProgress, _ rejected: [RejectedRow]) -> Bool {
        tell(progress)
        state.withLock { state in
            state.progress = progress
            state.kept += rejected.prefix(Bounds.rollRejectedKeptMax - state.kept.count)
        }
        switch settings.output.value {
        case .text:
            let lines = rejected.map { "\(file), line \($0.line): \($0.message.onOneLine) (\($0.error))" }
            return console.print(lines)
        case .jsonl: return rejected.allSatisfy { console.print(json: $0.json, pretty: false) }
        case .json, .none: return true
        }
    }

    /// On a terminal one line that is written over, elsewhere a line a percent.
    private func tell(_ progress: RollProgress) {
        let percent = progress.size == 0 ? 100 : progress.place.offset * 100 / progress.size
        let isNew = state.withLock { state in
            defer { state.percent = percent }
            return state.percent != percent
        }
        guard !settings.isQuiet else { return }
        let words = "\(percent) %: \(Self.sums(progress))"
        if console.errorsAreTerminal {
            console.writeErrors(Array("\r\(words)   \(percent == 100 ? "\n" : "")".utf8))
        } else if isNew {
            console.say(words)
        }
    }

    private static func sums(_ progress: RollProgress) -> String {
        "\(progress.enrolled) enrolled, \(progress.known) known, \(progress.rejected) rejected"
    }

    /// Prints what is printed at the end, and says how it ended.
    func finish(isCancelled: Bool) -> MessageSchema.ExitCode {
        let state = state.withLock { $0 }
        let progress = state.progress
        if settings.output.value == .text { console.print([Self.sums(progress)]) }
        if settings.output.value == .json {
            console.print(
                json: .members([
                    ("enrolled", .integer(Int64(progress.enrolled))), ("known", .integer(Int64(progress.known))),
                    ("rejected", .integer(Int64(progress.rejected))),
                    ("rows", .array(state.kept.map(\.json))),
                ]), pretty: true)
        }
        if isCancelled {
            sayBreak()
            return .cancelled
        }
        guard progress.rejected > 0 else { return .ok }
        return progress.enrolled + progress.known > 0 ? .partly : .failed
    }

    /// Says where the same command will go on.
    func sayBreak() {
        let line = state.withLock { $0.progress.place.line }
        console.say("stopped behind line \(line) of \(file); run it again to go on there")
    }
}
