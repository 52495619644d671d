// Claims in the database: what was handed in, what was decided, and the trace, kept as they were then. Who a claim was
// for lies in a row of its own.

internal import MessageSchema
internal import Storage
internal import WireJSON

/// A claim as it is kept: what is shown of it, and what was handed in and applied.
struct StoredClaim {
    var record: ClaimRecord
    var handedIn: HandedClaim
    var trace: [TraceStep]
}

struct ClaimStore {
    let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    func find(_ id: ClaimID) throws -> ClaimRecord? {
        try reader.first("\(Self.records) WHERE c.id = $1", [.value(id)]).map(ClaimRecord.init)
    }

    /// The claim that a facility handed in under a key, and the digest of what it was; nil once that is erased.
    func find(_ key: ClaimKey, of facility: FacilityCode) throws -> (record: ClaimRecord, digest: String?)? {
        let row = try reader.first(
            "\(Self.records) WHERE c.facility = $1 AND c.key = $2", [.value(facility), .value(key)])
        return try row.map { (try ClaimRecord($0), try $0.optionalText("digest")) }
    }

    /// Every rule that was applied to a claim.
    func trace(of id: ClaimID) throws -> [TraceStep] {
        try reader.first("SELECT trace FROM claim_document WHERE claim = $1", [.value(id)])?.document("trace") ?? []
    }

    private static let records = """
        SELECT c.*, d.adjudication, p.patient, p.digest,
          (SELECT MAX(number) FROM claim_act WHERE claim_act.claim = c.sequence) AS decision,
          (SELECT state FROM claim_act WHERE claim_act.claim = c.sequence ORDER BY number DESC LIMIT 1) AS state
        FROM claim c JOIN claim_document d ON d.claim = c.id
        LEFT JOIN claim_patient p ON p.claim = c.id
        """

    static func insert(_ stored: StoredClaim, _ sequence: Int64, _ writer: Writer) throws {
        let record = stored.record
        try writer.execute(
            """
            INSERT INTO claim
              (id, sequence, key, facility, received_at, routing, form, card, arrived_at, left_at, month, outcome,
               total, fund, posting)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """,
            [
                .value(record.id), .integer(sequence), .value(record.key), .value(record.facility),
                .value(record.receivedAt), .value(record.routing), .value(record.form), .value(record.card),
                .value(record.arrivedAt), .value(record.leftAt), .value(record.month),
                .text(record.adjudication.outcome.rawValue), .integer(record.adjudication.totals.total.units),
                .integer(record.adjudication.fundPays.units), .value(record.posting),
            ])
        try writer.execute(
            """
            INSERT INTO claim_document (claim, document, context, adjudication, trace) VALUES ($1, $2, $3, $4, $5)
            """,
            [
                .value(record.id), stored.handedIn.document, stored.handedIn.context, .json(record.adjudication),
                .json(stored.trace),
            ])
        try writer.execute(
            "INSERT INTO claim_patient (claim, patient, digest) VALUES ($1, $2, $3)",
            [.value(record.id), .json(stored.handedIn.patient), .text(stored.handedIn.digest)])
        try writer.execute(
            "INSERT INTO claim_facility (code) VALUES ($1) ON CONFLICT (code) DO NOTHING", [.value(record.facility)])
    }
}

extension Row {
    /// A document of this service's own, which may be larger than what the wire takes.
    func document<Value: Decodable>(_ column: String) throws -> Value {
        let options = WireJSON.Options(bytesMax: documentBytesMax)
        return try WireJSON.decode(Value.self, from: Array(text(column).utf8), options: options)
    }
}

/// Bytes of a document at most. Ten thousand lines, the most of a claim, leave a trace of some twelve million.
let documentBytesMax = 64 << 20

/// A claim as it is kept: a document that names nobody. Its members are those of a claim, in their order.
struct NamelessClaim: Encodable {
    private let key: ClaimKey
    private let facility: FacilityCode
    private let cards: [StatedCard]
    private let routing: RoutingCode
    private let form: VisitForm
    private let arrivedAt: LocalMinute
    private let admittedAt: LocalMinute?
    private let leftAt: LocalMinute
    private let treatmentDays: Int
    private let fiveYearsFrom: CalendarDate?
    private let exemptFrom: CalendarDate?
    private let month: Month
    private let lines: [ClaimLine]
    private let stated: ClaimTotals?

    init(_ claim: Claim) {
        (key, facility, cards) = (claim.key, claim.facility, claim.cards)
        (routing, form) = (claim.routing, claim.form)
        (arrivedAt, admittedAt, leftAt) = (claim.arrivedAt, claim.admittedAt, claim.leftAt)
        treatmentDays = claim.treatmentDays
        (fiveYearsFrom, exemptFrom, month) = (claim.fiveYearsFrom, claim.exemptFrom, claim.month)
        (lines, stated) = (claim.lines, claim.stated)
    }
}

extension ClaimRecord {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.value("id"), key: try row.value("key"), facility: try row.value("facility"),
            receivedAt: try row.value("received_at"), routing: try row.value("routing"), form: try row.value("form"),
            card: try row.optionalValue("card"), arrivedAt: try row.value("arrived_at"),
            leftAt: try row.value("left_at"), month: try row.value("month"),
            patient: try row.optionalText("patient") == nil ? nil : row.json("patient"),
            adjudication: try row.document("adjudication"), posting: try row.optionalValue("posting"),
            state: try row.optionalText("state") == nil ? nil : row.word("state"),
            decision: try row.optionalInteger("decision").map { Int($0) })
    }
}
