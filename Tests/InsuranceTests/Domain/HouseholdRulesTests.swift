// Households by the acts of examples/policies: who lives there, and what its members pay in a year (law, article 13;
// row 20 of the figures that the project has to reach).

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct HouseholdRulesTests {
    private static let numbers = (1...6).map { number -> InsuranceNumber in
        do { return try InsuranceNumber("310000000\(number)") } catch { preconditionFailure("\(error)") }
    }

    private static func declare(
        _ members: [Int], from: CalendarDate = "2026-01-01", known: [HouseholdMember] = []
    ) throws -> [HouseholdMember] {
        try HouseholdRules.declare(
            DeclareHousehold(facility: "31999", members: members.map { numbers[$0 - 1] }, from: from), known: known)
    }

    private static func household(_ count: Int, paid: [HouseholdShare] = []) throws -> Household {
        Household(
            household: .sample, facility: "31999", members: try declare(Array(1...count)), paid: paid)
    }

    private static func share(_ number: Int, _ position: Int) -> HouseholdShare {
        HouseholdShare(
            number: numbers[number - 1], position: position, from: "2026-01-01", lastDay: "2026-03-31", amount: "1",
            paidOn: "2025-12-01")
    }

    private static func member(
        _ number: Int, _ group: CardGroup, from: CalendarDate, lastDay: CalendarDate?
    ) -> (InsuranceNumber, Member) {
        let coverage = Coverage(group: group, digit: 4, facility: "31001", from: from, lastDay: lastDay)
        return (
            numbers[number - 1],
            Member(
                number: numbers[number - 1], name: "Trần Thị Bình", birthDate: "1984-03-15", sex: .female,
                coverages: [coverage])
        )
    }

    private static func quote(
        _ household: Household, _ enrolled: [(InsuranceNumber, Member)] = [], group: CardGroup = "GD",
        members: [Int]? = nil, months: Int = 12, paidOn: CalendarDate = "2026-08-03"
    ) throws -> HouseholdPayment {
        try HouseholdRules.quote(
            QuoteHousehold(
                household: .sample, group: group, members: members.map { $0.map { numbers[$0 - 1] } }, months: months,
                paidOn: paidOn),
            of: household, enrolled: Dictionary(uniqueKeysWithValues: enrolled), by: ExamplePolicy.policy,
            today: "2026-08-03")
    }

    @Test("Row 20: five of a household pay 100, 70, 60, 50 and 40 percent, and wait thirty days the first time")
    func five() throws {
        let payment = try Self.quote(Self.household(5))
        #expect(payment.total == "4371840.00")
        #expect(
            payment.shares.map(\.amount) == ["1366200.00", "956340.00", "819720.00", "683100.00", "546480.00"])
        #expect(payment.shares.map(\.position) == [1, 2, 3, 4, 5])
        #expect(payment.shares.map(\.number) == Array(Self.numbers.prefix(5)))
        #expect(payment.shares.allSatisfy { $0.from == "2026-09-02" && $0.lastDay == "2027-09-01" })
        #expect(payment.year == 2026)
        #expect(payment.reference == nil)
    }

    @Test("Who has paid in the year keeps the place; who comes later pays after the last place that is taken")
    func later() throws {
        let household = try Self.household(4, paid: [Self.share(3, 1), Self.share(1, 2)])
        let payment = try Self.quote(household, members: [2, 1, 4], months: 1)
        #expect(payment.shares.map(\.number) == [1, 2, 4].map { Self.numbers[$0 - 1] })
        #expect(payment.shares.map(\.position) == [2, 3, 4])
        #expect(payment.shares.map(\.amount) == ["79695.00", "68310.00", "56925.00"])
        #expect(payment.total == "204930.00")
    }

    @Test("Who is insured in another group on the first day does not pay; who is named so is refused")
    func insuredOtherwise() throws {
        let employed = Self.member(1, "DN", from: "2020-01-01", lastDay: nil)
        let payment = try Self.quote(Self.household(3), [employed])
        #expect(payment.shares.map(\.number) == [Self.numbers[1], Self.numbers[2]])
        #expect(payment.shares.map(\.position) == [1, 2])
        #expect(throws: HouseholdRejection.self) { try Self.quote(Self.household(3), [employed], members: [1]) }
        #expect(throws: HouseholdRejection.self) { try Self.quote(Self.household(1), [employed]) }
    }

    @Test("What is paid in time follows the coverage before, the day after it ends")
    func renewal() throws {
        let covered = Self.member(1, "GD", from: "2025-09-01", lastDay: "2026-08-31")
        let share = try #require(try Self.quote(Self.household(1), [covered], months: 3).shares.first)
        #expect(share.from == "2026-09-01")
        #expect(share.lastDay == "2026-11-30")
    }

    @Test("A household pays once a coverage without end is ended, for months, and as a household")
    func unfitting() throws {
        let endless = Self.member(1, "GD", from: "2025-01-01", lastDay: nil)
        #expect(throws: HouseholdRejection.self) { try Self.quote(Self.household(1), [endless], members: [1]) }
        #expect(throws: HouseholdRejection.self) { try Self.quote(Self.household(1), group: "DN") }
        #expect(throws: HouseholdRejection.self) { try Self.quote(Self.household(1), group: "TG") }
        #expect(throws: HouseholdRejection.self) { try Self.quote(Self.household(1), members: [2]) }
        #expect(throws: HouseholdRejection.self) { try Self.quote(Self.household(1), members: [1, 1]) }
        #expect(throws: HouseholdRejection.self) { try Self.quote(Self.household(1), members: []) }
        #expect(throws: ContributionRejection.self) { try Self.quote(Self.household(1), months: 0) }
        #expect(throws: HouseholdRejection.self) { try Self.quote(Self.household(1), paidOn: "2025-12-31") }
    }

    @Test("Who is left out of a declaration has left the day before; who comes back stays anew")
    func declaration() throws {
        let first = try Self.declare([1, 2])
        let second = try Self.declare([2, 3], from: "2026-05-01", known: first)
        #expect(second.map(\.number) == [1, 2, 3].map { Self.numbers[$0 - 1] })
        #expect(second.map(\.lastDay) == ["2026-04-30", nil, nil])
        #expect(second.map(\.from) == ["2026-01-01", "2026-01-01", "2026-05-01"])
        let third = try Self.declare([1, 2, 3], from: "2026-06-01", known: second)
        #expect(third.filter { $0.number == Self.numbers[0] }.map(\.from) == ["2026-01-01", "2026-06-01"])
        // Declared wrongly and at once again: who came on the day was never there.
        #expect(try Self.declare([2], from: "2026-05-01", known: second.filter { $0.lastDay == nil }).count == 1)
        #expect(throws: HouseholdRejection.self) { try Self.declare([1], from: "2026-04-01", known: second) }
        #expect(throws: HouseholdRejection.self) { try Self.declare([]) }
        #expect(throws: HouseholdRejection.self) { try Self.declare([1, 1]) }
    }

    @Test("Nobody who left pays")
    func left() throws {
        var household = try Self.household(2)
        household.members = try Self.declare([2], from: "2026-05-01", known: household.members)
        #expect(try Self.quote(household).shares.map(\.number) == [Self.numbers[1]])
        #expect(throws: HouseholdRejection.self) { try Self.quote(household, members: [1]) }
    }
}
