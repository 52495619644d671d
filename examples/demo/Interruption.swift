// Ctrl-C and SIGTERM end the suite as well: it runs in a process group of its own and would stay behind.

import Foundation

/// Watches for the signals that ask the demonstration to end.
final class Interruption {
    private var sources: [any DispatchSourceSignal] = []

    /// Passes SIGTERM on to a process and leaves, when asked to end.
    init(ending process: Int32, folder: String) {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                kill(process, SIGTERM)
                Console.error("interrupted; the suite is told to end, its data folder stays: \(folder)")
                exit(9)
            }
            source.resume()
            sources.append(source)
        }
    }

    /// Leaves the signals to the system again.
    func end() {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
}
