// A registry with notes that outside consumers follow by queues, and what those tests say again and again.

import MessageSchema
import ServiceKit
import ServiceTesting
import Storage
import TestGround
import Testing
import WireJSON

typealias Notes = NotesContract

/// Notes to follow: the journal's first entry tells of the units, each further one of a note.
struct QueueSample {
    let sample: Sample
    let notes: TestService

    /// Who may read events, and nothing else.
    static let hospital = Principal.with("hospital", roles: [.auditor])
    /// Another one of the same kind.
    static let ministry = Principal.with("ministry", roles: [.auditor])

    init(notes count: Int = 0, queues: QueueSettings = QueueSettings()) async throws {
        sample = try await Sample()
        notes = try TestService.start(Notes.blueprint, follows: sample.registry, queues: queues)
        try await notes.followNow()
        for _ in 0..<count { try await note() }
    }

    /// Writes a note and gives its sequence.
    @discardableResult
    func note(_ unit: String = "HP-DOH", trace: String? = nil) async throws -> Int64 {
        try await notes.call(
            WriteNote(unit: code(unit), text: "good"), metadata: CallMetadata(traceparent: trace)
        ).number
    }

    /// Opens the queue `q`, of notes from the beginning.
    @discardableResult
    func open(
        types: [EventPattern]? = ["notes.note.written"], subjects: [String]? = nil, visibility: Int64? = nil,
        attempts: Int? = nil
    ) async throws -> EventQueue {
        try await notes.call(
            SubscribeQueue<Notes>(
                queue: "q", types: types, subjects: subjects, after: 0, visibilityMilliseconds: visibility,
                attemptsMax: attempts), as: Self.hospital)
    }

    func next(
        _ limit: Int? = nil, of queue: QueueName = "q", as principal: Principal = Self.hospital,
        on service: TestService? = nil
    ) async throws -> [QueuedEvent] {
        try await (service ?? notes).call(NextEvents<Notes>(queue: queue, limit: limit), as: principal).items
    }

    @discardableResult
    func acknowledge(_ items: QueuedEvent..., on service: TestService? = nil) async throws -> Int {
        try await (service ?? notes).call(
            AcknowledgeEvents<Notes>(queue: "q", receipts: items.map(\.receipt)), as: Self.hospital
        ).acknowledged
    }

    @discardableResult
    func release(_ items: QueuedEvent..., reason: PlainText? = nil) async throws -> ReleaseEvents<Notes>.Reply {
        try await notes.call(
            ReleaseEvents<Notes>(queue: "q", receipts: items.map(\.receipt), reason: reason), as: Self.hospital)
    }

    /// Changes an entry of the journal behind the service's back; its id.
    @discardableResult
    func damage(_ sequence: Int64, _ change: String = "data = '{\"unit\":\"HD-DOH\"}'") async throws -> String {
        let request = WriteRequest(principal: .administrator, purpose: .bookkeeping)
        _ = try await notes.store.write(request) { writer in
            try writer.execute("UPDATE journal SET \(change) WHERE sequence = \(sequence)")
            return []
        }
        return try await notes.store.read { try $0.head().journal }
    }

    func letters() async throws -> [DeadLetter] {
        try await notes.call(ListLetters<Notes>(queue: "q"), as: Self.hospital).items
    }

    /// How the queue `q` stands.
    func state() async throws -> EventQueue {
        try #require(try await notes.call(ListQueues<Notes>(), as: Self.hospital).items.first { $0.queue == "q" })
    }

    /// Takes the one event there is and gives it back so often.
    func exhaust(_ attempts: Int, reason: PlainText? = nil) async throws {
        for _ in 0..<attempts { try await release(try #require(try await next(1).first), reason: reason) }
    }
}

extension [QueuedEvent] {
    var sequences: [Int64] { map(\.event.sequence) }
    var attempts: [Int] { map(\.attempt) }
}

extension Store {
    /// Gives the journal a new id, as is done after a restore.
    func restore() async throws -> String {
        let outcome = try await renewJournal(request: WriteRequest(principal: .administrator))
        return String(decoding: outcome.answer, as: UTF8.self)
    }

    /// Everything in the database, table by table, but for the turns that were taken.
    func contents() async throws -> [String: [String]] {
        let tables = [
            "journal", "journal_private", "journal_cursor", "idempotency", "queue", "queue_delivery",
            "queue_letter",
        ]
        return try await read { reader in
            var contents: [String: [String]] = [:]
            for table in tables { contents[table] = try reader.all("SELECT * FROM \(table)").map { "\($0)" } }
            return contents
        }
    }
}

extension QueueSettings {
    /// The usual bounds, but for some.
    static func with(_ change: (inout QueueSettings) -> Void) -> QueueSettings {
        var settings = QueueSettings()
        change(&settings)
        return settings
    }
}
