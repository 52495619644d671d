// The table of reorganisations. The only place with SQL about them.

internal import MessageSchema
internal import RegistryDomain
internal import Storage

/// Reorganisations with their documents and plans.
struct ReorganisationStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    func find(_ id: ReorganisationID) throws -> Reorganisation? {
        try reader.first("SELECT * FROM reorganisation WHERE id = $1", [.value(id)]).map(Reorganisation.init)
    }

    /// The newest ones before a place in the order of planning, with that place.
    func list(
        _ state: Reorganisation.State?, before: Int64?, count: Int
    ) throws -> [(place: Int64, reorganisation: Reorganisation)] {
        let condition = state == nil ? "" : "AND state = $3"
        return try reader.all(
            "SELECT * FROM reorganisation WHERE planned < $1 \(condition) ORDER BY planned DESC LIMIT $2",
            [.integer(before ?? .max), .integer(Int64(count))] + (state.map { [.text($0.rawValue)] } ?? [])
        ).map { (try $0.integer("planned"), try Reorganisation($0)) }
    }

    /// Those that are approved and take effect after a date.
    func pending(after date: CalendarDate) throws -> [ReorganisationSituation.Pending] {
        try reader.all(
            "SELECT document FROM reorganisation WHERE state = 'approved' AND effective > $1 ORDER BY planned",
            [.value(date)]
        ).map { row in
            let document: PlanReorganisation = try row.json("document")
            return .init(
                document: document.document, effective: document.effective, touched: document.touched)
        }
    }

    /// The journal's sequences that an approval wrote; nil if it was not approved.
    func sequences(of id: ReorganisationID) throws -> (first: Int64, last: Int64)? {
        let row = try reader.first(
            "SELECT first_sequence, last_sequence FROM reorganisation WHERE id = $1", [.value(id)])
        guard let first = try row?.optionalInteger("first_sequence"),
            let last = try row?.optionalInteger("last_sequence")
        else { return nil }
        return (first, last)
    }

    static func insert(_ planned: Reorganisation, sequence: Int64, in writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO reorganisation (id, planned, state, effective, document, plan, hash, planned_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                .value(planned.id), .integer(sequence), .text(planned.state.rawValue), .value(planned.effective),
                .json(planned.request), .json(planned.plan), .text(planned.hash), .text(planned.plannedBy),
            ])
    }

    /// Notes an approval and the sequences it wrote.
    static func approve(
        _ id: ReorganisationID, by principal: String, first: Int64, last: Int64, in writer: Writer
    ) throws {
        try writer.execute(
            """
            UPDATE reorganisation SET state = 'approved', approved_by = $2, first_sequence = $3, last_sequence = $4
            WHERE id = $1
            """, [.value(id), .text(principal), .integer(first), .integer(last)])
    }

    static func undo(_ id: ReorganisationID, in writer: Writer) throws {
        try writer.execute("UPDATE reorganisation SET state = 'undone' WHERE id = $1", [.value(id)])
    }
}

extension Reorganisation {
    fileprivate init(_ row: Row) throws {
        let document: PlanReorganisation = try row.json("document")
        self.init(
            id: try row.value("id"), state: try row.word("state"), title: document.title,
            document: document.document, effective: document.effective, steps: document.steps,
            plan: try row.json("plan"), hash: try row.text("hash"), plannedBy: try row.text("planned_by"),
            approvedBy: try row.optionalText("approved_by"))
    }
}
