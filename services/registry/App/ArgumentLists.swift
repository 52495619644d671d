// Statements with a list of arguments: their placeholders, and lists too long for one statement.

/// `$3, $4, $5` for first 3 and count 3.
func placeholders(_ first: Int, count: Int) -> String {
    (first..<(first + count)).map { "$\($0)" }.joined(separator: ", ")
}

extension Array {
    /// The elements in order, in pieces of at most that many.
    func chunks(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
