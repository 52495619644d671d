// The number of a citizen's identity card. Personal data.

/// A citizen number of 12 digits: province or country of first registration (001 to 096 for provinces before
/// the mergers of 2025), century and sex, two digits of the birth year, six of a serial. There is no check digit.
public struct CitizenNumber: TextValue {
    public let text: String

    public init(_ text: String) throws(ValueError) {
        guard text.utf8.count == 12, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw ValueError("the citizen number does not have 12 digits")
        }
        self.text = text
    }

    public static let pattern: String? = "^[0-9]{12}$"
    public static let form = "a citizen number has 12 digits"
    public static let sampleText = "031095001234"

    /// The year of birth that the number states.
    public var birthYear: Int {
        let digits = text.utf8.map { Int($0) - 48 }
        return 1900 + digits[3] / 2 * 100 + digits[4] * 10 + digits[5]
    }
    /// True if the number states a woman.
    public var isFemale: Bool { text.utf8.map { Int($0) - 48 }[3] % 2 == 1 }
}
