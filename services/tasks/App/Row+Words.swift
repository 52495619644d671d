// Columns that hold a word of a closed list, or several values with a space between them.

internal import MessageSchema
internal import Storage

extension Row {
    /// A TEXT column that holds a word of a closed list.
    func word<Word: RawRepresentable<String>>(_ column: String) throws -> Word {
        let text = try text(column)
        guard let word = Word(rawValue: text) else {
            throw StorageError.column(column, problem: "\"\(text)\" is no \(Word.self)")
        }
        return word
    }

    /// A TEXT column that holds a word of a closed list or is NULL.
    func optionalWord<Word: RawRepresentable<String>>(_ column: String) throws -> Word? {
        try optionalText(column) == nil ? nil : word(column)
    }

    /// A TEXT column that holds values, none of which contains a space.
    func values<Value: TextValue>(_ column: String) throws -> [Value] {
        try text(column).split(separator: " ").map { text in
            do throws(ValueError) { return try Value(String(text)) } catch {
                throw StorageError.column(column, problem: error.message)
            }
        }
    }
}

extension SQLValue {
    /// Values with a space between them, none of which contains one.
    static func values(_ values: [some TextValue]) -> SQLValue {
        .text(values.map(\.text).joined(separator: " "))
    }
}
