// Amounts as people read them: the wire's digits, with commas between thousands.

import MessageSchema

enum MoneyText {
    /// `373373.12` as `373,373.12`; what is no decimal stays as it is.
    static func grouped(_ text: String) -> String {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isNegative = text.hasPrefix("-")
        let digits = Array(parts[0].dropFirst(isNegative ? 1 : 0))
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return text.onOneLine }
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        return (isNegative ? "-" : "") + grouped + (parts.count > 1 ? ".\(parts[1].description.onOneLine)" : "")
    }

    /// The text grouped if it is an amount with its two places; a rate, a day or a word stays as it is.
    static func groupedIfAmount(_ text: String) -> String {
        guard text.split(separator: ".").last?.count == 2, (try? Amount(text)) != nil else { return text }
        return grouped(text)
    }

    static func grouped(_ amount: Amount) -> String { grouped(amount.text) }
}
