// How a service leaves: announced, taking no more, finishing what runs, following until then, with one whole file left.

import ArgumentParser
import Dispatch
import Fabric
import Foundation
import MessageSchema
@testable import ServiceKit
import ServiceLifecycle
import Storage
import Surroundings
import Synchronization
import TestGround
import Testing

@Suite("A service that leaves")
struct ServiceInstanceDrainTests {
    @Test("announces it, takes no more, finishes what runs and follows until then")
    func inOrder() async throws {
        let house = try House()
        let slow = Slow()
        try await house.running(SampleRegistry.blueprint) {
            try await house.call(Sample.founding("VN", parent: nil))
            let group = try house.group(of: slow.blueprint, drainSeconds: 60)
            let run = Task { try await group.run() }
            try await eventually("the service") { try await house.told("slow") != [""] }
            let first = Task { try await house.call(GetSlowly()) }
            try await eventually("the request to run") { slow.begun == 1 }

            await group.triggerGracefulShutdown()
            try await eventually("the announcement") {
                house.broker.statistics.service("slow")?.instances.first?.draining == true
            }
            let second = await failure { try await house.call(GetSlowly()) }
            #expect(second?.kind == .unavailable && second?.executed == .no)
            #expect(slow.begun == 1)
            try await house.call(Sample.founding("31", parent: "VN"))
            let store = try Store.open(
                .folder(house.folder.path), service: "slow", migrations: slow.blueprint.allMigrations,
                surroundings: .live)
            try await eventually("the unit to be followed") { try await store.cursor("registry")?.after ?? 0 >= 2 }
            store.close()
            #expect(slow.finished == 0)

            slow.letGo()
            #expect(try await first.value == GetSlowly.Reply())
            try await run.value
            #expect(slow.finished == 1)
        }
    }

    @Test("answers polls that wait with an empty page")
    func parkedPolls() async throws {
        let house = try House()
        var polls: [Task<EventPage, any Error>] = []
        try await house.running(SampleRegistry.blueprint) {
            try await house.call(Sample.founding("VN", parent: nil))
            let head = try await house.call(ReadEvents<SampleRegistry>(after: 0)).head
            polls = (0..<2).map { _ in
                Task { try await house.call(ReadEvents<SampleRegistry>(after: head, wait: 9000)) }
            }
            try await eventually("the polls to wait") {
                house.broker.statistics.service("registry")?.instances.first?.parked == 2
            }
        }
        for poll in polls {
            let page = try await poll.value
            #expect(page.items.isEmpty && page.next == page.head)
        }
    }

    @Test("leaves one whole file")
    func wholeFile() async throws {
        let house = try House()
        let log = house.folder.file("registry.sqlite-wal")
        try await house.running(SampleRegistry.blueprint) {
            try await house.call(Sample.founding("VN", parent: nil))
            #expect(try size(of: log) > 0)
        }
        #expect(try size(of: log) == 0)
    }

    @Test("takes several gateways for its own requests as for others'")
    func severalGateways() throws {
        let options = try ServiceOptions.parse([
            "--data", "d", "--gateway", "a", "--gateway", "b", "--client", "c", "--client", "e",
        ])
        #expect(options.gateway == ["a", "b"] && options.client == ["c", "e"])
        #expect(throws: (any Error).self) { try ServiceOptions.parse(["--data", "d", "--gateway", "a"]) }
    }

    @Test("keeps idempotency keys for as many days as it is told, one at least")
    func idempotencyDays() throws {
        for (words, days) in [([], 7), (["--idempotency-days", "3"], 3)] as [([String], Int64)] {
            let options = try ServiceOptions.parse(["--data", "d", "--gateway", "a", "--client", "c"] + words)
            #expect(try options.settings.store.idempotencyDays == days)
        }
        let none = try ServiceOptions.parse(
            ["--data", "d", "--gateway", "a", "--client", "c", "--idempotency-days", "0"])
        #expect(throws: (any Error).self) { try none.settings }
    }

    /// Bytes of a file; none if it is not there.
    private func size(of path: String) throws -> Int {
        guard FileManager.default.fileExists(atPath: path) else { return 0 }
        return try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? -1
    }

    private func failure<T>(_ call: () async throws -> T) async -> Failure? {
        do { _ = try await call() } catch { return error as? Failure }
        return nil
    }
}

/// A service with one method, which ends when the test lets it.
private final class Slow: Sendable {
    private let gate = DispatchSemaphore(value: 0)
    private let counts = Mutex((begun: 0, finished: 0))

    var begun: Int { counts.withLock { $0.begun } }
    var finished: Int { counts.withLock { $0.finished } }
    func letGo() { gate.signal() }

    var blueprint: Blueprint {
        Blueprint(
            contract: SlowContract.self, migrations: [],
            routes: [
                .read(GetSlowly.self) { [self] _, _ in
                    counts.withLock { $0.begun += 1 }
                    gate.wait()
                    counts.withLock { $0.finished += 1 }
                    return GetSlowly.Reply()
                }
            ])
    }
}

private enum SlowContract: Contract {
    static let service: ServiceName = "slow"
    static let summary = "Slow answers for tests."
    static let methods: [any Method.Type] = [GetSlowly.self]
    static let events: [any Event.Type] = []
    static let errors: [ErrorCase] = []
}

private struct GetSlowly: Method {
    static let name: MethodName = "slow.thing.get"
    static let effect = Effect.reads
    static let permission = Permission.readUnits
    static let scope = Scope<Self>.anywhere
    static let summary = "Get a thing slowly."
    struct Reply: Codable, Hashable, Sendable {}
    static let example = Example(Self(), reply: Reply())
}
