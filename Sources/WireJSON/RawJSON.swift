// One value kept as the bytes it came in, for what is passed on unread.

/// One JSON value as bytes.  In this module's texts it is spliced in and taken out as it is, byte
/// for byte; two are equal if their bytes are.
public struct RawJSON: Codable, Sendable, Hashable {
    /// The text of the value.
    public var bytes: [UInt8]

    /// Checks that the bytes are one JSON text within the standard bounds.
    /// Throws as ``WireJSON/parse(_:options:)`` does.
    public init(checking bytes: [UInt8]) throws(WireJSONError) {
        _ = try WireJSON.parse(bytes)
        self.bytes = bytes
    }

    /// Takes bytes that are known to be one JSON text; others make every text they get into wrong.
    public init(unsafeUnchecked bytes: [UInt8]) { self.bytes = bytes }

    /// Takes the exact bytes of the value, all its members counting as known.
    /// From another decoder than this module's it takes the value written anew.
    public init(from decoder: any Decoder) throws {
        if let reader = decoder as? ValueReader {
            reader.session.markSubtreeSeen(reader.index)
            bytes = Array(reader.session.document.raw(reader.index))
        } else {
            bytes = try WireJSON.encode(JSONValue(from: decoder))
        }
    }

    /// Splices the bytes in.  For another encoder than this module's the value is read first.
    public func encode(to encoder: any Encoder) throws {
        if let writer = encoder as? ValueWriter {
            try writer.single { writer.sink.bytes.append(contentsOf: bytes) }
        } else {
            try WireJSON.decode(JSONValue.self, from: bytes).encode(to: encoder)
        }
    }
}
