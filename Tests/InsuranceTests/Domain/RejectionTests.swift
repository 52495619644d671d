// Every refusal of a rule is a row of the contract's error table.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct RejectionTests {
    static let all: [any Rejection] = [
        MemberRejection.notFound(.sample), MemberRejection.differs(.sample, fields: ["name"]),
        MemberRejection.coverageOverlaps(.sample, CardRulesTests.member.coverages[0]),
        MemberRejection.datesReversed("The last day", .sample, before: "the first", .sample),
        MemberRejection.digitUnknown(6), MemberRejection.citizenNumberTaken(.sample),
        PolicyRejection.notFound(.sample), PolicyRejection.unsound(.sample, [finding]),
        PolicyRejection.alreadyPublished(.sample), PolicyRejection.samePerson(.sample, "lan"),
        PolicyRejection.stale(.sample, current: "a", given: "b"), PolicyRejection.replayUnfitting("Why."),
        ClaimRejection.notFound(.sample), ClaimRejection.duplicate(.sample, facility: .sample),
        ClaimRejection.malformed(.sample, [finding]), ClaimRejection.notCovered(.sample, on: .sample, [finding]),
        ClaimRejection.policyMissing(on: .sample, [finding]), ClaimRejection.decisionNotKept(.sample),
        ClaimRejection.stale(.sample, current: 2, given: 1), ClaimRejection.samePerson(.sample, "lan"),
        ClaimRejection.recalled(.sample), ClaimRejection.notPayable(.sample),
        ClaimRejection.underAppeal(.sample), ClaimRejection.noLine(.sample, "why."),
        ClaimRejection.noDecision(.sample, 2),
        EnvelopeRejection([finding]),
        ContributionRejection.unsettled("The group TG", "what is paid in"), ContributionRejection.unfitting("Why."),
        MemberRejection.notCovered(.sample, from: .sample, .sample),
        MemberRejection.waiting(from: .sample, until: .sample, "an article"),
        CardRejection.notFound, CardRejection.taken, CardRejection.ended, CardRejection.unfitting("Why."),
        EntitlementRejection.unsettled(.sample), EntitlementRejection.unfitting("why"),
        LicenceRejection.unsettled(.sample), LicenceRejection.unfitting("Why."),
        DeadlineRejection.unsettled(.sample), DeadlineRejection.unfitting("Why."),
        ReimbursementRejection.unsettled("the cap", .sample), ReimbursementRejection.unfitting("Why."),
        FundRejection.unsettled("care", .sample), FundRejection.unfitting("Why."),
        FundRejection.settled(.sample, .sample), FundRejection.stale(current: "a", given: "b"),
        DossierRejection.noFile(4, of: .sample, count: 3),
        HouseholdRejection.notFound, HouseholdRejection.taken(.sample), HouseholdRejection.known("BL-1"),
        HouseholdRejection.unfitting("Why."), CatalogueRejection.unfitting("Why."),
    ]
    private static let finding = Finding.error("rule", "place", "It is wrong.", "Mend it.")

    @Test(
        "The names of the refusals are the rows of the contract's error table, but for the one that reading books has")
    func names() {
        let rows = InsuranceContract.errors.map(\.name).filter { $0 != "insurance.ledger.tooLarge" }
        #expect(Self.all.map(\.name).sorted() == rows.sorted())
    }

    @Test("Every refusal says what is wrong in a sentence")
    func sentences() {
        for refusal in Self.all { #expect(refusal.message.hasSuffix("."), "\(refusal.name)") }
    }

    @Test("A refusal for findings says the first three, and carries all")
    func manyFindings() {
        let refusal = ClaimRejection.malformed(.sample, Array(repeating: Self.finding, count: 5))
        #expect(refusal.message.hasSuffix("place: It is wrong. And 2 more."))
        #expect(refusal.findings.count == 5)
    }
}
