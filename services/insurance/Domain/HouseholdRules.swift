// Households: who lives there, and what its members pay in a financial year. The first of them to pay pays the whole,
// those after them less, as the ladder of the policy says (Law on Health Insurance, article 13). Pure: everything is
// given.

public import MessageSchema

/// The rules about households.
public enum HouseholdRules {
    /// The stays in a household from a declaration on. Who is left out has left the day before.
    public static func declare(
        _ request: DeclareHousehold, known: [HouseholdMember]
    ) throws(HouseholdRejection) -> [HouseholdMember] {
        try check(request.members)
        let (from, named) = (request.from, Set(request.members))
        if let later = known.first(where: { $0.from > from }) {
            throw .unfitting("\(later.number) came on \(later.from); what is declared cannot begin before.")
        }
        if let later = known.compactMap(\.lastDay).max(), later >= from {
            throw .unfitting("A member left after \(later); what is declared cannot begin before.")
        }
        let stays = known.compactMap { stay -> HouseholdMember? in
            guard stay.lastDay == nil, !named.contains(stay.number) else { return stay }
            // Who came on the same day was never there.
            guard stay.from < from else { return nil }
            return HouseholdMember(number: stay.number, from: stay.from, lastDay: from.advanced(by: -1))
        }
        let there = Set(stays.filter { $0.lastDay == nil }.map(\.number))
        return stays
            + request.members.filter { !there.contains($0) }.map { HouseholdMember(number: $0, from: from) }
    }

    fileprivate static func check(_ members: [InsuranceNumber]) throws(HouseholdRejection) {
        guard (1...ContributionRules.personsMax).contains(members.count) else {
            throw .unfitting("\(members.count) members are named; 1 to \(ContributionRules.personsMax) are taken.")
        }
        var seen: Set<InsuranceNumber> = []
        for number in members where !seen.insert(number).inserted {
            throw .unfitting("\(number) is named twice.")
        }
    }

    /// What members would pay on a day. `enrolled` has who of them is enrolled, `paid` what was paid in the year.
    public static func quote(
        _ request: QuoteHousehold, of household: Household, enrolled: [InsuranceNumber: Member], by policy: Policy,
        today: CalendarDate
    ) throws -> HouseholdPayment {
        let paidOn = request.paidOn ?? today
        let inquiry = QuoteContribution(groups: [request.group], months: request.months, paidOn: paidOn)
        guard policy.contribution(of: request.group, on: paidOn)?.row.byLadder == true else {
            throw HouseholdRejection.unfitting(
                "The group \(request.group) does not pay as a household on \(paidOn): see `sauro contribution quote`.")
        }
        let terms = HouseholdTerms(group: request.group, months: request.months, paidOn: paidOn, policy: policy)
        let payers = try terms.payers(request.members, of: household, enrolled)
        let places = Self.places(of: payers.map(\.number), after: household.paid)
        let ordered = zip(payers, places).sorted { $0.1 < $1.1 }
        let quote = try ContributionRules.quote(inquiry, at: ordered.map(\.1), by: policy, today: today)
        return HouseholdPayment(
            household: household.household, year: paidOn.civil.year, group: request.group, months: request.months,
            shares: zip(ordered, quote.persons).map { payer, person in
                HouseholdShare(
                    number: payer.0.number, position: payer.1, from: payer.0.from, lastDay: payer.0.lastDay,
                    amount: person.total, paidOn: paidOn)
            },
            total: quote.total, policyVersion: quote.policyVersion, trace: quote.trace)
    }

    /// Who has paid in the year keeps the place; the others come after the last that is taken.
    private static func places(of payers: [InsuranceNumber], after paid: [HouseholdShare]) -> [Int] {
        let taken = Dictionary(paid.map { ($0.number, $0.position) }) { first, _ in first }
        var last = taken.values.max() ?? 0
        return payers.map { number in
            if let place = taken[number] { return place }
            last += 1
            return last
        }
    }

    /// Passes if what has been paid is what is reckoned.
    public static func check(
        _ request: PayHousehold, against payment: HouseholdPayment
    ) throws(HouseholdRejection) {
        guard request.amount == payment.total else {
            throw .unfitting("\(request.amount) was paid, and \(payment.total) is what is reckoned.")
        }
        for newcomer in request.newcomers ?? []
        where !payment.shares.contains(where: { $0.number == newcomer.number }) {
            throw .unfitting("The newcomer \(newcomer.number) is none of those who pay.")
        }
    }

    /// The enrolment of who pays: a member by what is known of them, a newcomer as the request says.
    public static func enrolment(
        of share: HouseholdShare, _ request: PayHousehold, in household: Household, as known: Member?
    ) throws(HouseholdRejection) -> EnrolMember {
        func enrolment(_ person: Newcomer, at facility: FacilityCode) -> EnrolMember {
            EnrolMember(
                number: person.number, name: person.name, birthDate: person.birthDate, sex: person.sex,
                citizenNumber: person.citizenNumber, group: request.group, digit: request.digit, facility: facility,
                from: share.from, lastDay: share.lastDay, paidOn: share.paidOn)
        }
        if let newcomer = request.newcomers?.first(where: { $0.number == share.number }) {
            return enrolment(newcomer, at: known?.coverages.last?.facility ?? household.facility)
        }
        guard let known, let name = known.name, let birthDate = known.birthDate, let sex = known.sex else {
            throw .unfitting("\(share.number) is not enrolled: give who it is among the newcomers.")
        }
        let person = Newcomer(
            number: known.number, name: name, birthDate: birthDate, sex: sex, citizenNumber: known.citizenNumber)
        return enrolment(person, at: known.coverages.last?.facility ?? household.facility)
    }
}

/// Who pays, and for which days.
private struct HouseholdPayer {
    var number: InsuranceNumber
    var from: CalendarDate
    var lastDay: CalendarDate
}

/// What a payment is for.
private struct HouseholdTerms {
    let group: CardGroup
    let months: Int
    let paidOn: CalendarDate
    let policy: Policy

    /// Those who are named, each of whom has to be able to pay; else all who are.
    func payers(
        _ named: [InsuranceNumber]?, of household: Household, _ enrolled: [InsuranceNumber: Member]
    ) throws(HouseholdRejection) -> [HouseholdPayer] {
        let there = household.members.filter { stay in
            stay.from <= paidOn && (stay.lastDay.map { paidOn <= $0 } ?? true)
        }.map(\.number)
        if let named {
            try HouseholdRules.check(named)
            for number in named where !there.contains(number) {
                throw .unfitting("\(number) does not live in the household on \(paidOn).")
            }
            return try named.map { number throws(HouseholdRejection) in
                let coverages = enrolled[number]?.coverages ?? []
                if let obstacle = obstacle(coverages) { throw .unfitting("\(number) \(obstacle).") }
                return payer(number, coverages)
            }
        }
        let payers = there.filter { obstacle(enrolled[$0]?.coverages ?? []) == nil }.map { number in
            payer(number, enrolled[number]?.coverages ?? [])
        }
        guard !payers.isEmpty else {
            throw .unfitting("Nobody who lives in the household on \(paidOn) has to pay: all are insured otherwise.")
        }
        return payers
    }

    /// Why somebody does not pay as a member of a household.
    private func obstacle(_ coverages: [Coverage]) -> String? {
        if coverages.contains(where: { $0.group == group && $0.lastDay == nil }) {
            return "is covered in the group \(group) without end"
        }
        let from = firstDay(coverages)
        let other = coverages.first { coverage in
            coverage.group != group && coverage.from <= from && (coverage.lastDay.map { from <= $0 } ?? true)
        }
        return other.map { "is insured in the group \($0.group) on \(from)" }
    }

    private func payer(_ number: InsuranceNumber, _ coverages: [Coverage]) -> HouseholdPayer {
        let from = firstDay(coverages)
        return HouseholdPayer(number: number, from: from, lastDay: from.advanced(months: months).advanced(by: -1))
    }

    /// The first day that what is paid can cover: after waiting, and after what is covered in the group already.
    private func firstDay(_ coverages: [Coverage]) -> CalendarDate {
        let first = CoverageRules.firstDay(paidOn: paidOn, group: group, after: coverages, by: policy)?.day ?? paidOn
        let covered = coverages.filter { $0.group == group }.compactMap(\.lastDay).max()
        return covered.map { max(first, $0.advanced(by: 1)) } ?? first
    }
}
