// The word to break a move off: SIGTERM, SIGINT, or the end of standard input. The program ends where it stands, as it
// does when the power fails: a move is made for that.

import MessageSchema

private import Dispatch
private import Glibc

/// Ends a move that is told to end, with a sentence.
final class BreakingOff: Sendable {
    private let service: ServiceName
    private let queue = DispatchQueue(label: "sauro.breaking")
    // Proof: written in init only, and never used again; it keeps the sources for as long as this lives.
    nonisolated(unsafe) private var sources: [any DispatchSourceSignal] = []

    /// From now on signals no longer end the program as usual.
    init(of service: ServiceName, watchesInput: Bool) {
        self.service = service
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { Self.end(service) }
            source.activate()
            return source
        }
        if watchesInput { watchInput() }
    }

    private func watchInput() {
        DispatchQueue(label: "sauro.input").async { [service] in
            StandardInput.awaitEnd()
            Self.end(service)
        }
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

/// What a program reads that is told by its end.
enum StandardInput {
    /// Blocks until it ends.
    static func awaitEnd() {
        var byte: UInt8 = 0
        while true {
            let count = read(STDIN_FILENO, &byte, 1)
            if count == 0 || (count < 0 && errno != EINTR) { return }
        }
    }
}
