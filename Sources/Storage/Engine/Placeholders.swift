// Counts the `$1`, `$2` … of a statement, so that a forgotten or a superfluous argument is an error
// and not a NULL.

private import Synchronization

/// The placeholders of a statement.
struct Placeholders {
    /// The highest placeholder number outside quoted text.
    private(set) var count = 0
    /// The numbers as they first appear.
    private(set) var order: [Int] = []

    /// Statements whose placeholders are remembered; a service has far fewer of them.
    private static let statementsMax = 1024
    private static let known = Mutex<[String: Placeholders]>([:])

    /// The placeholders of a statement, which is looked through once.
    static func remembered(of sql: String) -> Placeholders {
        known.withLock { known in
            if let found = known[sql] { return found }
            let found = Placeholders(of: sql)
            if known.count == statementsMax { known = [:] }
            known[sql] = found
            return found
        }
    }

    init(of sql: String) {
        var number: Int?
        var isQuoted = false
        for byte in sql.utf8 {
            if byte == UInt8(ascii: "'") { isQuoted.toggle() }
            if let digits = number, (48...57).contains(byte) {
                number = min(digits * 10 + Int(byte - 48), 100_000)
                continue
            }
            note(number)
            number = byte == UInt8(ascii: "$") && !isQuoted ? 0 : nil
        }
        note(number)
    }

    private mutating func note(_ number: Int?) {
        guard let number, number > 0 else { return }
        count = max(count, number)
        if !order.contains(number) { order.append(number) }
    }
}
