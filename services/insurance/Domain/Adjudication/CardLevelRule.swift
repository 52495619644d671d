// The level of each card that pays a line, as the act has it; it was found when the card was picked.

internal import MessageSchema

enum CardLevelRule: AdjudicationRule {
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection) {
        var seen: Set<Coverage> = []
        for line in state.lines {
            guard let coverage = line.coverage, seen.insert(coverage).inserted,
                let row = state.policy.level(group: coverage.group, digit: coverage.digit, on: state.day)
            else { continue }
            state.note(
                "level.card", by: row.citation,
                [("card", "\(coverage.group)\(coverage.digit)"), ("day", state.day.text)],
                row.row.keys.joined() + " since \(row.row.from)", "\(row.row.level) %")
        }
    }
}
