// What a program is told to end by: SIGTERM, SIGINT, and the end of standard input. Each is heard on a queue of its
// own, also when all else hangs.

private import Dispatch
private import Glibc

/// Hears the signals for as long as it lives.
final class EndingWords: Sendable {
    private let queue = DispatchQueue(label: "sauro.ending")
    // Proof: written in init only, and never used again; it keeps the sources for as long as this lives.
    nonisolated(unsafe) private var sources: [any DispatchSourceSignal] = []

    /// From now on signals no longer end the program as usual; each calls `heard`.
    init(heard: @escaping @Sendable () -> Void) {
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler(handler: heard)
            source.activate()
            return source
        }
    }

    /// Calls `heard` once, when standard input ends.
    static func atEndOfInput(_ heard: @escaping @Sendable () -> Void) {
        DispatchQueue(label: "sauro.input").async {
            var byte: UInt8 = 0
            while true {
                let count = read(STDIN_FILENO, &byte, 1)
                if count == 0 || (count < 0 && errno != EINTR) { return heard() }
            }
        }
    }
}
