// The values of settings: each has a form of its own, read here for the check and for deciding alike.

internal import MessageSchema

/// How the value of a setting is read.
enum SettingForm {
    static func rate(_ value: PlainText) throws(ValueError) -> Rate { try Rate(value.text) }

    /// Rates with a space between, one at least.
    static func rates(_ value: PlainText) throws(ValueError) -> [Rate] {
        var rates: [Rate] = []
        for word in words(value) { rates.append(try Rate(word)) }
        return rates
    }

    /// Forms of a visit with a space between, one at least.
    static func forms(_ value: PlainText) throws(ValueError) -> Set<VisitForm> {
        var forms: Set<VisitForm> = []
        for word in words(value) { forms.insert(try VisitForm(word)) }
        return forms
    }

    /// A whole number up to `numberMax`.
    static func number(_ value: PlainText) throws(ValueError) -> Int {
        guard let number = Int(value.text), (0...numberMax).contains(number) else {
            throw ValueError("\"\(value.text.prefix(40))\" is no whole number from 0 to \(numberMax)")
        }
        return number
    }

    static func word<Word: WireEnum>(_ value: PlainText) throws(ValueError) -> Word {
        guard let word = Word(rawValue: value.text) else {
            let known = Word.allCases.map { $0.rawValue }.joined(separator: " or ")
            throw ValueError("\"\(value.text.prefix(40))\" is not \(known)")
        }
        return word
    }

    private static func words(_ value: PlainText) -> [String] {
        value.text.split(separator: " ").map(String.init)
    }

    /// More days or salaries than any rule could mean.
    static let numberMax = 1000
}

/// Which day picks base salary, level and routing.
enum DecidingDay: String, WireEnum {
    case arrival, departure
}

/// What becomes of a claim of somebody who is not enrolled.
enum UnknownMember: String, WireEnum {
    case stated, refuse
}

/// What becomes of an entitlement that no row names.
enum UnlistedRouting: String, WireEnum {
    case refuse, evidence
}

extension PolicySetting {
    /// Throws what is wrong with a value.
    func check(_ value: PlainText) throws(ValueError) {
        switch self {
        case .smallCostPercent: _ = try SettingForm.rate(value)
        case .decidingDate: let _: DecidingDay = try SettingForm.word(value)
        case .inpatientForms: _ = try SettingForm.forms(value)
        case .examinationRates: _ = try SettingForm.rates(value)
        case .graceDays, .supplyCeilingSalaries, .fiveYearsSalaries: _ = try SettingForm.number(value)
        case .unknownMember: let _: UnknownMember = try SettingForm.word(value)
        case .unlistedRouting: let _: UnlistedRouting = try SettingForm.word(value)
        }
    }
}
