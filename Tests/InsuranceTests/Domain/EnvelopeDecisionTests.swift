// Envelopes from file to decision: what is read and decided by the policy of the examples comes to what was worked out
// apart from this code, figure by figure. Claims that a person has to decide are listed, with the reason.

import MessageSchema
import Testing
import WireJSON

@testable import InsuranceDomain

@Suite("Envelopes decided")
struct EnvelopeDecisionTests {
    /// One claim of a file with what is expected of it.
    struct Case: CustomTestStringConvertible, Sendable {
        let file: String
        let claim: Claim
        let context: ClaimContext
        let expected: JSONValue
        /// What the claim is about: card, routing, form, day, and the rule that it tries.
        let tags: [String]
        var testDescription: String { "\(file), \(claim.key): \(tags.joined(separator: " "))" }

        static let all: [Case] = EnvelopeFile.valid.flatMap { file -> [Case] in
            let claims = try! EnvelopeReader.read(file.bytes).claims
            let told = file.expected
            let tags = told["tags"]!.array!.compactMap(\.string)
            return claims.enumerated().map { index, entry in
                let claim = entry.claim!
                let context = told["context"]![claim.key.text]!.jsonBytes
                return Case(
                    file: file.name, claim: claim, context: try! WireJSON.decode(ClaimContext.self, from: context),
                    expected: told["expected"]!["claims"]!.array![index],
                    tags: Array(tags[(index * 5)..<(index * 5 + 5)]))
            }
        }
    }

    /// Claims under codes of before 2025 that no published act settles (list of Decision 824/QĐ-BYT): they wait for
    /// evidence, the fund's share is not reckoned, and only figures of confidence H are compared.
    static let waiting: Set<String> = [
        "T7-00001", "T7-00032", "T7-00036", "T7-00048", "T7-00057", "T7-00062", "T7-00078",
    ]
    /// Claims under 7.2, 7.3, 7.4 and 10, which a person decides case by case; they are reckoned at the card's level.
    static let caseByCase: Set<String> = ["T7-00004", "T7-00022", "T7-00030", "T7-00049"]
    /// Claims that are not the fund's to pay.
    static let refused: [String: String] = ["T7-00037": "routing.refused"]

    static let reckoned = Case.all.filter { !waiting.contains($0.claim.key.text) }

    private func decide(_ one: Case) throws -> Adjudication {
        try Adjudicator.decide(one.claim, context: one.context).adjudication
    }

    /// A figure that is expected, and what was reckoned.
    private struct Figure {
        var place: String
        var expected: JSONValue?
        var reckoned: String
        var confidence: String { expected?["confidence"]?.string ?? "none" }
    }

    private func figures(_ one: Case, _ decided: Adjudication) throws -> [Figure] {
        let header = try #require(one.expected["header"])
        let totals = decided.totals
        let sums = [
            ("T_THUOC", totals.drugs.text), ("T_VTYT", totals.supplies.text), ("T_TONGCHI_BV", totals.total.text),
            ("T_TONGCHI_BH", totals.inScope.text), ("T_BNTT", totals.ownCost.text),
            ("T_BNCCT", totals.copayment.text), ("T_BHTT", totals.fund.text),
            ("T_NGUONKHAC", totals.otherSources.text), ("T_BHTT_GDV", totals.fundFeeForService.text),
            ("SO_NGAY_DTRI", String(decided.treatmentDays)),
        ]
        let lines = try #require(one.expected["lines"]?.array)
        try #require(lines.count == decided.lines.count)
        return sums.map { Figure(place: $0, expected: header[$0], reckoned: $1) }
            + zip(lines, decided.lines).flatMap(figures)
    }

    private func figures(_ expected: JSONValue, _ line: AdjudicatedLine) -> [Figure] {
        let place = "\(line.table.rawValue)/\(line.number)"
        #expect(expected["table"]?.string == line.table.rawValue && expected["STT"]?.string == String(line.number))
        let amounts = [
            ("THANH_TIEN_BV", line.total), ("THANH_TIEN_BH", line.inScope), ("T_BNTT", line.ownCost),
            ("T_BNCCT", line.copayment), ("T_BHTT", line.fund), ("T_NGUONKHAC", line.otherSources),
        ]
        var figures = amounts.map { Figure(place: "\(place).\($0)", expected: expected[$0], reckoned: $1.text) }
        if let ceiling = expected["T_TRANTT"] {
            figures.append(Figure(place: "\(place).T_TRANTT", expected: ceiling, reckoned: line.ceiling?.text ?? ""))
        }
        // At which level the fund pays nothing makes no difference.
        guard line.inScope != .zero else { return figures }
        return figures + [
            Figure(place: "\(place).MUC_HUONG", expected: expected["MUC_HUONG"], reckoned: line.level.text)
        ]
    }

    @Test("every figure of the header and of each line is what was expected", arguments: reckoned)
    func figures(one: Case) throws {
        let decided = try decide(one)
        for figure in try figures(one, decided) {
            #expect(figure.expected?["value"]?.string == figure.reckoned, "\(figure.place), \(figure.confidence)")
        }
        #expect(!decided.findings.contains { $0.rule == "claim.differs" })
        let key = one.claim.key.text
        let outcome: ClaimOutcome =
            Self.refused[key] != nil ? .refused : Self.caseByCase.contains(key) ? .needsEvidence : .accepted
        #expect(decided.outcome == outcome)
    }

    @Test("the lists above name claims that there are; no figure or outcome of confidence H is left out")
    func lists() throws {
        let all = Case.all
        #expect(all.count == 80)
        #expect(
            Self.waiting.union(Self.caseByCase).union(Self.refused.keys).isSubset(of: Set(all.map(\.claim.key.text))))
        var counts: [String: Int] = [:]
        for one in Self.reckoned {
            for figure in try figures(one, try decide(one)) { counts[figure.confidence, default: 0] += 1 }
        }
        #expect(counts == ["H": 1505, "M": 160, "L": 178])
    }

    @Test(
        "a code of before 2025 that no act settles waits for evidence, and nothing of the fund is reckoned",
        arguments: Case.all.filter { waiting.contains($0.claim.key.text) })
    func waits(one: Case) throws {
        let decided = try decide(one)
        #expect(decided.outcome == .needsEvidence)
        #expect(decided.findings.contains { $0.rule == "routing.silent" })
        #expect(one.expected["outcome"]?["confidence"]?.string != "H")
        let certain = try figures(one, decided).filter { $0.confidence == "H" }
        #expect(certain.count > 10)
        for figure in certain { #expect(figure.expected?["value"]?.string == figure.reckoned, "\(figure.place)") }
    }

    @Test("a visit without entitlement is refused", arguments: Case.all.filter { refused[$0.claim.key.text] != nil })
    func refuses(one: Case) throws {
        let decided = try decide(one)
        #expect(decided.outcome == .refused)
        #expect(decided.findings.map(\.rule) == [Self.refused[one.claim.key.text]])
    }

    @Test(
        "what is wrong with a claim and not with its envelope is found when it is decided",
        arguments: [
            ("bad-card-expired", "insurance.claim.notCovered", "card.notValid"),
            ("bad-code-unknown", "insurance.claim.malformed", "routing.unknown"),
            ("bad-date-reversed", "insurance.claim.malformed", "time.order"),
        ])
    func rejected(name: String, error: String, rule: String) throws {
        let claim = try #require(try EnvelopeReader.read(EnvelopeFile(name: name).bytes).claims.first?.claim)
        let refusal = try #require(throws: ClaimRejection.self) { _ = try Adjudicator.decide(claim) }
        #expect(refusal.name == error)
        #expect(refusal.findings.first?.rule == rule)
    }

    @Test(
        "a figure that the facility states otherwise is corrected and reported",
        arguments: [
            ("bad-differs-copay", "T_BNCCT"), ("bad-differs-fund", "T_BHTT"), ("bad-differs-total", "T_TONGCHI_BV"),
        ])
    func corrected(name: String, field: String) throws {
        let claim = try #require(try EnvelopeReader.read(EnvelopeFile(name: name).bytes).claims.first?.claim)
        let decided = try Adjudicator.decide(claim).adjudication
        #expect(decided.outcome == .corrected)
        #expect(decided.findings.map { "\($0.rule) \($0.place)" } == ["claim.differs XML1.\(field)"])
        #expect(decided.totals.fund == "2516093.32")
    }

    @Test("the golden claim's file is read and decided to the hundredth of a đồng")
    func golden() throws {
        let entry = try #require(try EnvelopeReader.read(EnvelopeFile.golden).claims.first)
        #expect(entry.findings == [])
        let claim = try #require(entry.claim)
        #expect(claim.stated == GoldenClaim.totals)
        let decided = try Adjudicator.decide(claim).adjudication
        #expect(decided.outcome == .accepted)
        #expect(decided.totals == GoldenClaim.totals)
    }
}

extension JSONValue {
    fileprivate var jsonBytes: [UInt8] { try! WireJSON.encode(self) }
}
