// One request's writes: a savepoint in the writer's batch. A body decides and changes
// synchronously; if it throws, nothing of it stays. After a failed COMMIT it may run a second time,
// in a new transaction.

public import MessageSchema
internal import Surroundings
public import WireJSON

/// What a body writes with; valid only while the body runs.
public final class Writer: Reader {
    /// The record time of this write: suite time when the request began, but always later than the
    /// last entry's. The request's first event gets it, each further one a microsecond more.
    public let recorded: Instant
    public let principal: Principal
    /// The traceparent that entries get; see `inTrace`.
    public internal(set) var trace: String?
    /// The sequences this request appended so far.
    public private(set) var appended: ClosedRange<Int64>?

    private(set) var headRow: HeadRow
    private let request: WriteRequest
    private let settings: StoreSettings
    private let surroundings: Surroundings
    private let rowsChangedBefore: Int
    private var rowsChangedByStore = 0

    init(
        _ connection: any Connection, head: HeadRow, request: WriteRequest, settings: StoreSettings,
        surroundings: Surroundings
    ) {
        headRow = head
        self.request = request
        self.settings = settings
        self.surroundings = surroundings
        principal = request.principal
        trace = request.trace
        recorded = Instant(microseconds: head.nextRecorded(now: surroundings.now()))
        rowsChangedBefore = connection.rowsChanged
        super.init(connection)
    }

    /// Executes a statement that changes rows; gives how many.
    @discardableResult
    public func execute(_ sql: String, _ arguments: [SQLValue] = []) throws -> Int {
        try connection.execute(sql, arguments)
    }

    /// The head as this request has moved it.
    public override func head() throws -> JournalHead { headRow.head }

    /// Appends an event to the journal and gives its sequence.
    /// - Parameters:
    ///   - event: no personal data in it; `.eventTooLarge` past the journal's bound.
    ///   - subject: an opaque id of what it is about, never a citizen's number.
    ///   - personal: what must be erasable; the chain covers only its salted seal.
    @discardableResult
    public func append<E: Event>(
        _ event: E, subject: String, personal: RawJSON? = nil
    ) throws -> Int64 {
        let data = try bounded(WireJSON.encode(event), type: E.name)
        let secret = try personal.map { try sealing($0, type: E.name) }
        let fields = ChainedFields(
            sequence: headRow.sequence + 1,
            recorded: max(recorded.microseconds, headRow.recorded + 1),
            type: E.name, subject: subject, actor: principal.name, actedVia: principal.via,
            trace: trace, data: data, sealed: secret?.seal ?? [])
        try store(fields, secret)
        appended = (appended?.lowerBound ?? fields.sequence)...fields.sequence
        return fields.sequence
    }

    /// Gives the journal another id.
    func renewJournal(_ journal: String) throws {
        try append(JournalRenewed(before: headRow.journal, after: journal), subject: journal)
        _ = try executeOwn("UPDATE journal_head SET journal = $1 WHERE id = 1", [.text(journal)])
        headRow.journal = journal
    }

    /// Refuses a fact without an event: rows changed, and the journal would not tell.
    func refuseSilentChange() throws {
        let changed = connection.rowsChanged - rowsChangedBefore - rowsChangedByStore
        if request.purpose == .fact, changed > 0, appended == nil {
            throw StorageError.eventMissing
        }
    }

    /// Runs a part of the request that may fail alone: what the body throws is thrown here, its rows and events are
    /// gone, and the rest of the request stays. The part is held to a purpose of its own.
    public func inSavepoint<T>(purpose: WriteRequest.Purpose, _ body: () throws -> T) throws -> T {
        let before = (head: headRow, appended: appended, rows: connection.rowsChanged, own: rowsChangedByStore)
        do {
            var result: T?
            try connection.inSavepoint {
                result = try body()
                let changed = connection.rowsChanged - before.rows - (rowsChangedByStore - before.own)
                let isSilent = changed > 0 && headRow.sequence == before.head.sequence
                if purpose == .fact, isSilent { throw StorageError.eventMissing }
            }
            guard let result else { preconditionFailure("a savepoint ended without its body") }
            return result
        } catch {
            (headRow, appended) = (before.head, before.appended)
            // Rows that were taken back are nobody's change.
            rowsChangedByStore = before.own + connection.rowsChanged - before.rows
            // What must not be tried again must not be swallowed either.
            if let ending = connection.ending { throw ending }
            guard connection.isInTransaction else {
                throw StorageError.engine(code: 4, message: "the transaction was rolled back: \(error)")
            }
            throw error
        }
    }

    /// Executes one of the store's own statements, which need no event.
    func executeOwn(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        let count = try connection.execute(sql, arguments)
        rowsChangedByStore += count
        return count
    }
}

extension Writer {
    /// A personal part with its salt and seal.
    private struct Secret {
        let text: String
        let salt: [UInt8]
        let seal: [UInt8]
    }

    private func sealing(_ personal: RawJSON, type: String) throws -> Secret {
        let text = try bounded(personal.bytes, type: type)
        // 128 bits: nobody tries all citizen numbers against a seal.
        let salt = surroundings.randomBytes(16)
        return Secret(text: text, salt: salt, seal: JournalChain.seal(salt: salt, personal: text))
    }

    private func bounded(_ bytes: [UInt8], type: String) throws -> String {
        guard bytes.count <= settings.journalDataBytesMax else {
            throw StorageError.eventTooLarge(
                type: type, bytes: bytes.count, bytesMax: settings.journalDataBytesMax)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func store(_ fields: ChainedFields, _ secret: Secret?) throws {
        let hash = JournalChain.hash(previous: headRow.hash, fields)
        _ = try executeOwn(
            """
            INSERT INTO journal
              (sequence, recorded, type, subject, actor, acted_via, trace, data, sealed, hash)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                .integer(fields.sequence), .integer(fields.recorded), .text(fields.type),
                .text(fields.subject), .text(fields.actor), .optionalText(fields.actedVia),
                .optionalText(fields.trace), .text(fields.data), .bytes(fields.sealed),
                .bytes(hash),
            ])
        if let secret {
            _ = try executeOwn(
                """
                INSERT INTO journal_private (sequence, subject, salt, private)
                VALUES ($1, $2, $3, $4)
                """,
                [
                    .integer(fields.sequence), .text(fields.subject), .bytes(secret.salt),
                    .text(secret.text),
                ])
        }
        headRow.sequence = fields.sequence
        headRow.recorded = fields.recorded
        headRow.hash = hash
    }
}
