// Which coverage pays each line: the best that is valid on the day the line was ordered. A stay that began in time is
// paid for some days after expiry (Decree 146/2018/NĐ-CP, article 27; Decree 188/2025/NĐ-CP, article 50).
// What is enrolled wins over what a claim states.

internal import MessageSchema

enum CoverageRule {
    // A claim of which no line has a coverage is refused.
    static func apply<L: Listener>(_ work: inout Evaluation<L>) throws(Refusal) {
        // Who is not insured needs no card.
        guard !work.isRefused else { return }
        try admit(&work)
        guard !work.facts.coverages.isEmpty else { throw work.refusal(.noCard) }
        for index in work.lines.indices { try pick(for: index, &work) }
        guard work.lines.contains(where: { $0.coverage != nil }) else { throw work.refusal(.notValid) }
        noteCoverages(work)
        remarkRegistration(&work)
        for index in work.lines.indices where !work.lines[index].isCovered { work.remark(.lineOutside, line: index) }
    }

    /// Takes a member as enrolled, and a stranger as stated where the policy says so.
    private static func admit<L: Listener>(_ work: inout Evaluation<L>) throws(Refusal) {
        if work.facts.isEnrolled {
            for card in work.facts.differingCards { work.remark(.cardDiffers, line: card) }
            return
        }
        let setting = work.rules.unknownMember
        let word = try work.value(setting, .unknownMember)
        guard word == .stated else { throw work.refusal(.notEnrolled) }
        work.note(
            "card.bearer", by: work.citation(setting.source), [("unknownMember", word.rawValue)],
            "not enrolled here", "as stated")
    }

    private static func pick<L: Listener>(for index: Int, _ work: inout Evaluation<L>) throws(Refusal) {
        let day = work.facts.lines[index].orderedAt.date
        var best = try self.best(work) { $0.isValid(on: day) }
        if best == nil, work.isStay { best = try bestInGrace(on: day, work) }
        work.lines[index].coverage = best?.coverage
        work.lines[index].level = best?.level.rate ?? .zero
        work.lines[index].ignoresPaymentRates = best?.level.ignoresPaymentRates == true
        work.lines[index].coversOutOfList = best?.level.coversOutOfList == true
        work.lines[index].isCovered = best != nil
    }

    private static func best<L: Listener>(
        _ work: Evaluation<L>, _ fits: (CoverageFacts) -> Bool
    ) throws(Refusal) -> (coverage: Int, level: LevelCell)? {
        var best: (coverage: Int, level: LevelCell)?
        for index in work.facts.coverages.indices where fits(work.facts.coverages[index]) {
            let coverage = work.facts.coverages[index]
            guard let level = work.policy.level(group: coverage.group, digit: coverage.digit, by: work.rules) else {
                throw work.refusal(.policyMissing(.level(index)))
            }
            let isBetter = best.map { work.options.cardChoice == .best && $0.level.rank < level.rank } ?? true
            if isBetter { best = (index, level) }
        }
        return best
    }

    // The stay began while the card was valid, and the day lies within the days of grace, the last one included.
    private static func bestInGrace<L: Listener>(
        on day: CalendarDate, _ work: Evaluation<L>
    ) throws(Refusal) -> (coverage: Int, level: LevelCell)? {
        let arrival = work.facts.arrivedAt.date
        func isExpired(_ coverage: CoverageFacts) -> Bool {
            coverage.isValid(on: arrival) && coverage.lastDay.map { $0.days < day.days } ?? false
        }
        guard work.facts.coverages.contains(where: isExpired) else { return nil }
        let days = try work.value(work.rules.graceDays, .graceDays)
        return try best(work) { coverage in
            isExpired(coverage) && coverage.lastDay.map { day.days - $0.days <= days } ?? false
        }
    }

    private static func noteCoverages<L: Listener>(_ work: Evaluation<L>) {
        guard L.isOn else { return }
        var seen: Set<Int> = []
        for (index, line) in work.lines.enumerated() {
            guard let place = line.coverage, seen.insert(place).inserted else { continue }
            let coverage = work.facts.coverages[place]
            let day = work.facts.lines[index].orderedAt.date
            let isValid = coverage.isValid(on: day)
            work.note(
                "card.valid", by: isValid ? nil : work.citation(work.rules.graceDays.source),
                [("card", coverage.kind), ("ordered", day.text)], coverage.words,
                isValid ? "valid" : "paid in the days of grace")
        }
    }

    // 1.1 says that the patient was treated where the card is registered. Newborns are registered with a province.
    private static func remarkRegistration<L: Listener>(_ work: inout Evaluation<L>) {
        guard work.facts.routing == registered else { return }
        for line in work.lines {
            guard let place = line.coverage else { continue }
            let facility = work.facts.coverages[place].facility
            if facility == work.facts.facility || facility % FacilityCode.packedOffices == 0 { return }
        }
        work.remark(.registeredElsewhere)
    }

    /// The entitlement 1.1, packed.
    private static let registered: UInt16 = 1 * 111 + 1
}
