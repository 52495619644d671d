// Remembers what codes have become, for rules that ask the same of thousands of posts.

internal import MessageSchema

/// The primaries of codes on dates, each resolved once.
struct PrimaryLookup {
    private struct Question: Hashable {
        var code: UnitCode
        var date: CalendarDate
    }
    let units: UnitStructure
    private var answers: [Question: UnitCode] = [:]

    init(_ units: UnitStructure) { self.units = units }

    mutating func primary(of code: UnitCode, on date: CalendarDate) -> UnitCode {
        let question = Question(code: code, date: date)
        if let known = answers[question] { return known }
        let answer = units.primary(of: code, on: date)
        answers[question] = answer
        return answer
    }

    /// The unit that a code has become, if it exists on the date.
    mutating func existing(_ code: UnitCode, on date: CalendarDate) -> UnitCode? {
        let answer = primary(of: code, on: date)
        return units.version(of: answer, on: date) == nil ? nil : answer
    }
}
