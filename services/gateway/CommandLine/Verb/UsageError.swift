// A command that was written wrong: what is wrong and what to do next. Always exit code 2.

/// The command or its input is wrong.
struct UsageError: Error, Equatable {
    /// What is wrong, without a full stop.
    var message: String
    /// What to do about it.
    var next: String?

    init(_ message: String, next: String? = nil) {
        self.message = message
        self.next = next
    }
}

/// Finds what was probably meant.
enum NearestMatch {
    /// The candidate with the fewest edits from `word`, if they are few enough to be a slip.
    static func of(_ word: String, among candidates: [String]) -> String? {
        let measured = candidates.map { (candidate: $0, distance: distance(word, $0)) }
        guard let best = measured.min(by: { $0.distance < $1.distance }) else { return nil }
        // A third of the word may be wrong, two letters of a short one.
        return best.distance <= max(2, word.count / 3) ? best.candidate : nil
    }

    /// The Levenshtein distance, by characters.
    static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (line, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for column in right.indices {
                let above = row[column + 1]
                let replaced = diagonal + (character == right[column] ? 0 : 1)
                row[column + 1] = min(replaced, above + 1, row[column] + 1)
                diagonal = above
            }
        }
        return row[right.count]
    }

    /// "did you mean" as a sentence's end, or nothing.
    static func hint(_ word: String, among candidates: [String]) -> String {
        of(word, among: candidates).map { "; did you mean \($0)?" } ?? ""
    }
}
