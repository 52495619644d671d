// A service that reacts and has duties: it writes down what the others tell, a line each, so that a test sees what was
// written twice or not at all.

import Logging
import MessageSchema
import ServiceKit
import ServiceTesting
import Storage
import Surroundings
import Synchronization
import TestGround
import Testing
import WireJSON

/// A diary of what was heard.
enum Diary: Contract {
    static let service: ServiceName = "diary"
    static let summary = "Lines for tests."
    static let methods: [any Method.Type] = []
    static let events: [any Event.Type] = [LineWritten.self]
    static let errors: [ErrorCase] = []

    static let migrations = [
        Migration(
            part: "diary", version: 1,
            statements: [
                "CREATE TABLE line (text TEXT NOT NULL)",
                """
                CREATE TABLE due (
                  name TEXT NOT NULL PRIMARY KEY, day TEXT NOT NULL, is_done BIGINT NOT NULL, lease_owner TEXT,
                  lease_until BIGINT)
                """,
            ])
    ]

    static func blueprint(reactions: [Reaction] = [], duties: [Duty] = []) -> Blueprint {
        Blueprint(contract: Self.self, migrations: migrations, routes: [], reactions: reactions, duties: duties)
    }

    /// Writes a line for each row of `due` whose day has come, one at a time, by compare-and-set.
    static let reminders = Duty(name: "reminders") { context in
        let (open, today) = try await context.read { (try $0.openDues(by: $0.today.text), $0.today) }
        guard let name = open.first else { return false }
        try await context.write { context in
            guard try context.finish(name) else { return }
            try context.line("\(name) on \(today)")
        }
        return true
    }

    /// Writes a line for each note: the event's id.
    static let notes = Reaction.on(NoteWritten.self) { _, origin, context in try context.line(origin.id) }
}

struct LineWritten: Event {
    static let name = "diary.line.written"
    static let summary = "A line was written."
    static let example = LineWritten(text: "a line")
    var text: String
}

extension WriteContext {
    /// Writes a line and its event.
    func line(_ text: String) throws {
        try writer.execute("INSERT INTO line (text) VALUES ($1)", [.text(text)])
        try append(LineWritten(text: text), subject: PlainText(stringLiteral: "line"))
    }
}

extension ReadContext {
    /// The names of what is not done yet, the days up to one only.
    func openDues(by day: String = "9999-12-31") throws -> [String] {
        try reader.all(
            "SELECT name FROM due WHERE is_done = 0 AND day <= $1 ORDER BY name", [.text(day)]
        ).map { try $0.text("name") }
    }
}

extension WriteContext {
    /// Notes what is due on a day; without an event.
    func plan(_ name: String, on day: String) throws {
        try writer.execute(
            "INSERT INTO due (name, day, is_done) VALUES ($1, $2, 0)", [.text(name), .text(day)])
    }

    /// Marks as done; false if it was already.
    func finish(_ name: String) throws -> Bool {
        try writer.execute("UPDATE due SET is_done = 1 WHERE name = $1 AND is_done = 0", [.text(name)]) == 1
    }

    /// Takes the lease of a row if nobody holds it at a time; true if it could.
    func lease(_ name: String, for owner: String, at time: Int64, until: Int64) throws -> Bool {
        try writer.execute(
            """
            UPDATE due SET lease_owner = $1, lease_until = $2
            WHERE name = $3 AND (lease_until IS NULL OR lease_until < $4)
            """, [.text(owner), .integer(until), .text(name), .integer(time)]) == 1
    }
}

extension Store {
    /// Notes what is due when, without an event.
    func plan(_ days: [String: String]) async throws {
        let request = WriteRequest(principal: .administrator, purpose: .bookkeeping)
        _ = try await write(request) { writer in
            for (name, day) in days {
                try writer.execute(
                    "INSERT INTO due (name, day, is_done) VALUES ($1, $2, 0)", [.text(name), .text(day)])
            }
            return []
        }
    }

    /// How many transactions have been written.
    func turns() async throws -> Int64 {
        try await read { try #require(try $0.first("SELECT turn FROM journal_head")).integer("turn") }
    }

    /// The lines, in the order of their events.
    func lines() async throws -> [String] {
        let (told, written) = try await read { reader in
            let data = try reader.all(
                "SELECT data FROM journal WHERE type = $1 ORDER BY sequence", [.text(LineWritten.name)])
            let told = try data.map { try WireJSON.decode(LineWritten.self, from: Array($0.text("data").utf8)).text }
            return (told, try reader.all("SELECT text FROM line").map { try $0.text("text") })
        }
        #expect(told.sorted() == written.sorted(), "the journal tells of every line once")
        return told
    }

    /// The entries of one type in the journal, with their personal parts.
    func journal<E: Event>(of event: E.Type) async throws -> [(entry: JournalEntry, event: E)] {
        try await events(journal: nil, after: 0, limit: 1000, personal: true).entries
            .filter { $0.type == E.name }.map { ($0, try WireJSON.decode(E.self, from: $0.data.bytes)) }
    }
}

/// A registry and notes that follow it, with lines to be written about them.
struct DiarySample {
    let registry: TestService
    let notes: TestService

    init() async throws {
        let sample = try await Sample()
        registry = sample.registry
        notes = sample.notes
    }

    /// Writes a note and gives its event's id.
    @discardableResult
    func note(_ text: PlainText = "good", metadata: CallMetadata = .init()) async throws -> String {
        let sequence = try await notes.call(WriteNote(unit: code("HP-DOH"), text: text), metadata: metadata).number
        return "\(try await journal())/\(sequence)"
    }

    func journal() async throws -> String { try await notes.call(CheckHealth<NotesContract>()).journal }

    func diary(_ reactions: Reaction...) throws -> TestService {
        try TestService.start(Diary.blueprint(reactions: reactions), follows: registry, notes)
    }
}

/// The frame of a diary whose way to the other services a test has in its hand.
func frame(
    _ reactions: [Reaction], duties: [Duty] = [], folder: TemporaryFolder = TemporaryFolder(),
    surroundings: Surroundings = ManualClock().surroundings,
    fetch: @escaping @Sendable (JournalRequest) async throws -> EventPage = { _ in nothingTold }
) throws -> ServiceFrame {
    try ServiceFrame(
        Diary.blueprint(reactions: reactions, duties: duties), folder: folder.path,
        surroundings: surroundings,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    ) { request, _ in
        // The folder lives as long as the frame does.
        defer { withExtendedLifetime(folder) {} }
        return try await fetch(request)
    }
}

extension RawJSON {
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// The page of a service that has told nothing.
let nothingTold = EventPage(journal: "none", items: [], next: 0, head: 0)

/// A value that several tasks change.
final class Locked<Value: Sendable>: Sendable {
    private let state: Mutex<Value>
    init(_ value: Value) { state = Mutex(value) }
    var value: Value { state.withLock { $0 } }
    func change(_ change: (inout Value) -> Void) { state.withLock { change(&$0) } }
}
