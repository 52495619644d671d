// The words of an explanation: rules, figures, outcomes and forms of a visit as a patient knows them, with the term of
// the Vietnamese forms beside.

import MessageSchema

enum ClaimWords {
    /// A figure of a line or of the whole claim.
    enum Figure {
        case total, inScope, ownCost, copayment, fund, otherSources

        var label: String {
            switch self {
            case .total: "charged (chi phí)"
            case .inScope: "in scope (trong phạm vi BHYT)"
            case .ownCost: "you pay, outside scope (tự trả)"
            case .copayment: "you pay, share (cùng chi trả)"
            case .fund: "the fund pays (quỹ BHYT trả)"
            case .otherSources: "others pay (nguồn khác)"
            }
        }
    }

    static let level = "level (mức hưởng)"
    static let result = "result (kết quả)"
    static let refused = "the facility bears (xuất toán)"
    /// A figure that a further rule changed.
    static let then = "  then (sau đó)"
    static let paid = "paid by its lines (thực trả)"

    /// A rule in words; one that is not known here by its own name.
    static func rule(_ name: String) -> String { rules[name] ?? name.onOneLine }

    private static let rules = [
        "policy.day": "day that decides",
        "policy.option": "choice of the policy",
        "policy.baseSalary": "base salary (lương cơ sở)",
        "visit.setting": "kind of visit",
        "visit.treatmentDays": "days of treatment",
        "routing.rate": "rate of the way there (tuyến)",
        "card.bearer": "whose card",
        "card.valid": "card on that day (thẻ)",
        "level.card": "level of the card (mức hưởng)",
        "level.routing": "level by card and way",
        "level.freeVisit": "free visits a year (lượt miễn phí trong năm)",
        "level.smallCost": "small cost (chi phí thấp)",
        "level.warWound": "re-opened war wound",
        "level.exempt": "exempt (miễn cùng chi trả)",
        "line.supplyCeiling": "ceiling of supplies (trần VTYT)",
        "line.exempt": "exempt (miễn cùng chi trả)",
        "fiveYears.ceiling": "most you pay a year (6 tháng)",
        "fiveYears.left": "left of it before the visit",
        "examination.rates": "several examinations",
        "line.refused": "taken out (từ chối)",
        "line.sameDay": "on the same day elsewhere",
        "review.ruling": "a person decided (giám định)",
        "claim.comparison": "the facility's own figures",
    ]

    static func sentence(_ outcome: ClaimOutcome) -> String {
        switch outcome {
        case .accepted: "Accepted: the fund pays as the facility reckoned."
        case .corrected:
            "Corrected: the fund pays as reckoned here; the facility reckoned otherwise, see what was found."
        case .needsEvidence:
            "Not decided yet: a person has to see evidence first. The figures may change; see what was found."
        case .refused: "Refused: this is not the fund's to pay; see what was found."
        }
    }

    /// What a form of a visit is (MA_LOAI_KCB, Decision 130/QĐ-BYT); nil for one without a word here.
    static func visit(_ form: VisitForm) -> String? {
        switch form.text {
        case "01": "examination (khám bệnh)"
        case "02": "outpatient treatment (ngoại trú)"
        case "03": "inpatient stay (nội trú)"
        case "04": "day stay (nội trú ban ngày)"
        case "05": "chronic illness, drugs (ngoại trú bệnh mạn tính)"
        case "06": "stay at a station (lưu tại trạm y tế)"
        case "07": "drugs on an earlier slip (nhận thuốc theo hẹn)"
        case "08": "chronic illness, services (ngoại trú bệnh mạn tính)"
        case "09": "stay of under four hours (nội trú dưới 4 giờ)"
        default: nil
        }
    }
}
