// What came of the lines of a decided claim in a word each, with reasons in both languages: read off what was decided,
// so that nothing more is kept for it.

public import MessageSchema

public enum LineOutcomes {
    /// What came of each line of a claim.
    public static func of(_ decided: Adjudication) -> [LineOutcome] {
        decided.lines.map { line in
            let place = "\(line.table.rawValue)/\(line.number)"
            let rules = decided.findings.filter { $0.place == place }.map(\.rule)
            let (result, reasons) = verdict(on: line, rules, decided.outcome)
            return LineOutcome(
                table: line.table, number: line.number, result: result, reasons: reasons.map(\.reason))
        }
    }

    private static func verdict(
        on line: AdjudicatedLine, _ rules: [String], _ outcome: ClaimOutcome
    ) -> (LineResult, [Why]) {
        if outcome == .refused { return (.refused, [.claimRefused]) }
        if outcome == .needsEvidence { return (.waiting, [.claimWaits]) }
        if line.refused != nil { return (.refused, rules.compactMap(Why.init(refusal:))) }
        let reasons = reasons(of: line, rules)
        if line.fund == .zero, line.total != .zero, line.otherSources == .zero { return (.unpaid, reasons) }
        return (reasons.contains(where: \.reduces) ? .reduced : .paid, reasons)
    }

    private static func reasons(of line: AdjudicatedLine, _ rules: [String]) -> [Why] {
        var found: [Why] = []
        if rules.contains("card.lineOutside") { found.append(.noCard) }
        if line.inScope == .zero, line.total != .zero, found.isEmpty { found.append(.outOfScope) }
        if line.inScope != .zero, line.inScope < line.total { found.append(.partly) }
        if line.inScope != .zero, line.level == .zero { found.append(.noShare) }
        if line.ceiling != nil { found.append(.ceiling) }
        if line.otherSources != .zero { found.append(.otherSources) }
        if line.copayment != .zero, line.level != .zero { found.append(.copayment) }
        return found
    }
}

/// Why something came of a line.
private enum Why {
    case claimRefused, claimWaits, noCard, outOfScope, partly, noShare, ceiling, otherSources, copayment
    case refused(LineRefusalReason)

    init?(refusal rule: String) {
        let start = "line.refused."
        guard rule.hasPrefix(start), let reason = LineRefusalReason(rawValue: String(rule.dropFirst(start.count)))
        else { return nil }
        self = .refused(reason)
    }

    /// Whether the fund pays its level of less than was charged for it.
    var reduces: Bool {
        switch self {
        case .partly, .ceiling, .otherSources: true
        default: false
        }
    }

    var reason: LineReason {
        switch self {
        case .claimRefused:
            Self.reason("claim.refused", "Lượt khám không do quỹ chi trả", "The visit is not the fund's to pay")
        case .claimWaits: Self.reason("claim.evidence", "Chờ xem chứng từ", "Evidence has to be seen first")
        case .noCard:
            Self.reason(
                "card", "Không có thẻ còn giá trị vào ngày chỉ định", "No card is valid on the day of the order")
        case .outOfScope:
            Self.reason("scope", "Ngoài phạm vi được hưởng của quỹ", "Outside the scope of the fund")
        case .partly:
            Self.reason(
                "price", "Quỹ tính theo giá hoặc tỷ lệ thấp hơn mức thu",
                "The fund goes by a lower price or rate than was charged")
        case .noShare:
            Self.reason(
                "routing", "Quỹ không chi trả cho đối tượng khám chữa bệnh này",
                "The fund pays nothing under this entitlement")
        case .ceiling:
            Self.reason(
                "ceiling", "Vật tư của một lần sử dụng kỹ thuật vượt trần",
                "Supplies of one use of a technique have a ceiling")
        case .otherSources: Self.reason("otherSources", "Nguồn khác đã trả một phần", "Others paid a part")
        case .copayment: Self.reason("copayment", "Người bệnh cùng chi trả", "The patient pays a share")
        case .refused(let reason): LineReason(code: "refused.\(reason.rawValue)", text: reason.words)
        }
    }

    private static func reason(_ code: String, _ vi: PlainText, _ en: PlainText) -> LineReason {
        LineReason(code: code, text: LocalizedText(vi: vi, en: en))
    }
}

extension LineRefusalReason {
    /// What is wrong with the line.
    var words: LocalizedText {
        switch self {
        case .card: LocalizedText(vi: "thẻ không có giá trị", en: "the card is not valid for it")
        case .level: LocalizedText(vi: "sai mức hưởng", en: "its level is wrong")
        case .scope: LocalizedText(vi: "ngoài phạm vi được hưởng", en: "it lies outside the scope")
        case .price: LocalizedText(vi: "sai đơn giá", en: "its price is wrong")
        case .paymentCondition:
            LocalizedText(
                vi: "không đúng tỷ lệ hoặc điều kiện thanh toán", en: "its payment rate or condition is not met")
        case .facilityLicence:
            LocalizedText(
                vi: "ngoài phạm vi hoặc thời gian hoạt động của cơ sở",
                en: "the facility may not do it, or not then")
        case .practitionerLicence:
            LocalizedText(
                vi: "ngoài phạm vi hoặc thời gian hành nghề", en: "who treated may not do it, or not then")
        case .visitInterval: LocalizedText(vi: "khoảng cách giữa các lượt quá ngắn", en: "it is too soon after another")
        case .necessity: LocalizedText(vi: "không hợp lý với bệnh", en: "the illness does not call for it")
        case .figures: LocalizedText(vi: "sai số liệu", en: "its figures are wrong")
        case .tenderQuantity:
            LocalizedText(vi: "vượt số lượng trúng thầu", en: "it is more than the tender allows")
        }
    }
}
