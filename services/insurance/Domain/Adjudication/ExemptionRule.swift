// The day from which the facility asks no co-payment, as the claim states it (NGAY_MIEN_CCT): lines ordered from then
// on are paid in full, where the way to the facility is right (Law on Health Insurance, article 22(1)). What is known
// here of the year may not bear it out; that is reported.

internal import MessageSchema

enum ExemptionRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) {
        guard work.isOnTheWay, let from = work.facts.exemptFrom else { return }
        var isApplied = false
        for index in work.lines.indices where work.lines[index].isCovered {
            let isExempt = from.days <= work.facts.lines[index].orderedAt.date.days
            guard isExempt, work.lines[index].level != .whole else { continue }
            work.note(
                "level.exempt", at: index, by: .format("Phụ lục, NGAY_MIEN_CCT"),
                [("level", "\(work.lines[index].level) %"), ("exemptFrom", from.text)],
                "no co-payment from \(from) on", "100 %")
            work.lines[index].level = .whole
            isApplied = true
        }
        guard isApplied else { return }
        if !isProven(from, work) { work.remark(.exemptionUnproven) }
    }

    private static func isProven<L: Listener>(_ from: CalendarDate, _ work: Evaluation<L>) -> Bool {
        guard let fiveYears = work.facts.fiveYearsFrom, fiveYears.days <= from.days else { return false }
        do throws(Refusal) { return try CopaymentCeiling.of(work.day.civil.year, work).left == 0 } catch {
            // A policy that knows no ceiling bears nothing out.
            return false
        }
    }
}
