// A service that another claim of the same person has on the same day: reported, or seen by a person first where the
// policy wants that.

enum SameDayRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) {
        for line in work.facts.sameDay { work.remark(.sameDay, line: line) }
        guard !work.facts.sameDay.isEmpty, work.options.sameServiceDay == .evidence else { return }
        work.needsEvidence = true
        work.note(
            "line.sameDay", [("lines", "\(work.facts.sameDay.count)")],
            "another claim of the person has the service on that day", "evidence")
    }
}
