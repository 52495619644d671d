// An array as Codable sees it: it moves on only past what was really taken.

struct UnkeyedReader: UnkeyedDecodingContainer {
    private let session: DecodingSession
    private let array: Int
    private let elementCount: Int
    /// The token of the element to be taken next.
    private var index: Int
    private(set) var currentIndex = 0

    init(_ session: DecodingSession, _ index: Int) throws(WireJSONError) {
        try session.expect(.array, at: index, "an array")
        self.session = session
        array = index
        elementCount = session.document.elementCount(index)
        self.index = index + 1
    }

    var codingPath: [any CodingKey] { session.document.codingPath(to: array) }
    var count: Int? { elementCount }
    var isAtEnd: Bool { currentIndex == elementCount }

    mutating func decodeNil() throws -> Bool {
        guard session.isNull(try element()) else { return false }
        advance()
        return true
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool {
        try take { session, index throws(WireJSONError) in try session.bool(at: index) }
    }

    mutating func decode(_ type: String.Type) throws -> String {
        try take { session, index throws(WireJSONError) in try session.string(at: index) }
    }

    mutating func decode(_ type: Double.Type) throws -> Double {
        try take { session, index throws(WireJSONError) in try session.float(type, at: index) }
    }

    mutating func decode(_ type: Float.Type) throws -> Float {
        try take { session, index throws(WireJSONError) in try session.float(type, at: index) }
    }

    /// Stands for every integer type the protocol names.
    mutating func decode<I: FixedWidthInteger & Decodable>(_ type: I.Type) throws -> I {
        try take { session, index throws(WireJSONError) in try session.integer(type, at: index) }
    }

    // The protocol has defaults for these two that throw, and they would be chosen before the
    // generic one above.
    mutating func decode(_ type: Int128.Type) throws -> Int128 {
        try take { session, index throws(WireJSONError) in try session.integer(type, at: index) }
    }

    mutating func decode(_ type: UInt128.Type) throws -> UInt128 {
        try take { session, index throws(WireJSONError) in try session.integer(type, at: index) }
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        try take { session, index throws(WireJSONError) in try session.decode(type, at: index) }
    }

    mutating func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type
    ) throws -> KeyedDecodingContainer<Inner> {
        try take { session, index throws(WireJSONError) in
            KeyedDecodingContainer(try KeyedReader<Inner>(session, index))
        }
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try take { session, index throws(WireJSONError) in try UnkeyedReader(session, index) }
    }

    mutating func superDecoder() throws -> any Decoder {
        try take { session, index throws(WireJSONError) in
            ValueReader(session: session, index: index)
        }
    }

    private mutating func take<T>(
        _ read: (DecodingSession, Int) throws(WireJSONError) -> T
    ) throws(WireJSONError) -> T {
        let value = try read(session, element())
        advance()
        return value
    }

    private func element() throws(WireJSONError) -> Int {
        if !isAtEnd { return index }
        let position = JSONKey(position: currentIndex)
        throw session.missing(position, in: array, "the array has \(elementCount) elements only")
    }

    private mutating func advance() {
        index = session.document.next(index)
        currentIndex += 1
    }
}
