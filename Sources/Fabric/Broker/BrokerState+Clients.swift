// The client port: what comes in is forwarded, refused or, being `mmi.`, answered here.

internal import MessageSchema

extension BrokerState {
    mutating func hearClient(_ inbound: Inbound, now: Int64) {
        switch ClientFrames.read(inbound.frames, discarded: inbound.framesDiscarded) {
        case .nothing: counters.dropped += 1
        case .malformed(let service, let reason):
            counters.malformed += 1
            answer(
                inbound.peer, service: service,
                JSONRPC.response(id: nil, failure: .fabric(.invalidRequest, reason)))
        case .request(let service, let body) where service.hasPrefix("mmi."):
            tell(inbound.peer, about: body, query: service)
        case .request(let service, let body):
            counters.requests += 1
            accept(inbound, service: service, body: body, now: now)
        }
    }

    /// RFC 8/MMI: 200 for a service with an instance, 404 without, 501 for other queries.
    private mutating func tell(_ client: PeerID, about body: [UInt8], query: String) {
        let name = String(validating: body, as: UTF8.self) ?? ""
        let isThere = services[name].map { $0.absentSince == nil } ?? false
        let code = query == "mmi.service" ? (isThere ? "200" : "404") : "501"
        send(to: client, service: Array(query.utf8), Array(code.utf8))
    }

    private mutating func accept(_ inbound: Inbound, service: String, body: [UInt8], now: Int64) {
        guard body.count <= settings.limits.bodyBytesMax else {
            return refuse(inbound.peer, service, Scan(body, limits: settings.limits), tooLarge)
        }
        var scan: Scan?
        let principal: Principal
        switch identify(inbound.origin, body: body, scan: &scan) {
        case .success(let found): principal = found
        case .failure(let failure):
            return refuse(
                inbound.peer, service, scan ?? Scan(body, limits: settings.limits), failure)
        }
        guard services[service] != nil, !isLeaving else {
            let failure = unavailable(
                isLeaving ? Self.stopping : "no instance of \(service) has been seen here", .no)
            return refuse(
                inbound.peer, service, scan ?? Scan(body, limits: settings.limits), failure)
        }
        let request = PendingRequest(
            id: nextId, client: inbound.peer, service: service, principal: principal, arrived: now,
            body: body, bodyBytes: body.count, place: .waiting(since: now), scan: scan)
        nextId &+= 1
        requests[request.id] = request
        place(request, now: now)
    }

    private var tooLarge: Failure {
        .fabric(
            .tooLarge, "the body is larger than \(settings.limits.bodyBytesMax) bytes",
            executed: .no)
    }

    /// Asks who the caller is; the body is looked into only if the letters `actAs` stand in it
    /// somewhere. Written with escapes they are not found; the service, which finds them, then refuses the request,
    /// since the principal does not bear that name.
    private func identify(_ origin: PeerOrigin, body: [UInt8], scan: inout Scan?) -> Result<
        Principal, Failure
    > {
        guard Self.mentionsActAs(body) else { return principal(origin, nil) }
        let look = Scan(body, limits: settings.limits)
        scan = look
        if let refusal = look.refusal { return .failure(refusal.failure) }
        return look.actAs().flatMap { principal(origin, $0) }
    }

    private static let actAsLetters = Array("\"actAs\"".utf8)

    private static func mentionsActAs(_ body: [UInt8]) -> Bool {
        let capital = 4  // of `"actAs"`: rare in JSON, so the search skips from one to the next
        return body.withUnsafeBufferPointer { bytes in
            var index = capital - 1
            while index < bytes.count, let found = bytes[index...].firstIndex(of: UInt8(ascii: "A")) {
                let start = found - capital
                let end = start + actAsLetters.count
                if start >= 0, end <= bytes.count, bytes[start..<end].elementsEqual(actAsLetters) {
                    return true
                }
                index = found + 1
            }
            return false
        }
    }

    // MARK: answers

    /// Answers a held request with a failure and forgets it.
    mutating func refuse(_ id: UInt64, _ failure: Failure) {
        guard let request = take(id) else { return }
        refuse(
            request.client, request.service,
            request.scan ?? Scan(request.body, limits: settings.limits), failure)
    }

    private mutating func refuse(
        _ client: PeerID, _ service: String, _ scan: Scan, _ failure: Failure
    ) {
        answer(client, service: Array(service.utf8), scan.answer(failure))
    }

    /// An answer of the gateway's own.
    private mutating func answer(_ client: PeerID, service: [UInt8], _ body: [UInt8]) {
        counters.refusals += 1
        send(to: client, service: service, body)
    }

    mutating func send(to client: PeerID, service: [UInt8], _ body: [UInt8]) {
        let frames = ClientFrames.make(service: service, body: body)
        actions.append(.send(Outbound(port: Self.clientPort, peer: client, frames: frames)))
    }
}
