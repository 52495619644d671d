// A re-opened war wound is treated at the whole level and without payment rates, whatever the card
// (Decree 146/2018/NĐ-CP, article 14(1)b).

internal import MessageSchema

enum WarWoundRule: AdjudicationRule {
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection) {
        for index in state.lines.indices where state.lines[index].line.warWound == true {
            guard state.lines[index].coverage != nil else { continue }
            state.note(
                "level.warWound", at: state.lines[index].place, by: .format("Phụ lục, VET_THUONG_TP"),
                [("level", "\(state.lines[index].level) %")], "a re-opened war wound", "100 %")
            state.lines[index].level = .whole
            state.lines[index].ignoresPaymentRates = true
        }
    }
}
