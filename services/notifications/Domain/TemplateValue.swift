// A value of a variable's kind, and how it is shown in either language.

internal import MessageSchema

/// The languages of a notice.
enum NoticeLanguage {
    case vietnamese, english
}

/// A value that fits its variable's kind.
enum TemplateValue: Hashable {
    case text(String)
    case integer(Int64)
    case amount(Amount)
    case date(CalendarDate)
    case flag(Bool)
    case list([String])

    /// Elements of a list.
    static let elementsMax = 200

    /// Reads a value; the error says what the kind wants.
    init(_ text: String, as kind: VariableKind) throws(ValueError) {
        switch kind {
        case .text: self = .text(text)
        case .integer:
            guard let number = Int64(text), text.first != "+" else {
                throw ValueError("\"\(text.prefix(40))\" is no whole number")
            }
            self = .integer(number)
        case .amount: self = .amount(try Amount(text))
        case .date: self = .date(try CalendarDate(text))
        case .flag:
            guard text == "true" || text == "false" else {
                throw ValueError("\"\(text.prefix(40))\" is neither true nor false")
            }
            self = .flag(text == "true")
        case .list:
            let elements = text.split(whereSeparator: \.isNewline).map(String.init).filter {
                !$0.allSatisfy(\.isWhitespace)
            }
            guard elements.count <= Self.elementsMax else {
                throw ValueError("the list has \(elements.count) lines; \(Self.elementsMax) are allowed")
            }
            self = .list(elements)
        }
    }

    /// What the library is given: a text, a truth value or texts.
    func shown(in language: NoticeLanguage) -> any Sendable {
        switch self {
        case .text(let text): text
        case .integer(let number): Self.grouped(String(number), language)
        case .amount(let amount): Self.money(amount.text, language)
        case .date(let date): Self.date(date, language)
        case .flag(let isTrue): isTrue
        case .list(let elements): elements
        }
    }

    private static func money(_ text: String, _ language: NoticeLanguage) -> String {
        let parts = text.split(separator: ".").map(String.init)
        let whole = grouped(parts[0], language)
        guard parts.count == 2, parts[1].contains(where: { $0 != "0" }) else { return whole }
        return whole + (language == .vietnamese ? "," : ".") + parts[1]
    }

    /// Digits in groups of three, by points in Vietnamese and by commas in English.
    private static func grouped(_ digits: String, _ language: NoticeLanguage) -> String {
        let sign = digits.hasPrefix("-") ? "-" : ""
        let digits = Array(digits.dropFirst(sign.count))
        let groups = stride(from: digits.count % 3 == 0 ? 0 : digits.count % 3 - 3, to: digits.count, by: 3).map {
            String(digits[max(0, $0)..<($0 + 3)])
        }
        return sign + groups.joined(separator: language == .vietnamese ? "." : ",")
    }

    private static func date(_ date: CalendarDate, _ language: NoticeLanguage) -> String {
        let (year, month, day) = date.civil
        switch language {
        case .vietnamese: return [two(day), two(month), String(year)].joined(separator: "/")
        case .english: return "\(day) \(months[month - 1]) \(year)"
        }
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
