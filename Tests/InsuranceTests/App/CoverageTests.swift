// Contributions and periods through the service: a quote by the published policy, days that the policy sets, and the
// five-year date that a claim reads.

import MessageSchema
import ServiceTesting
import Testing

@Suite struct CoverageTests {
    /// The rules of these tests: who pays, the ladder, the periods.
    private static let rules: PolicyAct = {
        var act = PolicyAct(act: "146/2018/NĐ-CP", title: LocalizedText(vi: "Mức đóng", en: "Contributions"))
        act.contributions = [SmallPolicy.household]
        act.ladders = [LadderRow(position: 1, from: "2018-12-01", rate: "100", article: "Điều 7")]
        act.periods = [
            period("waiting", "30 days", ["GD"]), period("newAfter", "3 months"), period("gap", "3 months"),
            period("fiveYears", "60 months"), period("childAge", "72 months", ["TE"]),
            period("childTurn", "09-30", ["TE"]), period("pupilEnd", "12-31", ["HS"]),
        ]
        return act
    }()

    private static func period(_ name: PlainText, _ value: PlainText, _ groups: [CardGroup]? = nil) -> PeriodRow {
        PeriodRow(name: name, groups: groups, from: "2018-12-01", value: value, article: "Điều 13")
    }

    private static func office() async throws -> Office { try await Office(acts: SmallPolicy.acts + [rules]) }

    @Test("A quote is of the policy as it is published, on the day of today, or as it was known then")
    func quote() async throws {
        let office = try await Self.office()
        let request = QuoteContribution(groups: ["GD"], months: 12)
        let quote = try await office.insurance.answer(request, as: Caller.reader)
        #expect(quote.reply.total == "1366200.00")
        #expect(quote.reply.paidOn == "2026-08-10")
        #expect(quote.reply.policyVersion == 4)
        let before = try await refusal {
            try await office.insurance.call(request, as: Caller.reader, metadata: .knowing(1))
        }
        #expect(before?.name == "insurance.contribution.unsettled")
        let unfitting = try await refusal {
            try await office.insurance.call(QuoteContribution(groups: ["GD"], income: "1"), as: Caller.reader)
        }
        #expect(unfitting?.name == "insurance.contribution.unfitting")
    }

    @Test("A child's last day is that of the rule unless one is stated (E2), in the reply, the journal and the check")
    func child() async throws {
        let office = try await Self.office()
        let child = HandedIn.enrolment(
            birthDate: "2020-10-15", citizenNumber: nil, group: "TE", digit: 1, from: "2020-10-15")
        let member = try await office.insurance.call(child)
        #expect(member.coverages.map(\.lastDay) == ["2026-10-31"])
        let told = try await office.events().filter { $0.type == MemberEnrolled.name }
        #expect(try told.map { try $0.told(MemberEnrolled.self).coverage.lastDay } == ["2026-10-31"])
        let check = CheckCard(card: "TE1313123456789")
        #expect(try await office.insurance.call(check, metadata: .on("2026-10-31")).code == "000")
        #expect(try await office.insurance.call(check, metadata: .on("2026-11-01")).code == "010")
        let stated = HandedIn.enrolment(
            "3123456780", birthDate: "2020-05-10", citizenNumber: nil, group: "TE", digit: 1, from: "2020-05-10",
            lastDay: "2021-05-09")
        #expect(try await office.insurance.call(stated).coverages.map(\.lastDay) == ["2021-05-09"])
        let grown = HandedIn.enrolment(
            "3123456781", birthDate: "2019-01-01", citizenNumber: nil, group: "TE", digit: 1, from: "2025-10-01")
        let refused = try await refusal { try await office.insurance.call(grown) }
        #expect(refused?.name == "insurance.member.datesReversed")
    }

    @Test("A household that pays for the first time waits thirty days; a pupil's card ends with the year")
    func waiting() async throws {
        let office = try await Self.office()
        var first = HandedIn.enrolment(group: "GD", from: "2026-08-13", lastDay: "2027-08-12")
        first.paidOn = "2026-07-15"
        let early = try await refusal { try await office.insurance.call(first) }
        #expect(early?.name == "insurance.member.waiting")
        #expect(early?.message.contains("2026-08-14") == true)
        first.from = "2026-08-14"
        try await office.insurance.call(first)
        var next = HandedIn.enrolment(group: "GD", from: "2027-08-13", lastDay: "2028-08-12")
        next.paidOn = "2027-08-01"
        #expect(try await office.insurance.call(next).coverages.count == 2)
        var pupil = HandedIn.enrolment("3123456780", citizenNumber: nil, group: "HS", from: "2026-10-01")
        pupil.grade = .first
        #expect(try await office.insurance.call(pupil).coverages.first?.lastDay == "2026-12-31")
    }

    @Test("The five-year date of coverages is shown, and claims read it; what an authority states wins")
    func fiveYears() async throws {
        let office = try await Self.office()
        let member = try await office.insurance.call(HandedIn.enrolment(from: "2021-08-10"))
        #expect(member.fiveYearsFrom == nil)
        #expect(member.fiveYearsReckoned == "2026-08-10")
        let shown = try await office.insurance.call(GetMember(member: "3123456789"), as: Caller.insurer)
        #expect(shown.fiveYearsReckoned == "2026-08-10")
        // A year's co-payment of six base salaries is used up but for 20,000.
        let context = ClaimContext(paid_before_step: "0", paid_after_step: "15160000")
        let exempt = try await office.submit(HandedIn.claim("K1"), context: context)
        #expect(exempt.adjudication.totals.copayment == "20000.00")
        var later = HandedIn.enrolment(group: "HT", digit: 3, from: "2026-08-10")
        later.fiveYearsFrom = "2026-08-11"
        let stated = try await office.insurance.call(later)
        #expect(stated.fiveYearsFrom == "2026-08-11")
        #expect(stated.fiveYearsReckoned == nil)
        let full = try await office.submit(HandedIn.claim("K2"), context: context)
        #expect(full.adjudication.totals.copayment == "25000.00")
    }
}
