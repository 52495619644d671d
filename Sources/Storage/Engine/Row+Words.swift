// Columns that hold a word of a closed list, several values, or a JSON text.

public import MessageSchema
internal import WireJSON

extension Row {
    /// A TEXT column that holds a word of a closed list.
    public func word<Word: RawRepresentable<String>>(_ column: String, as type: Word.Type = Word.self) throws -> Word {
        let text = try text(column)
        guard let word = Word(rawValue: text) else {
            throw StorageError.column(column, problem: "its word is no \(Word.self)")
        }
        return word
    }

    /// A TEXT column that holds a word of a closed list or is NULL.
    public func optionalWord<Word: RawRepresentable<String>>(_ column: String) throws -> Word? {
        try optionalText(column) == nil ? nil : word(column)
    }

    /// A TEXT column that holds values with a space between them.
    public func values<Value: TextValue>(_ column: String) throws -> [Value] {
        try text(column).split(separator: " ").map { text in
            do throws(ValueError) { return try Value(String(text)) } catch { throw misfit(column, Value.self) }
        }
    }

    /// A TEXT column that holds a JSON text.
    public func json<Value: Decodable>(_ column: String, as type: Value.Type = Value.self) throws -> Value {
        do { return try WireJSON.decode(Value.self, from: Array(text(column).utf8)) } catch let error as WireJSONError {
            throw StorageError.column(
                column, problem: "its JSON is no \(Value.self): \(error.kind.rawValue) at byte \(error.offset)")
        }
    }
}

extension SQLValue {
    /// Values with a space between them, none of which contains one.
    public static func values(_ values: [some TextValue]) -> SQLValue {
        .text(values.map(\.text).joined(separator: " "))
    }

    /// The JSON text of a value, as TEXT.
    public static func json(_ value: some Encodable) throws -> SQLValue {
        .text(String(decoding: try WireJSON.encode(value), as: UTF8.self))
    }
}
