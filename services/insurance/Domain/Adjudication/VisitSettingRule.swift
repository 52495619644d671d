// Whether the visit counts as a stay, which picks the row of its entitlement and the days of grace of its card.

internal import MessageSchema

enum VisitSettingRule: AdjudicationRule {
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection) {
        let setting = try state.setting(.inpatientForms)
        let forms = try state.read(setting, SettingForm.forms)
        let form = state.claim.form
        state.isStay = forms.contains(form)
        state.note(
            "visit.setting", by: setting.citation,
            [("form", form.text), ("inpatientForms", forms.sorted().map(\.text).joined(separator: " "))],
            "\(form) is \(state.isStay ? "" : "not ")among them", state.setting.rawValue)
    }
}
