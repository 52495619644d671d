// An instance that stops answering with requests in hand, and one that comes back from the dead: real processes,
// stopped with SIGSTOP for longer than a gateway believes in them.

import Fabric
import MessageSchema
import TestGround
import Testing

import Glibc

@Suite("An instance that stops answering", .serialized)
struct StoppedInstanceTests {
    @Test("is replaced for what may be repeated, the rest is answered, and it is known once when it comes back")
    func comesBack() async throws {
        let suite = try LiveSuite()
        try suite.start("registry", instance: "1")
        try await suite.awaitInstances(1, of: "registry")
        let first = suite.instances(of: "registry").map(\.instance)
        try suite.start("registry", instance: "2")
        try suite.start("tasks")
        try await suite.awaitInstances(2, of: "registry")
        let work = StaffWorkload()
        try await work.prepare(suite.client)
        try await suite.awaitInstances(1, of: "tasks")
        let before = suite.instances(of: "registry")
        try await suite.stopOutOfTurn("registry", "2")

        let load = Load(work, suite.client, deadline: 30_000)
        let client = suite.client
        async let keyed = many(40) { number in await outcome { try await writes(work, client, key: "k-\(number)") } }
        async let asked = many(40) { number in await outcome { try await asks(number, client) } }
        async let unkeyed = many(40) { _ in await outcome { try await writes(work, client, key: nil) } }
        let (repeated, read, once) = await (keyed, asked, unkeyed)
        // Half of each went to the instance that does not answer.
        #expect(repeated.compactMap(\.failure) == [])
        #expect(read.compactMap(\.failure) == [])
        let lost = once.compactMap(\.failure)
        #expect(!lost.isEmpty && lost.count < once.count)
        #expect(lost.allSatisfy { $0.kind == .unavailable && $0.executed == .unknown })
        #expect(suite.broker.statistics.counters.repeated > 0)

        try suite.instance("registry", "2").signal(SIGCONT)
        try await suite.awaitInstances(2, of: "registry")
        let after = suite.instances(of: "registry")
        #expect(Set(after.map(\.instance)) == Set(before.map(\.instance)))
        // It had to say READY anew; the other only if the machine, too, stood still.
        let epochs = Dictionary(uniqueKeysWithValues: before.map { ($0.instance, $0.epoch) })
        let returned = try #require(after.first { !first.contains($0.instance) })
        #expect(try returned.epoch > #require(epochs[returned.instance]))

        // What it may have done late with a key was not done twice; without a key it was acknowledged or unknown.
        let acknowledged = (repeated + once).compactMap(\.written)
        let (recorded, _) = try await load.journal(suite.client)
        #expect(Set(recorded).count == recorded.count)
        #expect(Set(recorded).isSuperset(of: acknowledged))
        #expect(recorded.count <= acknowledged.count + lost.count)
        try await suite.stop()
    }

    private struct Outcome: Sendable {
        var written: String?
        var failure: Failure?
    }

    private func outcome(_ call: () async throws -> String?) async -> Outcome {
        do { return Outcome(written: try await call()) } catch let failure as Failure {
            return Outcome(failure: failure)
        } catch {
            Issue.record(error)
            return Outcome()
        }
    }

    private func writes(_ work: StaffWorkload, _ client: Client, key: String?) async throws -> String? {
        try await work.write("Người \(key ?? "khác")", client, CallMetadata(deadline: 30_000, idempotencyKey: key))
    }

    /// Asks two services in turn who they are; each answer is the right service's.
    private func asks(_ number: Int, _ client: Client) async throws -> String? {
        let metadata = CallMetadata(deadline: 30_000)
        let asked = number % 2 == 0 ? "registry" : "tasks"
        let answered =
            number % 2 == 0
            ? try await client.call(CheckHealth<RegistryContract>(), metadata: metadata).value.service
            : try await client.call(CheckHealth<TasksContract>(), metadata: metadata).value.service
        #expect(answered == asked)
        return nil
    }

    private func many(_ count: Int, _ call: @escaping @Sendable (Int) async -> Outcome) async -> [Outcome] {
        await withTaskGroup(of: Outcome.self) { group in
            for number in 0..<count { group.addTask { await call(number) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }
}
