// What a service says of the ground it stands on: clocks that jump, gateways that are silent, data that is gone.

import Fabric
import Foundation
import Logging
import MessageSchema
import Surroundings
import TestGround
import Testing

@testable import ServiceKit

@Suite struct GroundWatchTests {
    private let log = RecordedLog()
    private let wall = ManualClock(0)
    private let even = ManualClock(0)

    private var surroundings: Surroundings {
        let (wall, even) = (wall, even)
        return Surroundings(now: { 0 }, monotonic: { even.now }, machineTime: { wall.now })
    }
    private var logger: Logger {
        var logger = Logger(label: "test") { _ in log }
        logger.logLevel = .trace
        return logger
    }
    private func watch() throws -> GroundWatch {
        GroundWatch(
            gateways: [try Endpoint("/run/a"), try Endpoint("/run/b")], surroundings: surroundings, logger: logger)
    }
    /// Lets both clocks go on, the wall clock by so much more.
    private func pass(_ milliseconds: Int64, jump: Int64 = 0) {
        even.set(even.now + milliseconds)
        wall.set(wall.now + milliseconds + jump)
    }

    @Test func aJumpOfTheClockIsSaidOnceEitherWay() throws {
        var watch = try watch()
        for jump: Int64 in [0, 1999, -1999, 10_800_000, 0, -7_200_000, 0] {
            pass(1000, jump: jump)
            watch.look(known: [true, true], surroundings)
        }
        #expect(
            log.entries.map(\.message) == [
                "the machine's clock was set forward", "the machine's clock was set back",
            ])
        #expect(log.entries.map { $0.metadata["milliseconds"] } == ["10800000", "-7200000"])
        #expect(log.entries.allSatisfy { $0.level == .warning && $0.metadata["next"] != nil })
    }

    @Test func slowDriftThatAddsUpIsSaidWhenItIsLarge() throws {
        var watch = try watch()
        for _ in 0..<3 {
            pass(1000, jump: 900)
            watch.look(known: [true, true], surroundings)
        }
        #expect(log.entries.count == 1)
    }

    @Test func aSilentGatewayIsSaidOnceAndAgainWhenItAnswers() throws {
        var watch = try watch()
        for _ in 0..<9 {
            pass(1000)
            watch.look(known: [true, false], surroundings)
        }
        #expect(log.entries.map(\.message) == ["a gateway does not answer"])
        #expect(log.entries.first?.metadata["gateway"] == "ipc:///run/b")
        #expect(log.entries.first?.metadata["next"]?.contains("its principals file admits this instance's key") == true)
        watch.look(known: [true, true], surroundings)
        #expect(log.entries.map(\.message) == ["a gateway does not answer", "the gateway answers"])
    }

    @Test func aShortSilenceIsNotSaid() throws {
        var watch = try watch()
        for round in 0..<20 {
            pass(1000)
            watch.look(known: [true, round % 5 == 4], surroundings)
        }
        #expect(log.entries.isEmpty)
    }
}

@Suite struct DataMarkTests {
    private let folder = TemporaryFolder()
    private var mark: DataMark { DataMark(folder: folder.file("tasks/"), service: "tasks") }

    @Test func aServiceThatNeverHadDataBegins() throws {
        try mark.refuseEmptiness()
        mark.set()
        #expect(!FileManager.default.fileExists(atPath: folder.file("tasks.made")))
    }

    @Test func oneThatHadDataDoesNotBeginAnew() throws {
        let database = folder.write("rows", to: "tasks/tasks.sqlite")
        mark.set()
        try mark.refuseEmptiness()
        mark.set()
        try Data().write(to: URL(fileURLWithPath: database))
        let error = #expect(throws: ServiceProblem.self) { try mark.refuseEmptiness() }
        #expect(
            "\(try #require(error))" == """
                there was data in \(folder.path)/tasks, and \(database) is missing or empty. Nothing was made. Mount \
                the volume that has it, or restore a backup; to begin with nothing, remove \(folder.path)/tasks.made
                """)
        try FileManager.default.removeItem(atPath: folder.file("tasks"))
        #expect(throws: ServiceProblem.self) { try mark.refuseEmptiness() }
        try FileManager.default.removeItem(atPath: folder.file("tasks.made"))
        try mark.refuseEmptiness()
    }
}
