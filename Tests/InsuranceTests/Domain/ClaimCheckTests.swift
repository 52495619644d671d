// What contradicts itself in a claim, and figures that no claim can have: refused before anything is reckoned.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct ClaimCheckTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var why: String
        var claim: Claim
        var findings: [String]
        var testDescription: String { why }
    }

    static let stated = ClaimTotals(
        drugs: "-1", supplies: "-1", total: "-1", inScope: "-1", ownCost: "-1", copayment: "-1", fund: "-1",
        otherSources: "-1", fundFeeForService: "-1")

    static let rows = [
        Row(why: "nothing is wrong", claim: aClaim(), findings: []),
        Row(
            why: "left before the arrival", claim: aClaim(leftAt: "2026-08-10T07:59"),
            findings: ["time.order XML1.NGAY_RA", "line.outsideVisit XML3/1.NGAY_YL"]),
        Row(
            why: "admitted before the arrival", claim: aClaim(admittedAt: "2026-08-10T07:59"),
            findings: ["time.order XML1.NGAY_VAO_NOI_TRU"]),
        Row(
            why: "left before the admission",
            claim: aClaim(admittedAt: "2026-08-10T12:00", leftAt: "2026-08-10T11:00"),
            findings: ["time.order XML1.NGAY_RA"]),
        Row(
            why: "born after the arrival", claim: aClaim(birthDate: "2026-08-11"),
            findings: ["time.order XML1.NGAY_SINH"]),
        Row(why: "born that day", claim: aClaim(birthDate: "2026-08-10"), findings: []),
        Row(
            why: "days below zero", claim: aClaim(treatmentDays: -1),
            findings: ["time.treatmentDays XML1.SO_NGAY_DTRI"]),
        Row(
            why: "days of four digits", claim: aClaim(treatmentDays: 1000),
            findings: ["time.treatmentDays XML1.SO_NGAY_DTRI"]),
        Row(
            why: "a card that ends before it begins",
            claim: aClaim(cards: [aCard(), aCard(from: "2026-01-02", lastDay: "2026-01-01")]),
            findings: ["card.datesReversed XML1.GT_THE_DEN"]),
        Row(why: "no lines", claim: aClaim(lines: []), findings: ["lines.count XML2"]),
        Row(
            why: "too many lines", claim: aClaim(lines: (1...ClaimCheck.linesMax + 1).map { aLine(number: $0) }),
            findings: ["lines.count XML2"]),
        Row(
            why: "a number twice in a table", claim: aClaim(lines: [aLine(number: 7), aLine(number: 7)]),
            findings: ["line.repeated XML3/7.STT"]),
        Row(
            why: "a number in both tables",
            claim: aClaim(lines: [aLine(number: 7), aLine(table: .drugs, number: 7, costGroup: 4)]), findings: []),
        Row(why: "a line numbered 0", claim: aClaim(lines: [aLine(number: 0)]), findings: ["line.number XML3/0.STT"]),
        Row(
            why: "a cost group beyond the list", claim: aClaim(lines: [aLine(costGroup: 20)]),
            findings: ["line.costGroup XML3/1.MA_NHOM"]),
        Row(
            why: "ordered before the visit", claim: aClaim(lines: [aLine(orderedAt: "2026-08-10T07:59")]),
            findings: ["line.outsideVisit XML3/1.NGAY_YL"]),
        Row(
            why: "ordered after the visit", claim: aClaim(lines: [aLine(orderedAt: "2026-08-11T00:00")]),
            findings: ["line.outsideVisit XML3/1.NGAY_YL"]),
        Row(
            why: "a donor below zero", claim: aClaim(lines: [aLine(otherSources: "-0.01")]),
            findings: ["amount.negative XML3/1.T_NGUONKHAC"]),
        Row(
            why: "a ceiling below zero", claim: aClaim(lines: [aLine(ceiling: "-1")]),
            findings: ["amount.negative XML3/1.T_TRANTT"]),
        Row(
            why: "stated figures of a line below zero",
            claim: aClaim(lines: [
                aLine(stated: StatedLine(total: "-1", inScope: "-1", ownCost: "-1", copayment: "-1", fund: "-1"))
            ]),
            findings: [
                "amount.negative XML3/1.THANH_TIEN_BV", "amount.negative XML3/1.THANH_TIEN_BH",
                "amount.negative XML3/1.T_BNTT", "amount.negative XML3/1.T_BNCCT", "amount.negative XML3/1.T_BHTT",
            ]),
        Row(
            why: "stated sums below zero", claim: aClaim(stated: stated),
            findings: [
                "T_THUOC", "T_VTYT", "T_TONGCHI_BV", "T_TONGCHI_BH", "T_BNTT", "T_BNCCT", "T_BHTT", "T_NGUONKHAC",
                "T_BHTT_GDV",
            ].map { "amount.negative XML1.\($0)" }),
    ]

    @Test("What is found, and where", arguments: rows)
    func findings(_ row: Row) {
        let found = ClaimCheck.findings(in: row.claim)
        #expect(found.map { "\($0.rule) \($0.place)" } == row.findings)
        #expect(found.allSatisfy { $0.severity == .error && !$0.hint.isEmpty && $0.message.hasSuffix(".") })
        guard !found.isEmpty else { return }
        #expect(throws: ClaimRejection.malformed(row.claim.key, found)) { try Adjudicator.decide(row.claim) }
    }

    @Test("Co-payment told beside the claim does not lie below zero either")
    func context() {
        let context = ClaimContext(paid_before_step: "-1", paid_after_step: "-1")
        let found = ClaimCheck.findings(in: ClaimCase(claim: aClaim(), context: context))
        #expect(found.map(\.place) == ["paid_before_step", "paid_after_step"])
        #expect(throws: ClaimRejection.self) { try Adjudicator.decide(aClaim(), context: context) }
    }

    struct TooLarge: CustomTestStringConvertible, Sendable {
        var lines: [ClaimLine]
        var rule: String
        var place: String
        var testDescription: String { "\(rule) \(place)" }
    }

    static let most: UnitPrice = "999999999999999.999"
    static let tooLarge = [
        TooLarge(lines: [aLine("999999999999999.99")], rule: "", place: ""),
        TooLarge(lines: [aLine(most)], rule: "line.tooLarge", place: "XML3/1.THANH_TIEN_BV"),
        TooLarge(
            lines: [aLine(most, quantity: "999999999999999.999")], rule: "line.tooLarge",
            place: "XML3/1.THANH_TIEN_BV"),
        TooLarge(lines: [aLine(most, quantity: "1.001")], rule: "line.tooLarge", place: "XML3/1.THANH_TIEN_BV"),
        // A rate of nothing does not make it small.
        TooLarge(
            lines: [aLine(most, quantity: "2", serviceRate: "0")], rule: "line.tooLarge",
            place: "XML3/1.THANH_TIEN_BV"),
        TooLarge(
            lines: (1...ClaimCheck.linesMax).map { aLine("999999999999999", number: $0) }, rule: "claim.tooLarge",
            place: "XML1.T_TONGCHI_BV"),
        TooLarge(
            lines: [aLine("100", otherSources: "100.01")], rule: "line.otherSources", place: "XML3/1.T_NGUONKHAC"),
    ]

    @Test("Figures beyond fifteen digits are refused with their place, and nothing traps", arguments: tooLarge)
    func largeFigures(_ row: TooLarge) throws {
        do {
            let decided = try Adjudicator.decide(aClaim(lines: row.lines)).adjudication
            #expect(row.rule == "")
            #expect(decided.totals.total <= "999999999999999.99")
        } catch {
            #expect(error.name == "insurance.claim.malformed")
            #expect(error.findings.map(\.rule) == [row.rule])
            #expect(error.findings.map(\.place) == [row.place])
        }
    }
}
