// One step along the hash chain, the same for who verifies a journal and for who reads a page of it.

/// A point of the chain from which entries are followed one by one.
struct ChainLink: Sendable {
    private(set) var anchor: JournalAnchor
    private var recorded: Int64?

    init(_ anchor: JournalAnchor) { self.anchor = anchor }

    /// Goes on to an entry with the hash stored beside it; gives what does not fit, in a sentence, and then stays.
    mutating func follow(_ fields: ChainedFields, hash: [UInt8]) -> String? {
        guard fields.sequence == anchor.sequence + 1 else { return Self.missing }
        guard fields.recorded > recorded ?? .min else { return "it was recorded no later than the entry before" }
        guard JournalChain.hash(previous: anchor.hash, fields) == hash else {
            return "its fields and the hash before it do not give its hash"
        }
        anchor = JournalAnchor(sequence: fields.sequence, hash: hash)
        recorded = fields.recorded
        return nil
    }

    /// What does not fit between a personal part and its seal; nil if there is no such part any more.
    static func difference(between personal: String?, salt: () throws -> [UInt8], seal: [UInt8]) rethrows -> String? {
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
