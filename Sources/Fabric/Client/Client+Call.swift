// Calls of one method: typed by it, or by name.

public import MessageSchema
public import WireJSON

/// A typed answer.
public struct Answer<Value: Sendable>: Sendable {
    public var value: Value
    /// The result's `_meta`.
    public var metadata: ReplyMetadata

    public init(value: Value, metadata: ReplyMetadata = ReplyMetadata()) {
        self.value = value
        self.metadata = metadata
    }
}

extension Answer: Equatable where Value: Equatable {}

extension Client {
    /// Calls a method. Without a deadline in `metadata` the call waits ten seconds.
    public func call<M: Method>(
        _ request: M, metadata: CallMetadata = .init()
    ) async throws(Failure) -> Answer<M.Reply> {
        guard let name = M.name.parts?.service, let service = ServiceName(name) else {
            preconditionFailure("\(M.name) is no method name")
        }
        let params = RawJSON(unsafeUnchecked: try Self.encode(request))
        let node = try await result(
            service: service, method: M.name.text, params: params, metadata: metadata,
            effect: M.effect)
        do throws(WireJSONError) {
            return Answer(
                value: try node.decode(M.Reply.self), metadata: try Self.metadata(of: node))
        } catch {
            throw .fabric(
                .internalError, "the answer of \(M.name) is not what the method promises: \(error)",
                executed: .unknown)
        }
    }

    /// Calls a method by name and gives the result's bytes. `params` is an object; if it has a
    /// `_meta` of its own, `metadata` must be empty.
    /// - Parameter instance: the one instance that is to answer, as the gateway's status names it. It does not wait for
    ///   it: one that is not there, or has no credit left, is refused at once.
    public func call(
        service: ServiceName, instance: String? = nil, method: String, params: RawJSON, metadata: CallMetadata = .init()
    ) async throws(Failure) -> RawJSON {
        RawJSON(
            unsafeUnchecked: try await result(
                service: service, instance: instance, method: method, params: params, metadata: metadata
            ).raw)
    }
}

extension Client {
    private func result(
        service: ServiceName, instance: String? = nil, method: String, params: RawJSON, metadata: CallMetadata,
        effect: Effect = .write
    ) async throws(Failure) -> JSONNode {
        let token = newToken()
        let id = Self.identifier(token)
        let body = try Self.text(id, BatchEntry(method: method, params: params, metadata: metadata))
        let answer = try await send(
            service: service.text + (instance.map { "@\($0)" } ?? ""), body: body,
            patience: metadata.deadline ?? CallMetadata.deadlineDefault,
            matching: .ids([id.bytes]), token: token,
            isRepeatable: effect.isRepeatable(hasKey: metadata.idempotencyKey != nil))
        guard let entry = answer.answers?.entries.first else { throw Self.missingEntry }
        return try entry.outcome.get()
    }

    static func text(_ id: RawJSON, _ entry: BatchEntry) throws(Failure) -> [UInt8] {
        guard isObject(entry.params.bytes) else {
            throw .fabric(.invalidRequest, "params must be an object", executed: .no)
        }
        return JSONRPC.request(
            id: id, method: entry.method, params: entry.params.bytes, metadata: entry.metadata)
    }

    private static func isObject(_ bytes: [UInt8]) -> Bool {
        bytes.first { !JSONRPC.isWhitespace($0) } == UInt8(ascii: "{")
            && bytes.last { !JSONRPC.isWhitespace($0) } == UInt8(ascii: "}")
    }

    static func identifier(_ token: UInt64) -> RawJSON {
        RawJSON(unsafeUnchecked: Array("\"s-\(token)\"".utf8))
    }

    private static func encode(_ value: some Encodable) throws(Failure) -> [UInt8] {
        do { return try WireJSON.encode(value) } catch {
            throw .fabric(.invalidParams, "the request cannot be written: \(error)", executed: .no)
        }
    }

    private static func metadata(of result: JSONNode) throws(WireJSONError) -> ReplyMetadata {
        try result[CallMetadata.member]?.decode(ReplyMetadata.self) ?? ReplyMetadata()
    }

    static var missingEntry: Failure {
        .fabric(.internalError, "the answer leaves out this request", executed: .unknown)
    }
}
