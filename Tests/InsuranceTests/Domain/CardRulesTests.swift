// Card checks: the code of every answer, what is told of the coverage, and whom the card is compared with.

import MessageSchema
import Testing

@testable import InsuranceDomain

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
