// How far long work is: a bar on a terminal, a line a step elsewhere.

import Synchronization

/// Progress of counted work, on standard error.
final class StepProgress: Sendable {
    private let console: Console
    private let total: Int
    private let isShown: Bool
    private let done = Mutex(0)

    init(total: Int, console: Console, isQuiet: Bool) {
        self.console = console
        self.total = total
        isShown = !isQuiet
    }

    /// More of it is done.
    func add(_ count: Int) {
        let now = done.withLock { done in
            done += count
            return done
        }
        guard isShown else { return }
        guard console.errorsAreTerminal else { return console.say("\(now) of \(total) done") }
        console.writeErrors(Array("\r\(bar(now)) \(now) of \(total)".utf8))
        if now >= total { console.writeErrors([10]) }
    }

    private func bar(_ now: Int) -> String {
        let width = 30
        let filled = total == 0 ? width : now * width / total
        return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled) + "]"
    }
}
