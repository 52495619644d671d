// An array as Codable writes it: each call is one element.

struct UnkeyedWriter: UnkeyedEncodingContainer {
    let writer: ValueWriter

    var codingPath: [any CodingKey] { writer.codingPath }
    var count: Int { writer.count }

    /// Where the next element goes.
    private var step: JSONKey { JSONKey(position: writer.count) }

    func encodeNil() throws {
        try writer.beginElement()
        writer.sink.appendNull()
    }

    func encode(_ value: Bool) throws {
        try writer.beginElement()
        writer.sink.append(value)
    }

    func encode(_ value: String) throws {
        try writer.beginElement()
        writer.sink.append(value)
    }

    func encode(_ value: Double) throws {
        let step = step
        try writer.element { writer throws(WireJSONError) in try writer.float(value, step: step) }
    }

    func encode(_ value: Float) throws {
        let step = step
        try writer.element { writer throws(WireJSONError) in try writer.float(value, step: step) }
    }

    /// Stands for every integer type the protocol names.
    func encode<I: FixedWidthInteger & Encodable>(_ value: I) throws {
        try writer.beginElement()
        writer.sink.append(value)
    }

    // The protocol has defaults for these two that throw, and they would be chosen before the
    // generic one above.
    func encode(_ value: Int128) throws {
        try writer.beginElement()
        writer.sink.append(value)
    }

    func encode(_ value: UInt128) throws {
        try writer.beginElement()
        writer.sink.append(value)
    }

    func encode<T: Encodable>(_ value: T) throws {
        let step = step
        try writer.element { writer throws(WireJSONError) in try writer.value(value, step: step) }
    }

    func nestedContainer<Inner: CodingKey>(
        keyedBy type: Inner.Type
    ) -> KeyedEncodingContainer<Inner> {
        writer.detouredElement().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        writer.detouredElement().unkeyedContainer()
    }

    func superEncoder() -> any Encoder { writer.detouredElement() }
}
