// A small service that owns units, and one that follows it: what the frame's tests run on.

import MessageSchema
import ServiceKit
import ServiceTesting
import Storage
import WireJSON

/// Stands in for the registry: founds and renames units, and undoes by sequences.
enum SampleRegistry: Contract {
    static let service: ServiceName = "registry"
    static let summary = "Units for tests."
    static let methods: [any Method.Type] = [
        EstablishUnit.self, RenameUnit.self, ResolveUnit.self, ShowUnitHistory.self, UndoReorganisation.self,
    ]
    static let events: [any Event.Type] = RegistryContract.events
    static let errors: [ErrorCase] = RegistryContract.errors

    static let blueprint = Blueprint(
        contract: Self.self, migrations: [], ownsUnits: true,
        routes: [
            .write(EstablishUnit.self) { request, context in
                if let parent = request.parent {
                    try context.authorise(parent)
                } else {
                    try context.authoriseEverything()
                }
                try context.append(
                    UnitEstablished(
                        code: request.code, name: request.name, kind: request.kind, parent: request.parent,
                        from: request.from, document: request.document), subject: request.code)
                return try unit(request.code, on: request.from, context)
            },
            .write(RenameUnit.self) { request, context in
                try context.append(
                    UnitRenamed(code: request.unit, name: request.name, from: request.from, document: nil),
                    subject: request.unit)
                return try unit(request.unit, on: request.from, context)
            },
            .write(UndoReorganisation.self) { request, context in
                // The reason says which sequences no longer hold: "6-7".
                try context.authoriseEverything()
                let bounds = request.reason.text.split(separator: "-").compactMap { Int64($0) }
                try context.append(
                    ReorganisationUndone(
                        reorganisation: request.reorganisation, reason: request.reason, firstSequence: bounds[0],
                        lastSequence: bounds[1]), subject: request.reorganisation)
                return UndoReorganisation.example.reply
            },
            .read(ResolveUnit.self) { request, context in
                guard let resolution = context.units.resolve(request.unit, on: context.asOf) else {
                    throw UnknownUnit(request.unit)
                }
                return resolution
            },
            .read(ShowUnitHistory.self) { request, context in
                UnitHistory(
                    code: request.unit, versions: context.units.versions[request.unit] ?? [], predecessors: [],
                    successors: [])
            },
        ])

    private static func unit(_ code: UnitCode, on date: CalendarDate, _ context: WriteContext) throws -> HealthUnit {
        guard let unit = try context.units().version(of: code, on: date) else { throw UnknownUnit(code) }
        return unit
    }
}

/// Notes about units, kept by a service that follows the registry.
enum NotesContract: Contract {
    static let service: ServiceName = "notes"
    static let summary = "Notes for tests."
    static let methods: [any Method.Type] = [WriteNote.self, ReadNotes.self, FailAlways.self, ForgetAuthority.self]
    static let events: [any Event.Type] = [NoteWritten.self]
    static let errors: [ErrorCase] = [
        ErrorCase("notes.note.tooDull", .rejected, "The note is dull.", remedy: "Write a better one.")
    ]

    static let migrations = [
        Migration(
            part: "notes", version: 1,
            statements: [
                "CREATE TABLE note (sequence BIGINT NOT NULL PRIMARY KEY, unit TEXT NOT NULL, text TEXT NOT NULL)"
            ])
    ]

    static let blueprint = Blueprint(
        contract: Self.self, migrations: migrations,
        routes: [
            .write(WriteNote.self) { request, context in
                guard request.text.text != "dull" else { throw TooDull() }
                let sequence = try context.append(
                    NoteWritten(unit: request.unit), subject: request.unit,
                    personal: ["text": .string(request.text.text)])
                try context.writer.execute(
                    "INSERT INTO note (sequence, unit, text) VALUES ($1, $2, $3)",
                    [.integer(sequence), .value(request.unit), .value(request.text)])
                return WriteNote.Reply(number: sequence)
            },
            .read(ReadNotes.self) { request, context in
                let rows = try context.reader.all(
                    "SELECT text FROM note WHERE unit = $1 AND sequence <= $2 ORDER BY sequence",
                    [.value(request.unit), .integer(context.known)])
                return ReadNotes.Reply(notes: try rows.map { try $0.text("text") })
            },
            .write(FailAlways.self) { _, context in
                try context.authoriseEverything()
                try context.append(NoteWritten(unit: .sample), subject: UnitCode.sample)
                throw BrokenWorld()
            },
            .write(ForgetAuthority.self) { request, context in
                if request.remembers { try context.authoriseEverything() }
                try context.append(NoteWritten(unit: .sample), subject: UnitCode.sample)
                return ForgetAuthority.Reply()
            },
        ])
}

struct TooDull: Rejection {
    var name: String { "notes.note.tooDull" }
    var message: String { "\"dull\" is dull" }
}

struct BrokenWorld: Error {}

struct NoteWritten: Event {
    static let name = "notes.note.written"
    static let summary = "A note was written."
    static let example = NoteWritten(unit: .sample)
    var unit: UnitCode
}

struct WriteNote: Method {
    static let name: MethodName = "notes.note.write"
    static let effect = Effect.write
    static let permission = Permission.manageUnits
    static let scope = Scope<Self>.unit(\Self.unit)
    static let summary = "Write a note."
    var unit: UnitCode
    var text: PlainText
    struct Reply: Codable, Hashable, Sendable { var number: Int64 }
    static let example = Example(Self(unit: .sample, text: "good"), reply: Reply(number: 1))
}

struct ReadNotes: Method {
    static let name: MethodName = "notes.note.list"
    static let effect = Effect.reads
    static let permission = Permission.readUnits
    static let scope = Scope<Self>.unit(\Self.unit)
    static let timeTravel = TimeTravel.knownAt
    static let summary = "Read the notes."
    var unit: UnitCode
    struct Reply: Codable, Hashable, Sendable { var notes: [String] }
    static let example = Example(Self(unit: .sample), reply: Reply(notes: []))
}

struct FailAlways: Method {
    static let name: MethodName = "notes.note.fail"
    static let effect = Effect.write
    static let permission = Permission.manageUnits
    static let scope = Scope<Self>.found
    static let summary = "Fail."
    struct Reply: Codable, Hashable, Sendable {}
    static let example = Example(Self(), reply: Reply())
}

struct ForgetAuthority: Method {
    static let name: MethodName = "notes.note.forget"
    static let effect = Effect.write
    static let permission = Permission.manageUnits
    static let scope = Scope<Self>.found
    static let summary = "Change something without authorising, if told to."
    var remembers: Bool
    struct Reply: Codable, Hashable, Sendable {}
    static let example = Example(Self(remembers: true), reply: Reply())
}

/// A registry with one province and two departments, and the notes that follow it.
struct Sample {
    let registry: TestService
    let notes: TestService

    init() async throws {
        registry = try TestService.start(SampleRegistry.blueprint)
        notes = try TestService.start(NotesContract.blueprint, follows: registry)
        for (code, parent) in [("VN", nil), ("31", "VN"), ("HP-DOH", "31"), ("30", "VN"), ("HD-DOH", "30")] {
            try await registry.call(Self.founding(code, parent: parent))
        }
    }

    static func founding(_ code: String, parent: String?, from: String = "2000-01-01") throws -> EstablishUnit {
        EstablishUnit(
            code: try UnitCode(code), name: LocalizedText(vi: try PlainText("Đơn vị \(code)")), kind: .other,
            parent: try parent.map { try UnitCode($0) }, from: try CalendarDate(from))
    }
}

func code(_ text: String) throws -> UnitCode { try UnitCode(text) }
