// The times of a service under test: the suite's stands still, the machine's runs, and a test moves both forward.

import MessageSchema
import Surroundings
import Synchronization
import TestGround

/// The clocks that the instances of one service share.
final class TestClock: Sendable {
    private let suite: ManualClock
    private let machineAhead = Mutex<Int64>(0)

    init(_ start: Instant) { suite = ManualClock(start.microseconds) }

    func advance(to instant: Instant) { suite.set(max(suite.now, instant.microseconds)) }

    func advanceMachine(milliseconds: Int64) { machineAhead.withLock { $0 += milliseconds } }

    var surroundings: Surroundings {
        var surroundings = suite.surroundings
        surroundings.machineTime = { Surroundings.systemMachineTime() + self.machineAhead.withLock { $0 } }
        return surroundings
    }
}
