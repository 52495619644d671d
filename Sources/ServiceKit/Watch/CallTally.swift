// Counts the calls that an instance answers, and how long the last of them took.

import MessageSchema
import Synchronization

/// A count of calls with a window over the last of them.
final class CallTally: Sendable {
    private struct State {
        var answered: Int64 = 0
        var refused: Int64 = 0
        var failed: Int64 = 0
        var last: [Int64] = []
        var next = 0
    }
    private let state = Mutex(State())
    private static let lastMax = 1024

    /// Counts a call that took so many microseconds.
    func count(_ kind: ErrorKind?, microseconds: Int64) {
        state.withLock { state in
            state.answered += 1
            if let kind {
                if Self.failures.contains(kind) { state.failed += 1 } else { state.refused += 1 }
            }
            if state.last.count < Self.lastMax {
                state.last.append(microseconds)
            } else {
                state.last[state.next] = microseconds
                state.next = (state.next + 1) % Self.lastMax
            }
        }
    }

    /// What the caller is not to blame for.
    private static let failures: Set<ErrorKind> = [.internalError, .overloaded, .unavailable, .deadlineExceeded]

    var load: CallLoad {
        let state = state.withLock { $0 }
        let sorted = state.last.sorted()
        return CallLoad(
            answered: state.answered, refused: state.refused, failed: state.failed,
            p50Microseconds: Self.quantile(50, of: sorted), p99Microseconds: Self.quantile(99, of: sorted))
    }

    /// The smallest value that so many of a hundred do not exceed (the nearest rank).
    static func quantile(_ hundredths: Int, of sorted: [Int64]) -> Int64? {
        sorted.isEmpty ? nil : sorted[max(0, (sorted.count * hundredths + 99) / 100 - 1)]
    }
}
