// A service killed in the middle of its work: nothing acknowledged is lost, nothing is doubled.

import Fabric
import MessageSchema
import Surroundings
import Synchronization
import TestGround
import Testing
import WireJSON

import Glibc

@testable import GatewayCommandLine

@Suite("A service under load", .serialized)
struct CrashTests {
    @Test("loses no acknowledged write and doubles none when it is killed twenty times")
    func killedTwentyTimes() async throws {
        let suite = try LiveSuite()
        try suite.start("registry")
        try await found("HP-DOH", suite)
        let load = Load(suite.client)
        let kills = 20
        try await withThrowingTaskGroup { group in
            for lane in 0..<8 { group.addTask { try await load.run(lane: lane) } }
            var generator = SystemRandomNumberGenerator()
            for round in 1...kills {
                let goal = load.acknowledged.count + Int.random(in: 1...60, using: &generator)
                try await eventually("writes of round \(round)") { load.acknowledged.count >= goal }
                try await suite.instance("registry").kill()
                try suite.start("registry")
            }
            load.finish()
            try await group.waitForAll()
        }
        try await check(load, suite)
        try await suite.stop()
    }

    @Test("three instances on one data folder keep one gapless, valid chain while one is killed and one drained")
    func threeInstances() async throws {
        let suite = try LiveSuite()
        for instance in ["1", "2", "3"] { try suite.start("registry", instance: instance) }
        try await suite.awaitInstances(3, of: "registry")
        try await found("HP-DOH", suite)
        let load = Load(suite.client)
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
        try await check(load, suite)
        try await suite.stop()
    }

    /// Every acknowledged member of staff is in the journal once, there is no other, and the chain holds.
    private func check(_ load: Load, _ suite: LiveSuite) async throws {
        let acknowledged = load.acknowledged
        #expect(Set(acknowledged).count == acknowledged.count)
        var recorded: [String] = []
        var sequences: [Int64] = []
        var after: Int64 = 0
        while true {
            let page = try await suite.client.call(ReadEvents<RegistryContract>(after: after, limit: 1000)).value
            recorded += page.items.filter { $0.type == StaffRegistered.name }.map(\.subject)
            sequences += page.items.map(\.sequence)
            after = page.next
            if page.next == page.head { break }
        }
        #expect(sequences == Array(1...Int64(sequences.count)))
        #expect(recorded.sorted() == acknowledged.sorted())
        let verification = try await suite.client.call(VerifyJournal<RegistryContract>()).value
        #expect(verification.holds && verification.entries == sequences.count)
    }

    private func found(_ code: String, _ suite: LiveSuite) async throws {
        let request = EstablishUnit(
            code: try UnitCode(code), name: LocalizedText(vi: "Sở Y tế"), kind: .provincialDepartment,
            from: try CalendarDate("2000-01-01"))
        let metadata = CallMetadata(idempotencyKey: "found-\(code)")
        try await eventually("the registry") {
            do {
                _ = try await suite.client.call(request, metadata: metadata)
                return true
            } catch let failure as Failure where failure.kind == .unavailable { return false }
        }
    }
}

/// Writers that register staff and repeat, under the same key, whatever was not acknowledged.
private final class Load: Sendable {
    private let client: Client
    private let state = Mutex((acknowledged: [String](), isFinished: false))

    init(_ client: Client) { self.client = client }

    var acknowledged: [String] { state.withLock { $0.acknowledged } }
    func finish() { state.withLock { $0.isFinished = true } }

    func run(lane: Int) async throws {
        var number = 0
        while !state.withLock({ $0.isFinished }) {
            number += 1
            let staff = try await register(name: "Người \(lane) số \(number)", key: "\(lane)-\(number)")
            state.withLock { $0.acknowledged.append(staff) }
        }
    }

    /// Repeats one write until it is acknowledged; two hundred attempts are a failure.
    private func register(name: String, key: String) async throws -> String {
        let request = RegisterStaff(unit: try UnitCode("HP-DOH"), name: try PlainText(name), profession: .nurse)
        let repeatable: Set<ErrorKind> = [.unavailable, .deadlineExceeded, .overloaded]
        for _ in 0..<200 {
            switch await outcome(of: request, key: key) {
            case .success(let member): return member.id.text
            case .failure(let failure) where !repeatable.contains(failure.kind): throw failure
            case .failure: continue
            }
        }
        throw LiveProblem("the write \(key) was never acknowledged")
    }

    private func outcome(of request: RegisterStaff, key: String) async -> Result<StaffMember, Failure> {
        do throws(Failure) {
            return .success(try await client.call(request, metadata: CallMetadata(idempotencyKey: key)).value)
        } catch { return .failure(error) }
    }
}
