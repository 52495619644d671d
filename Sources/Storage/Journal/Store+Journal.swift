// The journal as a queue: pages for those who follow it.

internal import MessageSchema
internal import WireJSON

extension Store {
    /// A page of the journal. A journal id that is not this journal's throws `.foreignJournal`, an
    /// `after` past the head `.pastHead`; never an empty page. What the chain does not vouch for is never
    /// served: a page ends before an entry that does not follow from the one before it, and the page
    /// that would begin with it throws `.journalDamaged`.
    /// - Parameters:
    ///   - journal: the id from the last page; nil the first time.
    ///   - after: the last page's `next`; 0 from the beginning.
    ///   - limit: entries wanted; at least 1, and at most the settings' page.
    ///   - personal: with the personal parts; only for those who may read them.
    public func events(
        journal: String?, after: Int64, limit: Int, personal: Bool
    ) async throws -> JournalPage {
        try await read {
            try $0.events(journal: journal, after: after, limit: limit, personal, self.settings)
        }
    }
}

extension Reader {
    fileprivate func events(
        journal: String?, after: Int64, limit: Int, _ personal: Bool, _ settings: StoreSettings
    ) throws -> JournalPage {
        let head = try HeadRow.read(connection)
        if let journal, journal != head.journal {
            throw StorageError.foreignJournal(asked: journal, current: head.journal)
        }
        guard (0...head.sequence).contains(after) else {
            throw StorageError.pastHead(after: after, head: head.sequence)
        }
        let limit = min(max(limit, 1), settings.pageEntriesMax)
        var page = JournalPage(
            journal: head.journal, entries: [], next: after, head: head.sequence)
        guard after < head.sequence else { return page }
        var link = ChainLink(try anchor(after, of: head))
        var bytes = 0
        try connection.each(
            personal ? Self.withPersonal : Self.withoutPersonal,
            [.integer(after), .integer(Int64(limit))]
        ) { row in
            let found: ChainLink.Entry
            do { found = try link.follow(row, personal: personal) } catch let broken as ChainLink.Break {
                guard page.entries.isEmpty else { return false }
                throw head.damage(at: after + 1, broken.difference)
            }
            let entry = JournalEntry(found.fields, personal: found.personal)
            bytes += entry.bytesOnTheWire
            guard page.entries.isEmpty || bytes <= settings.pageBytesMax else { return false }
            page.entries.append(entry)
            page.next = entry.sequence
            return true
        }
        guard !page.entries.isEmpty else {
            throw head.damage(at: after + 1, ChainLink.missing)
        }
        return page
    }

    /// The point of the chain that the entry after a sequence must follow from.
    private func anchor(_ sequence: Int64, of head: HeadRow) throws -> JournalAnchor {
        if sequence == 0 {
            return JournalAnchor(sequence: 0, hash: JournalChain.genesis(origin: head.origin))
        }
        guard let row = try first("SELECT hash FROM journal WHERE sequence = $1", [.integer(sequence)])
        else {
            throw head.damage(at: sequence, ChainLink.missing)
        }
        return JournalAnchor(sequence: sequence, hash: try row.bytes("hash"))
    }

    private static let withoutPersonal = """
        SELECT sequence, recorded, type, subject, actor, acted_via, trace, data, sealed, hash
        FROM journal
        WHERE sequence > $1 ORDER BY sequence LIMIT $2
        """
    private static let withPersonal = """
        SELECT j.sequence AS sequence, recorded, type, j.subject AS subject, actor, acted_via,
          trace, data, sealed, hash, salt, private
        FROM journal j LEFT JOIN journal_private p ON p.sequence = j.sequence
        WHERE j.sequence > $1 ORDER BY j.sequence LIMIT $2
        """
}

extension HeadRow {
    fileprivate func damage(at sequence: Int64, _ difference: String) -> StorageError {
        .journalDamaged(journal: journal, sequence: sequence, difference: difference)
    }
}

extension JournalEntry {
    /// About what the entry takes up in a page on the wire: its own bytes, and the names of a CloudEvent's members.
    fileprivate var bytesOnTheWire: Int {
        let texts = [type, subject, actor, actedVia ?? "", trace ?? ""]
        return 512 + data.bytes.count + (personal?.bytes.count ?? 0)
            + texts.reduce(0) { $0 + $1.utf8.count }
    }

    fileprivate init(_ fields: ChainedFields, personal: String?) {
        sequence = fields.sequence
        recorded = Instant(microseconds: fields.recorded)
        type = fields.type
        subject = fields.subject
        actor = fields.actor
        actedVia = fields.actedVia
        trace = fields.trace
        data = RawJSON(unsafeUnchecked: Array(fields.data.utf8))
        self.personal = personal.map { RawJSON(unsafeUnchecked: Array($0.utf8)) }
    }
}
