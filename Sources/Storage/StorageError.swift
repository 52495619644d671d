// Why the store could not do what was asked. Rules' refusals are not here: a body throws its own.

private import Glibc
internal import MessageSchema

/// A failure of the store; the text is for operators and the log, never for the wire.
public enum StorageError: Error, Equatable, Sendable {
    /// The database holds a newer schema, or a part this program does not know. `release` is the one that wrote it,
    /// if it is noted.
    case newerSchema(part: String, found: Int, known: Int, path: String, service: String, release: String?)
    /// The database holds an older schema, and the policy does not let this program run what is missing; `step` is the
    /// first that it may not.
    case olderSchema(step: String, summary: String, path: String, service: String)
    /// What is missing is not what was planned.
    case planMoved(path: String, service: String)
    case cannotOpen(path: String, reason: String)
    /// The file is not the one that was opened: it, or its folder, was removed, replaced or mounted over.
    case fileGone(path: String)
    /// The store was closed before or while it was asked.
    case closed
    /// Too many writes are waiting; nothing was executed.
    case queueFull(waiting: Int)
    /// The disk, or the space allowed to the database, is used up. The whole batch failed.
    case diskFull(message: String)
    /// A UNIQUE, NOT NULL, CHECK or REFERENCES constraint said no.
    case constraint(message: String)
    /// SQLite failed; `code` is its extended result code.
    case engine(code: Int, message: String)
    /// PostgreSQL failed; `state` is the SQLSTATE.
    case server(state: String, message: String)
    /// The server cannot be reached, or the connection to it was lost; nothing was stored.
    case connectionLost(message: String)
    /// The connection was lost during COMMIT, and the server stayed away: whether the write was stored is not known.
    case outcomeUnknown(message: String)
    /// The idempotency key belongs to another request.
    case keyReused(key: String)
    /// A write changed rows but appended no event; nothing was stored.
    case eventMissing
    /// The data or the personal part of an event is larger than the journal takes.
    case eventTooLarge(type: String, bytes: Int, bytesMax: Int)
    /// Another instance moved the cursor first; nothing was stored.
    case cursorMoved(name: String)
    /// A reader's journal id is not this journal's: the journal was restored since, or is another
    /// one.
    case foreignJournal(asked: String, current: String)
    /// A reader asked for what follows a sequence that does not exist yet.
    case pastHead(after: Int64, head: Int64)
    /// An entry of the journal does not follow from the one before it: it was changed or lost on the disk.
    case journalDamaged(journal: String, sequence: Int64, difference: String)
    /// `knownAt` quotes a sequence that does not exist yet.
    case knownAtPastHead(asked: Int64, head: Int64)
    case column(String, problem: String)
    /// The arguments are not as many as the statement's placeholders.
    case argumentCount(given: Int, wanted: Int, sql: String)
    /// A text argument holds U+0000, which one engine refuses and the other cuts the text at.
    case zeroInText(sql: String)
    /// A versioned row would be true of no day at all.
    case emptyPeriod(table: String, from: String, until: String)
    /// The store cannot be copied, or not to where it should; nothing was.
    case copyRefused(reason: String)
    /// Somebody else has the database open who may be alone with it.
    case inUse(path: String, service: String)
    /// The data is not served from here any more; `place` says where it is.
    case movedAway(path: String, service: String, place: String, time: String)
    /// The data is a copy that was broken off; `place` says of what.
    case moveUnfinished(path: String, service: String, place: String)
    /// The data cannot be moved; nothing was.
    case moveRefused(reason: String)
    /// A table does not read back as it was; what it was moved from is as it was.
    case moveDiffers(table: String, rows: Int64, found: Int64)
    /// One of the databases failed within a move, which `cause` says; `path` is where the data was to be moved from. At
    /// the last step it may be that neither of the two is served until the move is run again.
    case moveBroken(cause: String, path: String, service: String, isLastStep: Bool)
    /// An undo found that a later change built upon what it takes back.
    case changedSince(table: String)
}

extension StorageError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .newerSchema, .olderSchema, .planMoved: schemaDetail
        case .cannotOpen(let path, let reason): "the database \(path) cannot be opened: \(reason)"
        case .closed: "the store is closed"
        case .queueFull(let waiting): "\(waiting) writes are waiting already"
        case .fileGone(let path):
            """
            \(path) is not the file that was opened: it, or its folder, was removed, replaced or mounted over. Nothing \
            was written. Put it back as it was, or stop the service, look after its volume and start it again
            """
        case .diskFull(let message):
            """
            no space is left for the database (\(message)). Nothing of the change was stored. Free space on its \
            volume; the service then goes on by itself
            """
        case .constraint(let message): "a constraint refused the change: \(message)"
        case .engine(let code, let message):
            "the database failed with code \(code): \(message)" + Self.nextStep(code & 0xFF)
        case .server(let state, let message): "the database failed with SQLSTATE \(state): \(message)"
        case .connectionLost(let message): "the connection to the database is lost: \(message)"
        case .outcomeUnknown(let message):
            "the connection to the database was lost during COMMIT, and it is not known what was stored: \(message)"
        case .copyRefused(let reason): "the store was not copied: \(reason)"
        case .keyReused(let key): "the idempotency key \"\(key)\" was used for another request"
        case .eventMissing: "a write changed rows without appending an event"
        case .inUse, .movedAway, .moveUnfinished, .moveRefused, .moveDiffers, .moveBroken: moveDetail
        default: detail
        }
    }

    private var schemaDetail: String {
        switch self {
        case .newerSchema(let part, let found, let known, let path, let service, let release):
            """
            the database \(path) was written by a newer release\(release.map { ", \($0)" } ?? ""): its part "\(part)" \
            is at version \(found), this program, \(Release.version), knows \(known). Nothing was changed. Install \
            \(release.map { "release \($0)" } ?? "the release that wrote it") or a later one, or restore the backup \
            made before the upgrade; to see both versions run: sauro migrate status \(service)
            """
        case .olderSchema(let step, let summary, let path, let service):
            """
            the database \(path) is at an older schema, and the step \(step)\(summary.isEmpty ? "" : " (\(summary))") \
            may not run by itself. Nothing was changed. Make a backup, stop the other instances of \(service), and run \
            what is printed by: sauro migrate plan \(service)
            """
        case .planMoved(let path, let service):
            """
            the database \(path) or this program is not what the plan was made of. Nothing was changed. \
            Plan again: sauro migrate plan \(service)
            """
        default: ""
        }
    }

    private var detail: String {
        switch self {
        case .eventTooLarge(let type, let bytes, let bytesMax):
            "the event \(type) has \(bytes) bytes, the journal takes \(bytesMax)"
        case .cursorMoved(let name): "another instance moved the cursor \"\(name)\" first"
        case .foreignJournal(let asked, let current):
            "the journal \(asked) is not here; this one is \(current)"
        case .pastHead(let after, let head): "\(after) lies past the journal's head, \(head)"
        case .journalDamaged(let journal, let sequence, let difference):
            "entry \(sequence) of the journal \(journal) is damaged: \(difference); run: sauro audit verify"
        case .knownAtPastHead(let asked, let head):
            "the sequence \(asked) lies past the journal's head, \(head)"
        case .column(let name, let problem): "column \(name): \(problem)"
        case .argumentCount(let given, let wanted, let sql):
            "\(given) arguments for \(wanted) placeholders in: \(sql)"
        case .zeroInText(let sql): "a text with the character U+0000 for: \(sql)"
        case .emptyPeriod(let table, let from, let until):
            "a row of \(table) cannot be true from \(from) until \(until)"
        case .changedSince(let table): "a later change built upon these rows of \(table)"
        default: ""
        }
    }
}

extension StorageError {
    private var moveDetail: String {
        switch self {
        case .inUse(let path, let service):
            "the database \(path) is in use. Nothing was changed. Stop all instances of \(service) first"
        case .movedAway(let path, let service, let place, let time):
            """
            the data in \(path) was moved to \(place) at \(time), and is not served from here any more. Start \
            \(service) there, \(Self.isServer(place) ? "with --database" : "without --database"). To bring it back, \
            with all that was written since, run \(Self.move(of: service, to: path)); what is here is then replaced
            """
        case .moveUnfinished(let path, let service, let place):
            """
            the data in \(path) is a copy of \(place) that was not finished. Nothing is lost: start \(service) \
            there, or run again \(Self.move(of: service, to: path)), which finishes it or begins anew
            """
        case .moveRefused(let reason): "the data was not moved, and nothing was changed: \(reason)"
        case .moveDiffers(let table, let rows, let found):
            """
            the data was not moved: of the table \(table), with \(rows) rows, \(found) rows were read back, or other \
            ones. What it was to be moved from is as it was, and is served on
            """
        case .moveBroken(let cause, _, let service, true):
            """
            the move was broken off at its last step: \(cause). Nothing is lost. Mend that, and run the same command \
            again before \(service) is started
            """
        case .moveBroken(let cause, let path, let service, false):
            """
            the move was broken off: \(cause). Nothing is lost: \(path) is as it was, and \(service) can be started \
            there. To move it, mend that and run the same command again, which begins anew
            """
        default: ""
        }
    }

    private static func move(of service: String, to place: String) -> String {
        "sauro migrate-engine \(service) --to \(isServer(place) ? "postgresql" : "sqlite") --database ADDRESS --yes"
    }

    /// By its name for people, which a seal keeps.
    private static func isServer(_ place: String) -> Bool { place.hasPrefix("PostgreSQL") }
}

extension StorageError {
    /// True for failures after which no part of a batch may be committed or tried again.
    var endsBatch: Bool {
        switch self {
        case .diskFull, .connectionLost, .outcomeUnknown: true
        case .engine(let code, _): Self.endingCodes.contains(code & 0xFF)
        default: false
        }
    }

    // Primary result codes of https://sqlite.org/rescode.html: ABORT 4, NOMEM 7, READONLY 8,
    // INTERRUPT 9, IOERR 10, CORRUPT 11, CANTOPEN 14, NOTADB 26. FULL (13) is .diskFull.
    private static let endingCodes: Set<Int> = [4, 7, 8, 9, 10, 11, 14, 26]
}

extension StorageError {
    /// What to do about a primary result code of https://sqlite.org/rescode.html; empty where none is known.
    private static func nextStep(_ code: Int) -> String {
        switch code {
        case 8: ". Its file system is read-only, or this user may not write there; what was acknowledged is stored"
        case 10: ". The disk refused; look at the kernel's log, and at the volume. What was acknowledged is stored"
        case 11, 26:
            """
            . A file of the database is damaged. Stop the service, keep its files as they are, and restore the last \
            backup that verifies: sauro backup restore
            """
        case 14: ". A file of it is missing, or this user may not open it"
        default: ""
        }
    }

    /// A file or folder that the system refused with `code` (errno(3)); `reason` is the system's word for it.
    static func refused(_ path: String, code: Int32, reason: String) -> StorageError {
        let next =
            switch code {
            case EROFS: "; mount its volume for writing"
            case EACCES, EPERM: "; the user of the service must own it"
            case ENOSPC, EDQUOT: "; free space on its volume"
            case EIO: "; look at the kernel's log, and at the volume"
            default: "; look whether its volume is mounted"
            }
        return .cannotOpen(path: path, reason: reason + next)
    }
}
