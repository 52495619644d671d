// Finds the shape of a Codable type by decoding it from nothing: every container notes what it is asked for and
// answers with samples. So a method's members, types, optionality and enum cases are never written twice.

import WireJSON

extension Shape {
    /// The shape of a type on the wire.
    public static func of<Value: Decodable>(_ type: Value.Type) -> Shape {
        if let known = knownShape(of: type) { return known }
        let note = Note()
        do { _ = try Value(from: RecordingDecoder(note: note, codingPath: [])) } catch {
            preconditionFailure("the shape of \(type) cannot be recorded: \(error)")
        }
        // A type without members asks for nothing.
        return note.shape ?? .object([])
    }

    fileprivate static func knownShape(of type: any Any.Type) -> Shape? {
        switch type {
        case let value as any WireValue.Type: value.shape
        case let words as any WireEnum.Type: .words(words.allWords)
        case is String.Type: .string
        case is Bool.Type: .boolean
        case is Double.Type, is Float.Type: .number
        case let integer as any FixedWidthInteger.Type: integer.shape
        case is JSONValue.Type, is RawJSON.Type: .json
        case is KnownAt.Type: .any(of: [Instant.shape, .integer(minimum: 0, maximum: nil)])
        default: nil
        }
    }
}

extension WireEnum {
    fileprivate static var allWords: [String] { allCases.map(\.rawValue) }
}

extension FixedWidthInteger {
    fileprivate static var shape: Shape {
        .integer(minimum: isSigned ? nil : 0, maximum: nil)
    }
}

/// A sample of any type that decodes from nothing.
private func sample<Value: Decodable>(_ type: Value.Type, note: Note, path: [any CodingKey]) throws -> Value {
    note.shape = Shape.knownShape(of: type)
    let plain: Any? =
        switch type {
        case let value as any WireValue.Type: value.sample
        case let words as any WireEnum.Type: words.firstWord
        case is KnownAt.Type: KnownAt.sequence(0)
        case is JSONValue.Type: JSONValue.null
        case is RawJSON.Type: RawJSON(unsafeUnchecked: Array("null".utf8))
        default: nil
        }
    if let plain = plain as? Value { return plain }
    return try Value(from: RecordingDecoder(note: note, codingPath: path))
}

extension WireEnum {
    fileprivate static var firstWord: Self? { allCases.first }
}

/// What was found at one place of the type.
private final class Note {
    var shape: Shape?
}

private struct RecordingDecoder: Decoder {
    let note: Note
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(KeyedRecorder<Key>(note: note, codingPath: codingPath))
    }
    func unkeyedContainer() -> any UnkeyedDecodingContainer { UnkeyedRecorder(note: note, codingPath: codingPath) }
    func singleValueContainer() -> any SingleValueDecodingContainer {
        SingleRecorder(note: note, codingPath: codingPath)
    }
}

private struct KeyedRecorder<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let note: Note
    let codingPath: [any CodingKey]

    init(note: Note, codingPath: [any CodingKey]) {
        self.note = note
        self.codingPath = codingPath
        if note.shape == nil { note.shape = .object([]) }
    }

    /// Only dictionaries ask; one key is enough to see their values.
    var allKeys: [Key] {
        note.shape = .dictionary(.json)
        return Key(stringValue: "name").map { [$0] } ?? []
    }
    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try record(type, key, isRequired: true)
    }
    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        try record(type, key, isRequired: false)
    }
    // The synthesised code calls these for the primitive types, which the generic one above would not catch.
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
        try record(type, key, isRequired: false)
    }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        try record(type, key, isRequired: false)
    }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? {
        try record(type, key, isRequired: false)
    }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try record(type, key, isRequired: false) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? {
        try record(type, key, isRequired: false)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        throw ValueError("a wire type decodes its members by type, not by nested containers")
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw ValueError("a wire type decodes its members by type, not by nested containers")
    }
    func superDecoder() throws -> any Decoder { throw ValueError("a wire type has no super class") }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw ValueError("a wire type has no super class") }

    private func record<Value: Decodable>(_ type: Value.Type, _ key: Key, isRequired: Bool) throws -> Value {
        let member = Note()
        let value = try sample(type, note: member, path: codingPath + [key])
        let shape = member.shape ?? .object([])
        switch note.shape {
        case .dictionary: note.shape = .dictionary(shape)
        case .object(let members) where !members.contains { $0.name == key.stringValue }:
            note.shape = .object(members + [.init(name: key.stringValue, shape: shape, isRequired: isRequired)])
        default: break
        }
        return value
    }
}

private struct UnkeyedRecorder: UnkeyedDecodingContainer {
    let note: Note
    let codingPath: [any CodingKey]
    let count: Int? = 1
    var currentIndex = 0
    var isAtEnd: Bool { currentIndex == 1 }

    mutating func decodeNil() -> Bool { false }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let element = Note()
        let value = try sample(type, note: element, path: codingPath)
        note.shape = .array(element.shape ?? .object([]))
        currentIndex = 1
        return value
    }
    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        throw ValueError("a wire type decodes its elements by type, not by nested containers")
    }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        throw ValueError("a wire type decodes its elements by type, not by nested containers")
    }
    mutating func superDecoder() throws -> any Decoder { throw ValueError("a wire type has no super class") }
}

private struct SingleRecorder: SingleValueDecodingContainer {
    let note: Note
    let codingPath: [any CodingKey]

    func decodeNil() -> Bool { false }
    func decode(_ type: Bool.Type) -> Bool { noted(.boolean, true) }
    func decode(_ type: String.Type) -> String { noted(.string, "") }
    func decode(_ type: Double.Type) -> Double { noted(.number, 0) }
    func decode(_ type: Float.Type) -> Float { noted(.number, 0) }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if let integer = type as? any FixedWidthInteger.Type, let zero = integer.zeroValue as? Value {
            return noted(integer.shape, zero)
        }
        return try sample(type, note: note, path: codingPath)
    }

    private func noted<Value>(_ shape: Shape, _ value: Value) -> Value {
        if note.shape == nil { note.shape = shape }
        return value
    }
}

extension FixedWidthInteger {
    fileprivate static var zeroValue: Self { .zero }
}
