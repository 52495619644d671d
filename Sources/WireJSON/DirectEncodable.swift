// Values that write their JSON themselves, for the messages that carry the load: what Codable writes, byte for byte,
// without a container for each value.

/// A value that writes its own JSON. Its bytes are those that its `encode(to:)` leads to, member for member; `WireJSON`
/// prefers this way, another encoder takes the other.
public protocol DirectEncodable: Encodable {
    /// Writes the value, which is one JSON value whole.
    func write(to json: inout JSONWriter)
}

/// A value that writes its own JSON, which is an object.
public protocol DirectObject: DirectEncodable {
    /// Writes the members, in the order of `encode(to:)`.
    func writeMembers(to json: inout JSONWriter)
}

extension DirectObject {
    public func write(to json: inout JSONWriter) { json.object(writeMembers) }
}

/// JSON being written. Members and elements come in the order they are to stand in; commas come by themselves.
public struct JSONWriter {
    private(set) var bytes: [UInt8]
    /// Whether the next member or element is the first of its object or array.
    private var isFirst = true

    init(after bytes: [UInt8]) { self.bytes = bytes }

    /// Writes an object of the members that `members` writes.
    public mutating func object(_ members: (inout JSONWriter) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        isFirst = true
        members(&self)
        bytes.append(UInt8(ascii: "}"))
        isFirst = false
    }

    /// Writes the elements of an array.
    public mutating func array<Value: DirectEncodable>(_ values: [Value]) {
        bytes.append(UInt8(ascii: "["))
        isFirst = true
        for value in values {
            separate()
            value.write(to: &self)
        }
        bytes.append(UInt8(ascii: "]"))
        isFirst = false
    }

    /// Writes a string, with the escapes that it needs.
    public mutating func string(_ string: String) { bytes.append(json: string) }

    /// Writes a string whose bytes `append` adds and that needs no escape.
    public mutating func plainString(_ append: (inout [UInt8]) -> Void) {
        bytes.append(UInt8(ascii: "\""))
        append(&bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a number.
    mutating func integer(_ integer: Int64) { bytes.append(json: integer) }

    private mutating func separate() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
    }

    /// The name of a member, which needs no escape.
    private mutating func name(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }
}

// Members: a name that needs no escape, and a value. One that may be left out is left out where it is nil.
extension JSONWriter {
    public mutating func member<Value: DirectEncodable>(_ name: StaticString, _ value: Value) {
        self.name(name)
        value.write(to: &self)
    }

    public mutating func member<Value: DirectEncodable>(_ name: StaticString, _ value: Value?) {
        if let value { member(name, value) }
    }

    public mutating func member<Value: DirectEncodable>(_ name: StaticString, _ values: [Value]) {
        self.name(name)
        array(values)
    }

    public mutating func member(_ name: StaticString, _ value: String) {
        self.name(name)
        string(value)
    }

    public mutating func member(_ name: StaticString, _ value: String?) {
        if let value { member(name, value) }
    }

    public mutating func member(_ name: StaticString, _ values: [String]?) {
        guard let values else { return }
        self.name(name)
        array(values)
    }

    public mutating func member(_ name: StaticString, _ value: Int) {
        self.name(name)
        bytes.append(json: value)
    }

    public mutating func member(_ name: StaticString, _ value: Int?) {
        if let value { member(name, value) }
    }

    public mutating func member(_ name: StaticString, _ value: Bool?) {
        guard let value else { return }
        self.name(name)
        bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
    }
}

extension ByteSink {
    /// Writes a value that writes itself; false for another one.
    func appendDirectly<T: Encodable>(_ value: T) -> Bool {
        guard prefersDirect, let direct = value as? any DirectEncodable else { return false }
        var taken: [UInt8] = []
        swap(&taken, &bytes)
        var json = JSONWriter(after: taken)
        taken = []
        direct.write(to: &json)
        bytes = json.bytes
        return true
    }
}

extension Int64: DirectEncodable {
    public func write(to json: inout JSONWriter) { json.integer(self) }
}

extension String: DirectEncodable {
    public func write(to json: inout JSONWriter) { json.string(self) }
}
