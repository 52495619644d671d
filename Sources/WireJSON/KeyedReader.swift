// An object as Codable sees it.  Members are looked for from the last one found onwards, so those
// asked for in the order of the text are each found at once.

final class KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let session: DecodingSession
    private let object: Int
    /// The name found last, or the first.
    private var hint: Int

    init(_ session: DecodingSession, _ index: Int) throws(WireJSONError) {
        try session.expect(.object, at: index, "an object")
        self.session = session
        object = index
        hint = index + 1
    }

    var codingPath: [any CodingKey] { session.document.codingPath(to: object) }

    /// The names the key type knows; those count as asked for.
    var allKeys: [Key] {
        var keys: [Key] = []
        for name in session.document.names(object) where !session.isExempt(name) {
            guard let key = Key(stringValue: session.document.string(name)) else { continue }
            session.markSeen(name)
            keys.append(key)
        }
        return keys
    }

    func contains(_ key: Key) -> Bool { find(key) != nil }

    func decodeNil(forKey key: Key) throws -> Bool { session.isNull(try value(key)) }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
        try session.bool(at: value(key))
    }

    func decode(_ type: String.Type, forKey key: Key) throws -> String {
        try session.string(at: value(key))
    }

    func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
        try session.float(type, at: value(key))
    }

    func decode(_ type: Float.Type, forKey key: Key) throws -> Float {
        try session.float(type, at: value(key))
    }

    func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
        try session.integer(type, at: value(key))
    }

    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
        try session.integer(type, at: value(key))
    }

    /// Stands for every other integer type the protocol names; those above are the common ones,
    /// which the compiler makes faster when they are spelled out.
    func decode<I: FixedWidthInteger & Decodable>(_ type: I.Type, forKey key: Key) throws -> I {
        try session.integer(type, at: value(key))
    }

    // The protocol has defaults for these two that throw, and they would be chosen before the
    // generic one above.
    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 {
        try session.integer(type, at: value(key))
    }

    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 {
        try session.integer(type, at: value(key))
    }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try session.decode(type, at: value(key))
    }

    // What may be left out is looked for once; the protocol's own way asks three times. Those of other types take it.

    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
        try present(key).map { index throws(WireJSONError) in try session.bool(at: index) }
    }

    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        try present(key).map { index throws(WireJSONError) in try session.string(at: index) }
    }

    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
        try present(key).map { index throws(WireJSONError) in try session.integer(type, at: index) }
    }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        guard let index = present(key) else { return nil }
        return try session.decode(type, at: index)
    }

    func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Inner> {
        KeyedDecodingContainer(try KeyedReader<Inner>(session, value(key)))
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try UnkeyedReader(session, value(key))
    }

    func superDecoder() throws -> any Decoder {
        ValueReader(session: session, index: try value(JSONKey.ancestor))
    }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        ValueReader(session: session, index: try value(key))
    }

    /// The index of a member's value; nil if it is not there or null.
    private func present(_ key: Key) -> Int? { find(key).flatMap { session.isNull($0) ? nil : $0 } }

    /// The index of a member's value.
    private func value(_ key: some CodingKey) throws(WireJSONError) -> Int {
        if let value = find(key) { return value }
        throw session.missing(key, in: object, "the member \"\(key.stringValue)\" is missing")
    }

    private func find(_ key: some CodingKey) -> Int? {
        guard let name = session.document.name(key.stringValue, in: object, from: hint),
            !session.isExempt(name)
        else { return nil }
        hint = name
        session.markSeen(name)
        return name + 1
    }
}
