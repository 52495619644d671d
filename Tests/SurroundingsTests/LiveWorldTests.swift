// The machine's own clock and randomness, as far as they can be known.

import Surroundings
import Testing

@Suite struct LiveWorldTests {
    @Test func suiteTimeIsTheMachinesWhenThereIsNoManualClock() {
        let before = Surroundings.systemMachineTime()
        let now = Surroundings.live.now() / 1000
        let after = Surroundings.systemMachineTime()
        #expect((before...max(before, after)).contains(now))
    }

    @Test func theMonotonicClockDoesNotGoBack() {
        let readings = (0..<1000).map { _ in Surroundings.live.monotonic() }
        #expect(readings == readings.sorted())
    }

    @Test(arguments: [0, 1, 16, 33])
    func asManyRandomBytesComeAsWereAskedFor(count: Int) {
        #expect(Surroundings.live.randomBytes(count).count == count)
    }

    @Test func randomBytesDiffer() {
        #expect(Surroundings.live.randomBytes(32) != Surroundings.live.randomBytes(32))
    }
}
