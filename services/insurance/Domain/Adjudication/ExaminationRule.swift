// The ladder of rates for several examinations in one visit. What lies off it is reported, and paid as stated.

internal import MessageSchema

enum ExaminationRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) throws(Refusal) {
        let lines = work.facts.lines
        var examinations = lines.indices.filter { lines[$0].table == .services && lines[$0].costGroup == costGroup }
        guard !examinations.isEmpty else { return }
        examinations.sort { (lines[$0].orderedAt, lines[$0].number) < (lines[$1].orderedAt, lines[$1].number) }
        let setting = work.rules.examinationRates
        let rates = try work.value(setting, .examinationRates)
        guard let last = rates.last else { return }
        for (place, index) in examinations.enumerated() {
            let due = place < rates.count ? rates[place] : last
            guard lines[index].serviceRate != due else { continue }
            let isDue = work.options.offLadder == .payDue
            if isDue { work.lines[index].dueRate = due }
            work.remark(.examinationRate, line: index, Remark.examination(place + 1, due: due, isPaid: isDue))
        }
        work.note(
            "examination.rates", by: work.citation(setting.source),
            [("rates", rates.map(\.text).joined(separator: " "))],
            "\(examinations.count) examinations at "
                + "\(examinations.map { lines[$0].serviceRate.text }.joined(separator: " ")) %",
            work.options.offLadder == .payDue ? "as due" : "as stated")
    }

    /// The cost group of examinations (MA_NHOM).
    private static let costGroup = 13
}
