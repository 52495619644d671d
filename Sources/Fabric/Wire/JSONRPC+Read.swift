// Reading a request's body: every rule of the envelope and of `_meta`, each with its own sentence.

internal import MessageSchema
internal import WireJSON

extension JSONRPC {
    /// Reads a body. Whatever is wrong becomes a refusal, so every body has an answer.
    public static func read(_ body: [UInt8], limits: Limits = Limits()) -> Body {
        guard body.count <= limits.bodyBytesMax else {
            return refused(
                .tooLarge,
                "the body has \(body.count) bytes; at most \(limits.bodyBytesMax) are taken")
        }
        let options = WireJSON.Options(bytesMax: limits.bodyBytesMax, duplicateMembers: .refused)
        do {
            return read(try WireJSON.parse(body, options: options), limits: limits)
        } catch {
            return refused(.parseError, "the body is not JSON as this wire takes it: \(error)")
        }
    }

    private static func read(_ root: JSONNode, limits: Limits) -> Body {
        switch root.kind {
        case .object: return .single(readEntry(root))
        case .array: break
        default: return refused(.invalidRequest, "a request is an object, a batch an array of them")
        }
        let entries = root.elements
        guard !entries.isEmpty else {
            return refused(.invalidRequest, "a batch holds at least one request")
        }
        guard entries.count <= limits.batchEntriesMax else {
            return refused(
                .tooLarge,
                "the batch has \(entries.count) requests; at most \(limits.batchEntriesMax) go"
            )
        }
        return .batch(entries.map(readEntry))
    }

    private static func refused(_ kind: ErrorKind, _ message: String) -> Body {
        .single(.failure(Refusal(id: nil, .fabric(kind, message))))
    }

    private static func readEntry(_ entry: JSONNode) -> Result<Request, Refusal> {
        do throws(Refusal) { return .success(try request(entry)) } catch { return .failure(error) }
    }

    private static func request(_ entry: JSONNode) throws(Refusal) -> Request {
        guard entry.kind == .object else { throw invalid(nil, "a request is an object") }
        let id = try identifier(entry)
        guard entry["jsonrpc"]?.string == "2.0" else {
            throw invalid(id, "jsonrpc must be \"2.0\"", at: "jsonrpc")
        }
        guard let method = entry["method"]?.string, !method.isEmpty else {
            throw invalid(id, "method must be a name such as registry.unit.get", at: "method")
        }
        let params = entry["params"]
        if let params, params.kind != .object {
            throw invalid(id, "params must be an object", at: "params")
        }
        return Request(
            id: id, method: method, params: params, metadata: try metadata(of: params, id: id))
    }

    private static func identifier(_ entry: JSONNode) throws(Refusal) -> RawJSON {
        let missing =
            "a request needs an id that is a string or a number; there are no notifications here"
        guard let id = entry["id"] else { throw invalid(nil, missing, at: "id") }
        guard id.kind == .string || id.kind == .number else {
            throw invalid(nil, missing, at: "id")
        }
        return RawJSON(unsafeUnchecked: id.raw)
    }

    private static func metadata(of params: JSONNode?, id: RawJSON) throws(Refusal) -> CallMetadata {
        let path = "params.\(CallMetadata.member)"
        guard let node = params?[CallMetadata.member] else { return CallMetadata() }
        guard node.kind == .object else { throw invalid(id, "\(path) must be an object", at: path) }
        let metadata: CallMetadata
        do throws(WireJSONError) { metadata = try node.decode(CallMetadata.self) } catch {
            let place = dotted(error.path)
            throw invalid(id, "\(place): \(error.message)", at: place)
        }
        if let deadline = metadata.deadline, !(0...CallMetadata.deadlineMax).contains(deadline) {
            let place = "\(path).deadline"
            throw invalid(
                id, "\(place) must lie between 0 and \(CallMetadata.deadlineMax) milliseconds",
                at: place)
        }
        return metadata
    }

    /// A JSON pointer written as people write members, from `params` on.
    private static func dotted(_ pointer: String) -> String {
        let parts = pointer.split(separator: "/").drop { $0 != "params" }
        return parts.joined(separator: ".")
    }

    private static func invalid(_ id: RawJSON?, _ message: String, at member: String? = nil)
        -> Refusal
    {
        let details = member.map {
            JSONValue.object([JSONMember(key: "member", value: .string($0))])
        }
        return Refusal(id: id, .fabric(.invalidRequest, message, details: details))
    }
}
