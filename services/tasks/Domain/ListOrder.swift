// The order in which people expect directives and tasks: as their numbers and ordinals count, not as letters sort.

public import MessageSchema

/// Sort keys whose plain binary order is the order for people; also the cursors of lists.
public enum ListOrder {
    /// Directives, newest first; of one day by number.
    public static func newestFirst(_ directive: Directive) -> String {
        // The last day of year 9999 is day 2,932,896 since 1970: counting down from above it keeps seven digits.
        let age = 9_000_000 - directive.issuedOn.days
        return String(age) + separator + key(of: directive.key)
    }

    /// Tasks by directive, by ordinal within it, by id within that; a task without ordinal comes last.
    public static func task(_ task: AssignedTask) -> String {
        let ordinal = task.ordinal.map { natural($0.text) } ?? afterAll
        return [key(of: task.directive), ordinal, task.id.text].joined(separator: separator)
    }

    /// A directive's number as it counts, then its year.
    static func key(of directive: DirectiveKey) -> String {
        natural(directive.number.text) + "@" + (directive.year.map(String.init) ?? "")
    }

    /// A text whose runs of digits and Roman numerals compare as numbers: `I.2` before `I.10`, `IV` before `IX`.
    static func natural(_ text: String) -> String {
        var parts: [String] = []
        var run = ""
        for character in text {
            if let last = run.last, isDigit(last) != isDigit(character) || last.isLetter != character.isLetter {
                parts.append(comparable(run))
                run = ""
            }
            run.append(character)
        }
        parts.append(comparable(run))
        return parts.joined()
    }

    // Sorts before every character that a number or an ordinal may have, so that `I` comes before `I.1`.
    private static let separator = "\u{1F}"
    // Sorts after every ordinal in use: digits, Latin letters, and đ, which is written as d and this.
    private static let afterAll = "~"

    private static func comparable(_ run: String) -> String {
        if let number = romanNumerals[run] { return padded(String(number)) }
        if run.allSatisfy(isDigit) { return padded(run) }
        return run.split(separator: "đ", omittingEmptySubsequences: false).joined(separator: "d~")
    }

    // Nine places: document numbers and ordinals are far shorter; a longer run still sorts, as text.
    private static func padded(_ digits: String) -> String {
        let significant = digits.drop { $0 == "0" }
        return String(repeating: "0", count: max(0, 9 - significant.utf8.count)) + significant
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

    // I to XXXIX. Numerals with L, C, D or M are left out: parts of a plan are lettered A, B, C, D.
    private static let romanNumerals: [String: Int] = {
        let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
        let numerals = ["", "X", "XX", "XXX"].flatMap { ten in ones.map { ten + $0 } }
        return Dictionary(uniqueKeysWithValues: zip(numerals, 0...).dropFirst())
    }()
}
