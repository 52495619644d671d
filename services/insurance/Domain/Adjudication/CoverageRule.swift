// Which coverage pays each line: the best that is valid on the day the line was ordered. A stay that began in time is
// paid for some days after expiry (Decree 146/2018/NĐ-CP, article 27; Decree 188/2025/NĐ-CP, article 50).
// What is enrolled wins over what a claim states.

internal import MessageSchema

enum CoverageRule: AdjudicationRule {
    // A claim of which no line has a coverage is refused.
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection) {
        // Who is not insured needs no card.
        guard !state.isRefused else { return }
        let coverages = try known(&state)
        guard !coverages.isEmpty else { throw notCovered(state, "The claim states no card.") }
        for index in state.lines.indices { try pick(among: coverages, for: index, &state) }
        guard state.lines.contains(where: { $0.coverage != nil }) else {
            let days = coverages.map(days).joined(separator: "; ")
            throw notCovered(state, "Valid are: \(days).")
        }
        noteCoverages(&state)
        noteGaps(&state)
    }

    /// The coverages that count for the claim: those enrolled, or those stated of somebody who is not.
    private static func known(_ state: inout AdjudicationState) throws(ClaimRejection) -> [Coverage] {
        let stated = state.claim.cards.map {
            Coverage(
                group: $0.card.group, digit: $0.card.digit, facility: $0.facility, from: $0.from, lastDay: $0.lastDay)
        }
        if let member = state.member {
            compare(stated, with: member.coverages, &state)
            return member.coverages
        }
        let setting = try state.setting(.unknownMember)
        let word: UnknownMember = try state.word(setting)
        guard word == .stated else { throw notCovered(state, "Its bearer is not enrolled.") }
        state.note(
            "card.bearer", by: setting.citation, [("unknownMember", word.rawValue)], "not enrolled here", "as stated")
        return stated
    }

    private static func compare(_ stated: [Coverage], with enrolled: [Coverage], _ state: inout AdjudicationState) {
        for card in stated where !enrolled.contains(card) {
            let alike = enrolled.filter { $0.group == card.group && $0.digit == card.digit }.map(days)
            state.findings.append(
                .warning(
                    "card.differs", "XML1.MA_THE_BHYT",
                    "The card is stated as \(days(card)), enrolled is "
                        + (alike.isEmpty ? "none of the kind." : "\(alike.joined(separator: "; "))."),
                    "What is enrolled counts; see `sauro member get`."))
        }
    }

    private static func pick(
        among coverages: [Coverage], for index: Int, _ state: inout AdjudicationState
    ) throws(ClaimRejection) {
        let day = state.lines[index].line.orderedAt.date
        var fitting = coverages.filter { $0.isValid(on: day) }
        if fitting.isEmpty, state.isStay { fitting = try inGrace(coverages, on: day, state) }
        var best: (coverage: Coverage, row: BenefitLevelRow)?
        for coverage in fitting {
            guard let row = state.policy.level(group: coverage.group, digit: coverage.digit, on: state.day) else {
                throw state.missing("the level of a card \(coverage.group)\(coverage.digit)")
            }
            if best.map({ $0.row.isLess(than: row.row) }) ?? true { best = (coverage, row.row) }
        }
        state.lines[index].coverage = best?.coverage
        state.lines[index].level = best?.row.level ?? .zero
        state.lines[index].ignoresPaymentRates = best?.row.ignoresPaymentRates == true
        state.lines[index].coversOutOfList = best?.row.coversOutOfList == true
        state.lines[index].isCovered = best != nil
    }

    // The stay began while the card was valid, and the day lies within the days of grace, the last one included.
    private static func inGrace(
        _ coverages: [Coverage], on day: CalendarDate, _ state: AdjudicationState
    ) throws(ClaimRejection) -> [Coverage] {
        let expired = coverages.filter { coverage in
            coverage.isValid(on: state.claim.arrivedAt.date) && coverage.lastDay.map { $0 < day } ?? false
        }
        guard !expired.isEmpty else { return [] }
        let days = try state.read(state.setting(.graceDays), SettingForm.number)
        return expired.filter { coverage in
            coverage.lastDay.map { day <= $0.advanced(by: days) } ?? false
        }
    }

    private static func noteCoverages(_ state: inout AdjudicationState) {
        var seen: [Coverage] = []
        for line in state.lines {
            guard let coverage = line.coverage, !seen.contains(coverage) else { continue }
            seen.append(coverage)
            let day = line.line.orderedAt.date
            let grace = state.policy.setting(.graceDays, on: state.day)
            let isValid = coverage.isValid(on: day)
            state.note(
                "card.valid", by: isValid ? nil : grace?.citation,
                [("card", "\(coverage.group)\(coverage.digit)"), ("ordered", day.text)], days(coverage),
                isValid ? "valid" : "paid in the days of grace")
        }
        noteRegistration(&state)
    }

    private static func noteGaps(_ state: inout AdjudicationState) {
        for line in state.lines where !line.isCovered {
            state.findings.append(
                .warning(
                    "card.lineOutside", line.place, "No card is valid on \(line.line.orderedAt.date).",
                    "The patient pays the line, unless another card is stated."))
        }
    }

    // 1.1 says that the patient was treated where the card is registered. Newborns are registered with a province.
    private static func noteRegistration(_ state: inout AdjudicationState) {
        let claim = state.claim
        let facilities = Set(state.lines.compactMap(\.coverage?.facility))
        guard claim.routing.text == "1.1", !facilities.isEmpty, !facilities.contains(claim.facility),
            !facilities.contains(where: { $0.text.hasSuffix("000") })
        else { return }
        state.findings.append(
            .warning(
                "routing.registeredElsewhere", "XML1.MA_DKBD",
                "1.1 is for the facility of registration, \(facilities.sorted().map(\.text).joined(separator: ", ")); "
                    + "the claim is of \(claim.facility).",
                "See whether another entitlement fits."))
    }

    private static func notCovered(_ state: AdjudicationState, _ message: String) -> ClaimRejection {
        .notCovered(
            state.claim.key, on: state.day,
            [
                .error(
                    "card.notValid", "XML1.MA_THE_BHYT", message,
                    "Check the card; an uninsured visit has an entitlement of its own.")
            ])
    }

    private static func days(_ coverage: Coverage) -> String {
        "\(coverage.group)\(coverage.digit) from \(coverage.from) "
            + (coverage.lastDay.map { "to \($0)" } ?? "on without end")
    }
}

extension Coverage {
    /// Whether the day is covered, both ends included.
    func isValid(on day: CalendarDate) -> Bool {
        from <= day && lastDay.map { day <= $0 } ?? true
    }
}

extension BenefitLevelRow {
    // The highest level counts for who has several cards (Decree 146/2018/NĐ-CP, article 14(2)); of two alike, the one
    // that covers more.
    fileprivate func isLess(than other: BenefitLevelRow) -> Bool {
        func rank(_ row: BenefitLevelRow) -> (Int64, Int, Int) {
            (row.level.units, row.coversOutOfList == true ? 1 : 0, row.ignoresPaymentRates == true ? 1 : 0)
        }
        return rank(self) < rank(other)
    }
}
