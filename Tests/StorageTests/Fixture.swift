// One store in a place of its own, on the engine that the test runs on, with a manual clock; everything defaulted, so
// that what a test sets is what it is about.

import Foundation
import MessageSchema
import Storage
import Surroundings
import Synchronization
import TestGround
import Testing
import WireJSON

/// An event of the tests.
struct Noted: Event {
    static let name = "tests.note.noted"
    static let summary = "A note was made."
    static let example = Noted(text: "a note")
    var text: String
}

struct Fixture: Sendable {
    let database: DatabaseUnderTest
    let clock: ManualClock
    let store: Store
    static let notes = Migration(
        part: "tests", version: 1,
        statements: [
            "CREATE TABLE note (id TEXT PRIMARY KEY, text TEXT NOT NULL, number BIGINT, raw BYTEA)",
            "CREATE TABLE parent (id BIGINT PRIMARY KEY)",
            """
            CREATE TABLE child (id BIGINT PRIMARY KEY,
              parent BIGINT NOT NULL REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)
            """,
        ])

    init(
        _ database: DatabaseUnderTest = DatabaseUnderTest(), clock: ManualClock = ManualClock(),
        migrations: [Migration] = [notes], adjust: (inout StoreSettings) -> Void = { _ in }
    ) throws {
        self.database = database
        self.clock = clock
        var settings = StoreSettings()
        // Batches end by what a test does, not by a slow machine.
        settings.batchMillisecondsMax = 600_000
        adjust(&settings)
        store = try Store.open(
            database.place, service: "tests", migrations: migrations, settings: settings,
            surroundings: clock.surroundings)
    }

    /// Another store on the same database.
    func another() throws -> Fixture { try Fixture(database, clock: clock) }

    var folder: TemporaryFolder { database.folder }
    var isOnPostgreSQL: Bool { database.address != nil }

    /// Writes a row and its event; gives the outcome.
    @discardableResult
    func note(_ id: String, text: String = "text", request: WriteRequest = .plain) async throws
        -> WriteOutcome
    {
        try await store.write(request) { try $0.note(id, text: text) }
    }

    func ids() async throws -> [String] {
        try await store.read {
            try $0.all("SELECT id FROM note ORDER BY id").map { try $0.text("id") }
        }
    }

    func head() async throws -> JournalHead { try await store.read { try $0.head() } }

    func turns() async throws -> Int64 {
        try await store.read {
            try #require(try $0.first("SELECT turn FROM journal_head")).integer("turn")
        }
    }

    func isWhole() async throws -> Bool { try await store.verify().fault == nil }

    /// Holds the writer inside one batch until `release`, so that what is submitted meanwhile joins
    /// it.
    func holdWriter() async throws -> HeldWriter {
        let (began, gate) = (Flag(), DispatchSemaphore(value: 0))
        let write = store.submit(.plain) { _ in
            began.raise()
            gate.wait()
            // Stays open: after a failed COMMIT the body runs again.
            gate.signal()
            return []
        }
        try await eventually { began.isRaised }
        return HeldWriter(gate: gate, write: write)
    }

    func closeOnAnotherThread() async -> StorageError? {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: store.close()) }
        }
    }
}

extension DatabaseUnderTest {
    var place: StorePlace { address.map(StorePlace.server) ?? .folder(folder.path) }
}

/// A write that keeps its batch open.
struct HeldWriter: Sendable {
    let gate: DispatchSemaphore
    let write: PendingWrite
    func release() { gate.signal() }
}

extension Writer {
    func note(_ id: String, text: String = "text") throws -> [UInt8] {
        try execute("INSERT INTO note (id, text) VALUES ($1, $2)", [.text(id), .text(text)])
        try append(Noted(text: text), subject: id)
        return Array("answer \(id)".utf8)
    }
}

extension Principal {
    static let tester = Principal(name: "tester", roles: [.administrator])
}

extension WriteRequest {
    static let plain = WriteRequest(principal: .tester)
    static let bookkeeping = WriteRequest(principal: .tester, purpose: .bookkeeping)
    static func keyed(
        _ key: String, method: String = "tests.note.make", digest: [UInt8] = [1, 2, 3],
        principal: Principal = .tester
    ) -> WriteRequest {
        WriteRequest(
            principal: principal,
            idempotency: IdempotencyClaim(key: key, method: method, digest: digest))
    }
}

/// A value that several tasks change.
final class Locked<Value: Sendable>: Sendable {
    private let state: Mutex<Value>
    init(_ value: Value) { state = Mutex(value) }
    var value: Value { state.withLock { $0 } }
    func change(_ change: (inout Value) -> Void) { state.withLock { change(&$0) } }
}

/// Something that happens once.
final class Flag: Sendable {
    private let state = Mutex(false)
    var isRaised: Bool { state.withLock { $0 } }
    func raise() { state.withLock { $0 = true } }
}

/// A rule's refusal.
struct Refusal: Error, Equatable {}
