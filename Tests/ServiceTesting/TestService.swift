// A service for tests: the real frame over a store in a temporary folder, with a clock that a test moves. No process,
// no socket; requests go in as JSON bodies and answers come out as such.

public import Exposition
internal import Fabric
public import Logging
public import MessageSchema
public import ServiceKit
public import Storage
import Surroundings
private import Synchronization
import TestGround
import WireJSON

/// A service under test.
public final class TestService: Sendable {
    public let store: Store
    /// The service's name.
    public let name: ServiceName
    /// What it measures: tests run with it, as services do that are watched.
    public let page: Exposition
    private let frame: ServiceFrame
    private let clock: TestClock
    private let database: DatabaseUnderTest
    /// The folder of its data; on PostgreSQL, of what else it keeps.
    public var folder: String { database.folder.path }
    private let parkings = Mutex(0)

    /// Starts a service at an instant. `follows` are the services whose events it knows after `followNow()`, the
    /// registry for its units among them; what it follows beside them has told nothing. `log` hears everything that is
    /// logged, from trace on.
    public static func start(
        _ blueprint: Blueprint, at start: String = "2025-01-01T00:00:00Z", follows followed: TestService...,
        parkedMax: Int = 256, log: (any LogHandler)? = nil, queues: QueueSettings = QueueSettings()
    ) throws -> TestService {
        try TestService(
            blueprint, clock: TestClock(Instant(start)), follows: followed, database: DatabaseUnderTest(),
            parkedMax: parkedMax, log: log, queues: queues)
    }

    /// Another instance on the same data folder and the same clock as `other`.
    public static func start(
        _ blueprint: Blueprint, sharing other: TestService, follows followed: TestService...
    ) throws -> TestService {
        try TestService(blueprint, clock: other.clock, follows: followed, database: other.database)
    }

    private init(
        _ blueprint: Blueprint, clock: TestClock, follows followed: [TestService], database: DatabaseUnderTest,
        parkedMax: Int = 256, log: (any LogHandler)? = nil, queues: QueueSettings = QueueSettings()
    ) throws {
        self.clock = clock
        self.database = database
        name = blueprint.contract.service
        page = blueprint.exposition()
        var logger = Logger(label: "test") { _ in log ?? SwiftLogNoOpLogHandler() }
        logger.logLevel = log == nil ? .critical : .trace
        var settings = FrameSettings()
        settings.parkedMax = parkedMax
        settings.queues = queues
        settings.backups = database.folder.file("backups")
        settings.database = database.address
        frame = try ServiceFrame(
            blueprint, folder: database.folder.path, settings: settings, surroundings: clock.surroundings,
            logger: logger, exposition: page
        ) { request, _ in
            guard let service = followed.first(where: { $0.name == request.service }) else {
                return EventPage(journal: "none", items: [], next: 0, head: 0)
            }
            return try await service.events(request)
        }
        store = frame.store
    }

    deinit { store.close() }

    /// Calls a method; a refusal is thrown as the `Failure` that crosses the wire.
    @discardableResult
    public func call<M: Method>(
        _ request: M, as principal: Principal = .administrator, metadata: CallMetadata = .init()
    ) async throws -> M.Reply {
        try await answer(request, as: principal, metadata: metadata).reply
    }

    /// Calls a method and gives what the reply states about itself, too.
    public func answer<M: Method>(
        _ request: M, as principal: Principal = .administrator, metadata: CallMetadata = .init()
    ) async throws -> (reply: M.Reply, metadata: ReplyMetadata) {
        let id = RawJSON(unsafeUnchecked: Array("1".utf8))
        let body = JSONRPC.request(
            id: id, method: M.name.text, params: try WireJSON.encode(request), metadata: metadata)
        let result = try await result(of: body, as: principal)
        let stated = try result[CallMetadata.member]?.decode(ReplyMetadata.self) ?? ReplyMetadata()
        return (try result.decode(M.Reply.self), stated)
    }

    /// A stretch of this service's journal, as another service asks for it.
    public func events(_ request: JournalRequest) async throws -> EventPage {
        let id = RawJSON(unsafeUnchecked: Array("1".utf8))
        let body = JSONRPC.request(
            id: id, method: request.method, params: try request.params().bytes, metadata: CallMetadata())
        return try await result(of: body, as: .administrator).decode(EventPage.self)
    }

    private func result(of body: [UInt8], as principal: Principal) async throws -> JSONNode {
        let root = try WireJSON.parse(await raw(body, as: principal))
        if let error = root["error"] { throw try error.decode(Failure.self) }
        guard let result = root["result"] else { throw TestProblem("an answer has a result or an error") }
        return result
    }

    /// The value that a series of its page has, such as `sauro_tasks_overdue`, its labels in the order of their names;
    /// nil if the page does not have it.
    public func measured(_ series: String) async -> Double? {
        let line = await page.page().split(separator: "\n").first { $0.hasPrefix(series + " ") }
        return line?.split(separator: " ").last.flatMap { Double($0) }
    }

    /// How many long polls were parked so far.
    public var parked: Int { parkings.withLock { $0 } }

    /// Sends a body as it is, `aged` milliseconds old, and gives the answer as it is.
    public func raw(_ body: String, as principal: Principal = .administrator, aged: Int64 = 0) async -> String {
        String(decoding: await raw(Array(body.utf8), as: principal, aged: aged), as: UTF8.self)
    }

    private func raw(_ body: [UInt8], as principal: Principal, aged: Int64 = 0) async -> [UInt8] {
        let surroundings = clock.surroundings
        let head = RequestHead(principal: principal, agedMilliseconds: aged, sent: surroundings.machineTime())
        return await frame.answer(
            body, head: head, arrived: surroundings.monotonic(), park: { self.parkings.withLock { $0 += 1 } })
    }

    /// Moves the clock forward to a date's noon in Vietnam, or to an instant.
    public func advance(to time: String) throws {
        let instant =
            if let date = try? CalendarDate(time) {
                Instant(microseconds: Instant(startOf: date).microseconds + 12 * 3_600_000_000)
            } else { try Instant(time) }
        clock.advance(to: instant)
    }

    /// Moves the machine's wall clock forward, by which leases and waits between attempts go; the suite's stands still.
    public func advanceMachine(milliseconds: Int64) { clock.advanceMachine(milliseconds: milliseconds) }

    /// Takes over everything that the followed services have told so far.
    public func followNow() async throws { try await frame.followNow() }

    /// Runs all duties, one after the other, until none has anything left to do; throws what failed first, after all
    /// were tried.
    public func performDuties() async throws { try await frame.performDuties() }

    /// The folder in which it writes copies for backups.
    public var backups: String { database.folder.file("backups") }

    /// Writes the copies that are asked for, as a running service does, while the body runs.
    public func withCopies(_ body: () async throws -> Void) async throws {
        let writing = Task { await frame.writeCopies() }
        do { try await body() } catch {
            writing.cancel()
            throw error
        }
        writing.cancel()
        await writing.value
    }

    /// Runs the duties as a running service does, while the body runs.
    public func withDuties(_ body: () async throws -> Void) async throws {
        frame.startDuties()
        do { try await body() } catch {
            await frame.stopDuties(milliseconds: 10_000)
            throw error
        }
        await frame.stopDuties(milliseconds: 10_000)
    }
}

/// A test's own mistake.
struct TestProblem: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

extension Principal {
    /// Everything, everywhere.
    public static let administrator = Principal(name: "local:1000", roles: [.administrator])

    /// Somebody with these roles, everywhere or at and under one unit.
    public static func with(_ name: String, roles: [Role], scope: String? = nil) -> Principal {
        Principal(name: name, roles: roles, scope: scope)
    }
}
