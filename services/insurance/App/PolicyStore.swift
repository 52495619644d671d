// Acts of policy in the database. A proposal is written anew in its row; what is published never changes but for the
// sequence from which it is replaced.

internal import InsuranceDomain
internal import MessageSchema
internal import Storage

struct PolicyStore {
    let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    func find(_ act: ActNumber) throws -> PolicyRecord? {
        try reader.first("SELECT * FROM policy_act WHERE act = $1", [.value(act)]).map(PolicyRecord.init)
    }

    /// The acts that count, known at a sequence, in order of publication.
    func published(known: Int64 = .max) throws -> [PolicyAct] {
        try reader.all(
            "SELECT document FROM policy_act WHERE \(Self.counting) ORDER BY version", [.integer(known)]
        ).map { try $0.json("document") }
    }

    /// The version of the whole policy, known at a sequence; 0 before the first publication.
    func version(known: Int64 = .max) throws -> Int {
        let row = try reader.first(
            "SELECT MAX(version) AS version FROM policy_act WHERE published_sequence <= $1", [.integer(known)])
        return Int(try row?.optionalInteger("version") ?? 0)
    }

    /// The policy as a whole, known at a sequence.
    func policy(known: Int64 = .max) throws -> Policy {
        let version = try version(known: known)
        let rows = try reader.all(
            "SELECT act, hash FROM policy_act WHERE \(Self.counting) ORDER BY version", [.integer(known)])
        let key = PolicyCache.Key(
            version: version, acts: try rows.map { try $0.text("act") }, hashes: try rows.map { try $0.text("hash") })
        return try PolicyCache.shared.policy(key) { Policy(version: version, acts: try published(known: known)) }
    }

    /// Of acts that count, known at a sequence.
    static let counting =
        "published_sequence <= $1 AND (replaced_sequence IS NULL OR replaced_sequence > $1)"

    /// Where a list of acts goes on: published ones by their version, then proposals by their number.
    struct Place {
        var version: Int64 = 0
        var proposal = ""

        init(_ cursor: String?) {
            guard let cursor else { return }
            if let version = Int64(cursor) { self.version = version } else { (version, proposal) = (.max, cursor) }
        }

        /// The cursor that continues after an act; acts are never plain numbers to their proposals' order.
        static func cursor(after entry: PolicyEntry) -> String {
            entry.version.map(String.init) ?? " " + entry.act.text
        }
    }

    /// Acts in the order of their list.
    func list(_ state: PolicyState?, after place: Place, count: Int) throws -> [PolicyEntry] {
        try reader.all(
            """
            SELECT * FROM policy_act
            WHERE (version > $1 OR version IS NULL AND ' ' || act > $2) AND (state = $3 OR $3 IS NULL)
            ORDER BY CASE WHEN version IS NULL THEN 1 ELSE 0 END, version, act LIMIT $4
            """,
            [
                .integer(place.version), .text(place.proposal), .optionalText(state?.rawValue),
                .integer(Int64(count)),
            ]
        ).map { PolicyEntry(try PolicyRecord($0)) }
    }

    /// Keeps a proposal, in the place of an earlier one of the act.
    static func put(_ record: PolicyRecord, _ sequence: Int64, _ writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO policy_act (act, state, hash, document, findings, proposed_by, proposed_sequence)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (act) DO UPDATE SET hash = excluded.hash, document = excluded.document,
              findings = excluded.findings, proposed_by = excluded.proposed_by,
              proposed_sequence = excluded.proposed_sequence
            """,
            [
                .value(record.act.act), .text(record.state.rawValue), .text(record.hash), .json(record.act),
                .json(record.findings), .value(record.proposedBy), .integer(sequence),
            ])
    }

    /// Notes a publication, and that the acts it replaces no longer count.
    static func publish(_ record: PolicyRecord, _ sequence: Int64, _ writer: Writer) throws {
        try writer.execute(
            """
            UPDATE policy_act SET state = $2, published_by = $3, version = $4, findings = $5, published_sequence = $6
            WHERE act = $1
            """,
            [
                .value(record.act.act), .text(record.state.rawValue), .value(record.publishedBy),
                .optionalInteger(record.version.map(Int64.init)), .json(record.findings), .integer(sequence),
            ])
        for act in record.act.replaces ?? [] {
            try writer.execute(
                """
                UPDATE policy_act SET state = 'replaced', replaced_sequence = $2
                WHERE act = $1 AND state = 'published'
                """, [.value(act), .integer(sequence)])
        }
    }
}

extension PolicyRecord {
    fileprivate init(_ row: Row) throws {
        self.init(
            act: try row.json("document"), state: try row.word("state"), hash: try row.text("hash"),
            proposedBy: try row.value("proposed_by"), publishedBy: try row.optionalValue("published_by"),
            version: try row.optionalInteger("version").map { Int($0) }, findings: try row.json("findings"))
    }
}

extension PolicyEntry {
    fileprivate init(_ record: PolicyRecord) {
        let act = record.act
        self.init(act: act.act, title: act.title, state: record.state, version: record.version, rows: act.rowCount)
    }
}
