// The tables of an act about contributions and periods: what the check finds in them, and what the examples set.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct MemberRowTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var why: String
        var act: PolicyAct
        var findings: [String] = []
        var testDescription: String { why }
    }

    @Test("What is found, and where", arguments: sound + unreadable + sequences)
    func findings(_ row: Row) {
        let found = PolicyCheck.findings(of: row.act, beside: [])
        #expect(found.map { "\($0.rule) \($0.place)" } == row.findings.map { "\($0)" })
        #expect(found.allSatisfy { $0.severity == .error && !$0.hint.isEmpty && $0.message.hasSuffix(".") })
    }

    private static let name = "1/2030/NĐ-CP"

    private static func act(
        _ contributions: [ContributionRow] = [], _ ladders: [LadderRow] = [], _ supports: [SupportRow] = [],
        _ periods: [PeriodRow] = []
    ) -> PolicyAct {
        var act = anAct()
        (act.contributions, act.ladders) = (contributions, ladders)
        (act.supports, act.periods) = (supports, periods)
        return act
    }

    private static func contribution(
        _ groups: [CardGroup]? = ["DN"], conditions: [PlainText]? = nil, from: CalendarDate = "2025-01-01",
        lastDay: CalendarDate? = nil, basis: ContributionBasis = .wage, cap: Int? = nil,
        shares: [ContributionShare] = [ContributionShare(payer: .insured, rate: "4.5")], byLadder: Bool? = nil,
        article: PlainText? = "Điều 1"
    ) -> ContributionRow {
        ContributionRow(
            groups: groups, conditions: conditions, order: 1, from: from, lastDay: lastDay, basis: basis,
            capSalaries: cap, shares: shares, byLadder: byLadder, article: article)
    }
    private static func step(
        _ position: Int, from: CalendarDate = "2025-01-01", lastDay: CalendarDate? = nil,
        article: PlainText? = "Điều 1"
    ) -> LadderRow {
        LadderRow(position: position, from: from, lastDay: lastDay, rate: "70", article: article)
    }
    private static func support(
        _ groups: [CardGroup]? = ["HS"], _ condition: PlainText? = nil, from: CalendarDate = "2025-01-01",
        lastDay: CalendarDate? = nil, months: Int? = nil, article: PlainText? = "Điều 1"
    ) -> SupportRow {
        SupportRow(
            groups: groups, condition: condition, from: from, lastDay: lastDay, rate: "50", months: months,
            article: article)
    }
    private static func period(
        _ name: PlainText, _ value: PlainText, _ groups: [CardGroup]? = nil, from: CalendarDate = "2025-01-01",
        lastDay: CalendarDate? = nil, article: PlainText? = "Điều 1"
    ) -> PeriodRow {
        PeriodRow(name: name, groups: groups, from: from, lastDay: lastDay, value: value, article: article)
    }

    static let sound = [
        Row(
            why: "sound rows",
            act: act(
                [contribution(["DN", "HX"], cap: 20), contribution(nil, conditions: ["artisan"], basis: .baseSalary)],
                [step(1), step(2)], [support(), support(nil, "artisan", months: 12), support(["HS"], "poorCommune")],
                [
                    period("waiting", "30 days", ["GD"]), period("gap", "3 months"), period("newAfter", "90 days"),
                    period("childTurn", "09-30", ["TE"]), period("fiveYears", "60 months"),
                ])),
        Row(
            why: "a support and a group's period that end",
            act: act(
                [], [], [support(lastDay: "2025-12-31")],
                [
                    period("waiting", "30 days", ["GD"], lastDay: "2025-12-31")
                ])),
    ]

    static let unreadable = [
        Row(
            why: "rows without a citation",
            act: act(
                [contribution(article: nil)], [step(1, article: nil)], [support(article: nil)],
                [period("gap", "3 months", article: nil)]),
            findings: ["contributions/1", "ladders/1", "supports/1", "periods/1"].map { "row.uncited \(name) \($0)" }),
        Row(
            why: "rows that end before they begin",
            act: act([contribution(lastDay: "2024-12-31")]), findings: ["row.datesReversed \(name) contributions/1"]),
        Row(
            why: "contributions of nobody, of both kinds, of no word",
            act: act([
                contribution(nil), contribution([]), contribution(["DN"], conditions: ["artisan"]),
                contribution(nil, conditions: ["Artisan 1"]),
            ]),
            findings: [
                "row.unreadable \(name) contributions/1", "row.unreadable \(name) contributions/2",
                "row.unreadable \(name) contributions/3", "row.unreadable \(name) contributions/4",
            ]),
        Row(
            why: "shares of none, of one payer twice, of more than all",
            act: act([
                contribution(["AA"], shares: []),
                contribution(["AB"], shares: Array(repeating: .init(payer: .employer, rate: "1"), count: 2)),
                contribution(
                    ["AC"], shares: [.init(payer: .employer, rate: "99"), .init(payer: .insured, rate: "1.5")]),
            ]),
            findings: (1...3).map { "row.unreadable \(name) contributions/\($0)" }),
        Row(
            why: "a cap of the base salary, a cap of none, a ladder of a wage, a ladder that an employer pays",
            act: act([
                contribution(["AA"], basis: .baseSalary, cap: 20), contribution(["AB"], cap: 0),
                contribution(["AC"], byLadder: true),
                contribution(
                    ["AD"], basis: .baseSalary, shares: [.init(payer: .employer, rate: "4.5")], byLadder: true),
            ]),
            findings: (1...4).map { "row.unreadable \(name) contributions/\($0)" }),
        Row(why: "a step below the first", act: act([], [step(0)]), findings: ["row.unreadable \(name) ladders/1"]),
        Row(
            why: "supports of nobody, of no word, of no month",
            act: act([], [], [support(nil), support([]), support(nil, "poor commune"), support(months: 0)]),
            findings: (1...4).map { "row.unreadable \(name) supports/\($0)" }),
        Row(
            why: "periods without a name, with another's form, with no number, with no day of a year, of no group",
            act: act(
                [], [], [],
                [
                    period("wait", "30 days"), period("gap", "09-30"), period("waiting", "0 days"),
                    period("newAfter", "3 years"), period("childTurn", "02-29"), period("pupilEnd", "31"),
                    period("schoolEnd", "09-30", []),
                ]),
            findings: (1...7).map { "row.unreadable \(name) periods/\($0)" }),
    ]

    static let sequences = [
        Row(
            why: "a group in two rows of one day", act: act([contribution(["DN", "HX"]), contribution(["HX"])]),
            findings: ["row.overlap \(name) contributions/2"]),
        Row(
            why: "ends without followers",
            act: act(
                [contribution(lastDay: "2025-12-31")], [step(1, lastDay: "2025-12-31")], [],
                [
                    period("gap", "3 months", lastDay: "2025-12-31")
                ]),
            findings: ["contributions/1", "ladders/1", "periods/1"].map { "row.gap \(name) \($0)" }),
        Row(
            why: "a support twice, and once more under a condition",
            act: act([], [], [support(), support(), support(["HS"], "poorCommune")]),
            findings: ["row.overlap \(name) supports/2"]),
        Row(
            why: "a period for all and for a group are two keys",
            act: act([], [], [], [period("gap", "3 months"), period("gap", "90 days", ["GD"])])),
    ]

    @Test(
        "Every group of the national list but the unknown labels has a contribution (domain of 1351/QĐ-BHXH)",
        arguments: [
            ("DN", "wage employer 3 insured 1.5"), ("HC", "wage employer 3 insured 1.5"),
            ("XK", "baseSalary employer 3 insured 1.5"), ("HT", "pension socialInsurance 4.5"),
            ("TN", "allowance socialInsurance 4.5"), ("TB", "baseSalary socialInsurance 4.5"),
            ("TE", "baseSalary budget 4.5"), ("LH", "baseSalary budget 4.5"), ("CN", "baseSalary insured 4.5"),
            ("GD", "baseSalary insured 4.5"), ("TV", "baseSalary employer 4.5"), ("TG", nil), ("BA", nil),
            ("HK", nil), ("DS", nil), ("TH", nil),
        ] as [(String, String?)])
    func groups(group: String, row: String?) {
        let found = ExamplePolicy.policy.contribution(of: CardGroup(known: group), on: "2026-08-01")?.row
        let text = found.map { row in
            ([row.basis.rawValue] + row.shares.map { "\($0.payer.rawValue) \($0.rate)" }).joined(separator: " ")
        }
        #expect(text == row)
        #expect(found?.capSalaries == (found?.basis == .wage ? 20 : nil))
    }

    @Test("The ladder of a household; from the fifth on each pays as the fifth (law, article 13)")
    func ladder() {
        let rates = (1...7).map { ExamplePolicy.policy.ladder($0, on: "2026-08-01")?.row.rate.text }
        #expect(rates == ["100", "70", "60", "50", "40", "40", "40"])
        #expect(ExamplePolicy.policy.ladder(1, on: "2018-11-30") == nil)
    }

    @Test(
        "The least support before and since Decree 188/2025/NĐ-CP",
        arguments: [
            ("HS", nil, "2025-08-14", "30"), ("HS", nil, "2025-08-15", "50"), ("SV", nil, "2026-01-01", "50"),
            ("GB", nil, "2025-08-14", "30"), ("GB", nil, "2025-08-15", "30"), ("CN", nil, "2025-08-14", nil),
            ("CN", nil, "2025-08-15", "70"), ("CN", "poorCommune", "2026-01-01", "100"),
            ("CN", "artisan", "2026-01-01", "70"), (nil, "traffickingVictim", "2026-01-01", "50"),
            (nil, "leftDifficultCommune", "2026-01-01", "70"), (nil, "poorCommune", "2026-01-01", nil),
            ("GD", nil, "2026-01-01", nil),
        ] as [(String?, String?, String, String?)])
    func supports(group: String?, condition: String?, day: String, rate: String?) {
        let row = ExamplePolicy.policy.support(
            of: group.map { CardGroup(known: $0) }, as: condition.map { PlainText(known: $0) }, on: .init(known: day))
        #expect(row?.row.rate.text == rate)
    }

    @Test(
        "A span of months ends on the same day of the month, or on its last",
        arguments: [
            ("3 months", "2025-11-30", "2026-02-28"), ("1 months", "2024-01-31", "2024-02-29"),
            ("72 months", "2020-05-10", "2026-05-10"), ("90 days", "2025-12-31", "2026-03-31"),
            ("12 months", "2024-02-29", "2025-02-28"), ("3 months", "2025-10-01", "2026-01-01"),
        ])
    func spans(span: String, day: String, end: String) throws {
        #expect(try Span(span).after(CalendarDate(known: day)).text == end)
    }
}
