// What is paid back to a patient who paid a facility without a contract: the card's level of the cost in scope, as far
// as the cap of the visit goes. Pure: everything is given.

public import MessageSchema

/// The facilities that caps tell apart.
enum CappedFacility: String, CaseIterable, Sendable {
    case basic, basicTo70, specialised
}

/// The rules about paying back.
public enum ReimbursementRules {
    /// What is paid back by the published policy (Decree 188/2025/NĐ-CP, article 57); `today` stands for a day that is
    /// not given.
    public static func quote(
        _ request: QuoteReimbursement, by policy: Policy, today: CalendarDate
    ) throws(ReimbursementRejection) -> ReimbursementQuote {
        let day = request.day ?? today
        guard let facility = CappedFacility(rawValue: request.facility.text) else {
            let known = CappedFacility.allCases.map { $0.rawValue }.joined(separator: ", ")
            throw .unfitting("There is no facility \(request.facility.text.prefix(40)); there are \(known).")
        }
        guard request.setting != .any else { throw .unfitting("A visit is outpatient or inpatient, not any.") }
        if let cost = request.cost, cost < .zero { throw .unfitting("A cost of \(cost) is none.") }
        var trace: [TraceStep] = []
        let share = try share(of: request, on: day, by: policy, &trace)
        guard request.emergency != true else {
            return ReimbursementQuote(day: day, cap: nil, paid: share, policyVersion: policy.version, trace: trace)
        }
        let cap = try cap(of: facility, request.setting, on: day, by: policy, &trace)
        return ReimbursementQuote(
            day: day, cap: cap, paid: share.map { min($0, cap) }, policyVersion: policy.version, trace: trace)
    }

    /// The card's level of the cost; nil without a cost.
    private static func share(
        of request: QuoteReimbursement, on day: CalendarDate, by policy: Policy, _ trace: inout [TraceStep]
    ) throws(ReimbursementRejection) -> Amount? {
        guard let cost = request.cost else { return nil }
        guard let card = request.card else { return cost }
        guard let level = policy.level(group: card.group, digit: card.digit, on: day) else {
            throw .unsettled("the level of a card \(card.group)\(card.digit)", day)
        }
        guard let share = Reckoning.part(level.row.level, of: cost) else {
            throw .unfitting("A cost of \(cost) has more digits than an amount.")
        }
        trace.append(
            TraceStep(
                rule: "reimbursement.level", act: level.act, article: level.row.article,
                inputs: [TraceInput(name: "card", value: "\(card.group)\(card.digit)")],
                arithmetic: "\(cost) x \(level.row.level) % = \(share)", result: share.text))
        return share
    }

    private static func cap(
        of facility: CappedFacility, _ setting: VisitSetting, on day: CalendarDate, by policy: Policy,
        _ trace: inout [TraceStep]
    ) throws(ReimbursementRejection) -> Amount {
        guard let row = policy.cap(of: facility, setting, on: day) else {
            throw .unsettled("the cap of a visit, \(setting.rawValue), at a facility \(facility.rawValue)", day)
        }
        guard let salary = policy.baseSalary(on: day) else { throw .unsettled("the base salary", day) }
        // Thousandths of hundredths, rounded half-up.
        let units = (Int128(salary.row.amount.units) * Int128(row.row.salaries.units) + 500) / 1000
        guard units <= Int128(Amount.unitsMax) else { throw .unfitting("The cap has more digits than an amount.") }
        let cap = Amount(reckoned: Int64(units))
        trace += [
            TraceStep(
                rule: "baseSalary", act: salary.act, article: salary.row.article,
                arithmetic: "in force since \(salary.row.from)", result: salary.row.amount.text),
            TraceStep(
                rule: "reimbursement.cap", act: row.act, article: row.row.article,
                inputs: [TraceInput(name: "facility", value: facility.rawValue)],
                arithmetic: "\(row.row.salaries) x \(salary.row.amount) = \(cap)", result: cap.text),
        ]
        return cap
    }
}

/// Why nothing is quoted.
public enum ReimbursementRejection: Rejection {
    /// What the policy does not say, and of which day.
    case unsettled(String, CalendarDate)
    case unfitting(String)

    public var name: String {
        switch self {
        case .unsettled: "insurance.reimbursement.unsettled"
        case .unfitting: "insurance.reimbursement.unfitting"
        }
    }

    public var message: String {
        switch self {
        case .unsettled(let what, let day): "The published policy does not say \(what) on \(day)."
        case .unfitting(let why): why
        }
    }
}

extension CapRow: CheckedRow {
    static let table = "caps"
    var keys: [String] {
        let settings: [VisitSetting] = setting == .any ? [.outpatient, .inpatient] : [setting]
        return settings.map { "the cap at a facility \(facility), \($0.rawValue)" }
    }
    var flaw: String? {
        guard CappedFacility(rawValue: facility.text) != nil else {
            let known = CappedFacility.allCases.map { $0.rawValue }.joined(separator: ", ")
            return "There is no facility \(facility.text.prefix(40)); there are \(known)."
        }
        return salaries.units > 0 ? nil : "A cap of \(salaries) base salaries is none."
    }
}

extension Policy {
    func cap(of facility: CappedFacility, _ setting: VisitSetting, on day: CalendarDate) -> Cited<CapRow>? {
        let rows = caps.filter { cited in
            cited.row.facility.text == facility.rawValue
                && (cited.row.setting == .any || cited.row.setting == setting)
        }
        return Self.last(rows, on: day)
    }
}
