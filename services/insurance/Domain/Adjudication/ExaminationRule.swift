// The ladder of rates for several examinations in one visit. What lies off it is reported, and paid as stated.

internal import MessageSchema

enum ExaminationRule: AdjudicationRule {
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection) {
        let examinations = state.lines.filter { $0.line.table == .services && $0.line.costGroup == costGroup }
            .sorted { ($0.line.orderedAt, $0.line.number) < ($1.line.orderedAt, $1.line.number) }
        guard !examinations.isEmpty else { return }
        let setting = try state.setting(.examinationRates)
        let rates = try state.read(setting, SettingForm.rates)
        guard let last = rates.last else { return }
        var stated: [String] = []
        for (index, examination) in examinations.enumerated() {
            let rate = examination.line.serviceRate ?? .whole
            let due = index < rates.count ? rates[index] : last
            stated.append("\(rate)")
            if rate != due { state.findings.append(offLadder(examination, index + 1, rate, due)) }
        }
        state.note(
            "examination.rates", by: setting.citation, [("rates", rates.map(\.text).joined(separator: " "))],
            "\(examinations.count) examinations at \(stated.joined(separator: " ")) %", "as stated")
    }

    private static func offLadder(_ line: LineState, _ number: Int, _ rate: Rate, _ due: Rate) -> Finding {
        .warning(
            "examination.rate", "\(line.place).TYLE_TT_DV",
            "Examination \(number) of the visit counts at \(due) %, stated are \(rate) %.",
            "It was paid as stated; check the order of the examinations.")
    }

    /// The cost group of examinations (MA_NHOM).
    private static let costGroup = 13
}
