// The word to leave. The first is told to the program; a second signal ends it where it stands.

import MessageSchema

private import Glibc
private import Synchronization

/// Tells a program when to leave.
final class Leaving: Sendable {
    /// One element for each first word: a signal, the end of standard input.
    let words: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let signals: EndingWords

    /// From now on signals no longer end the program as usual.
    init() {
        let (words, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let heard = Atomic(0)
        (self.words, self.continuation) = (words, continuation)
        signals = EndingWords {
            // What was acknowledged is on disk; the gateway sees the connection end.
            if heard.wrappingAdd(1, ordering: .relaxed).newValue > 1 { _exit(ExitCode.cancelled.rawValue) }
            continuation.yield()
        }
    }

    /// Takes the end of standard input for a word, too. It never counts as a second: whoever held the other end may
    /// have died while this program drains.
    func hearEndOfInput() { EndingWords.atEndOfInput { [continuation] in continuation.yield() } }
}
