// Periods of coverage by the acts of examples/policies: children, pupils, waiting, gaps, and the five-year date.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct CoverageRulesTests {
    private static let policy = ExamplePolicy.policy

    @Test(
        "A child's card: born until 30 September to 30 September, later to the end of the month (E2 and its edges)",
        arguments: [
            ("2020-05-10", "2026-09-30"), ("2020-10-15", "2026-10-31"), ("2020-09-30", "2026-09-30"),
            ("2020-10-01", "2026-10-31"), ("2020-12-31", "2026-12-31"), ("2020-01-01", "2026-09-30"),
            ("2020-02-29", "2026-09-30"), ("2021-11-30", "2027-11-30"),
        ])
    func children(born: String, lastDay: String) {
        let birthDate = CalendarDate(known: born)
        let day = CoverageRules.childLastDay(born: birthDate, group: "TE", on: birthDate, by: Self.policy)
        #expect(day?.text == lastDay)
        #expect(CoverageRules.childLastDay(born: birthDate, group: "HS", on: birthDate, by: Self.policy) == nil)
    }

    @Test(
        "A pupil's card: grade one from 1 October, the last grade to 30 September, others to 31 December",
        arguments: [
            (SchoolGrade.first, "2026-09-05", "2026-10-01", "2026-12-31"),
            (.first, "2026-11-01", "2026-11-01", "2026-12-31"), (.middle, "2026-01-01", "2026-01-01", "2026-12-31"),
            (.last, "2027-01-01", "2027-01-01", "2027-09-30"), (.last, "2026-09-30", "2026-09-30", "2026-09-30"),
            (.last, "2026-10-01", "2026-10-01", "2027-09-30"),
        ])
    func pupils(grade: SchoolGrade, day: String, from: String, lastDay: String) {
        let days = CoverageRules.schoolDays(grade, group: "HS", from: .init(known: day), by: Self.policy)
        #expect(days?.from.text == from)
        #expect(days?.lastDay.text == lastDay)
        #expect(CoverageRules.schoolDays(grade, group: "GD", from: .init(known: day), by: Self.policy) == nil)
    }

    private static func coverage(_ from: String, _ lastDay: String?, _ group: CardGroup = "GD") -> Coverage {
        Coverage(
            group: group, digit: 4, facility: "31999", from: .init(known: from),
            lastDay: lastDay.map { .init(known: $0) })
    }

    @Test(
        "From when a household's card is valid: 30 days after the first payment or after a gap of three months",
        arguments: [
            (nil, "2026-07-15", "2026-08-14"), ("2026-08-31", "2026-07-15", "2026-09-01"),
            ("2026-07-14", "2026-07-15", "2026-07-15"), ("2026-06-30", "2026-07-15", "2026-07-15"),
            ("2026-03-31", "2026-06-30", "2026-06-30"), ("2026-03-31", "2026-07-01", "2026-07-31"),
        ] as [(String?, String, String)])
    func waiting(before: String?, paidOn: String, first: String) {
        let coverages = before.map { [Self.coverage("2025-01-01", $0, "DN")] } ?? []
        let found = CoverageRules.firstDay(
            paidOn: .init(known: paidOn), group: "GD", after: coverages, by: Self.policy)
        #expect(found?.day.text == first)
        #expect(found?.citation.act == "146/2018/NĐ-CP")
    }

    @Test("Who is covered without end may be covered in a further group at once; employees do not wait")
    func noWaiting() {
        let endless = [Self.coverage("2025-01-01", nil, "DN")]
        let found = CoverageRules.firstDay(paidOn: "2026-07-15", group: "GD", after: endless, by: Self.policy)
        #expect(found?.day == "2026-07-15")
        #expect(CoverageRules.firstDay(paidOn: "2026-07-15", group: "DN", after: [], by: Self.policy) == nil)
    }

    private static func reading(_ gap: PlainText) -> Policy {
        var act = anAct("reading")
        act.periods = [PeriodRow(name: "gap", from: "2025-08-16", value: gap, article: "Điều 1")]
        return ExamplePolicy.with(act)
    }

    @Test(
        "A gap of three months, or of 90 days, leaves the years unbroken: both readings, to the day",
        arguments: [
            // From 1 January three months are 90 days.
            ("2025-12-31", 89, true, true), ("2025-12-31", 90, true, true), ("2025-12-31", 91, false, false),
            // From 1 February they are 89.
            ("2026-01-31", 89, true, true), ("2026-01-31", 90, false, true), ("2026-01-31", 91, false, false),
            // From 1 July they are 92.
            ("2026-06-30", 90, true, true), ("2026-06-30", 91, true, false), ("2026-06-30", 92, true, false),
            ("2026-06-30", 93, false, false), ("2026-06-30", 0, true, true),
        ])
    func gaps(lastDay: String, days: Int, byMonths: Bool, byDays: Bool) {
        let next = CalendarDate(known: lastDay).advanced(by: days + 1)
        let coverages = [Self.coverage("2022-03-01", lastDay), Self.coverage(next.text, nil)]
        func date(_ policy: Policy) -> CalendarDate? {
            CoverageRules.fiveYearsFrom(coverages, on: next, by: policy)
        }
        let broken = next.advanced(months: 60)
        #expect(date(Self.policy) == (byMonths ? "2027-03-01" : broken))
        #expect(date(Self.reading("3 months")) == (byMonths ? "2027-03-01" : broken))
        #expect(date(Self.reading("90 days")) == (byDays ? "2027-03-01" : broken))
    }

    @Test("Coverages in several groups, in any order, beside each other and one within another, are one time")
    func severalGroups() {
        let coverages = [
            Self.coverage("2024-01-01", "2026-12-31", "DN"), Self.coverage("2021-05-01", "2022-04-30", "HS"),
            Self.coverage("2022-05-01", "2023-12-31"), Self.coverage("2022-06-01", "2022-12-31", "HN"),
        ]
        #expect(CoverageRules.fiveYearsFrom(coverages, on: "2026-06-01", by: Self.policy) == "2026-05-01")
        #expect(CoverageRules.fiveYearsFrom(coverages, on: "2022-06-15", by: Self.policy) == "2026-05-01")
        #expect(CoverageRules.fiveYearsFrom(coverages, on: "2021-04-30", by: Self.policy) == nil)
        #expect(CoverageRules.fiveYearsFrom([], on: "2026-06-01", by: Self.policy) == nil)
    }

    @Test("A date that has lapsed by a gap is none; a policy without the rule has none")
    func lapsed() {
        let coverages = [Self.coverage("2020-01-01", "2025-06-30")]
        #expect(CoverageRules.fiveYearsFrom(coverages, on: "2025-10-01", by: Self.policy) == "2025-01-01")
        #expect(CoverageRules.fiveYearsFrom(coverages, on: "2025-10-02", by: Self.policy) == nil)
        let silent = ExamplePolicy.without { $0.periods = nil }
        #expect(CoverageRules.fiveYearsFrom(coverages, on: "2025-06-01", by: silent) == nil)
    }

    @Test("What an authority states wins, in the register and on the card of a claim; else coverages say it")
    func stated() {
        var member = CardRulesTests.member
        member.coverages = [Self.coverage("2020-01-01", nil)]
        var claim = aClaim()
        #expect(MemberFacts(member, for: claim, by: Self.policy).fiveYearsFrom == "2025-01-01")
        #expect(member.reckoned(on: "2026-08-01", by: Self.policy).fiveYearsReckoned == "2025-01-01")
        claim.fiveYearsFrom = "2028-01-01"
        #expect(MemberFacts(member, for: claim, by: Self.policy).fiveYearsFrom == nil)
        member.fiveYearsFrom = "2027-01-01"
        #expect(MemberFacts(member, for: claim, by: Self.policy).fiveYearsFrom == "2027-01-01")
        #expect(member.reckoned(on: "2026-08-01", by: Self.policy).fiveYearsReckoned == nil)
    }
}
