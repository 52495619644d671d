// Finds what was probably meant by a name that does not exist.

/// Names that are few edits apart.
public enum NearestMatch {
    /// The candidate with the fewest edits from `word`, if they are few enough to be a slip; of several as near, the
    /// first.
    public static func of(_ word: String, among candidates: [String]) -> String? {
        let measured = candidates.map { (candidate: $0, distance: distance(word, $0)) }
        guard let best = measured.min(by: { $0.distance < $1.distance }) else { return nil }
        // A third of the word may be wrong, two letters of a short one.
        return best.distance <= max(2, word.count / 3) ? best.candidate : nil
    }

    /// "did you mean" as a sentence's end, or nothing.
    public static func hint(_ word: String, among candidates: [String]) -> String {
        of(word, among: candidates).map { "; did you mean \($0)?" } ?? ""
    }

    /// "Did you mean" as a sentence of its own after another one, or nothing.
    public static func sentence(_ word: String, among candidates: [String]) -> String {
        of(word, among: candidates.sorted()).map { " Did you mean \($0)?" } ?? ""
    }

    /// The Levenshtein distance, by characters.
    public static func distance(_ left: String, _ right: String) -> Int {
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
