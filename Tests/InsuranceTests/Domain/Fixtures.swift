// What the tests of the rules start from: a claim, a line, an act and a member with everything defaulted, so that what
// a test sets is what it is about. Tests write values as they look on the wire.

import MessageSchema

@testable import InsuranceDomain

/// A visit of 2026-08-10 for an examination at the facility of registration, with a card DN4.
func aClaim(
    key: ClaimKey = "KEY-1", cards: [StatedCard] = [aCard()], routing: RoutingCode = "1.1", form: VisitForm = "01",
    arrivedAt: LocalMinute = "2026-08-10T08:00", admittedAt: LocalMinute? = nil, leftAt: LocalMinute? = nil,
    birthDate: CalendarDate = "1980-02-14", treatmentDays: Int = 0, fiveYearsFrom: CalendarDate? = nil,
    exemptFrom: CalendarDate? = nil, lines: [ClaimLine]? = nil, stated: ClaimTotals? = nil
) -> Claim {
    let leftAt = leftAt ?? LocalMinute(known: "\(arrivedAt.date)T23:59")
    return Claim(
        key: key, facility: "31999",
        patient: Patient(
            number: "BN1", name: "Nguyễn Văn An", birthDate: birthDate, sex: .male, diagnosis: "I10"),
        cards: cards, routing: routing, form: form, arrivedAt: arrivedAt, admittedAt: admittedAt, leftAt: leftAt,
        treatmentDays: treatmentDays, fiveYearsFrom: fiveYearsFrom, exemptFrom: exemptFrom,
        month: Month(containing: leftAt.date), lines: lines ?? [aLine(orderedAt: arrivedAt)], stated: stated)
}

/// A card that is valid from 2018 on, registered at the facility that treats.
func aCard(
    _ group: String = "DN4", facility: FacilityCode = "31999", from: CalendarDate = "2018-01-01",
    lastDay: CalendarDate? = nil
) -> StatedCard {
    StatedCard(card: CardCode(known: group + "313123456789"), facility: facility, from: from, lastDay: lastDay)
}

/// One service of a price, ordered in the morning of 2026-08-10.
func aLine(
    _ price: UnitPrice = "1000000", table: ClaimTable = .services, number: Int = 1, costGroup: Int = 18,
    scope: BenefitScope = .inScope, quantity: Quantity = "1", fundPrice: UnitPrice? = nil, serviceRate: Rate? = nil,
    paymentRate: Rate? = nil, orderedAt: LocalMinute = "2026-08-10T08:00", paymentMethod: PaymentMethod? = nil,
    warWound: Bool? = nil, supplyPackage: PlainText? = nil, ceiling: Amount? = nil, otherSources: Amount? = nil,
    stated: StatedLine? = nil
) -> ClaimLine {
    ClaimLine(
        table: table, number: number, code: "02.1001", name: "Dịch vụ", costGroup: costGroup, scope: scope,
        quantity: quantity, price: price, fundPrice: fundPrice, serviceRate: serviceRate, paymentRate: paymentRate,
        orderedAt: orderedAt, paymentMethod: paymentMethod, warWound: warWound, supplyPackage: supplyPackage,
        ceiling: ceiling, otherSources: otherSources, stated: stated)
}

/// An act with a base salary.
func anAct(
    _ act: ActNumber = "1/2030/NĐ-CP", replaces: [ActNumber]? = nil, baseSalaries: [BaseSalaryRow]? = nil,
    levels: [BenefitLevelRow]? = nil, routings: [RoutingRow]? = nil, settings: [PolicySettingRow]? = nil,
    options: [PolicyOptionRow]? = nil
) -> PolicyAct {
    PolicyAct(
        act: act, title: LocalizedText(vi: "Văn bản"), replaces: replaces, baseSalaries: baseSalaries,
        levels: levels, routings: routings, settings: settings, options: options)
}

func aSalary(
    _ amount: Amount = "2340000", from: CalendarDate = "2024-07-01", lastDay: CalendarDate? = nil,
    article: PlainText? = "Điều 3"
) -> BaseSalaryRow {
    BaseSalaryRow(from: from, lastDay: lastDay, amount: amount, article: article)
}

extension TextValue {
    /// A value that the test's author knows to be well formed.
    init(known text: String) { try! self.init(text) }
}

extension Adjudicator {
    /// Decides a claim by the policy of the examples.
    static func decide(
        _ claim: Claim, context: ClaimContext = ClaimContext(), member: MemberFacts? = nil
    ) throws(ClaimRejection) -> Decision {
        try decide(ClaimCase(claim: claim, context: context, member: member), by: ExamplePolicy.policy)
    }
}

extension Decision {
    /// The rules of the findings, in their order.
    var rules: [String] { adjudication.findings.map(\.rule) }
    /// What a rule came to where it was applied first.
    func result(of rule: String) -> String? { trace.first { $0.rule == rule }?.result }
}

extension ActNumber: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension Amount: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension CalendarDate: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension CardGroup: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension CardReference: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension CitizenNumber: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension ClaimKey: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension FacilityCode: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension InsuranceNumber: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension LocalMinute: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension Month: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension Quantity: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension Rate: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension RoutingCode: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension UnitPrice: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension VisitForm: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
