// The words of a person's name as they are searched for: lower case, no diacritics, đ as d.

internal import MessageSchema
internal import WireJSON

enum NameWords {
    /// Each word of a text once, in order.
    static func of(_ text: PlainText) -> [String] {
        var words: [String] = []
        for word in text.folded.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map(String.init)
        where !words.contains(word) {
            words.append(word)
        }
        return words
    }

    /// The words, or beginnings of words, to search for; refused without one of two letters, and past a bound.
    static func wanted(_ text: PlainText) throws -> [String] {
        let words = of(text)
        guard words.contains(where: { $0.count >= lettersMin }), words.count <= wordsMax else {
            throw Failure.fabric(
                .invalidParams,
                "params.text: give 1 to \(wordsMax) words of a name, one of \(lettersMin) letters at least",
                details: ["member": "params.text"])
        }
        return words
    }

    /// Letters of the longest word at least: one letter finds half the country.
    private static let lettersMin = 2
    /// Words of a search at most; names have seven.
    private static let wordsMax = 8

    /// The end, exclusive, of all words that begin so: no character comes after it.
    static func end(of prefix: String) -> String { prefix + "\u{10FFFF}" }
}
