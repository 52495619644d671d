// An upgrade that nobody notices: instances of the next release take the place of today's one after the other, on a
// database that the first of them gives a step that today's do not know, under writes and reads. No call fails. The
// calls carry no key and are made once.

import Fabric
import Foundation
import MessageSchema
import Synchronization
import TestGround
import Testing

import Glibc

@testable import GatewayCommandLine

@Suite("A rolling upgrade", .serialized)
struct RollingUpgradeTests {
    @Test(
        "to a release with one more step of the schema fails no call, and the old program then refuses with a sentence")
    func expand() async throws {
        var settings = BrokerSettings()
        // A busy machine may take long to start a program; this is about what happens to the calls.
        settings.absenceMilliseconds = 30_000
        let suite = try LiveSuite(settings: settings)
        for name in ["registry", "tasks"] { try suite.start(name) }
        let work = TaskWorkload()
        try await work.prepare(suite.client)
        try suite.start("tasks", instance: "2")
        try await suite.awaitInstances(2, of: "tasks")
        let writes = Load(work, suite.client, deadline: 60_000)
        let reads = Reads(suite.client)
        try await writes.during(lanes: 0..<4, keyed: false) {
            try await reads.during {
                try await writes.awaitMore(20)
                for instance in 1...2 {
                    try suite.start("tasks", instance: "\(instance + 2)", program: "sauro-tasks-next")
                    try await suite.awaitInstances(3, of: "tasks")
                    // Old and new write side by side, the database being the new one's.
                    #expect(Set(suite.instances(of: "tasks").map(\.version)) == [Release.version, "99.0.0"])
                    try await writes.awaitMore(40)
                    try await leave(suite.instance("tasks", "\(instance)"))
                    try await suite.awaitInstances(2, of: "tasks")
                }
                try await writes.awaitMore(20)
            }
        }
        #expect(writes.failures == [])
        #expect(reads.failures == [])
        #expect(reads.count > 20)
        try await writes.check(suite.client)
        #expect(suite.instances(of: "tasks").map(\.version) == ["99.0.0", "99.0.0"])
        try await expectRefusal(of: suite)
        try await suite.stop()
    }

    private func leave(_ process: LiveProcess) async throws {
        process.signal(SIGTERM)
        #expect(try await process.end(within: 10_000) == .exited(0))
    }

    /// The old program refuses the schema by a sentence that says what to install and where to look.
    private func expectRefusal(of suite: LiveSuite) async throws {
        try suite.start("tasks", instance: "5")
        let old = try suite.instance("tasks", "5")
        #expect(try await old.end(within: 10_000) == .exited(1))
        let log = try String(contentsOfFile: old.log, encoding: .utf8)
        #expect(
            log.contains(
                """
                was written by a newer release, 99.0.0: its part "tasks" is at version 3, this program, \
                \(Release.version), knows 2. Nothing was changed. Install release 99.0.0 or a later one
                """), "\(log)")
        let status = try schema(of: suite, by: "sauro-tasks")
        #expect(status.contains("tasks: newer") && status.contains("tasks is at 3, known 2"), "\(status)")
        #expect(try schema(of: suite, by: "sauro-tasks-next").contains("tasks: current"))
    }

    private func schema(of suite: LiveSuite, by program: String) throws -> String {
        let path = LiveProcess.programs.appendingPathComponent(program).path
        return try Command.run(path, ["migrate", "status"] + suite.database.flags(of: "tasks")).output
    }
}

/// Reads that are made once each while something happens.
private final class Reads: Sendable {
    private let client: Client
    private let state = Mutex<(count: Int, failures: [Failure], isFinished: Bool)>((0, [], false))

    init(_ client: Client) { self.client = client }

    var count: Int { state.withLock { $0.count } }
    var failures: [Failure] { state.withLock { $0.failures } }

    func during(_ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 { group.addTask { await self.run() } }
            defer { state.withLock { $0.isFinished = true } }
            try await body()
        }
    }

    private func run() async {
        while !state.withLock({ $0.isFinished }) {
            do throws(Failure) {
                _ = try await client.call(ListTasks(), metadata: CallMetadata(deadline: 60_000))
                state.withLock { $0.count += 1 }
            } catch { state.withLock { $0.failures.append(error) } }
        }
    }
}
