// Whether the visit counts as a stay, which picks the row of its entitlement and the days of grace of its card.

internal import MessageSchema

enum VisitSettingRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) throws(Refusal) {
        let setting = work.rules.inpatientForms
        let forms = try work.value(setting, .inpatientForms)
        work.isStay = forms.contains(work.facts.form)
        work.note(
            "visit.setting", by: work.citation(setting.source),
            [("form", VisitForm(packed: work.facts.form).text), ("inpatientForms", forms.text)],
            "\(VisitForm(packed: work.facts.form)) is \(work.isStay ? "" : "not ")among them", work.setting.rawValue)
    }
}
