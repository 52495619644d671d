// Enrolling, checking a card, posting a claim: every rule and every refusal.

import MessageSchema
import Testing

@testable import InsuranceDomain

/// A request to enrol, of a card DN4 from 2025 on.
func anEnrolment(
    number: InsuranceNumber = "3123456789", name: PlainText = "Nguyễn Văn An", birthDate: CalendarDate = "1980-02-14",
    sex: Sex = .male, citizenNumber: CitizenNumber? = nil, fiveYearsFrom: CalendarDate? = nil,
    group: CardGroup = "DN", digit: Int = 4, facility: FacilityCode = "31999", from: CalendarDate = "2025-01-01",
    lastDay: CalendarDate? = "2025-12-31"
) -> EnrolMember {
    EnrolMember(
        number: number, name: name, birthDate: birthDate, sex: sex, citizenNumber: citizenNumber,
        fiveYearsFrom: fiveYearsFrom, group: group, digit: digit, facility: facility, from: from, lastDay: lastDay)
}

@Suite struct MemberRulesTests {
    private func enrolled(_ request: EnrolMember = anEnrolment(), known: Member? = nil) throws -> Member {
        try MemberRules.enrol(request, known: known, citizenNumberHolder: nil)
    }

    @Test("A person is enrolled with a first coverage")
    func enrol() throws {
        let member = try enrolled(anEnrolment(citizenNumber: "031080000001", fiveYearsFrom: "2026-01-01"))
        #expect(member.number == "3123456789")
        #expect(member.citizenNumber == "031080000001")
        #expect(member.fiveYearsFrom == "2026-01-01")
        #expect(
            member.coverages == [
                Coverage(group: "DN", digit: 4, facility: "31999", from: "2025-01-01", lastDay: "2025-12-31")
            ])
    }

    @Test("A member is covered further; coverages stand in order of time, and what was known stays known")
    func coverFurther() throws {
        let first = try enrolled(anEnrolment(citizenNumber: "031080000001", fiveYearsFrom: "2026-01-01"))
        let earlier = anEnrolment(name: "NGUYEN VAN AN", from: "2024-01-01", lastDay: "2024-12-31")
        let member = try enrolled(earlier, known: first)
        #expect(member.coverages.map(\.from) == ["2024-01-01", "2025-01-01"])
        #expect(member.citizenNumber == "031080000001")
        #expect(member.fiveYearsFrom == "2026-01-01")
        #expect(member.name == "NGUYEN VAN AN")
    }

    @Test(
        "Coverages of one group do not overlap, to the day",
        arguments: [
            ("2025-12-31", "2026-12-31", true), ("2026-01-01", nil, false), ("2024-01-01", "2025-01-01", true),
            ("2024-01-01", "2024-12-31", false), ("2024-01-01", nil, true), ("2025-06-01", "2025-06-30", true),
        ] as [(String, String?, Bool)])
    func overlaps(from: String, lastDay: String?, overlaps: Bool) throws {
        let known = try enrolled()
        let request = anEnrolment(from: .init(known: from), lastDay: lastDay.map { .init(known: $0) })
        if overlaps {
            #expect(throws: MemberRejection.coverageOverlaps("3123456789", known.coverages[0])) {
                try enrolled(request, known: known)
            }
        } else {
            #expect(try enrolled(request, known: known).coverages.count == 2)
        }
    }

    @Test("Coverages of two groups may overlap")
    func twoGroups() throws {
        #expect(try enrolled(anEnrolment(group: "HN", digit: 2), known: enrolled()).coverages.count == 2)
    }

    @Test(
        "A number that is enrolled with other personal data is refused; the refusal names what, not which",
        arguments: [
            (anEnrolment(name: "Trần Thị Bình", group: "HN"), ["name"]),
            (anEnrolment(birthDate: "1981-02-14", group: "HN"), ["birth date"]),
            (anEnrolment(sex: .female, group: "HN"), ["sex"]),
            (anEnrolment(citizenNumber: "031080000002", group: "HN"), ["citizen number"]),
            (anEnrolment(name: "Trần Thị Bình", birthDate: "1981-02-14", group: "HN"), ["name", "birth date"]),
        ])
    func differs(request: EnrolMember, fields: [String]) throws {
        let known = try enrolled(anEnrolment(citizenNumber: "031080000001"))
        #expect(throws: MemberRejection.differs("3123456789", fields: fields)) {
            try enrolled(request, known: known)
        }
        #expect(!MemberRejection.differs("3123456789", fields: fields).message.contains("Bình"))
    }

    @Test("Dates that are reversed are refused")
    func datesReversed() throws {
        #expect(
            throws: MemberRejection.datesReversed("The last day", "2024-12-31", before: "the first", "2025-01-01")
        ) { try enrolled(anEnrolment(lastDay: "2024-12-31")) }
        #expect(
            throws: MemberRejection.datesReversed("The first day", "2025-01-01", before: "the birth date", "2025-01-02")
        ) { try enrolled(anEnrolment(birthDate: "2025-01-02")) }
        #expect(try enrolled(anEnrolment(birthDate: "2025-01-01", lastDay: "2025-01-01")).coverages.count == 1)
    }

    @Test("A benefit digit lies between 1 and 5", arguments: [0, 6, -1])
    func digits(digit: Int) {
        #expect(throws: MemberRejection.digitUnknown(digit)) { try enrolled(anEnrolment(digit: digit)) }
    }

    @Test("A citizen number is one member's")
    func citizenNumberTaken() throws {
        let request = anEnrolment(citizenNumber: "031080000001")
        #expect(throws: MemberRejection.citizenNumberTaken("3000000000")) {
            try MemberRules.enrol(request, known: nil, citizenNumberHolder: "3000000000")
        }
        let own = try MemberRules.enrol(request, known: nil, citizenNumberHolder: "3123456789")
        #expect(own.citizenNumber == "031080000001")
    }
}

@Suite struct CardRulesTests {
    static let member = Member(
        number: "3123456789", name: "Nguyễn Văn An", birthDate: "1980-02-14", sex: .male,
        coverages: [
            Coverage(group: "DN", digit: 4, facility: "31002", from: "2025-01-01", lastDay: "2025-12-31"),
            Coverage(group: "HN", digit: 2, facility: "31999", from: "2025-07-01", lastDay: "2026-06-30"),
        ])

    private func check(
        _ card: CardReference, on day: CalendarDate, name: PlainText? = nil, birthDate: CalendarDate? = nil,
        member: Member? = member
    ) -> CardCheck {
        CardRules.check(
            CheckCard(card: card, name: name, birthDate: birthDate), member: member, on: day,
            level: { ExamplePolicy.policy.level(of: $0, on: day) },
            registered: { RegisteredFacility(facility: $0, unit: nil) })
    }

    @Test(
        "The code of the answer, and whether the bearer is covered",
        arguments: [
            ("DN4313123456789", "2025-12-31", "000", true), ("DN4313123456789", "2026-01-01", "003", false),
            ("DN4313123456789", "2026-07-01", "010", false), ("HN2313123456789", "2026-06-30", "000", true),
            ("HN2313123456789", "2025-06-30", "050", false), ("DN3313123456789", "2025-06-30", "053", false),
            ("TE1313123456789", "2025-06-30", "051", false), ("3123456789", "2025-08-01", "000", true),
            ("3123456789", "2026-07-01", "010", false), ("031080000001", "2025-08-01", "000", true),
        ])
    func codes(card: String, day: String, code: String, covered: Bool) {
        let answer = check(CardReference(known: card), on: CalendarDate(known: day))
        #expect(answer.code == code)
        #expect(answer.covered == covered)
        #expect(answer.number == "3123456789")
    }

    @Test("Nobody enrolled is not found; what the code says is told all the same")
    func nobody() {
        let answer = check("DN4313123456789", on: "2025-08-01", member: nil)
        #expect(answer.code == "050")
        #expect(!answer.covered)
        #expect(answer.card?.group == "DN")
        #expect(answer.number == nil)
        #expect(answer.coverage == nil)
        #expect(answer.level == nil)
    }

    @Test("By number the best coverage of the day is told, with its level and its facility")
    func best() {
        let both = check("3123456789", on: "2025-08-01")
        #expect(both.coverage?.group == "HN")
        #expect(both.level == "100")
        #expect(both.registered?.facility == "31999")
        let one = check("3123456789", on: "2025-06-30")
        #expect(one.coverage?.group == "DN")
        #expect(one.level == "80")
    }

    @Test(
        "Name and birth date are compared, diacritics and case aside",
        arguments: [
            ("nguyen van an", "1980-02-14", "000"), ("Nguyễn Vũ Anh", nil, "061"), ("Trần Thị Bình", nil, "060"),
            (nil, "1980-02-15", "070"), ("Trần Thị Bình", "1980-02-15", "060"),
        ] as [(String?, String?, String)])
    func person(name: String?, birthDate: String?, code: String) {
        let answer = check(
            "DN4313123456789", on: "2025-08-01", name: name.map { PlainText(known: $0) },
            birthDate: birthDate.map { CalendarDate(known: $0) })
        #expect(answer.code == code)
        #expect(answer.covered == (code == "000"))
    }
}

@Suite struct LedgerRulesTests {
    private func sides(_ outcome: ClaimOutcome, fund: Amount) -> [LedgerPosted.Side] {
        var totals = ClaimTotals.nothing
        totals.fund = fund
        return LedgerRules.sides(
            facility: "31999",
            adjudication: Adjudication(
                outcome: outcome, policyVersion: 1, decidingDate: "2026-08-10", lines: [], totals: totals,
                treatmentDays: 0))
    }

    @Test("What the fund pays is its expense and its debt to the facility", arguments: [ClaimOutcome.accepted, .corrected])
    func paid(outcome: ClaimOutcome) {
        let sides = sides(outcome, fund: "373373.12")
        #expect(sides.map(\.account.text) == ["expense:care", "payable:31999"])
        #expect(sides.map(\.debit) == ["373373.12", "0"])
        #expect(sides.map(\.credit) == ["0", "373373.12"])
        #expect(LedgerRules.isBalanced(sides))
    }

    @Test("A claim of which the fund pays nothing is posted all the same")
    func nothingPaid() {
        #expect(sides(.accepted, fund: "0").map(\.debit) == ["0", "0"])
    }

    @Test("What is refused or waits for evidence is not posted", arguments: [ClaimOutcome.refused, .needsEvidence])
    func notPosted(outcome: ClaimOutcome) {
        #expect(sides(outcome, fund: "1") == [])
    }

    @Test("Sides that differ, or lie below zero, do not balance")
    func unbalanced() {
        let account = AccountName.sample
        #expect(!LedgerRules.isBalanced([.init(account: account, debit: "1", credit: "0")]))
        #expect(!LedgerRules.isBalanced([.init(account: account, debit: "-1", credit: "-1")]))
        #expect(LedgerRules.isBalanced([]))
    }
}
