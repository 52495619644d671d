// Enrolling: every rule and every refusal.

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
