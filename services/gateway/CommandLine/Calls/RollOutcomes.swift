// What becomes of a roll: told as it comes, printed in the form asked for, and summed up by the exit code.

import MessageSchema
import Synchronization
import WireJSON

/// Takes what comes of a roll page by page.
final class RollOutcomes: Sendable {
    private struct State {
        var progress: RollProgress
        var percent = -1
        var kept: [RejectedRow] = []
    }

    private let file: String
    /// What rows are that say something new: `enrolled`.
    private let word: String
    private let context: CommandContext
    private let settings: Settings
    private let state: Mutex<State>

    init(file: String, word: String, start: RollProgress, context: CommandContext, settings: Settings) {
        self.file = file
        self.word = word
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
        let words = "\(percent) %: \(sums(progress))"
        if console.errorsAreTerminal {
            console.writeErrors(Array("\r\(words)   \(percent == 100 ? "\n" : "")".utf8))
        } else if isNew {
            console.say(words)
        }
    }

    private func sums(_ progress: RollProgress) -> String {
        "\(progress.added) \(word), \(progress.known) known, \(progress.rejected) rejected"
    }

    /// Prints what is printed at the end, and says how it ended.
    func finish(isCancelled: Bool) -> MessageSchema.ExitCode {
        let state = state.withLock { $0 }
        let progress = state.progress
        if settings.output.value == .text { console.print([sums(progress)]) }
        if settings.output.value == .json {
            console.print(
                json: .members([
                    (word, .integer(Int64(progress.added))), ("known", .integer(Int64(progress.known))),
                    ("rejected", .integer(Int64(progress.rejected))),
                    ("rows", .array(state.kept.map(\.json))),
                ]), pretty: true)
        }
        if isCancelled {
            sayBreak()
            return .cancelled
        }
        guard progress.rejected > 0 else { return .ok }
        return progress.added + progress.known > 0 ? .partly : .failed
    }

    /// Says where the same command will go on.
    func sayBreak() {
        let line = state.withLock { $0.progress.place.line }
        console.say("stopped behind line \(line) of \(file); run it again to go on there")
    }
}
