// The journal as a queue: pages for those who follow it.

internal import MessageSchema
internal import WireJSON

extension Store {
    /// A page of the journal. A journal id that is not this journal's throws `.foreignJournal`, an
    /// `after` past the head `.pastHead`; never an empty page.
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
        let head = try head()
        if let journal, journal != head.journal {
            throw StorageError.foreignJournal(asked: journal, current: head.journal)
        }
        guard (0...head.sequence).contains(after) else {
            throw StorageError.pastHead(after: after, head: head.sequence)
        }
        let limit = min(max(limit, 1), settings.pageEntriesMax)
        var page = JournalPage(
            journal: head.journal, entries: [], next: after, head: head.sequence)
        var bytes = 0
        try connection.each(
            personal ? Self.withPersonal : Self.withoutPersonal,
            [.integer(after), .integer(Int64(limit))]
        ) { row in
            let entry = try JournalEntry(row, personal: personal)
            bytes += entry.bytesOnTheWire
            guard page.entries.isEmpty || bytes <= settings.pageBytesMax else { return false }
            page.entries.append(entry)
            page.next = entry.sequence
            return true
        }
        return page
    }

    private static let withoutPersonal = """
        SELECT sequence, recorded, type, subject, actor, acted_via, trace, data FROM journal
        WHERE sequence > $1 ORDER BY sequence LIMIT $2
        """
    private static let withPersonal = """
        SELECT j.sequence AS sequence, recorded, type, j.subject AS subject, actor, acted_via,
          trace, data,
          private
        FROM journal j LEFT JOIN journal_private p ON p.sequence = j.sequence
        WHERE j.sequence > $1 ORDER BY j.sequence LIMIT $2
        """
}

extension JournalEntry {
    /// About what the entry takes up in a page on the wire: its own bytes, and the names of a CloudEvent's members.
    fileprivate var bytesOnTheWire: Int {
        let texts = [type, subject, actor, actedVia ?? "", trace ?? ""]
        return 512 + data.bytes.count + (personal?.bytes.count ?? 0) + texts.reduce(0) { $0 + $1.utf8.count }
    }

    fileprivate init(_ row: Row, personal: Bool) throws {
        sequence = try row.integer("sequence")
        recorded = Instant(microseconds: try row.integer("recorded"))
        type = try row.text("type")
        subject = try row.text("subject")
        actor = try row.text("actor")
        actedVia = try row.optionalText("acted_via")
        trace = try row.optionalText("trace")
        data = RawJSON(unsafeUnchecked: Array(try row.text("data").utf8))
        self.personal =
            try personal
            ? row.optionalText("private").map { RawJSON(unsafeUnchecked: Array($0.utf8)) } : nil
    }
}
