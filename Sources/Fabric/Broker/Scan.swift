// The one bounded look the gateway takes into a body it otherwise forwards unread: when a request
// must wait, is lost with its worker, or is to be answered in the service's stead.

internal import MessageSchema
internal import WireJSON

/// What the gateway knows of a body it looked into.
struct Scan: Sendable {
    let body: JSONRPC.Body

    init(_ bytes: [UInt8], limits: JSONRPC.Limits) { body = JSONRPC.read(bytes, limits: limits) }

    private var entries: [Result<JSONRPC.Request, JSONRPC.Refusal>] {
        switch body {
        case .single(let entry): [entry]
        case .batch(let entries): entries
        }
    }

    /// The requests that could be read.
    var requests: [JSONRPC.Request] { entries.compactMap { try? $0.get() } }

    /// The refusal the service would give to the whole body, so that it need not be asked.
    var refusal: JSONRPC.Refusal? {
        if case .single(.failure(let refusal)) = body { refusal } else { nil }
    }

    /// The longest deadline of the entries, in milliseconds: each entry's own is the service's to
    /// keep.
    var deadline: Int64 {
        let deadlines = entries.compactMap { entry -> Int64? in
            guard case .success(let request) = entry else { return nil }
            return request.metadata.deadline ?? CallMetadata.deadlineDefault
        }
        return deadlines.max() ?? CallMetadata.deadlineDefault
    }

    /// Whether running it again does no harm: each entry reads, writes idempotently or carries a
    /// key. A method the worker did not name counts as a write.
    func isRepeatable(_ effects: [String: Effect]) -> Bool {
        entries.allSatisfy { entry in
            guard case .success(let request) = entry else { return true }
            let effect = effects[request.method] ?? .write
            return effect.isRepeatable(hasKey: request.metadata.idempotencyKey != nil)
        }
    }

    /// The one name all entries ask to act as, nil if none does.
    func actAs() -> Result<String?, Failure> {
        let names = Set(
            entries.compactMap { entry -> String?? in
                guard case .success(let request) = entry else { return nil }
                return .some(request.metadata.actAs)
            })
        guard names.count <= 1 else {
            return .failure(
                .fabric(.invalidRequest, "the requests of one batch must all say the same actAs"))
        }
        return .success(names.first ?? nil)
    }

    /// The answer that gives each request this failure, or its own refusal where it has one.
    func answer(_ failure: Failure) -> [UInt8] {
        switch body {
        case .single(let entry): Self.answer(entry, failure)
        case .batch(let entries): JSONRPC.array(of: entries.map { Self.answer($0, failure) })
        }
    }

    private static func answer(
        _ entry: Result<JSONRPC.Request, JSONRPC.Refusal>, _ failure: Failure
    ) -> [UInt8] {
        switch entry {
        case .failure(let refusal):
            return JSONRPC.response(id: refusal.id, failure: refusal.failure)
        case .success(let request):
            var failure = failure
            failure.traceId = failure.traceId ?? request.metadata.traceId
            return JSONRPC.response(id: request.id, failure: failure)
        }
    }
}
