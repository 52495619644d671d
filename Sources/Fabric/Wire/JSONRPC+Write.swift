// Writing requests and answers straight to bytes; what comes from callers is spliced in unread.

public import MessageSchema
public import WireJSON

extension JSONRPC {
    /// An answer with a result, which must be an object; `metadata` becomes its last member
    /// `_meta`.
    public static func response(id: RawJSON, result: [UInt8], metadata: ReplyMetadata?) -> [UInt8] {
        let member = metadata.map { encoded($0) }
        let spliced = member.map { splice($0, as: CallMetadata.member, into: result) } ?? result
        var text = head(id: id)
        text.reserveCapacity(text.count + spliced.count + 12)
        text += Array(",\"result\":".utf8)
        text += spliced
        text.append(UInt8(ascii: "}"))
        return text
    }

    /// An answer with an error; without an id it says `null`.
    public static func response(id: RawJSON?, failure: Failure) -> [UInt8] {
        head(id: id) + Array(",\"error\":".utf8) + encoded(failure) + [UInt8(ascii: "}")]
    }

    /// The answer to a batch.
    public static func array(of responses: [[UInt8]]) -> [UInt8] {
        [UInt8(ascii: "[")] + responses.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
    }

    /// A request; metadata that says something becomes the last member `_meta` of `params`.
    public static func request(id: RawJSON, method: String, params: [UInt8], metadata: CallMetadata)
        -> [UInt8]
    {
        let isSilent = metadata == CallMetadata()
        let spliced =
            isSilent ? params : splice(encoded(metadata), as: CallMetadata.member, into: params)
        var text = head(id: id)
        text += Array(",\"method\":".utf8) + encoded(method) + Array(",\"params\":".utf8)
        text += spliced
        text.append(UInt8(ascii: "}"))
        return text
    }

    private static func head(id: RawJSON?) -> [UInt8] {
        Array("{\"jsonrpc\":\"2.0\",\"id\":".utf8) + (id?.bytes ?? Array("null".utf8))
    }

    /// Adds a member at the end of an object's text.
    static func splice(_ value: [UInt8], as name: String, into object: [UInt8]) -> [UInt8] {
        guard let end = object.lastIndex(of: UInt8(ascii: "}")),
            let start = object.firstIndex(of: UInt8(ascii: "{"))
        else {
            preconditionFailure(
                "results and params are objects, not \(object.count) bytes without braces")
        }
        let isEmpty = object[object.index(after: start)..<end].allSatisfy(whitespace.contains)
        let lead = (isEmpty ? "\"" : ",\"") + name + "\":"
        return object[..<end] + Array(lead.utf8) + value + [UInt8(ascii: "}")]
    }

    static let whitespace: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]

    /// The envelope's own types always encode: they hold no numbers JSON cannot write.
    static func encoded(_ value: some Encodable) -> [UInt8] {
        do { return try WireJSON.encode(value) } catch {
            preconditionFailure("\(type(of: value)) did not encode: \(error)")
        }
    }
}
