// A value as Codable sees it: the decoder of one token, and its single-value container.

struct ValueReader: Decoder, SingleValueDecodingContainer {
    let session: DecodingSession
    let index: Int

    var codingPath: [any CodingKey] { session.document.codingPath(to: index) }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(
        keyedBy type: Key.Type
    ) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(try KeyedReader<Key>(session, index))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try UnkeyedReader(session, index)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { session.isNull(index) }

    func decode(_ type: Bool.Type) throws -> Bool { try session.bool(at: index) }

    func decode(_ type: String.Type) throws -> String { try session.string(at: index) }

    func decode(_ type: Double.Type) throws -> Double { try session.float(type, at: index) }

    func decode(_ type: Float.Type) throws -> Float { try session.float(type, at: index) }

    /// Stands for every integer type the protocol names.
    func decode<I: FixedWidthInteger & Decodable>(_ type: I.Type) throws -> I {
        try session.integer(type, at: index)
    }

    // The protocol has defaults for these two that throw, and they would be chosen before the
    // generic one above.
    func decode(_ type: Int128.Type) throws -> Int128 {
        try session.integer(type, at: index)
    }

    func decode(_ type: UInt128.Type) throws -> UInt128 {
        try session.integer(type, at: index)
    }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        try session.decode(type, at: index)
    }
}
