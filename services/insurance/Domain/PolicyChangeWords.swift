// The sentences of a change of policy, in Vietnamese and English: from which day, for whom, what instead of what.

internal import MessageSchema

struct PolicyChangeWords {
    var figure: PolicyFigure
    var from: CalendarDate
    var lastDay: CalendarDate?

    func english(_ before: String?, _ after: String?) -> String {
        let days = "From \(from)" + (lastDay.map { " to \($0)" } ?? "")
        let (old, new) = (before.map(inEnglish) ?? "not set", after.map(inEnglish) ?? "not set any more")
        return "\(days), for \(whom.en): \(what.en) is \(new) instead of \(old)."
    }

    func vietnamese(_ before: String?, _ after: String?) -> String {
        let days = "Từ ngày \(from)" + (lastDay.map { " đến ngày \($0)" } ?? "")
        let (old, new) = (before.map(inVietnamese) ?? "chưa quy định", after.map(inVietnamese) ?? "không còn quy định")
        return "\(days), đối với \(whom.vi): \(what.vi) là \(new) thay vì \(old)."
    }

    private typealias Words = (vi: String, en: String)

    private var whom: Words {
        switch figure {
        case .baseSalary, .setting, .option, .entitlement, .deadline, .holiday, .ladder, .cap, .fundShare:
            ("mọi người tham gia", "all insured")
        case .freeVisit(let key):
            key.group.map { ("nhóm \($0)", "the group \($0)") }
                ?? ("nhóm không có quy định riêng", "groups without a row of their own")
        case .period(_, nil): ("nhóm không có quy định riêng", "groups without a row of their own")
        case .contribution(let group), .period(_, let group?): ("nhóm \(group)", "the group \(group)")
        case .conditionContribution(let condition): ("người thuộc diện \(condition)", "persons who are \(condition)")
        case .support(let key): (key.vietnamese, key.english)
        case .level(nil, let digit):
            (
                "thẻ mã quyền lợi \(digit) của nhóm không có quy định riêng",
                "cards of digit \(digit) whose group has no row"
            )
        case .level(let group?, let digit): ("thẻ \(group)\(digit)", "cards \(group)\(digit)")
        case .routing(let code, isStay: false):
            ("lượt khám ngoại trú theo mã đối tượng \(code)", "visits under \(code) without a stay")
        case .routing(let code, isStay: true):
            ("lượt điều trị nội trú theo mã đối tượng \(code)", "stays under \(code)")
        }
    }

    private var what: Words {
        switch figure {
        case .baseSalary: ("mức lương cơ sở (đồng)", "the base salary in đồng")
        case .level: ("mức hưởng", "the level of what the fund pays")
        case .routing: ("tỷ lệ hưởng theo tuyến", "the rate of the way to the facility")
        case .setting(let name): Self.words(name)
        case .option(let option): ("lựa chọn \(option.rawValue)", "the option \(option.rawValue)")
        case .entitlement(let place):
            ("vị trí \(place) trong danh mục mã đối tượng", "the place \(place) of the list of entitlements")
        case .deadline(let name): ("thời hạn \(name.rawValue)", "the deadline \(name.rawValue)")
        case .holiday(let day): ("ngày nghỉ từ \(day)", "the days off from \(day)")
        case .contribution, .conditionContribution: ("mức đóng", "the contribution")
        case .fundShare(let name):
            ("tỷ lệ phân bổ quỹ \(name.rawValue) (%)", "the share of the fund for \(name.rawValue), in percent,")
        case .freeVisit(let key):
            (
                "số lượt miễn phí trong năm của loại KCB \(key.form)",
                "the number of free visits of the form \(key.form) a year"
            )
        case .cap:
            (
                "mức thanh toán trực tiếp tối đa (số tháng lương cơ sở)",
                "the most that is paid back without a contract, in base salaries,"
            )
        case .ladder(let position):
            ("mức đóng của người thứ \(position) trong hộ", "the part that member \(position) of a household pays")
        case .support: ("mức hỗ trợ của ngân sách", "the support by the budget")
        case .period(let name, _): ("thời hạn \(name.rawValue)", "the period \(name.rawValue)")
        }
    }

    private static func words(_ name: PolicySetting) -> Words {
        switch name {
        case .smallCostPercent:
            ("ngưỡng chi phí thấp (% lương cơ sở)", "the bound of small costs in percent of the base salary")
        case .decidingDate: ("ngày xác định chính sách", "the day that picks base salary, level and routing")
        case .inpatientForms: ("loại KCB tính là nội trú", "the forms of a visit that count as a stay")
        case .examinationRates: ("tỷ lệ các lần khám (%)", "the rates of several examinations in percent")
        case .graceDays: ("số ngày được hưởng sau khi thẻ hết hạn", "the days that an expired card still pays a stay")
        case .unknownMember: ("người chưa có trong hệ thống", "what becomes of somebody not enrolled")
        case .unlistedRouting: ("mã đối tượng chưa quy định", "what becomes of an entitlement without a row")
        case .supplyCeilingSalaries:
            ("trần vật tư y tế (số tháng lương cơ sở)", "the ceiling for supplies in base salaries")
        case .fiveYearsSalaries:
            ("mức cùng chi trả tối đa trong năm (số tháng lương cơ sở)", "the year's most co-payment in base salaries")
        }
    }

    private func inEnglish(_ value: String) -> String { replaced(value) { $0.en } }
    private func inVietnamese(_ value: String) -> String { replaced(value) { $0.vi } }

    /// The flags of a level or a routing rate in words; other values are as they are written in the act.
    private func replaced(_ value: String, _ language: (Words) -> String) -> String {
        switch figure {
        case .baseSalary, .setting, .option, .entitlement, .deadline, .holiday, .contribution,
            .conditionContribution, .ladder, .support, .period, .cap, .fundShare, .freeVisit:
            return value
        case .level, .routing: break
        }
        return value.split(separator: ", ").map { part in
            Self.flags[String(part)].map { language($0) } ?? String(part)
        }.joined(separator: ", ")
    }

    private static let flags: [String: Words] = [
        "ignoresPaymentRates": ("không áp dụng tỷ lệ thanh toán", "without payment rates"),
        "coversOutOfList": ("cả chi phí ngoài danh mục", "costs out of the list too"),
        "ignoresLevel": ("của toàn bộ chi phí, không theo mức hưởng của thẻ", "of the whole cost whatever the card"),
        "refuses": ("quỹ không thanh toán", "the fund refuses"),
        "needsEvidence": ("cần chứng từ", "a person sees the evidence"),
        "recalls": ("thu hồi hồ sơ trước", "an earlier claim is taken back"),
    ]
}
