// Whole services with a gateway between them, in one process: they find each other in any order, react to each other,
// do their duties, and leave when told.

import Fabric
import Logging
import MessageSchema
@testable import ServiceKit
import ServiceLifecycle
import ServiceTesting
import Storage
import Surroundings
import TestGround
import Testing
import WireJSON

@Suite("A running service")
struct ServiceInstanceTests {
    @Test("is ready while a service it reacts to is away, and hears of it later")
    func reactsLater() async throws {
        let house = try House()
        let duty = Duty(name: "greet") { context in
            guard try await context.read({ try $0.reader.first("SELECT text FROM line") }) == nil else { return false }
            try await context.write { try $0.line("good morning") }
            return false
        }
        let heard = Reaction.on(NoteWritten.self) { event, _, context in try context.line(event.unit.text) }
        try await house.running(SampleRegistry.blueprint) {
            for unit in ["VN", "31"] {
                try await house.call(Sample.founding(unit, parent: unit == "VN" ? nil : "VN"))
            }
            try await house.running(Diary.blueprint(reactions: [heard], duties: [duty])) {
                try await eventually("the duty") { try await house.told("diary").contains(LineWritten.name) }
                let before = try await house.told("diary")
                #expect(before == [UnitsFollowed.name, LineWritten.name])
                try await house.running(NotesContract.blueprint) {
                    try await house.call(WriteNote(unit: code("31"), text: "news"))
                    try await eventually("the reaction") { try await house.told("diary").count == before.count + 1 }
                }
                // Units come all the same while the notes are away.
                try await house.call(Sample.founding("HP-DOH", parent: "31"))
                try await eventually("the unit") { try await house.told("diary").last == UnitsFollowed.name }
            }
        }
        let diary = try house.store("diary")
        #expect(try await diary.lines() == ["good morning", "31"])
        #expect(try await diary.verify().fault == nil)
    }

    @Test("leaves though a duty does not hear")
    func leaves() async throws {
        let house = try House()
        let gate = Locked<CheckedContinuation<Bool, Never>?>(nil)
        let deaf = Duty(name: "deaf") { _ in
            await withCheckedContinuation { continuation in gate.change { $0 = continuation } }
        }
        try await house.running(SampleRegistry.blueprint) {
            try await house.running(Diary.blueprint(duties: [deaf]), drainSeconds: 0) {
                try await eventually("the duty to run") { gate.value != nil }
            }
        }
        #expect(gate.value != nil)
        gate.value?.resume(returning: false)
    }
}

/// A gateway, and services that run while a test needs them.
final class House: Sendable {
    private let transport = MemoryTransport()
    let broker: Broker
    private let client: Client
    let folder = TemporaryFolder()
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init() throws {
        broker = Broker(
            transport: transport, clients: .memory("client"), workers: .memory("worker"), surroundings: .live
        ) { _, _ in .success(.administrator) }
        client = Client(transport: transport, gateways: [.memory("client")], surroundings: .live)
        try broker.start()
        try client.start()
    }

    deinit {
        client.stop()
        broker.stop()
    }

    /// Runs a service until the body has ended and the service has left.
    func running(_ blueprint: Blueprint, drainSeconds: Int = 5, _ body: () async throws -> Void) async throws {
        let group = try group(of: blueprint, drainSeconds: drainSeconds)
        async let run: Void = group.run()
        do {
            let service = blueprint.contract.service
            try await eventually("\(service) to be ready") { try await self.told(service) != [""] }
            try await body()
        } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await run
    }

    /// A service that runs as soon as its group does.
    func group(of blueprint: Blueprint, drainSeconds: Int = 5) throws -> ServiceGroup {
        let instance = try ServiceInstance(
            blueprint, folder: folder.path,
            network: ServiceNetwork(
                transport: transport, workers: [.memory("worker")], clients: [.memory("client")]),
            settings: FrameSettings(), surroundings: .live, drainSeconds: drainSeconds, logger: logger)
        return ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: instance, successTerminationBehavior: .gracefullyShutdownGroup)],
                logger: logger))
    }

    @discardableResult
    func call<M: Method>(_ request: M) async throws -> M.Reply { try await client.call(request).value }

    /// The types of the events a service has told; one empty word while it does not answer.
    func told(_ service: ServiceName) async throws -> [String] {
        let request = JournalRequest(of: service, after: 0, limit: 100)
        do {
            let page = try await client.call(service: service, method: request.method, params: request.params())
            return try WireJSON.decode(EventPage.self, from: page.bytes).items.map(\.type)
        } catch let failure as Failure where failure.kind == .unavailable { return [""] }
    }

    /// The data of a service that has left.
    func store(_ service: ServiceName) throws -> Store {
        try Store.open(
            .folder(folder.path), service: service, migrations: Diary.blueprint().allMigrations, surroundings: .live)
    }
}
