// What the end of a year moves: all of a surplus, all of a deficit, by the shares of the last day.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("Closing a year")
struct ClosingRulesTests {
    private static func policy(surplus: Rate = "100") -> Policy {
        let rows = [("surplus", surplus), ("deficit", "100")].map { name, share in
            FundShareRow(
                name: name == "surplus" ? "surplus" : "deficit", from: "2021-01-01", share: share, article: "A")
        }
        let act = PolicyAct(act: "46/2014/QH13", title: LocalizedText(vi: "Luật", en: "Law"), fundShares: rows)
        return Policy(version: 3, acts: [act])
    }

    private static let provinces = [
        ProvinceFund(province: "31", allocated: "100.03", spent: "40"),
        ProvinceFund(province: "48", allocated: "10", spent: "30"),
        ProvinceFund(province: "79", allocated: "5", spent: "5"),
    ]

    @Test("moves what is left to the reserve and what lacks from it, in one balanced entry")
    func both() throws {
        let closing = try ClosingRules.closing(of: 2025, provinces: Self.provinces, reserve: "7", by: Self.policy())
        #expect(closing.surplus == "60.03" && closing.deficit == "20" && closing.reserveAfter == "47.03")
        #expect(closing.trace.map(\.arithmetic) == ["60.03 x 100 % = 60.03", "20.00 x 100 % = 20.00"])
        #expect(closing.policyVersion == 3 && closing.trace.allSatisfy { $0.article == "A" })
        let sides = try ClosingRules.sides(of: closing, by: Self.policy())
        #expect(
            sides.map { "\($0.account) \($0.debit) \($0.credit)" } == [
                "fund:care:31 60.03 0.00", "fund:care:48 0.00 20.00", "fund:reserve 0.00 40.03",
            ])
    }

    @Test("moves the share that the policy says of a surplus")
    func part() throws {
        let policy = Self.policy(surplus: "80")
        let closing = try ClosingRules.closing(
            of: 2025, provinces: [Self.provinces[0]], reserve: .zero, by: policy)
        #expect(closing.surplus == "48.02")
        #expect(try ClosingRules.sides(of: closing, by: policy).map(\.debit) == ["48.02", "0"])
    }

    @Test("has no side for the reserve where provinces even each other out")
    func even() throws {
        let provinces = [
            ProvinceFund(province: "31", allocated: "10", spent: "0"),
            ProvinceFund(province: "48", allocated: "0", spent: "10"),
        ]
        let closing = try ClosingRules.closing(of: 2025, provinces: provinces, reserve: .zero, by: Self.policy())
        let sides = try ClosingRules.sides(of: closing, by: Self.policy())
        #expect(sides.map(\.account) == ["fund:care:31", "fund:care:48"])
    }

    @Test("is refused where nothing is moved, the reserve has too little, or no share is said")
    func refused() throws {
        let nothing = try ClosingRules.closing(
            of: 2025, provinces: [Self.provinces[2]], reserve: "7", by: Self.policy())
        #expect(throws: FundRejection.self) { try ClosingRules.sides(of: nothing, by: Self.policy()) }
        let poor = try ClosingRules.closing(
            of: 2025, provinces: [Self.provinces[1]], reserve: "19.99", by: Self.policy())
        #expect(poor.reserveAfter == "-0.01")
        #expect(throws: FundRejection.self) { try ClosingRules.sides(of: poor, by: Self.policy()) }
        #expect(throws: FundRejection.unsettled("surplus", "2020-12-31")) {
            try ClosingRules.closing(of: 2020, provinces: Self.provinces, reserve: "7", by: Self.policy())
        }
        #expect(throws: FundRejection.self) {
            try ClosingRules.closing(of: 10_000, provinces: [], reserve: "7", by: Self.policy())
        }
    }
}
