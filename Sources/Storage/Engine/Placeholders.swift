// Counts the `$1`, `$2` … of a statement, so that a forgotten or a superfluous argument is an error
// and not a NULL.

/// The placeholders of a statement.
enum Placeholders {
    /// The highest placeholder number outside quoted text.
    static func count(in sql: String) -> Int {
        var highest = 0
        var number: Int?
        var isQuoted = false
        for byte in sql.utf8 {
            if byte == UInt8(ascii: "'") { isQuoted.toggle() }
            if let digits = number, (48...57).contains(byte) {
                number = min(digits * 10 + Int(byte - 48), 100_000)
                continue
            }
            highest = max(highest, number ?? 0)
            number = byte == UInt8(ascii: "$") && !isQuoted ? 0 : nil
        }
        return max(highest, number ?? 0)
    }
}
