// Bytes being written, and where in them the members of the containers still open begin.

final class ByteSink {
    /// A member of an object, or an element that must be found again when its array closes.
    struct Entry {
        /// The first byte of the name or element.
        var start: Int
        /// The first byte of the value.
        var valueStart: Int
    }

    var bytes: [UInt8] = []
    /// Those of the innermost container last.
    var entries: [Entry] = []
    /// The value whose turn it is; an outer one that writes meanwhile would garble the text.
    var writing: ObjectIdentifier?
    /// Whether values that write themselves do so.
    let prefersDirect: Bool

    init(prefersDirect: Bool) { self.prefersDirect = prefersDirect }

    /// Another sink of the same kind, for what goes elsewhere first.
    func aside() -> ByteSink { ByteSink(prefersDirect: prefersDirect) }

    func append(byte character: Unicode.Scalar) { bytes.append(UInt8(ascii: character)) }

    func appendNull() { bytes.append(contentsOf: "null".utf8) }

    func append(_ bool: Bool) { bytes.append(contentsOf: (bool ? "true" : "false").utf8) }

    func append(_ string: String) { bytes.append(json: string) }

    func append<I: FixedWidthInteger>(_ integer: I) { bytes.append(json: integer) }

    func append<F: BinaryFloatingPoint & CustomStringConvertible>(finite value: F) {
        bytes.append(json: value)
    }

    /// Begins a member: the comma before it, its name and the colon.
    func append(name: String, isFirst: Bool) {
        entries.append(Self.append(name, isFirst, to: &bytes))
    }

    private static func append(
        _ name: String, _ isFirst: Bool, to bytes: inout [UInt8]
    ) -> Entry {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        let start = bytes.count
        bytes.append(json: name)
        bytes.append(UInt8(ascii: ":"))
        return Entry(start: start, valueStart: bytes.count)
    }

    /// Begins an element that must be found again.
    func beginEntry() { entries.append(Entry(start: bytes.count, valueStart: bytes.count)) }
}
