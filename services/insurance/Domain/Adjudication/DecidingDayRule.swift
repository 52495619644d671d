// Which day picks base salary, level and routing.

internal import MessageSchema

enum DecidingDayRule {
    // The setting itself is that of the day of arrival.
    static func apply<L: Listener>(_ work: inout Evaluation<L>) throws(Refusal) {
        let setting = work.rules.decidingDay
        let word = try work.value(setting, .decidingDate)
        let facts = work.facts
        work.decide(on: word == .arrival ? facts.arrivedAt.date : facts.leftAt.date)
        work.note(
            "policy.day", by: work.citation(setting.source),
            [("arrivedAt", facts.arrivedAt.text), ("leftAt", facts.leftAt.text), ("decidingDate", word.rawValue)],
            "the day of \(word.rawValue)", work.day.text)
        noteOptions(work)
    }

    // What is decided otherwise than without a choice says so, and by whom it was chosen.
    private static func noteOptions<L: Listener>(_ work: Evaluation<L>) {
        guard L.isOn else { return }
        for chosen in work.rules.chosen {
            work.note(
                "policy.option", by: work.citation(chosen.source), [("option", chosen.option.rawValue)],
                "in force since \(work.policy.source(chosen.source)?.from.text ?? "")", chosen.value.text)
        }
    }
}
