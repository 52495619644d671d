// The outcomes of many requests: printed in order, counted, and told by the exit code.

import MessageSchema
import Synchronization
import WireJSON

/// Takes outcomes in the order of the input.
final class BatchOutcomes: Sendable {
    private struct Count {
        var done = 0
        var failed = 0
        var firstFailure: Failure?
        var kept: [JSONValue] = []
    }

    private let form: OutputForm
    private let console: Console
    private let paper: Paper
    private let count = Mutex(Count())

    init(form: OutputForm, console: Console, paper: Paper) {
        self.form = form
        self.console = console
        self.paper = paper
    }

    /// Takes the outcomes of a batch that begins at an index; false when nobody reads any more.
    func take(_ outcomes: [BatchRun.Outcome], from index: Int) -> Bool {
        for (offset, outcome) in outcomes.enumerated() {
            guard take(outcome, number: index + offset + 1) else { return false }
        }
        return true
    }

    private func take(_ outcome: BatchRun.Outcome, number: Int) -> Bool {
        let line: JSONValue
        switch outcome {
        case .success(let reply):
            count.withLock { $0.done += 1 }
            line = reply
        case .failure(let failure):
            count.withLock { count in
                count.failed += 1
                if count.firstFailure == nil { count.firstFailure = failure }
            }
            say(failure, number)
            line = .object([JSONMember(key: "error", value: FailureText.json(failure))])
        }
        switch form {
        case .jsonl: return console.print(json: line, pretty: false)
        case .json: count.withLock { $0.kept.append(line) }
        case .text, .none: break
        }
        return true
    }

    private func say(_ failure: Failure, _ number: Int) {
        guard form == .text || form == .none else { return }
        console.say("entry \(number): \(failure.message.onOneLine) (\(failure.name))")
    }

    /// Prints what is printed at the end. Exit code 8 if some were done and some were not.
    func finish() -> ExitCode {
        let count = count.withLock { $0 }
        if form == .json { console.print(json: .array(count.kept), pretty: true) }
        if form == .text { console.print(["done    \(count.done)", "failed  \(count.failed)"]) }
        guard let failure = count.firstFailure else { return .ok }
        return count.done > 0 ? .partly : failure.kind.exitCode
    }
}
