// Dynamic values through Codable: exact with this module's coders, as near as they let us with
// others, which know numbers but not their spelling.

extension JSONValue: Codable {
    /// Takes the value as it is, all its members counting as known.
    public init(from decoder: any Decoder) throws {
        if let reader = decoder as? ValueReader {
            reader.session.markSubtreeSeen(reader.index)
            self = Self.value(reader.index, reader.session)
        } else {
            self = try Self.value(from: decoder)
        }
    }

    // Recursion goes no deeper than the parser let the text go.
    private static func value(_ index: Int, _ session: DecodingSession) -> JSONValue {
        let document = session.document
        switch document.tokens[index].kind {
        case .null: return .null
        case .yes: return .bool(true)
        case .no: return .bool(false)
        case .integer, .decimal:
            return .number(String(decoding: document.raw(index), as: UTF8.self))
        case .plainString, .escapedString: return .string(document.string(index))
        case .array: return .array(document.elements(index).map { value($0, session) })
        case .object:
            let names = document.names(index).filter { !session.isExempt($0) }
            return .object(
                names.map {
                    JSONMember(key: document.string($0), value: value($0 + 1, session))
                })
        }
    }

    private static func value(from decoder: any Decoder) throws -> JSONValue {
        if let keyed = try? decoder.container(keyedBy: JSONKey.self) {
            return .object(
                try keyed.allKeys.map {
                    let value = try keyed.decode(JSONValue.self, forKey: $0)
                    return JSONMember(key: $0.stringValue, value: value)
                })
        }
        if var unkeyed = try? decoder.unkeyedContainer() {
            var elements: [JSONValue] = []
            while !unkeyed.isAtEnd { elements.append(try unkeyed.decode(JSONValue.self)) }
            return .array(elements)
        }
        return try scalar(in: decoder.singleValueContainer())
    }

    private static func scalar(in container: any SingleValueDecodingContainer) throws -> JSONValue {
        if container.decodeNil() { return .null }
        if let value = try? container.decode(Bool.self) { return .bool(value) }
        if let value = try? container.decode(String.self) { return .string(value) }
        if let value = try? container.decode(Int64.self) { return .number(String(value)) }
        if let value = try? container.decode(UInt64.self) { return .number(String(value)) }
        return .number(String(try container.decode(Double.self)))
    }

    /// Writes the value, numbers as they are spelled.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .bool(let value): try Self.encode(value, to: encoder)
        case .string(let value): try Self.encode(value, to: encoder)
        case .number(let digits): try Self.encode(number: digits, to: encoder)
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        case .object(let members):
            var container = encoder.container(keyedBy: JSONKey.self)
            for member in members {
                try container.encode(member.value, forKey: JSONKey(member.key))
            }
        }
    }

    private static func encode<T: Encodable>(_ scalar: T, to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(scalar)
    }

    private static func encode(number digits: String, to encoder: any Encoder) throws {
        let node = try? WireJSON.parse(Array(digits.utf8))
        guard let node, node.kind == .number, node.raw.count == digits.utf8.count else {
            throw EncodingError.invalidValue(
                digits,
                .init(codingPath: encoder.codingPath, debugDescription: "this is no JSON number"))
        }
        if let writer = encoder as? ValueWriter {
            try writer.single { writer.sink.bytes.append(contentsOf: digits.utf8) }
        } else if let value = Int64(digits) {
            try encode(value, to: encoder)
        } else if let value = UInt64(digits) {
            try encode(value, to: encoder)
        } else if let value = Double(digits) {
            try encode(value, to: encoder)
        }
    }
}
