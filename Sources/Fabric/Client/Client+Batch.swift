// Several requests in one message, bodies written elsewhere, and the one question to the gateway.

public import MessageSchema
public import WireJSON

/// One request of a batch.
public struct BatchEntry: Sendable {
    public var method: String
    /// An object.
    public var params: RawJSON
    public var metadata: CallMetadata

    public init(method: String, params: RawJSON, metadata: CallMetadata = .init()) {
        self.method = method
        self.params = params
        self.metadata = metadata
    }
}

extension Client {
    /// Calls several methods of one service in one message. They run in order, each by itself; the
    /// results stand in the order of the entries. Throws when the batch as a whole has no answer.
    public func batch(
        service: ServiceName, _ entries: [BatchEntry]
    ) async throws(Failure) -> [Result<RawJSON, Failure>] {
        guard !entries.isEmpty else { return [] }
        guard entries.count <= settings.limits.batchEntriesMax else {
            throw .fabric(
                .tooLarge, "a batch holds at most \(settings.limits.batchEntriesMax) requests",
                executed: .no)
        }
        let tokens = entries.map { _ in newToken() }
        let ids = tokens.map(Self.identifier)
        var texts: [[UInt8]] = []
        for (id, entry) in zip(ids, entries) { texts.append(try Self.text(id, entry)) }
        let patience = entries.map { $0.metadata.deadline ?? CallMetadata.deadlineDefault }.max()
        let received = try await send(
            service: service.text, body: JSONRPC.array(of: texts),
            patience: patience ?? CallMetadata.deadlineDefault,
            matching: .ids(ids.map(\.bytes)), token: tokens[0],
            isRepeatable: entries.allSatisfy { $0.metadata.idempotencyKey != nil })
        let answers = received.answers?.entries ?? []
        if received.answers?.isBatch == false,
            case .failure(let failure)? = answers.first?.outcome
        {
            throw failure
        }
        return ids.map { id in
            let answer = answers.first { $0.id == id.bytes }
            return answer?.outcome.map { RawJSON(unsafeUnchecked: $0.raw) }
                ?? .failure(Self.missingEntry)
        }
    }

    /// Sends a body as it is and gives the answer's body as it came, for bodies written elsewhere.
    /// The answer is known by the ids in the body, which must not be in flight already; ids of this
    /// client's own calls begin with `s-`.
    public func exchange(
        service: String, body: [UInt8], timeout milliseconds: Int64 = CallMetadata.deadlineDefault
    ) async throws(Failure) -> [UInt8] {
        try await send(
            service: service, body: body, patience: milliseconds,
            matching: .ids(Self.ids(in: body, settings.limits)),
            token: newToken()
        ).body
    }

    /// Whether the gateway knows an instance of a service (RFC 8/MMI).
    public func isKnown(_ service: ServiceName) async throws(Failure) -> Bool {
        let answer = try await send(
            service: "mmi.service", body: Array(service.text.utf8),
            patience: CallMetadata.deadlineDefault,
            matching: .query, token: newToken(), isRepeatable: true)
        return answer.body == Array("200".utf8)
    }

    private static func ids(in body: [UInt8], _ limits: JSONRPC.Limits) -> [[UInt8]] {
        let entries =
            switch JSONRPC.read(body, limits: limits) {
            case .single(let entry): [entry]
            case .batch(let entries): entries
            }
        return entries.compactMap { entry in
            switch entry {
            case .success(let request): request.id.bytes
            case .failure(let refusal): refusal.id?.bytes
            }
        }
    }
}
