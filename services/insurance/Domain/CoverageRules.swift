// Periods of coverage: how long a card of a child or a pupil lasts, from when one is valid that was paid for, and since
// when a member has been insured without a gap. What an authority states wins over all of it.

public import MessageSchema

/// The rules about coverages in time.
public enum CoverageRules {
    /// The group of children under six (Decision 1351/QĐ-BHXH).
    public static let children: CardGroup = {
        do { return try CardGroup("TE") } catch { preconditionFailure("\(error)") }
    }()

    /// The last day of a child's card: children born until the day of the year on which schools begin keep it to that
    /// day of the year in which they are old enough, others to the end of their month (Decree 146/2018/NĐ-CP, article
    /// 13(2)). Nil for a group that is none of children.
    public static func childLastDay(
        born birthDate: CalendarDate, group: CardGroup = children, on day: CalendarDate, by policy: Policy
    ) -> CalendarDate? {
        guard let age = policy.span(.childAge, of: group, on: day)?.value,
            let turn = policy.yearDay(.childTurn, of: group, on: day)?.value
        else { return nil }
        let grown = age.after(birthDate)
        let turning = turn.date(in: grown.civil.year)
        return grown <= turning ? turning : grown.monthEnd
    }

    /// The days of a pupil's card that begins in a year: first grades from when the children's cards end, last grades
    /// to when school is over, others the whole year.
    static func schoolDays(
        _ grade: SchoolGrade, group: CardGroup, from day: CalendarDate, by policy: Policy
    ) -> (from: CalendarDate, lastDay: CalendarDate)? {
        let name = grade == .last ? PeriodName.schoolEnd : .pupilEnd
        guard let end = policy.yearDay(name, of: group, on: day)?.value else { return nil }
        let thisYear = end.date(in: day.civil.year)
        let lastDay = day <= thisYear ? thisYear : end.date(in: day.civil.year + 1)
        guard grade == .first, let start = policy.yearDay(.schoolStart, of: group, on: day)?.value else {
            return (day, lastDay)
        }
        return (max(day, start.date(in: day.civil.year)), lastDay)
    }

    /// The first day of a coverage that was paid for on a day: after the waiting time for who was never covered or not
    /// for long; else the day after the coverage before, but not before the payment. Nil for a group without waiting.
    static func firstDay(
        paidOn: CalendarDate, group: CardGroup, after coverages: [Coverage], by policy: Policy
    ) -> (day: CalendarDate, citation: Citation)? {
        guard let waiting = policy.span(.waiting, of: group, on: paidOn),
            let newAfter = policy.span(.newAfter, of: group, on: paidOn)
        else { return nil }
        let before = coverages.filter { $0.from <= paidOn }
        if before.contains(where: { $0.lastDay == nil }) { return (paidOn, newAfter.citation) }
        guard let end = before.compactMap(\.lastDay).max(), paidOn < newAfter.value.after(end.advanced(by: 1)) else {
            return (waiting.value.after(paidOn), waiting.citation)
        }
        return (max(paidOn, end.advanced(by: 1)), newAfter.citation)
    }

    /// The day on which years without a gap are long enough for the exemption, by what is covered until a day; nil
    /// where no coverage reaches that day, or where the policy does not say how long. A gap is judged by the rule of
    /// the day on which it ends.
    static func fiveYearsFrom(
        _ coverages: [Coverage], on day: CalendarDate, by policy: Policy
    ) -> CalendarDate? {
        guard let wanted = policy.span(.fiveYears, on: day)?.value,
            let start = unbrokenSince(coverages, on: day, by: policy)
        else { return nil }
        return wanted.after(start)
    }

    /// The first day of the coverages that reach a day without a gap that counts.
    static func unbrokenSince(_ coverages: [Coverage], on day: CalendarDate, by policy: Policy) -> CalendarDate? {
        var start: CalendarDate?
        // Nil for a coverage without end.
        var end: CalendarDate?
        func isUnbroken(until next: CalendarDate) -> Bool {
            guard let end else { return true }
            let gapStart = end.advanced(by: 1)
            if next <= gapStart { return true }
            return policy.span(.gap, on: next).map { next <= $0.value.after(gapStart) } ?? false
        }
        for coverage in coverages.sorted(by: { $0.from < $1.from }) where coverage.from <= day {
            if start != nil, isUnbroken(until: coverage.from) {
                end = end.flatMap { end in coverage.lastDay.map { max(end, $0) } }
            } else {
                (start, end) = (coverage.from, coverage.lastDay)
            }
        }
        return isUnbroken(until: day) ? start : nil
    }
}

extension MemberFacts {
    /// What is enrolled of a member whom a claim is for. A five-year date that an authority states, in the registers or
    /// on the card of the claim, wins over what coverages come to.
    public init(_ member: Member, for claim: Claim, by policy: Policy) {
        self.init(member)
        guard fiveYearsFrom == nil, claim.fiveYearsFrom == nil else { return }
        fiveYearsFrom = CoverageRules.fiveYearsFrom(coverages, on: claim.leftAt.date, by: policy)
    }
}

extension Member {
    /// The member with the five-year date that its coverages come to, where no authority has stated one.
    public func reckoned(on day: CalendarDate, by policy: Policy) -> Member {
        guard fiveYearsFrom == nil else { return self }
        var member = self
        member.fiveYearsReckoned = CoverageRules.fiveYearsFrom(coverages, on: day, by: policy)
        return member
    }
}
