// A visit that is free so often a year, such as the yearly check-up: the whole cost in scope is paid, whatever the
// card's level and the way's rate are. Not where the fund pays nothing at all of the way.

internal import MessageSchema

enum FreeVisitRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) {
        let form = work.facts.form
        guard work.rules.freeVisits.contains(where: { $0.form == form }), !work.isRefused,
            work.routing?.rate ?? .zero != .zero
        else { return }
        for index in work.lines.indices where work.lines[index].isCovered {
            guard let place = work.lines[index].coverage,
                let cell = work.rules.freeVisit(form, group: work.facts.coverages[place].group)
            else { continue }
            let isFree = work.facts.earlierVisits < cell.timesAYear
            note(index, cell, isFree, work)
            if isFree { work.lines[index].level = .whole }
        }
    }

    private static func note<L: Listener>(
        _ index: Int, _ cell: FreeVisitCell, _ isFree: Bool, _ work: Evaluation<L>
    ) {
        guard L.isOn else { return }
        let (form, earlier) = (VisitForm(packed: work.facts.form), work.facts.earlierVisits)
        work.note(
            "level.freeVisit", at: index, by: work.citation(cell.source),
            [
                ("form", form.text), ("year", String(work.facts.arrivedAt.date.civil.year)),
                ("earlierVisits", String(earlier)), ("level", "\(work.lines[index].level) %"),
            ],
            "\(earlier) \(isFree ? "is below" : "is not below") \(cell.timesAYear) a year",
            isFree ? "100 %" : "as before")
    }
}
