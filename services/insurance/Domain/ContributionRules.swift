// What is to be paid in for somebody: of several groups the first by the order of the law, month by month as the rows
// of each month say, by payer, each part rounded once a month. Pure: everything is given.

public import MessageSchema

/// The rules about contributions.
public enum ContributionRules {
    /// What is to be paid by the published policy; `today` stands for a day of payment that is not given. `places` are
    /// those of a household's members on the ladder, where they do not follow each other.
    public static func quote(
        _ request: QuoteContribution, at places: [Int]? = nil, by policy: Policy, today: CalendarDate
    ) throws(ContributionRejection) -> ContributionQuote {
        let paidOn = request.paidOn ?? today
        let count = try bounded(request.members ?? 1, 1...personsMax, "members")
        let first = try bounded(request.position ?? 1, 1...personsMax, "places on the ladder")
        let months = try bounded(request.months ?? 1, 1...monthsMax, "months")
        let subject = try ContributionSubject(request, by: policy, on: paidOn)
        guard subject.row.row.byLadder == true || (request.members == nil && request.position == nil) else {
            throw .unfitting("\(subject.who) is on no ladder of a household: give neither members nor a position.")
        }
        var work = ContributionWork(policy: policy, subject: subject, request: request, paidOn: paidOn)
        try work.reckonMonths(from: request.from ?? Month(containing: paidOn), count: months)
        for position in places ?? Array(first..<first + count) { try work.reckonPerson(at: position) }
        return try work.quote()
    }

    private static func bounded(
        _ number: Int, _ range: ClosedRange<Int>, _ what: String
    ) throws(ContributionRejection) -> Int {
        guard range.contains(number) else {
            throw .unfitting("\(range.lowerBound) to \(range.upperBound) \(what) are quoted at once, not \(number).")
        }
        return number
    }

    /// More months are not paid at once, and no household has more members.
    private static let monthsMax = 60
    static let personsMax = 40
}

/// Who is paid for, by which row, on the day of payment.
struct ContributionSubject {
    var group: CardGroup?
    var condition: PlainText?
    var row: Cited<ContributionRow>

    /// Of several groups the one whose row comes first; of two of one order the one that was named first.
    init(
        _ request: QuoteContribution, by policy: Policy, on day: CalendarDate
    ) throws(ContributionRejection) {
        condition = request.condition
        var best: (group: CardGroup, row: Cited<ContributionRow>)?
        for group in request.groups ?? [] {
            guard let row = policy.contribution(of: group, on: day) else {
                throw .unsettled("the group \(group)", "what is paid in on \(day)")
            }
            if best.map({ row.row.order < $0.row.row.order }) ?? true { best = (group, row) }
        }
        if let best {
            (group, row) = best
            return
        }
        guard let condition else { throw .unfitting("Give the groups of the person, or a condition.") }
        guard let row = policy.contribution(of: condition, on: day) else {
            throw .unsettled("a \(condition)", "what is paid in on \(day)")
        }
        self.row = row
    }

    var who: String { group.map { "The group \($0)" } ?? "A \(condition?.text ?? "person")" }

    /// The row that holds on another day.
    func row(by policy: Policy, on day: CalendarDate) throws(ContributionRejection) -> Cited<ContributionRow> {
        let found =
            group.map { policy.contribution(of: $0, on: day) }
            ?? condition.flatMap { policy.contribution(of: $0, on: day) }
        guard let found else { throw .unsettled(who, "what is paid in on \(day)") }
        return found
    }
}
