// The policy of the examples is sound: each act by itself, beside the others in any order, and as a whole.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct ExamplePolicyTests {
    @Test("No act of the examples has a finding, published one after the other")
    func soundInTurn() {
        var published: [PolicyAct] = []
        for act in ExamplePolicy.acts {
            #expect(PolicyCheck.findings(of: act, beside: published) == [], "\(act.act)")
            published.append(act)
        }
        #expect(published.count == 17)
    }

    @Test("Nor in the other order")
    func soundInReverse() {
        var published: [PolicyAct] = []
        for act in ExamplePolicy.acts.reversed() {
            #expect(PolicyCheck.findings(of: act, beside: published) == [], "\(act.act)")
            published.append(act)
        }
    }

    @Test(
        "The base salary of a day",
        arguments: [
            ("2013-07-01", "1150000.00"), ("2016-05-01", "1210000.00"), ("2018-06-30", "1300000.00"),
            ("2018-07-01", "1390000.00"), ("2019-07-01", "1490000.00"), ("2023-06-30", "1490000.00"),
            ("2023-07-01", "1800000.00"), ("2024-07-01", "2340000.00"), ("2026-06-30", "2340000.00"),
            ("2026-07-01", "2530000.00"), ("2030-01-01", "2530000.00"),
        ])
    func baseSalary(day: String, amount: String) {
        #expect(ExamplePolicy.policy.baseSalary(on: CalendarDate(known: day))?.row.amount.text == amount)
    }

    @Test("There is no base salary before the first row")
    func noBaseSalary() {
        #expect(ExamplePolicy.policy.baseSalary(on: "2013-06-30") == nil)
    }

    @Test(
        "The level of a card on a day (Decree 146/2018/NĐ-CP, article 14; 188/2025/NĐ-CP; 261/2025/QH15)",
        arguments: [
            ("TE1", "2026-01-01", "100"), ("HN2", "2026-01-01", "100"), ("HT3", "2026-01-01", "95"),
            ("DN4", "2026-01-01", "80"), ("QN5", "2026-01-01", "100"), ("CN3", "2025-12-31", "95"),
            ("CN3", "2026-01-01", "100"), ("LH4", "2025-12-31", "80"), ("LH4", "2026-01-01", "100"),
            ("DN4", "2018-12-01", "80"), ("DN4", "2025-08-14", "80"), ("DN4", "2025-08-15", "80"),
        ])
    func levels(card: String, day: String, level: String) {
        let group = CardGroup(known: String(card.prefix(2)))
        let row = ExamplePolicy.policy.level(group: group, digit: Int(card.suffix(1))!, on: CalendarDate(known: day))
        #expect(row?.row.level == Rate(known: level))
    }

    @Test(
        "Only digits 1 and 5 are free of payment rates, only 5 covers what is out of the list",
        arguments: [(1, true, false), (2, false, false), (3, false, false), (4, false, false), (5, true, true)])
    func digitFlags(digit: Int, ignoresRates: Bool, coversOutOfList: Bool) {
        for day: CalendarDate in ["2025-08-14", "2025-08-15"] {
            let row = ExamplePolicy.policy.level(group: "XX", digit: digit, on: day)?.row
            #expect((row?.ignoresPaymentRates ?? false) == ignoresRates)
            #expect((row?.coversOutOfList ?? false) == coversOutOfList)
        }
    }

    @Test(
        "The routing rate of a day (Decision 3276/QĐ-BYT, appendix 1; Decree 188/2025/NĐ-CP, article 19)",
        arguments: [
            ("1.1", false, "2024-12-31", "100"), ("1.4", false, "2024-12-31", nil), ("1.4", true, "2025-01-01", "100"),
            ("1.12", false, "2025-01-01", "100"), ("1.12", true, "2025-01-01", nil),
            ("1.13", false, "2026-06-30", "0"), ("1.13", false, "2026-07-01", "50"),
            ("1.14", false, "2026-06-30", "0"), ("1.14", false, "2026-07-01", "50"),
            ("1.18", false, "2026-06-30", "0"), ("1.18", false, "2026-07-01", "50"),
            ("3.1", false, "2026-08-01", "0"), ("3.1", true, "2026-08-01", "40"), ("3.2", true, "2026-08-01", "100"),
            ("9", true, "2026-08-01", "0"), ("1.99", false, "2026-08-01", nil),
        ] as [(String, Bool, String, String?)])
    func routings(code: String, isStay: Bool, day: String, rate: String?) {
        let row = ExamplePolicy.policy.routing(RoutingCode(known: code), isStay: isStay, on: CalendarDate(known: day))
        #expect(row?.row.rate.text == rate)
    }

    @Test("Every setting has a value since the decree of 2018, and every row cites where it stands")
    func settings() {
        for name in PolicySetting.allCases {
            #expect(ExamplePolicy.policy.setting(name, on: "2018-12-01") != nil, "\(name)")
            #expect(ExamplePolicy.policy.setting(name, on: "2026-08-10")?.row.article != nil, "\(name)")
        }
    }
}
