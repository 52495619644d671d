// The days of treatment as the form of the visit counts them (Decision 4750/QĐ-BYT, SO_NGAY_DTRI).

internal import MessageSchema

enum TreatmentDayRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) {
        let facts = work.facts
        let (arrived, left) = (facts.arrivedAt.date, facts.leftAt.date)
        switch facts.form {
        case 1, 7, 9:
            take(0, "an examination, a pick-up or a stay under four hours has none", &work)
        case 2, 3, 4, 6:
            let days = left.days - arrived.days + 1
            take(days, "\(left) - \(arrived) + 1 = \(days)", &work)
        case 8:
            let days = Set(facts.lines.filter { $0.table == .services }.map(\.orderedAt.date)).count
            take(days, "days with a service", &work)
        default:
            // Days of the drug for 05; nothing is said of the rest.
            take(facts.treatmentDays, "as stated", &work)
        }
    }

    private static func take<L: Listener>(
        _ days: Int, _ arithmetic: @autoclosure () -> String, _ work: inout Evaluation<L>
    ) {
        work.treatmentDays = days
        work.note(
            "visit.treatmentDays", by: .format("Phụ lục, SO_NGAY_DTRI"),
            [("form", VisitForm(packed: work.facts.form).text)], arithmetic(), String(days))
    }
}
