// A flag's text as a JSON value of the flag's shape. Which texts a value takes beyond that (dates, codes) its own
// type says when the whole request is checked.

import MessageSchema
import WireJSON

extension VerbFlag {
    /// The value of one occurrence of the flag on the command line.
    func value(_ text: String) throws(UsageError) -> JSONValue {
        if case .array(let element) = shape { return try value(text, of: element) }
        return try value(text, of: shape)
    }

    private func value(_ text: String, of shape: Shape) throws(UsageError) -> JSONValue {
        switch shape {
        case .string, .text: return .string(text)
        case .boolean:
            guard text == "true" || text == "false" else { throw refused(text, shape) }
            return .bool(text == "true")
        case .integer(let minimum, let maximum):
            guard let number = Int64(text), number >= minimum ?? .min, number <= maximum ?? .max else {
                throw refused(text, shape)
            }
            return .integer(number)
        case .number:
            guard let node = try? WireJSON.parse(Array(text.utf8)), node.kind == .number else {
                throw refused(text, shape)
            }
            return .number(text)
        case .words(let words):
            guard words.contains(text) else {
                throw UsageError(
                    "--\(name) wants \(shape.form), not \"\(text)\"\(NearestMatch.hint(text, among: words))")
            }
            return .string(text)
        case .any(let shapes):
            for shape in shapes {
                if case .integer = shape, let number = Int64(text), number >= 0 { return .integer(number) }
            }
            return .string(text)
        case .array, .dictionary, .object, .json: return try json(text, as: shape)
        }
    }

    private func json(_ text: String, as shape: Shape) throws(UsageError) -> JSONValue {
        let value: JSONValue
        do { value = try WireJSON.decode(JSONValue.self, from: Array(text.utf8)) } catch {
            throw UsageError("--\(name) wants \(self.shape.form): \(error.message) (at byte \(error.offset))")
        }
        switch (shape, value) {
        case (.json, _), (.object, .object), (.dictionary, .object): return value
        case (.object, .array) where repeats: return value
        default: throw refused(text, self.shape)
        }
    }

    private func refused(_ text: String, _ shape: Shape) -> UsageError {
        UsageError("--\(name) wants \(shape.form), not \"\(text)\"")
    }
}

extension JSONValue {
    /// Puts a value at a place in an object, making the objects on the way.
    mutating func set(_ value: JSONValue, at path: ArraySlice<String>) {
        guard let first = path.first else {
            self = value
            return
        }
        var members = object ?? []
        let index = members.lastIndex { $0.key == first }
        var inner = index.map { members[$0].value } ?? .object([])
        inner.set(value, at: path.dropFirst())
        if let index {
            members[index].value = inner
        } else {
            members.append(JSONMember(key: first, value: inner))
        }
        self = .object(members)
    }

    /// The value at a place, if there is one.
    func value(at path: ArraySlice<String>) -> JSONValue? {
        guard let first = path.first else { return self }
        return self[first]?.value(at: path.dropFirst())
    }
}
