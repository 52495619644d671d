// Finds what was probably meant by a name that does not exist.

/// Names that are few edits apart.
enum Nearest {
    /// " Did you mean …?", or nothing if no candidate is near.
    static func hint(_ word: String, among candidates: [String]) -> String {
        let measured = candidates.sorted().map { (candidate: $0, distance: distance(word, $0)) }
        guard let best = measured.min(by: { $0.distance < $1.distance }) else { return "" }
        // A third of the word may be wrong, two letters of a short one.
        return best.distance <= max(2, word.count / 3) ? " Did you mean \(best.candidate)?" : ""
    }

    /// The Levenshtein distance by characters.
    private static func distance(_ left: String, _ right: String) -> Int {
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
}
