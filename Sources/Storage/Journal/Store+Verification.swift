// Walks the chain in pages, so that a long journal holds no snapshot, and names the first entry
// that does not follow.

extension Store {
    /// Verifies the journal from an anchor, or from its beginning, up to the head it has when this
    /// begins.
    public func verify(from anchor: JournalAnchor? = nil) async throws -> JournalVerification {
        let target = try await read { try HeadRow.read($0.connection) }
        var walk = ChainWalk(to: target, from: anchor)
        while walk.found.fault == nil, walk.found.verified.sequence < target.sequence {
            let before = walk
            walk = try await read { [pageEntriesMax = settings.pageEntriesMax] reader in
                try before.followed(
                    in: reader, upTo: target.sequence, pageEntriesMax: pageEntriesMax)
            }
        }
        walk.compare(head: target)
        return walk.found
    }
}

/// A walk along the chain: what it found so far.
struct ChainWalk: Sendable {
    private(set) var found: JournalVerification
    private var link: ChainLink

    /// A walk to a head, from an anchor or the journal's beginning.
    init(to head: HeadRow, from anchor: JournalAnchor? = nil) {
        let start = anchor ?? JournalAnchor(sequence: 0, hash: JournalChain.genesis(origin: head.origin))
        found = JournalVerification(
            journal: head.journal, verified: start, entries: 0, personalPresent: 0, personalErased: 0, fault: nil)
        link = ChainLink(start)
    }

    /// The walk, one page further.
    func followed(in reader: Reader, upTo last: Int64, pageEntriesMax: Int) throws -> ChainWalk {
        var walk = self
        let rows = try reader.all(
            Self.page,
            [.integer(found.verified.sequence), .integer(last), .integer(Int64(pageEntriesMax))])
        for row in rows {
            try walk.step(row)
            if walk.found.fault != nil { return walk }
        }
        if rows.isEmpty { walk.fail(ChainLink.missing) }
        return walk
    }

    /// The head must be what the chain leads to.
    mutating func compare(head: HeadRow) {
        guard found.fault == nil else { return }
        if found.verified.sequence > head.sequence {
            found.fault = .init(
                sequence: found.verified.sequence,
                difference: "it lies past the head, \(head.sequence)")
        } else if found.verified.hash != head.hash {
            found.fault = .init(
                sequence: head.sequence, difference: "the head's hash is not this entry's")
        }
    }

    private mutating func step(_ row: Row) throws {
        let entry: ChainLink.Entry
        do { entry = try link.follow(row, personal: true) } catch let broken as ChainLink.Break {
            return fail(broken.difference)
        }
        if entry.personal != nil {
            found.personalPresent += 1
        } else if !entry.fields.sealed.isEmpty {
            found.personalErased += 1
        }
        found.entries += 1
        found.verified = link.anchor
    }

    private mutating func fail(_ difference: String) {
        found.fault = .init(sequence: found.verified.sequence + 1, difference: difference)
    }

    private static let page = """
        SELECT j.sequence AS sequence, recorded, type, j.subject AS subject, actor, acted_via,
          trace, data,
          sealed, hash, salt, private
        FROM journal j LEFT JOIN journal_private p ON p.sequence = j.sequence
        WHERE j.sequence > $1 AND j.sequence <= $2 ORDER BY j.sequence LIMIT $3
        """
}
