// A re-opened war wound is treated at the whole level and without payment rates, whatever the card
// (Decree 146/2018/NĐ-CP, article 14(1)b).

internal import MessageSchema

enum WarWoundRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) {
        for index in work.lines.indices where work.facts.lines[index].isWarWound {
            guard work.lines[index].coverage != nil else { continue }
            work.note(
                "level.warWound", at: index, by: .format("Phụ lục, VET_THUONG_TP"),
                [("level", "\(work.lines[index].level) %")], "a re-opened war wound", "100 %")
            work.lines[index].level = .whole
            work.lines[index].ignoresPaymentRates = true
        }
    }
}
