// The word to break a move off. The program ends where it stands, as it does when the power fails: a move is made for
// that.

import MessageSchema

private import Glibc

/// Ends a move that is told to end, with a sentence.
final class BreakingOff: Sendable {
    private let words: EndingWords

    /// From now on signals no longer end the program as usual.
    init(of service: ServiceName, watchesInput: Bool) {
        words = EndingWords { Self.end(service) }
        if watchesInput { EndingWords.atEndOfInput { Self.end(service) } }
    }

    private static func end(_ service: ServiceName) -> Never {
        ServiceProgram.complain(
            """
            sauro-\(service): the move was broken off. Nothing is lost. Run the same command again, which begins anew \
            or finishes it; or start \(service) where its data was
            """)
        _exit(ExitCode.cancelled.rawValue)
    }
}
