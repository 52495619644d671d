// Handing requests to workers: the least busy one with credit, or the queue, or a refusal.

internal import MessageSchema

extension BrokerState {
    /// A new request goes to a worker at once unless others wait before it.
    mutating func place(_ request: PendingRequest, now: Int64) {
        guard let line = services[request.service] else { return }
        let waitsForNobody = line.waiting.isEmpty || request.addressee.instance != nil
        if waitsForNobody, let worker = freeWorker(for: request, now: now) {
            return hand(request.id, to: worker, now: now)
        }
        enqueue(request.id, atFront: false, now: now)
        // Those before it may be waiting for another worker than the one that is free.
        dispatch(request.service, now: now)
    }

    /// Puts a request into its service's queue. It is looked into first: what has no valid envelope
    /// is answered, and the answer to one too many needs its id.
    mutating func enqueue(_ id: UInt64, atFront: Bool, now: Int64) {
        guard var request = requests[id], var line = services[request.service] else { return }
        if let instance = request.addressee.instance { return refuse(id, absence(of: instance, request)) }
        let scan = request.scan ?? Scan(request.body, limits: settings.limits)
        request.scan = scan
        request.place = .waiting(since: now)
        requests[id] = request
        if let refusal = scan.refusal { return refuse(id, refusal.failure) }
        let isFull =
            line.waiting.count >= settings.queueRequestsMax
            || line.waitingBytes + request.bodyBytes > settings.queueBytesMax
        if isFull, !atFront {
            counters.overloaded += 1
            return refuse(id, overloaded(request))
        }
        line.waiting.insert(id, at: atFront ? 0 : line.waiting.count)
        line.waitingBytes += request.bodyBytes
        services[request.service] = line
    }

    /// Why one instance does not get what is for it alone. Nothing waits for an instance: it may never come back.
    private func absence(of instance: String, _ request: PendingRequest) -> Failure {
        let worker = instances[instance].flatMap { workers[$0] }
        guard let worker, worker.announcement.service == request.service, !worker.isDraining else {
            return unavailable("no instance \(instance) of \(request.service) takes requests here", request.executed)
        }
        return overloaded(request)
    }

    private func overloaded(_ request: PendingRequest) -> Failure {
        .fabric(
            .overloaded, "too many requests wait for \(request.service)",
            retryAfter: settings.overloadedRetryMilliseconds, executed: request.executed)
    }

    /// Hands waiting requests out as long as somebody has room.
    mutating func dispatch(_ service: String, now: Int64) {
        guard let line = services[service], !line.waiting.isEmpty, hasRoom(service, now: now) else {
            return
        }
        var kept: [UInt64] = []
        for (index, id) in line.waiting.enumerated() {
            guard hasRoom(service, now: now) else {
                kept += line.waiting[index...]
                break
            }
            guard let request = requests[id] else { continue }
            guard let worker = freeWorker(for: request, now: now) else {
                kept.append(id)
                continue
            }
            services[service]?.waitingBytes -= request.bodyBytes
            hand(id, to: worker, now: now)
        }
        services[service]?.waiting = kept
    }

    private func hasRoom(_ service: String, now: Int64) -> Bool {
        services[service]?.workers.contains { workers[$0]?.hasRoom(now: now) ?? false } ?? false
    }

    /// The worker with room that holds the fewest requests; equals take turns.
    private mutating func freeWorker(for request: PendingRequest, now: Int64) -> Peer? {
        guard let line = services[request.service], !line.workers.isEmpty else { return nil }
        var best: (peer: Peer, held: Int)?
        for step in line.workers.indices {
            let peer = line.workers[(line.turn + step) % line.workers.count]
            guard let worker = workers[peer], worker.hasRoom(now: now),
                request.mayGo(to: worker, now: now),
                worker.countHeld < best?.held ?? .max
            else { continue }
            best = (peer, worker.countHeld)
        }
        if best != nil { services[request.service]?.turn = (line.turn + 1) % line.workers.count }
        return best?.peer
    }

    private mutating func hand(_ id: UInt64, to peer: Peer, now: Int64) {
        requests[id]?.place = .inFlight(peer, since: now, isParked: false)
        guard let request = requests[id] else { return }
        workers[peer]?.take(request)
        let head = RequestHead(
            principal: request.principal, agedMilliseconds: now - request.arrived,
            sent: now + machineTimeOffset)
        send(.request(id: id, head: JSONRPC.encoded(head), body: request.body), to: peer, mark: id)
    }

    /// Takes a request out of wherever it is and forgets it.
    mutating func take(_ id: UInt64) -> PendingRequest? {
        guard let request = requests.removeValue(forKey: id) else { return nil }
        switch request.place {
        case .waiting: leaveQueue(request)
        case .inFlight(let peer, _, let isParked): workers[peer]?.release(request, isParked: isParked)
        case .overdue(let peer, _, let isParked):
            workers[peer]?.release(request, isParked: isParked)
            return request  // Its client was answered, and waits no more.
        }
        connections[request.client]?.inFlight -= 1
        return request
    }

    private mutating func leaveQueue(_ request: PendingRequest) {
        guard let index = services[request.service]?.waiting.firstIndex(of: request.id) else {
            return
        }
        services[request.service]?.waiting.remove(at: index)
        services[request.service]?.waitingBytes -= request.bodyBytes
    }

    /// Takes a request back from its worker, as far as the worker is concerned.
    mutating func unhand(_ id: UInt64) {
        guard let request = requests[id], case .inFlight(let peer, _, let isParked) = request.place
        else { return }
        workers[peer]?.release(request, isParked: isParked)
    }
}
