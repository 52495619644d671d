// The word to leave: SIGTERM, SIGINT, or the end of standard input. The first is told to the program; a second signal
// ends it where it stands, also when all else hangs: the handler has a queue of its own.

import MessageSchema

private import Dispatch
private import Glibc
private import Synchronization

/// Tells a program when to leave.
final class Leaving: Sendable {
    /// One element for each first word: a signal, the end of standard input.
    let words: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let signals = Mutex(0)
    private let queue = DispatchQueue(label: "sauro.leaving")
    // Proof: written in init only, and never used again; it keeps the sources for as long as this lives.
    nonisolated(unsafe) private var sources: [any DispatchSourceSignal] = []

    /// From now on signals no longer end the program as usual.
    init() {
        (words, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { [weak self] in self?.hearSignal() }
            source.activate()
            return source
        }
    }

    /// Takes the end of standard input for a word, too. It never counts as a second: whoever held the other end may
    /// have died while this program drains.
    func hearEndOfInput() {
        DispatchQueue(label: "sauro.input").async { [continuation] in
            StandardInput.awaitEnd()
            continuation.yield()
        }
    }

    private func hearSignal() {
        let count = signals.withLock { count in
            count += 1
            return count
        }
        // What was acknowledged is on disk; the gateway sees the connection end.
        if count > 1 { _exit(ExitCode.cancelled.rawValue) }
        continuation.yield()
    }
}
