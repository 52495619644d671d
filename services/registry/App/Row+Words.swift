// Columns that hold a word of a closed list, or a JSON text of ours.

internal import MessageSchema
internal import Storage
internal import WireJSON

extension Row {
    /// A TEXT column that holds a word of a closed list.
    func word<Word: WireEnum>(_ column: String) throws -> Word {
        let text = try text(column)
        guard let word = Word(rawValue: text) else {
            throw StorageError.column(column, problem: "\"\(text)\" is no \(Word.self)")
        }
        return word
    }

    /// A TEXT column that holds a JSON text of ours.
    func json<Value: Decodable>(_ column: String) throws -> Value {
        try WireJSON.decode(Value.self, from: Array(text(column).utf8))
    }
}

extension SQLValue {
    /// The JSON text of a value, as TEXT.
    static func json(_ value: some Encodable) throws -> SQLValue {
        .text(String(decoding: try WireJSON.encode(value), as: UTF8.self))
    }
}
