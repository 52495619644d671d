// The client port: what comes in is forwarded, refused or, being `mmi.`, answered here.

internal import MessageSchema

extension BrokerState {
    mutating func hearClient(_ inbound: Inbound, now: Int64) {
        let client = Peer(port: inbound.port, id: inbound.peer)
        retrySlow(client)
        switch ClientFrames.read(inbound.frames, discarded: inbound.framesDiscarded) {
        case .nothing: counters.dropped += 1
        case .malformed(let service, let reason):
            counters.malformed += 1
            answer(
                client, service: service,
                JSONRPC.response(id: nil, failure: .fabric(.invalidRequest, reason)))
        case .request(let service, let body) where service.hasPrefix("mmi."):
            tell(client, about: body, query: service)
        case .request(let service, let body):
            counters.requests += 1
            accept(body, from: client, inbound.origin, Addressee(service), now: now)
        }
    }

    /// RFC 8/MMI: 200 for a service with an instance, 404 without, 501 for other queries.
    private mutating func tell(_ client: Peer, about body: [UInt8], query: String) {
        let name = String(validating: body, as: UTF8.self) ?? ""
        let isThere = services[name].map { $0.absentSince == nil } ?? false
        let code = query == "mmi.service" ? (isThere ? "200" : "404") : "501"
        send(to: client, service: Array(query.utf8), Array(code.utf8))
    }

    private mutating func accept(
        _ body: [UInt8], from client: Peer, _ origin: PeerOrigin, _ addressee: Addressee, now: Int64
    ) {
        var scan: Scan?
        let principal: Principal
        switch admit(body, from: client, origin, addressee.service, scan: &scan, now: now) {
        case .success(let found): principal = found
        case .failure(let failure):
            return refuse(client, addressee, scan ?? Scan(body, limits: settings.limits), failure, arrived: now)
        }
        let request = PendingRequest(
            id: nextId, client: client, addressee: addressee, principal: principal, arrived: now,
            body: body, bodyBytes: body.count, place: .waiting(since: now), scan: scan)
        nextId &+= 1
        requests[request.id] = request
        connections[client]?.inFlight += 1
        place(request, now: now)
    }

    /// Who asks, if a request is to be taken from them at all.
    private mutating func admit(
        _ body: [UInt8], from client: Peer, _ origin: PeerOrigin, _ service: String, scan: inout Scan?, now: Int64
    ) -> Result<Principal, Failure> {
        if let failure = spend(client, now: now) { return .failure(failure) }
        guard body.count <= settings.limits.bodyBytesMax else { return .failure(tooLarge) }
        let principal = identify(origin, body: body, scan: &scan)
        guard case .success = principal else {
            counters.denied += 1
            return principal
        }
        expect(service, now: now)
        let isLeaving = isLeaving || closing.contains(client.port)
        guard let line = services[service], line.wasSeen || now < youngUntil, !isLeaving else {
            let reason = isLeaving ? Self.stopping : "no instance of \(service) has been seen here"
            return .failure(unavailable(reason, .no))
        }
        return principal
    }

    /// A gateway that has just started has not heard READY of those that run: what it has not seen is absent to it, and
    /// waited for.
    private mutating func expect(_ service: String, now: Int64) {
        guard now < youngUntil, services[service] == nil, services.count < settings.servicesMax,
            ServiceName(service) != nil
        else { return }
        services[service] = ServiceLine(name: service, absentSince: now)
    }

    /// Counts a request against the limits of its connection; past one of them it is `overloaded`.
    private mutating func spend(_ client: Peer, now: Int64) -> Failure? {
        let rate = settings.connectionRatePerSecond
        var connection = connections[client] ?? ClientConnection(ratePerSecond: rate, now: now)
        defer { connections[client] = connection }
        if connection.inFlight >= settings.connectionRequestsMax {
            counters.overloaded += 1
            return .fabric(
                .overloaded, "this connection waits for \(connection.inFlight) requests, and may for no more",
                retryAfter: settings.overloadedRetryMilliseconds, executed: .no)
        }
        guard let pause = connection.take(ratePerSecond: rate, now: now) else { return nil }
        counters.overloaded += 1
        return .fabric(
            .overloaded, "this connection sends more than \(rate) requests a second", retryAfter: Int(pause),
            executed: .no)
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
        guard Self.mentionsActAs(body) else { return admission.principal(origin, nil) }
        let look = Scan(body, limits: settings.limits)
        scan = look
        if let refusal = look.refusal { return .failure(refusal.failure) }
        return look.actAs().flatMap { admission.principal(origin, $0) }
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
            request.client, request.addressee,
            request.scan ?? Scan(request.body, limits: settings.limits), failure, arrived: request.arrived)
    }

    private mutating func refuse(
        _ client: Peer, _ addressee: Addressee, _ scan: Scan, _ failure: Failure, arrived: Int64
    ) {
        count(failure.kind.rawValue, of: addressee.service)
        note(scan, addressee, failure, arrived: arrived)
        answer(client, service: Array(addressee.text.utf8), scan.answer(failure))
    }

    /// Remembers what is answered here under its trace.
    mutating func note(_ scan: Scan, _ addressee: Addressee, _ failure: Failure, arrived: Int64) {
        refusals.note(
            scan, addressee.service, failure, arrived: arrived + machineTimeOffset, held: lastEvent - arrived)
    }

    /// An answer of the gateway's own.
    private mutating func answer(_ client: Peer, service: [UInt8], _ body: [UInt8]) {
        counters.refusals += 1
        send(to: client, service: service, body)
    }
}
