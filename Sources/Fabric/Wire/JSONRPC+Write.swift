// Writing requests and answers straight to bytes; what comes from callers is spliced in unread.

public import MessageSchema
public import WireJSON

extension JSONRPC {
    /// An answer with a result, which must be an object; `metadata` becomes its last member
    /// `_meta`.
    public static func response(id: RawJSON, result: [UInt8], metadata: ReplyMetadata?) -> [UInt8] {
        var text = head(id: id, room: result.count + 64)
        text.append(",\"result\":")
        if let metadata {
            text.append(object: result, adding: CallMetadata.member, encoded(metadata))
        } else {
            text += result
        }
        text.append("}")
        return text
    }

    /// An answer with an error; without an id it says `null`.
    public static func response(id: RawJSON?, failure: Failure) -> [UInt8] {
        var text = head(id: id)
        text.append(",\"error\":")
        text += encoded(failure)
        text.append("}")
        return text
    }

    /// The answer to a batch.
    public static func array(of responses: [[UInt8]]) -> [UInt8] {
        [UInt8(ascii: "[")] + responses.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
    }

    /// A request; metadata that says something becomes the last member `_meta` of `params`.
    public static func request(id: RawJSON, method: String, params: [UInt8], metadata: CallMetadata)
        -> [UInt8]
    {
        var text = head(id: id, room: method.utf8.count + params.count + 64)
        text.append(",\"method\":")
        text += encoded(method)
        text.append(",\"params\":")
        if metadata == CallMetadata() {
            text += params
        } else {
            text.append(object: params, adding: CallMetadata.member, encoded(metadata))
        }
        text.append("}")
        return text
    }

    /// The text up to and with the id, and so much room after it.
    private static func head(id: RawJSON?, room: Int = 0) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(32 + (id?.bytes.count ?? 4) + room)
        text.append("{\"jsonrpc\":\"2.0\",\"id\":")
        if let id { text += id.bytes } else { text.append("null") }
        return text
    }

    /// RFC 8259, section 2.
    static func isWhitespace(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D: true
        default: false
        }
    }

    /// The envelope's own types always encode: they hold no numbers JSON cannot write.
    static func encoded(_ value: some Encodable) -> [UInt8] {
        do { return try WireJSON.encode(value) } catch {
            preconditionFailure("\(type(of: value)) did not encode: \(error)")
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }

    /// Adds an object's text with one member more at its end.
    fileprivate mutating func append(object: [UInt8], adding name: String, _ value: [UInt8]) {
        guard let end = object.lastIndex(of: UInt8(ascii: "}")),
            let start = object.firstIndex(of: UInt8(ascii: "{"))
        else {
            preconditionFailure(
                "results and params are objects, not \(object.count) bytes without braces")
        }
        self += object[..<end]
        append(object[(start + 1)..<end].allSatisfy(JSONRPC.isWhitespace) ? "\"" : ",\"")
        self += name.utf8
        append("\":")
        self += value
        append("}")
    }
}
