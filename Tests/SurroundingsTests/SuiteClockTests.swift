// The manual clock in a file: made once, shared by all who open it, moved forward only.

import Foundation
import Surroundings
import TestGround
import Testing

@Suite struct SuiteClockTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.file("clock") }

    @Test func aNewClockStandsWhereItWasSet() throws {
        #expect(try SuiteClock(path: path, createAt: 1_735_689_600_000_000).now == 1_735_689_600_000_000)
    }

    @Test func itHoldsEightBytesThatOnlyItsOwnerReads() throws {
        _ = try SuiteClock(path: path, createAt: 7)
        #expect(FileManager.default.contents(atPath: path) == Data([7, 0, 0, 0, 0, 0, 0, 0]))
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func anExistingClockKeepsItsTimeWhenOpenedAgain() throws {
        try SuiteClock(path: path, createAt: 100).advance(to: 200)
        #expect(try SuiteClock(path: path).now == 200)
        #expect(try SuiteClock(path: path, createAt: 50).now == 200)
    }

    @Test func itMovesForward() throws {
        let clock = try SuiteClock(path: path, createAt: 100)
        try clock.advance(to: 101)
        #expect(clock.now == 101)
    }

    @Test func theTimeItHasAlreadyIsNoStepBack() throws {
        let clock = try SuiteClock(path: path, createAt: 100)
        try clock.advance(to: 100)
        #expect(clock.now == 100)
    }

    @Test func itRefusesToGoBackAndSaysSo() throws {
        let clock = try SuiteClock(path: path, createAt: 100)
        #expect(throws: SuiteClock.Problem.notForward(now: 100, wanted: 99)) { try clock.advance(to: 99) }
        #expect(clock.now == 100)
        #expect("\(SuiteClock.Problem.notForward(now: 100, wanted: 99))".contains("give a later time"))
    }

    @Test func twoHandlesSeeOneTime() throws {
        let first = try SuiteClock(path: path, createAt: 100)
        let second = try SuiteClock(path: path)
        try first.advance(to: 500)
        #expect(second.now == 500)
        #expect(throws: SuiteClock.Problem.notForward(now: 500, wanted: 400)) { try second.advance(to: 400) }
        try second.advance(to: 600)
        #expect(first.now == 600)
    }

    @Test func surroundingsFollowIt() throws {
        let clock = try SuiteClock(path: path, createAt: 0)
        let surroundings = clock.surroundings()
        try clock.advance(to: 1_735_689_600_000_000)
        #expect(surroundings.now() == 1_735_689_600_000_000)
        #expect(surroundings.newIdentifier().hasPrefix("01941f29-7c00-7"))
    }

    @Test func aClockThatIsNotThereIsRefusedByItsPath() {
        #expect {
            try SuiteClock(path: path)
        } throws: { error in
            guard case .unreadable(let named, let reason)? = error as? SuiteClock.Problem else { return false }
            return named == path && reason == "No such file or directory"
        }
    }

    @Test func aFileTooShortIsNoClock() throws {
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path))
        let problem = SuiteClock.Problem.unreadable(
            path: path, reason: "it does not hold eight bytes; remove it to begin anew")
        #expect(throws: problem) { try SuiteClock(path: path) }
        // Beginning anew might set it back.
        #expect(throws: problem) { try SuiteClock(path: path, createAt: 7) }
        #expect(FileManager.default.contents(atPath: path) == Data([1, 2, 3]))
    }

    @Test func aFolderIsNoClock() {
        #expect {
            try SuiteClock(path: folder.path)
        } throws: { error in
            guard case .unreadable? = error as? SuiteClock.Problem else { return false }
            return "\(error)".contains("cannot be used")
        }
    }
}
