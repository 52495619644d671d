// A value that is one other value, as Codable writes it.

struct SingleValueWriter: SingleValueEncodingContainer {
    let writer: ValueWriter

    var codingPath: [any CodingKey] { writer.codingPath }

    func encodeNil() throws { try writer.single { writer.sink.appendNull() } }

    func encode(_ value: Bool) throws { try writer.single { writer.sink.append(value) } }

    func encode(_ value: String) throws { try writer.single { writer.sink.append(value) } }

    func encode(_ value: Double) throws {
        try writer.single { () throws(WireJSONError) in try writer.float(value, step: nil) }
    }

    func encode(_ value: Float) throws {
        try writer.single { () throws(WireJSONError) in try writer.float(value, step: nil) }
    }

    /// Stands for every integer type the protocol names.
    func encode<I: FixedWidthInteger & Encodable>(_ value: I) throws {
        try writer.single { writer.sink.append(value) }
    }

    // The protocol has defaults for these two that throw, and they would be chosen before the
    // generic one above.
    func encode(_ value: Int128) throws {
        try writer.single { writer.sink.append(value) }
    }

    func encode(_ value: UInt128) throws {
        try writer.single { writer.sink.append(value) }
    }

    func encode<T: Encodable>(_ value: T) throws { try writer.singleValue(value) }
}
