// How late the machine is: a test that waits for something no longer than promised grants the machine its own lateness.

import Surroundings
import Synchronization

/// Asks to be woken again and again while something else happens, and keeps by how much that was late at worst.
public final class MachineLateness: Sendable {
    private static let asked: Int64 = 10
    private let worst = Mutex(Int64(0))

    public init() {}

    /// In milliseconds. Nothing in this process can have been more punctual than that at its worst moment.
    public var milliseconds: Int64 { worst.withLock { $0 } }

    /// Watches until its task is cancelled.
    public func watch() async {
        while true {
            let begun = Surroundings.systemMonotonic()
            guard await Pause.take(milliseconds: Self.asked) else { return }
            let late = Surroundings.systemMonotonic() - begun - Self.asked
            worst.withLock { $0 = max($0, late) }
        }
    }
}
