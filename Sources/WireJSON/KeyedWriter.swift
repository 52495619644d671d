// An object as Codable writes it: each call is one member.

struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: ValueWriter

    var codingPath: [any CodingKey] { writer.codingPath }

    func encodeNil(forKey key: Key) throws {
        try writer.beginMember(key.stringValue)
        writer.sink.appendNull()
    }

    func encode(_ value: Bool, forKey key: Key) throws {
        try writer.beginMember(key.stringValue)
        writer.sink.append(value)
    }

    func encode(_ value: String, forKey key: Key) throws {
        try writer.beginMember(key.stringValue)
        writer.sink.append(value)
    }

    func encode(_ value: Double, forKey key: Key) throws {
        try writer.member(key.stringValue) { writer throws(WireJSONError) in
            try writer.float(value, step: key)
        }
    }

    func encode(_ value: Float, forKey key: Key) throws {
        try writer.member(key.stringValue) { writer throws(WireJSONError) in
            try writer.float(value, step: key)
        }
    }

    func encode(_ value: Int, forKey key: Key) throws {
        try writer.beginMember(key.stringValue)
        writer.sink.append(value)
    }

    func encode(_ value: Int64, forKey key: Key) throws {
        try writer.beginMember(key.stringValue)
        writer.sink.append(value)
    }

    /// Stands for every other integer type the protocol names; those above are the common ones,
    /// which the compiler makes faster when they are spelled out.
    func encode<I: FixedWidthInteger & Encodable>(_ value: I, forKey key: Key) throws {
        try writer.beginMember(key.stringValue)
        writer.sink.append(value)
    }

    // The protocol has defaults for these two that throw, and they would be chosen before the
    // generic one above.
    func encode(_ value: Int128, forKey key: Key) throws {
        try writer.beginMember(key.stringValue)
        writer.sink.append(value)
    }

    func encode(_ value: UInt128, forKey key: Key) throws {
        try writer.beginMember(key.stringValue)
        writer.sink.append(value)
    }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try writer.member(key.stringValue) { writer throws(WireJSONError) in
            try writer.value(value, step: key)
        }
    }

    func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Inner> {
        writer.detouredMember(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        writer.detouredMember(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { writer.detouredMember(JSONKey.ancestor) }

    func superEncoder(forKey key: Key) -> any Encoder { writer.detouredMember(key) }
}
