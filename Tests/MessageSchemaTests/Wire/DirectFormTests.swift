// Messages that write their own JSON, held to what Codable makes of them: bare, and with everything there is to say.

import MessageSchema
import Testing
import WireJSON

@Suite("A message that writes itself")
struct DirectFormTests {
    static let line = ClaimLine(
        table: .services, number: 2, code: "02.1", name: "Khám \"nội\"", costGroup: 13, scope: .outOfScope,
        quantity: .sample, price: .sample, fundPrice: .sample, serviceRate: .sample, paymentRate: .whole,
        orderedAt: .sample, paymentMethod: .capitation, warWound: true, supplyPackage: "G1", ceiling: .sample,
        otherSources: .zero,
        stated: StatedLine(
            total: .sample, inScope: .sample, level: .sample, ownCost: .zero, copayment: -.sample, fund: .sample))
    static let totals = ClaimTotals(
        drugs: .sample, supplies: .zero, total: .sample, inScope: .sample, ownCost: .zero, copayment: .zero,
        fund: .sample, otherSources: .zero, fundFeeForService: .sample)
    static let patient = Patient(
        number: "BN\t1", name: "Nguyễn Văn An", birthDate: .sample, sex: .female, citizenNumber: "031090000001",
        diagnosis: "I10")
    static let claim = Claim(
        key: .sample, facility: .sample, patient: patient,
        cards: [
            StatedCard(card: .sample, facility: .sample, from: .sample, lastDay: .sample),
            StatedCard(card: .sample, facility: .sample, from: .sample, lastDay: .sample),
        ],
        routing: .sample, form: .sample, arrivedAt: .sample, admittedAt: .sample, leftAt: .sample, treatmentDays: 3,
        fiveYearsFrom: .sample, exemptFrom: .sample, month: .sample, lines: [line, line], stated: totals)
    static let finding = Finding(
        rule: "field.form", severity: .warning, place: "XML1", message: "A \\ and a\nbreak.", hint: "Mend it.")
    static let adjudication = Adjudication(
        outcome: .corrected, policyVersion: 17, decidingDate: .sample,
        lines: [
            AdjudicatedLine(
                table: .drugs, number: 1, name: "Paracetamol", total: .sample, inScope: .sample, level: .sample,
                ownCost: .zero, copayment: .zero, fund: .sample, otherSources: .zero, ceiling: .sample, refused: .zero)
        ],
        totals: totals, paid: -.sample, treatmentDays: 2, findings: [finding])
    static let record = ClaimRecord(
        id: .sample, key: .sample, facility: .sample, receivedAt: Instant(microseconds: 1_786_000_000_120_300),
        routing: .sample, form: .sample, card: .sample, arrivedAt: .sample, leftAt: .sample, month: .sample,
        patient: patient, adjudication: adjudication, posting: .sample, state: .appealed, decision: 4)
    static let step = TraceStep(
        rule: "line.total", place: "XML2/1", act: .sample, article: "Điều 14", inputs: [.init(name: "a", value: "b")],
        arithmetic: "1 x 2 = 2", result: "2")

    /// Whatever writes itself, with every member.
    static let values: [any DirectEncodable & Sendable] = [
        claim, record, step, SubmitClaim(claim: claim, context: context), context,
        ImportClaims.Reply(
            facility: .sample,
            claims: [ImportedClaim(result: .stored, place: 1, key: .sample, record: record, findings: [finding])],
            unusedContext: ["k"]),
        ClaimAdjudicated(
            claim: .sample, key: .sample, facility: .sample, month: .sample, outcome: .accepted, policyVersion: 1,
            total: .sample, fund: .sample, copayment: .zero),
        LedgerPosted(
            posting: .sample, claim: .sample, month: .sample,
            sides: [.init(account: .sample, debit: .sample, credit: .zero)], reverses: .sample),
        ImportMembers(rows: [enrolment, enrolment]), MemberEnrolled(coverage: coverage),
        Member(
            number: .sample, name: "Trần Thị Bình", birthDate: .sample, sex: .female, citizenNumber: .sample,
            fiveYearsFrom: .sample, fiveYearsReckoned: .sample, coverages: [coverage]),
        HealthUnit(
            code: .sample, name: LocalizedText(vi: "Sở Y tế", en: "Department of Health"), kind: .hospital,
            parent: .sample, from: .sample, until: .sample),
        ReplyMetadata(sequence: .max, asOf: .sample), callMetadata,
        RequestHead(
            principal: Principal(name: "an", roles: [.officer, .insurer], scope: "01", via: "local:1000"),
            agedMilliseconds: 3, sent: .max),
    ]
    static let callMetadata = CallMetadata(
        deadline: 5000, idempotencyKey: "k", traceparent: "00-1-2-01", actAs: "bình", asOf: .sample,
        knownAt: .sequence(7))
    static let coverage = Coverage(group: .sample, digit: 4, facility: .sample, from: .sample, lastDay: .sample)
    static let enrolment = EnrolMember(
        number: .sample, name: "Trần Thị Bình", birthDate: .sample, sex: .female, citizenNumber: .sample,
        fiveYearsFrom: .sample, group: .sample, digit: 4, facility: .sample, from: .sample, lastDay: .sample,
        paidOn: .sample, grade: .first)
    static let context = ClaimContext(paid_before_step: .sample, paid_after_step: .zero, donor: .arv)

    @Test("gives the bytes that its containers would, with every member", arguments: values.indices)
    func whole(index: Int) throws {
        let value = Self.values[index]
        #expect(Self.missing(in: value) == [], "a member without a value is not tried")
        try Self.expectSame(value)
    }

    @Test("gives the bytes that its containers would, with no more than it has to have")
    func bare() throws {
        var record = Self.record
        (record.card, record.patient, record.posting, record.state, record.decision) = (nil, nil, nil, nil, nil)
        (record.adjudication.paid, record.adjudication.lines) = (nil, [])
        try Self.expectSame(record)
        var claim = Self.claim
        (claim.admittedAt, claim.fiveYearsFrom, claim.exemptFrom, claim.stated) = (nil, nil, nil, nil)
        (claim.cards, claim.patient.citizenNumber) = ([], nil)
        claim.lines = [
            ClaimLine(
                table: .drugs, number: 1, code: "a", name: "b", costGroup: 4, scope: .inScope, quantity: .sample,
                price: .sample, orderedAt: .sample, stated: StatedLine())
        ]
        try Self.expectSame(SubmitClaim(claim: claim))
        try Self.expectSame(TraceStep(rule: "r", arithmetic: "", result: ""))
        try Self.expectSame(ClaimContext())
        try Self.expectSame(ReplyMetadata())
        try Self.expectSame(CallMetadata(knownAt: .instant(.sample)))
        try Self.expectSame(RequestHead(principal: Principal(name: "", roles: []), agedMilliseconds: 0, sent: 0))
        try Self.expectSame(
            ImportClaims.Reply(facility: .sample, claims: [ImportedClaim(result: .rejected, place: 1, key: nil)]))
    }

    private static func expectSame(_ value: some Encodable) throws {
        let (direct, codable) = (try WireJSON.encode(value), try WireJSON.encodeByCodable(value))
        #expect(String(decoding: direct, as: UTF8.self) == String(decoding: codable, as: UTF8.self))
    }

    /// Names of members without a value, and of arrays without an element, but for those of arrays.
    private static func missing(in value: Any) -> [String] {
        Mirror(reflecting: value).children.flatMap { name, member -> [String] in
            let mirror = Mirror(reflecting: member)
            switch mirror.displayStyle {
            case .optional:
                guard let inner = mirror.children.first else { return [name ?? "?"] }
                return missing(in: inner.value)
            case .collection:
                return mirror.children.isEmpty ? [name ?? "?"] : mirror.children.flatMap { missing(in: $0.value) }
            case .struct: return missing(in: member)
            default: return []
            }
        }
    }
}
