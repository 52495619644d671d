// A rule that nobody misses is none: with any single rule turned off, a figure of the field's acceptance facts, of the
// golden claim or of a case below comes out otherwise.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("Without a rule") struct MutationTests {
    struct Mutation: CustomTestStringConvertible, Sendable {
        var rule: RuleSet
        var name: String
        /// The case that misses it.
        var missed: String
        var testDescription: String { "without \(name), \(missed) comes out otherwise" }
    }

    static let mutations = [
        Mutation(rule: .decidingDay, name: "the deciding day", missed: "departure"),
        Mutation(rule: .baseSalary, name: "the base salary", missed: "small"),
        Mutation(rule: .visitSetting, name: "the kind of visit", missed: "stay"),
        Mutation(rule: .routing, name: "the entitlement", missed: "golden"),
        Mutation(rule: .coverage, name: "the card", missed: "golden"),
        Mutation(rule: .warWound, name: "the war wound", missed: "wound"),
        Mutation(rule: .routingLevel, name: "the way's rate", missed: "stay"),
        Mutation(rule: .examination, name: "the ladder of examinations", missed: "examination"),
        Mutation(rule: .line, name: "the line", missed: "golden"),
        Mutation(rule: .smallCost, name: "small costs", missed: "small"),
        Mutation(rule: .exemption, name: "the stated exemption", missed: "exempt"),
        Mutation(rule: .supply, name: "the ceiling of supplies", missed: "supply"),
        Mutation(rule: .share, name: "the shares", missed: "golden"),
        Mutation(rule: .donor, name: "donors", missed: "donor"),
        Mutation(rule: .fiveYears, name: "the five years", missed: "fiveYears"),
        Mutation(rule: .count, name: "the count of co-payment", missed: "golden"),
        Mutation(rule: .total, name: "the sums", missed: "golden"),
        Mutation(rule: .sameDay, name: "services of the same day", missed: "sameDay"),
        Mutation(rule: .freeVisit, name: "free visits", missed: "checkUp"),
        Mutation(rule: .refusedLine, name: "lines that were taken out", missed: "refused"),
        Mutation(rule: .treatmentDay, name: "the days of treatment", missed: "stay"),
    ]

    static let cases: [String: ClaimCase] = [
        "golden": ClaimCase(claim: GoldenClaim.claim),
        "small": ClaimCase(claim: aClaim(lines: [aLine("379499")])),
        "departure": ClaimCase(
            claim: aClaim(
                arrivedAt: "2026-06-30T22:00", leftAt: "2026-07-01T02:00",
                lines: [aLine("375000", orderedAt: "2026-06-30T22:10")])),
        "stay": ClaimCase(claim: aClaim(routing: "3.1", form: "03", treatmentDays: 7, lines: [aLine("10000000")])),
        "wound": ClaimCase(claim: aClaim(lines: [aLine(warWound: true)])),
        "examination": ClaimCase(claim: aClaim(lines: [aLine("45000", costGroup: 13, serviceRate: "50")])),
        "exempt": ClaimCase(claim: aClaim(exemptFrom: "2026-08-10")),
        "supply": ClaimCase(claim: aClaim(lines: [aLine("150000000", costGroup: 10, supplyPackage: "G1")])),
        "donor": ClaimCase(claim: aClaim(lines: [aLine(otherSources: "100000")])),
        "sameDay": ClaimCase(claim: aClaim(), sameDay: [SameService(line: 0, claim: .sample)]),
        "refused": ClaimCase(claim: aClaim()),
        "checkUp": ClaimCase(claim: aClaim(form: "15")),
        "fiveYears": ClaimCase(
            claim: aClaim(fiveYearsFrom: "2020-01-01"), context: ClaimContext(paid_after_step: "15080000")),
    ]

    private static let departures = ExamplePolicy.with(
        anAct(settings: [
            PolicySettingRow(name: .decidingDate, from: "2026-01-01", value: "departure", article: "Điều 1")
        ]))

    private static let checkUps = ExamplePolicy.with(
        PolicyAct(
            act: "2/2030/NĐ-CP", title: LocalizedText(vi: "Văn bản"),
            freeVisits: [FreeVisitRow(form: "15", timesAYear: 1, from: "2026-01-01", article: "Điều 1")]))

    private func decide(_ name: String, _ rules: RuleSet) throws -> Result<Verdict, Refusal> {
        let policies = ["departure": Self.departures, "checkUp": Self.checkUps]
        let policy = policies[name] ?? ExamplePolicy.policy
        var facts = ClaimFacts(try #require(Self.cases[name]))
        if name == "refused" { (facts.ruling, facts.refused) = (.pays, [LineRuling(line: 0, reason: .necessity)]) }
        var work = Evaluation(facts, by: policy.compiled)
        do throws(Refusal) {
            try work.run(rules)
            return .success(Verdict(work))
        } catch { return .failure(error) }
    }

    @Test("Something comes out otherwise", arguments: mutations)
    func missed(_ mutation: Mutation) throws {
        let whole = try decide(mutation.missed, .all)
        #expect(try whole == decide(mutation.missed, .all))
        #expect(try whole != decide(mutation.missed, .all.subtracting(mutation.rule)))
    }

    @Test("Every rule is tried; that of the card's level writes its article down and decides nothing")
    func complete() throws {
        let tried = Self.mutations.reduce(into: RuleSet()) { $0.formUnion($1.rule) }
        #expect(tried.union(.cardLevel) == .all)
        #expect(Self.mutations.count == RuleSet.all.rawValue.nonzeroBitCount - 1)
        let listening = Listening()
        var work = Evaluation(
            ClaimFacts(ClaimCase(claim: GoldenClaim.claim)), by: ExamplePolicy.policy.compiled, listener: listening)
        try work.run(.all.subtracting(.cardLevel))
        #expect(!listening.trace.contains { $0.rule == "level.card" })
    }
}
