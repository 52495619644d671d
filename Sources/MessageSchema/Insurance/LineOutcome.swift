// What came of a line of a claim in a word, and why, in both languages: what a facility asks when it reads a decision.

/// What came of a line.
public enum LineResult: String, WireEnum {
    /// The fund pays its level of all that was charged.
    case paid
    /// The fund pays its level of a part.
    case reduced
    /// The fund pays nothing.
    case unpaid
    /// An officer took the line, or the claim, out of what the fund pays.
    case refused
    /// A person has to see evidence first.
    case waiting
}

/// A reason for what came of a line.
public struct LineReason: Codable, Hashable, Sendable {
    /// Such as `scope` or `refused.price`.
    public var code: String
    public var text: LocalizedText

    public init(code: String, text: LocalizedText) {
        self.code = code
        self.text = text
    }
}

/// What came of a line, with every reason for it.
public struct LineOutcome: Codable, Hashable, Sendable {
    public var table: ClaimTable
    public var number: Int
    public var result: LineResult
    public var reasons: [LineReason]

    public init(table: ClaimTable, number: Int, result: LineResult, reasons: [LineReason]) {
        self.table = table
        self.number = number
        self.result = result
        self.reasons = reasons
    }

    static let example = LineOutcome(
        table: .drugs, number: 1, result: .reduced,
        reasons: [
            LineReason(
                code: "price", text: LocalizedText(vi: "Quỹ tính theo giá thấp hơn", en: "The fund goes by less"))
        ])
}
