// When steps are due: the deadlines of the published policy, counted from a day over its days off.

public import MessageSchema

/// The rules about deadlines.
public enum DeadlineRules {
    /// The steps that are counted from a day, by their due days. The day itself does not count: the next working day is
    /// day one (project default S20).
    public static func list(
        _ request: ListDeadlines, by policy: Policy, today: CalendarDate
    ) throws(DeadlineRejection) -> ListDeadlines.Reply {
        let from = request.from ?? request.at?.date ?? today
        if let at = request.at, at.date != from { throw .unfitting("The minute \(at) is none of the day \(from).") }
        for name in request.names ?? [] where DeadlineName(rawValue: name.text) == nil {
            let known = DeadlineName.allCases.map { $0.rawValue }.joined(separator: ", ")
            throw .unfitting("There is no step \(name.text.prefix(40)); there are \(known).")
        }
        let rows = policy.deadlines(on: from).filter { row in request.names?.contains(row.row.name) ?? true }
        guard !rows.isEmpty else { throw .unsettled(from) }
        let steps = rows.compactMap { step(of: $0, from, request.at, policy) }
            .sorted {
                ($0.dueOn, $0.dueAt?.text ?? "~", $0.name.text) < ($1.dueOn, $1.dueAt?.text ?? "~", $1.name.text)
            }
        return ListDeadlines.Reply(
            from: from, steps: steps, findings: doubts(steps, from, policy), policyVersion: policy.version)
    }

    /// When evidence is due that is asked for on a day; nil where the policy does not say.
    public static func evidenceDue(from day: CalendarDate, by policy: Policy) -> DueStep? {
        policy.deadlines(on: day).first { $0.row.name.text == DeadlineName.evidence.rawValue }
            .flatMap { step(of: $0, day, nil, policy) }
    }

    private static func step(
        of cited: Cited<DeadlineRow>, _ from: CalendarDate, _ at: LocalMinute?, _ policy: Policy
    ) -> DueStep? {
        // The policy's check lets no other value pass.
        guard let rule = try? DueRule(cited.row.value.text) else { return nil }
        func due(_ day: CalendarDate, at minute: LocalMinute? = nil) -> DueStep {
            DueStep(
                name: cited.row.name, dueOn: day, dueAt: minute, value: cited.row.value, act: cited.act,
                article: cited.row.article)
        }
        if case .hours(let count) = rule {
            return at.map { $0.advanced(hours: count) }.map { due($0.date, at: $0) }
        }
        return rule.dueOn(from: from, isOff: policy.isOff).map { due($0) }
    }

    /// Years in which working days were counted though no act lists their days off.
    private static func doubts(_ steps: [DueStep], _ from: CalendarDate, _ policy: Policy) -> [Finding] {
        let last = steps.filter { $0.value.text.hasSuffix("working days") }.map(\.dueOn).max()
        guard let last else { return [] }
        return (from.civil.year...last.civil.year).filter { !policy.knowsHolidays(of: $0) }.map { year in
            .warning(
                "holidays.unknown", "\(year)", "No act lists the days off of \(year); only weekends were left out.",
                "Propose an act with the table `holidays` for \(year).")
        }
    }
}

/// Why no deadline is reckoned.
public enum DeadlineRejection: Rejection {
    /// No such deadlines hold on the day.
    case unsettled(CalendarDate)
    case unfitting(String)

    public var name: String {
        switch self {
        case .unsettled: "insurance.deadline.unsettled"
        case .unfitting: "insurance.deadline.unfitting"
        }
    }

    public var message: String {
        switch self {
        case .unsettled(let day): "The published policy does not say when such steps of \(day) are due."
        case .unfitting(let why): why
        }
    }
}

extension LocalMinute {
    fileprivate func advanced(hours count: Int) -> LocalMinute {
        let minutes = minute + 60 * count
        do {
            return try LocalMinute(date: date.advanced(by: minutes / 1440), minute: minutes % 1440)
        } catch { preconditionFailure("a minute of a day is one: \(error)") }
    }
}
