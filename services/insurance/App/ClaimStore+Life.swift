// What became of claims after their intake, in the database: each decision as it was shown, and the claim as it was
// handed in. A claim with the one decision of its intake has no rows here.

internal import MessageSchema
internal import Storage
internal import WireJSON

/// A decision of a claim in its history.
struct StoredAct {
    /// The claim's sequence.
    var claim: Int64
    var step: ClaimStep
    var adjudication: Adjudication
    var trace: [TraceStep]
}

extension ClaimStore {
    /// The decisions of a claim that has more than one, in their order.
    func steps(of claim: ClaimID) throws -> [ClaimStep] {
        try reader.all(
            "SELECT a.* FROM claim_act a JOIN claim c ON c.sequence = a.claim WHERE c.id = $1 ORDER BY a.number",
            [.value(claim)]
        ).map(ClaimStep.init)
    }

    /// Who handed a claim in; nil if there is no such claim.
    func clerk(of claim: ClaimID) throws -> PlainText? {
        try reader.first(
            "SELECT j.actor FROM claim c JOIN journal j ON j.sequence = c.sequence WHERE c.id = $1", [.value(claim)]
        ).map { try PlainText($0.text("actor")) }
    }

    /// A claim as it was handed in. A patient who was erased is nobody: figures do not hang on who it was.
    func handedIn(_ record: ClaimRecord) throws -> SubmitClaim {
        let row = try reader.first(
            "SELECT document, context FROM claim_document WHERE claim = $1", [.value(record.id)])
        guard let row else { preconditionFailure("the claim \(record.id) has no document") }
        let document: JSONValue = try row.document("document")
        guard case .object(var members) = document else { preconditionFailure("a claim is kept as an object") }
        let patient = record.patient ?? .nobody(on: record.arrivedAt.date)
        members.append(
            JSONMember(key: "patient", value: try WireJSON.decode(JSONValue.self, from: WireJSON.encode(patient))))
        let options = WireJSON.Options(bytesMax: documentBytesMax)
        return SubmitClaim(
            claim: try WireJSON.decode(
                Claim.self, from: WireJSON.encode(JSONValue.object(members)), options: options),
            context: try row.document("context"))
    }

    /// A decision of the claim's history with its trace; nil for a number that there is none of.
    func decision(_ number: Int, of claim: ClaimID) throws -> (adjudication: Adjudication, trace: [TraceStep])? {
        try reader.first(
            """
            SELECT a.adjudication, a.trace FROM claim_act a JOIN claim c ON c.sequence = a.claim
            WHERE c.id = $1 AND a.number = $2
            """, [.value(claim), .integer(Int64(number))]
        ).map { (try $0.document("adjudication"), try $0.document("trace")) }
    }

    /// Whether somebody has reviewed a claim.
    func hasReviewed(_ person: PlainText, _ claim: ClaimID) throws -> Bool {
        try reader.first(
            """
            SELECT 1 AS found FROM claim_act a JOIN claim c ON c.sequence = a.claim
            WHERE c.id = $1 AND a.state = $2 AND a.acted_by = $3 LIMIT 1
            """, [.value(claim), .text(ClaimState.reviewed.rawValue), .value(person)]) != nil
    }

    /// Keeps the document that a claim went by until its decision of a number.
    func keepEarlier(_ record: ClaimRecord, number: Int64, _ writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO claim_earlier (claim, number, document, context)
            SELECT c.sequence, $2, d.document, d.context FROM claim c JOIN claim_document d ON d.claim = c.id
            WHERE c.id = $1
            """, [.value(record.id), .integer(number)])
    }

    /// Puts another document in the place of a claim's; what was decided of it is shown already.
    static func replace(_ record: ClaimRecord, _ handedIn: HandedClaim, _ writer: Writer) throws {
        try writer.execute(
            """
            UPDATE claim SET routing = $2, form = $3, card = $4, arrived_at = $5, left_at = $6, month = $7
            WHERE id = $1
            """,
            [
                .value(record.id), .value(record.routing), .value(record.form), .value(record.card),
                .value(record.arrivedAt), .value(record.leftAt), .value(record.month),
            ])
        try writer.execute(
            "UPDATE claim_document SET document = $2, context = $3 WHERE claim = $1",
            [.value(record.id), handedIn.document, handedIn.context])
        try writer.execute("DELETE FROM claim_patient WHERE claim = $1", [.value(record.id)])
        try writer.execute(
            "INSERT INTO claim_patient (claim, patient, digest) VALUES ($1, $2, $3)",
            [.value(record.id), .json(handedIn.patient), .text(handedIn.digest)])
    }

    /// Keeps a decision in the claim's history.
    static func insert(_ act: StoredAct, _ writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO claim_act (claim, number, state, acted_by, acted_at, reason, adjudication, trace)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                .integer(act.claim), .integer(Int64(act.step.number)), .text(act.step.state.rawValue),
                .value(act.step.by), .value(act.step.at), .value(act.step.reason), .json(act.adjudication),
                .json(act.trace),
            ])
    }

    /// Shows another decision of a claim from now on.
    static func show(_ record: ClaimRecord, _ trace: [TraceStep], _ writer: Writer) throws {
        try writer.execute(
            "UPDATE claim SET outcome = $2, total = $3, fund = $4, posting = $5 WHERE id = $1",
            [
                .value(record.id), .text(record.adjudication.outcome.rawValue),
                .integer(record.adjudication.totals.total.units), .integer(record.adjudication.fundPays.units),
                .value(record.posting),
            ])
        try writer.execute(
            "UPDATE claim_document SET adjudication = $2, trace = $3 WHERE claim = $1",
            [.value(record.id), .json(record.adjudication), .json(trace)])
    }
}

extension Patient {
    /// Stands for a patient of whom nothing is kept.
    fileprivate static func nobody(on day: CalendarDate) -> Patient {
        Patient(number: "-", name: "-", birthDate: day, sex: .male, diagnosis: "-")
    }
}

extension ClaimStep {
    /// A decision as it stands in the history.
    init(
        _ adjudication: Adjudication, number: Int, state: ClaimState, at instant: Instant, by person: PlainText,
        reason: PlainText? = nil
    ) {
        self.init(
            number: number, state: state, at: instant, by: person, reason: reason, outcome: adjudication.outcome,
            fund: adjudication.fundPays, copayment: adjudication.totals.copayment)
    }

    fileprivate init(_ row: Row) throws {
        self.init(
            try row.document("adjudication"), number: Int(try row.integer("number")), state: try row.word("state"),
            at: try row.value("acted_at"), by: try row.value("acted_by"), reason: try row.optionalValue("reason"))
    }
}
