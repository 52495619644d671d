// The days of treatment as the form of the visit counts them (Decision 4750/QĐ-BYT, SO_NGAY_DTRI).

internal import MessageSchema

enum TreatmentDayRule: AdjudicationRule {
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection) {
        let claim = state.claim
        let arrived = claim.arrivedAt.date
        let left = claim.leftAt.date
        switch claim.form.text {
        case "01", "07", "09":
            take(0, "an examination, a pick-up or a stay under four hours has none", &state)
        case "02", "03", "04", "06":
            let days = arrived.distance(to: left) + 1
            take(days, "\(left) - \(arrived) + 1 = \(days)", &state)
        case "08":
            let days = Set(claim.lines.filter { $0.table == .services }.map(\.orderedAt.date)).count
            take(days, "days with a service", &state)
        default:
            // Days of the drug for 05; nothing is said of the rest.
            take(claim.treatmentDays, "as stated", &state)
        }
    }

    private static func take(_ days: Int, _ arithmetic: String, _ state: inout AdjudicationState) {
        state.treatmentDays = days
        state.note(
            "visit.treatmentDays", by: .format("Phụ lục, SO_NGAY_DTRI"), [("form", state.claim.form.text)], arithmetic,
            String(days))
    }
}
