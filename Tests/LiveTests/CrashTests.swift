// A service killed in the middle of its work: nothing acknowledged is lost, nothing is doubled. The same for all four.

import Fabric
import MessageSchema
import Surroundings
import Synchronization
import TestGround
import Testing

import Glibc

@testable import GatewayCommandLine

@Suite("A service under load", .serialized)
struct CrashTests {
    @Test("the registry loses no acknowledged write and doubles none when it is killed twenty times")
    func registry() async throws { try await expectNothingLost(StaffWorkload(), kills: 20) }

    @Test("the task service neither, killed ten times")
    func tasks() async throws { try await expectNothingLost(TaskWorkload(), kills: 10) }

    @Test("the insurance service neither, and its books balance, killed ten times")
    func insurance() async throws { try await expectNothingLost(ClaimWorkload(), kills: 10) }

    @Test("the notification service neither, and everyone is told once, killed ten times")
    func notifications() async throws { try await expectNothingLost(NoticeWorkload(), kills: 10) }

    @Test("a subscription makes one notice of each event while its service is killed ten times")
    func subscription() async throws {
        try await expectNothingLost(SubscribedWorkload(), killing: "notifications", kills: 10)
    }

    @Test("three instances on one database keep one gapless, valid chain while one is killed and one drained")
    func threeInstances() async throws {
        let suite = try LiveSuite()
        for instance in ["1", "2", "3"] { try suite.start("registry", instance: instance) }
        try await suite.awaitInstances(3, of: "registry")
        let work = StaffWorkload()
        try await work.prepare(suite.client)
        let load = Load(work, suite.client)
        try await withThrowingTaskGroup { group in
            for lane in 0..<12 { group.addTask { try await load.run(lane: lane) } }
            try await eventually("300 writes") { load.acknowledged.count >= 300 }
            try await suite.instance("registry", "2").kill()
            let leaving = try suite.instance("registry", "3")
            leaving.signal(SIGTERM)
            #expect(await leaving.end() == .exited(0))
            try await eventually("600 writes") { load.acknowledged.count >= 600 }
            load.finish()
            try await group.waitForAll()
        }
        try await load.check(suite.client)
        try await suite.stop()
    }

    /// Eight writers go on while the service is killed and started again; the registry runs beside it.
    private func expectNothingLost<Work: Workload>(
        _ work: Work, killing victim: String = Work.Owner.service.text, kills: Int
    ) async throws {
        let suite = try LiveSuite()
        for service in Set([victim, Work.Owner.service.text, "registry"]) { try suite.start(service) }
        try await work.prepare(suite.client)
        let load = Load(work, suite.client)
        try await withThrowingTaskGroup { group in
            for lane in 0..<8 { group.addTask { try await load.run(lane: lane) } }
            var generator = SystemRandomNumberGenerator()
            for round in 1...kills {
                let goal = load.acknowledged.count + Int.random(in: 1...60, using: &generator)
                try await eventually("writes of round \(round)") { load.acknowledged.count >= goal }
                try await suite.instance(victim).kill()
                try suite.start(victim)
            }
            load.finish()
            try await group.waitForAll()
        }
        try await load.check(suite.client)
        try await work.verify(load.acknowledged.count, suite.client)
        try await suite.stop()
    }
}
