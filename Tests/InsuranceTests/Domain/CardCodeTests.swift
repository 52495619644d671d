// The 28 codes of the national card lookup: how each is answered, or why it is not; and the codes that facilities note.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct CardCodeTests {
    /// A check that is answered with a code.
    struct Row: CustomTestStringConvertible, Sendable {
        var code: String
        var why: String
        var request: CheckCard
        var day: CalendarDate
        var member: Member? = CardCodeTests.member
        var issued: [IssuedCard] = []
        var covered = false
        var testDescription: String { "\(code): \(why)" }
    }

    static let member = Member(
        number: "3123456789", name: "Nguyễn Văn An", birthDate: "1980-02-14", sex: .male,
        coverages: [Coverage(group: "DN", digit: 4, facility: "31002", from: "2025-01-01", lastDay: "2026-12-31")])

    private static let old: CardReference = "DN4313123456789"
    private static func card(
        _ code: CardReference = old, lastDay: CalendarDate? = nil, _ state: CardState = .issued,
        ended: CalendarDate? = nil, _ reason: CardRevocation? = nil
    ) -> IssuedCard {
        IssuedCard(
            card: code, number: "3123456789", from: "2025-01-01", lastDay: lastDay, state: state, endedFrom: ended,
            reason: reason)
    }
    private static func revoked(_ reason: CardRevocation) -> [IssuedCard] {
        [card(old, .revoked, ended: "2026-03-01", reason)]
    }

    static let rows = [
        Row(code: "000", why: "as enrolled", request: CheckCard(card: old), day: "2026-03-01", covered: true),
        Row(
            code: "000", why: "the day before it is taken back", request: CheckCard(card: old), day: "2026-02-28",
            issued: revoked(.stopped), covered: true),
        Row(
            code: "000", why: "by the number, while a card of 15 characters was taken back",
            request: CheckCard(card: "3123456789"), day: "2026-03-01", issued: revoked(.stopped), covered: true),
        Row(
            code: "001", why: "an officer who is not enrolled here", request: CheckCard(card: "QN5313123456780"),
            day: "2026-03-01", member: nil),
        Row(
            code: "001", why: "cipher staff", request: CheckCard(card: "CY5313123456780"), day: "2026-03-01",
            member: nil),
        Row(
            code: "002", why: "police", request: CheckCard(card: "CA5313123456780"), day: "2026-03-01", member: nil),
        Row(
            code: "003", why: "replaced, and its day has passed", request: CheckCard(card: old), day: "2026-03-01",
            issued: [card(lastDay: "2026-02-28", .replaced, ended: "2026-02-01"), card("3123456789")], covered: true),
        Row(
            code: "003", why: "its day has passed, another was issued", request: CheckCard(card: old),
            day: "2026-03-01", issued: [card(lastDay: "2026-02-28"), card("3123456789")], covered: true),
        Row(
            code: "004", why: "replaced, and still good", request: CheckCard(card: old), day: "2026-03-01",
            issued: [card(lastDay: "2026-12-31", .replaced, ended: "2026-02-01"), card("3123456789")], covered: true),
        Row(code: "010", why: "the coverage is over", request: CheckCard(card: old), day: "2027-01-01"),
        Row(
            code: "010", why: "its own day has passed", request: CheckCard(card: old), day: "2026-03-01",
            issued: [card(lastDay: "2026-02-28")], covered: true),
        Row(code: "050", why: "nobody", request: CheckCard(card: old), day: "2026-03-01", member: nil),
        Row(code: "050", why: "not yet", request: CheckCard(card: old), day: "2024-12-31"),
        Row(
            code: "051", why: "another group", request: CheckCard(card: "HT4313123456789"), day: "2026-03-01"),
        Row(
            code: "052", why: "another province than on the card that was issued",
            request: CheckCard(card: "DN4303123456789"), day: "2026-03-01", issued: [card()]),
        Row(
            code: "053", why: "another digit", request: CheckCard(card: "DN3313123456789"), day: "2026-03-01"),
        Row(
            code: "060", why: "another name", request: CheckCard(card: old, name: "Trần Thị Bình"), day: "2026-03-01"),
        Row(
            code: "061", why: "the same initials", request: CheckCard(card: old, name: "Nguyễn Vũ Anh"),
            day: "2026-03-01"),
        Row(
            code: "070", why: "another birth date", request: CheckCard(card: old, birthDate: "1980-02-15"),
            day: "2026-03-01"),
        Row(
            code: "090", why: "another facility of registration", request: CheckCard(card: old, facility: "31999"),
            day: "2026-03-01"),
        Row(
            code: "000", why: "a facility that was merged into the enrolled one",
            request: CheckCard(card: old, facility: "31003"), day: "2026-03-01", covered: true),
        Row(
            code: "110", why: "taken back", request: CheckCard(card: old), day: "2026-03-01",
            issued: revoked(.revoked)),
        Row(code: "120", why: "reduced", request: CheckCard(card: old), day: "2026-03-01", issued: revoked(.reduced)),
        Row(
            code: "121", why: "moved out", request: CheckCard(card: old), day: "2026-03-01",
            issued: revoked(.movedOut)),
        Row(
            code: "122", why: "moved within", request: CheckCard(card: old), day: "2026-03-01",
            issued: revoked(.movedWithin)),
        Row(
            code: "123", why: "enrolled anew", request: CheckCard(card: old), day: "2026-03-01",
            issued: revoked(.enrolledAnew)),
        Row(code: "124", why: "stopped", request: CheckCard(card: old), day: "2026-03-01", issued: revoked(.stopped)),
        Row(
            code: "124", why: "a card of ten digits", request: CheckCard(card: "3123456789"), day: "2026-03-01",
            issued: [card("3123456789", .revoked, ended: "2026-03-01", .stopped)]),
        Row(
            code: "130", why: "a child under six that nobody has enrolled",
            request: CheckCard(card: "TE1313123456780", birthDate: "2020-05-10"), day: "2026-09-30", member: nil),
        Row(
            code: "050", why: "the day after", request: CheckCard(card: "TE1313123456780", birthDate: "2020-05-10"),
            day: "2026-10-01", member: nil),
    ]

    private func check(
        _ request: CheckCard, _ member: Member?, _ issued: [IssuedCard], on day: CalendarDate
    ) -> CardCheck {
        let policy = ExamplePolicy.policy
        return CardRules.check(
            request, member: member, issued: issued, on: day, level: { policy.level(of: $0, on: day) },
            childUntil: { CoverageRules.childLastDay(born: $0, group: "TE", on: day, by: policy) },
            registered: { facility in
                RegisteredFacility(facility: facility, unit: UnitCode(known: facility == "31999" ? "31999" : "HP-TTYT"))
            })
    }

    @Test("Each code that can be answered is, and says whether the bearer is covered", arguments: rows)
    func answered(_ row: Row) {
        let answer = check(row.request, row.member, row.issued, on: row.day)
        #expect(answer.code == row.code)
        #expect(answer.covered == row.covered)
        #expect(answer.message.text.hasSuffix("."))
        #expect(answer.visitCode == nil)
    }

    @Test("All 28 codes are answered by some row, or say why they are not")
    func allCodes() {
        #expect(LookupCode.allCases.count == 28)
        let answered = Set(Self.rows.map(\.code))
        for code in LookupCode.allCases {
            #expect(answered.contains(code.rawValue) == (code.unanswered == nil), "\(code.rawValue)")
        }
    }

    struct Visit: CustomTestStringConvertible, Sendable {
        var code: String
        var day: CalendarDate
        var until: CalendarDate
        var card: CardReference = "DN4313123456789"
        var name: PlainText? = "nguyen van an"
        var birthDate: CalendarDate? = "1980-02-14"
        var sex: Sex? = .male
        var testDescription: String { "\(code) \(day) \(until)" }
    }

    @Test(
        "What a facility notes of a visit: codes 00 to 09 and 11; 10 is for a lookup that failed",
        arguments: [
            Visit(code: "00", day: "2026-03-01", until: "2026-03-05"),
            Visit(code: "01", day: "2027-01-01", until: "2027-01-02"),
            Visit(code: "02", day: "2024-12-30", until: "2024-12-31"),
            Visit(code: "03", day: "2026-12-30", until: "2027-01-01"),
            Visit(code: "00", day: "2026-12-30", until: "2026-12-31"),
            Visit(code: "04", day: "2024-12-30", until: "2025-01-01"),
            Visit(code: "06", day: "2026-03-01", until: "2026-03-05", name: "Trần Thị Bình"),
            Visit(code: "07", day: "2026-03-01", until: "2026-03-05", birthDate: "1980-02-15"),
            Visit(code: "08", day: "2026-03-01", until: "2026-03-05", sex: .female),
            Visit(code: "09", day: "2026-03-01", until: "2026-03-05", card: "HT3313123456789"),
            Visit(code: "11", day: "2026-03-01", until: "2026-03-05", name: nil),
        ])
    func visits(_ visit: Visit) {
        let request = CheckCard(
            card: visit.card, name: visit.name, birthDate: visit.birthDate, sex: visit.sex, until: visit.until)
        #expect(check(request, Self.member, [], on: visit.day).visitCode == visit.code)
    }

    @Test("Nobody is noted as 05; a lookup that fails as 10, what it cannot read as 11")
    func visitsWithoutMember() {
        let request = CheckCard(card: Self.old, name: "An", birthDate: "1980-02-14", until: "2026-03-05")
        #expect(check(request, nil, [], on: "2026-03-01").visitCode == "05")
        #expect(LookupCode.serverError.visit.rawValue == "10")
        #expect(LookupCode.badParameter.visit.rawValue == "11")
        #expect(Set(LookupCode.allCases.map(\.visit.rawValue)).isSubset(of: Set(VisitCode.allCases.map(\.rawValue))))
    }
}

@Suite struct IssuedCardRulesTests {
    private let member = CardCodeTests.member

    @Test("A card is issued, of 15 characters or of ten digits, and another in its place")
    func issue() throws {
        let first = try IssuedCardRules.issue(
            IssueCard(card: "DN4313123456789", from: "2025-01-01", lastDay: "2026-12-31"), to: member, issued: [])
        #expect(
            first.card
                == IssuedCard(
                    card: "DN4313123456789", number: "3123456789", from: "2025-01-01", lastDay: "2026-12-31"))
        #expect(first.replaced == nil)
        let second = try IssuedCardRules.issue(
            IssueCard(card: "3123456789", from: "2026-03-01", replaces: "DN4313123456789"), to: member,
            issued: [first.card])
        #expect(second.card.state == .issued)
        #expect(second.replaced?.state == .replaced)
        #expect(second.replaced?.endedFrom == "2026-03-01")
    }

    @Test("A card is taken back from a day on, a replaced one too")
    func revoke() throws {
        var card = IssuedCard(card: "3123456789", number: "3123456789", from: "2025-01-01")
        card.state = .replaced
        let revoked = try IssuedCardRules.revoke(
            RevokeCard(card: "3123456789", reason: .movedOut, from: "2026-03-01"), card)
        #expect(revoked.state == .revoked)
        #expect(revoked.reason == .movedOut)
        #expect(revoked.endedFrom == "2026-03-01")
        #expect(throws: CardRejection.ended) {
            try IssuedCardRules.revoke(RevokeCard(card: "3123456789", reason: .stopped, from: "2026-04-01"), revoked)
        }
        #expect {
            try IssuedCardRules.revoke(RevokeCard(card: "3123456789", reason: .stopped, from: "2024-12-31"), card)
        } throws: { ($0 as? CardRejection)?.name == "insurance.card.unfitting" }
    }

    @Test(
        "What does not fit is refused",
        arguments: [
            (IssueCard(card: "031080000001", from: "2025-01-01"), "unfitting"),
            (IssueCard(card: "HT3313123456789", from: "2025-01-01"), "unfitting"),
            (IssueCard(card: "DN3313123456789", from: "2025-01-01"), "unfitting"),
            (IssueCard(card: "3123456789", from: "2025-01-01", lastDay: "2024-12-31"), "unfitting"),
            (IssueCard(card: "DN4313123456789", from: "2026-01-01"), "taken"),
            (IssueCard(card: "3123456789", from: "2026-01-01", replaces: "DN4303123456789"), "notFound"),
            (IssueCard(card: "3123456789", from: "2024-12-31", replaces: "DN4313123456789"), "unfitting"),
            (IssueCard(card: "3123456789", from: "2026-01-01", replaces: "DN4323123456789"), "ended"),
        ])
    func refused(request: IssueCard, name: String) {
        let issued = [
            IssuedCard(card: "DN4313123456789", number: "3123456789", from: "2025-01-01"),
            IssuedCard(card: "DN4323123456789", number: "3123456789", from: "2025-01-01", state: .replaced),
        ]
        #expect { try IssuedCardRules.issue(request, to: member, issued: issued) } throws: {
            ($0 as? CardRejection)?.name == "insurance.card.\(name)"
        }
    }
}
