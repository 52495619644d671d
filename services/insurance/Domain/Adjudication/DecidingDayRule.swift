// Which day picks base salary, level and routing.

internal import MessageSchema

enum DecidingDayRule: AdjudicationRule {
    // The setting itself is that of the day of arrival.
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection) {
        let setting = try state.setting(.decidingDate)
        let word: DecidingDay = try state.word(setting)
        let claim = state.claim
        state.day = word == .arrival ? claim.arrivedAt.date : claim.leftAt.date
        state.note(
            "policy.day", by: setting.citation,
            [("arrivedAt", claim.arrivedAt.text), ("leftAt", claim.leftAt.text), ("decidingDate", word.rawValue)],
            "the day of \(word.rawValue)", state.day.text)
    }
}
