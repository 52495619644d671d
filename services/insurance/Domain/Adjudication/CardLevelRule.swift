// The level of each card that pays a line, as the act has it; it was found when the card was picked.

internal import MessageSchema

enum CardLevelRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) {
        guard L.isOn else { return }
        var seen: Set<Int> = []
        for line in work.lines {
            guard let place = line.coverage, seen.insert(place).inserted else { continue }
            let coverage = work.facts.coverages[place]
            guard let level = work.policy.level(group: coverage.group, digit: coverage.digit, by: work.rules),
                let source = work.policy.source(level.source)
            else { continue }
            work.note(
                "level.card", by: source.citation, [("card", coverage.kind), ("day", work.day.text)],
                "\(source.key) since \(source.from)", "\(level.rate) %")
        }
    }
}
