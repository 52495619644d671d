// One step along the hash chain, the same for who verifies a journal and for who reads a page of it.

/// A point of the chain from which entries are followed one by one.
struct ChainLink: Sendable {
    private(set) var anchor: JournalAnchor
    private var recorded: Int64?

    init(_ anchor: JournalAnchor) { self.anchor = anchor }

    /// What a row of the journal holds.
    struct Entry {
        var fields: ChainedFields
        /// Its personal part; nil if there is none any more, or none was asked for.
        var personal: String?
    }

    /// A row does not follow from the one before it, or cannot be read: the difference, in a sentence.
    struct Break: Error {
        var difference: String
    }

    /// Goes on to a row; throws a `Break` if it does not follow, and then stays.
    mutating func follow(_ row: Row, personal: Bool) throws -> Entry {
        var next = self
        do {
            let entry = Entry(
                fields: try ChainedFields(row), personal: personal ? try row.optionalText("private") : nil)
            let difference =
                try next.follow(entry.fields, hash: row.bytes("hash"))
                ?? Self.difference(
                    between: entry.personal, salt: { try row.bytes("salt") }, seal: entry.fields.sealed)
            if let difference { throw Break(difference: difference) }
            self = next
            return entry
        } catch StorageError.column(let name, let problem) {
            // A byte changed on the disk can make one type of another.
            throw Break(difference: "its column \(name) cannot be read: \(problem)")
        }
    }

    /// Goes on to an entry with the hash stored beside it; gives what does not fit, in a sentence, and then stays.
    private mutating func follow(_ fields: ChainedFields, hash: [UInt8]) -> String? {
        guard fields.sequence == anchor.sequence + 1 else { return Self.missing }
        guard fields.recorded > recorded ?? .min else {
            return "it was recorded no later than the entry before"
        }
        guard JournalChain.hash(previous: anchor.hash, fields) == hash else {
            return "its fields and the hash before it do not give its hash"
        }
        anchor = JournalAnchor(sequence: fields.sequence, hash: hash)
        recorded = fields.recorded
        return nil
    }

    /// What does not fit between a personal part and its seal; nil if there is no such part any more.
    private static func difference(
        between personal: String?, salt: () throws -> [UInt8], seal: [UInt8]
    ) rethrows -> String? {
        guard let personal else { return nil }
        return try JournalChain.seal(salt: salt(), personal: personal) == seal
            ? nil : "its personal part does not fit its seal"
    }

    static let missing = "the entry is missing"
}

extension ChainedFields {
    init(_ row: Row) throws {
        sequence = try row.integer("sequence")
        recorded = try row.integer("recorded")
        type = try row.text("type")
        subject = try row.text("subject")
        actor = try row.text("actor")
        actedVia = try row.optionalText("acted_via")
        trace = try row.optionalText("trace")
        data = try row.text("data")
        sealed = try row.bytes("sealed")
    }
}
