// The number of an official document, kept verbatim.

/// The number and symbol of an official document, such as `72-NQ/TW` or `01/2025/TT-BYT`
/// (Decree 30/2020/NĐ-CP, article 8 and annex). Kept as issued, in NFC.
public struct DocumentNumber: TextValue {
    public let text: String

    public init(_ text: String) throws(ValueError) {
        let normal = try PlainText(text).text
        guard Self.isWellFormed(normal) else { throw ValueError("\"\(text)\" is no document number; \(Self.form)") }
        self.text = normal
    }

    public static let form = "a document number is digits, a type and an agency, such as 72-NQ/TW or 01/2025/TT-BYT"
    public static let sampleText = "72-NQ/TW"
    public static let pattern: String? = "^[0-9]+(\\.[0-9]+)?(/[0-9]{4})?[-/].+$"

    // digits [. digits] [/ year] then - or /, a type of 1 to 6 letters with up to 2 digits, then more groups.
    private static func isWellFormed(_ text: String) -> Bool {
        guard text.count <= 64 else { return false }
        var groups = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" }.map(String.init)
        guard groups.count >= 2, isSerial(groups.removeFirst()) else { return false }
        let slashed = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if slashed.count >= 3, let second = slashed.dropFirst().first, isYear(second), groups.first == second {
            groups.removeFirst()
        }
        guard let type = groups.first, isType(type) else { return false }
        return groups.dropFirst().allSatisfy(isAgency)
    }

    private static func isDigits(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
    }
    private static func isSerial(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        return parts.count <= 2 && parts.allSatisfy(isDigits)
    }
    private static func isYear(_ text: String) -> Bool { text.utf8.count == 4 && isDigits(text) }
    private static func isType(_ text: String) -> Bool {
        let letters = text.prefix { $0.isLetter }
        let digits = text.dropFirst(letters.count)
        return (1...6).contains(letters.count) && digits.count <= 2 && (digits.isEmpty || isDigits(String(digits)))
    }
    private static func isAgency(_ text: String) -> Bool {
        (2...12).contains(text.count) && text.allSatisfy { $0.isLetter || $0.isNumber }
    }
}
