// What the passing of time brings: heartbeats and deaths, deadlines, the end of waiting.

internal import MessageSchema

extension BrokerState {
    mutating func tick(machineTime: Int64, now: Int64) {
        retrySlow(now: now)
        guard slowAnswers.isEmpty || now - lastTick >= fullTickMilliseconds else { return }
        machineTimeOffset = machineTime - now
        forgive(now: now)
        beat(now: now)
        buryDead(now: now)
        scannedBytes = 0
        for request in requests.values { watch(request, now: now) }
        for service in services.keys { dispatch(service, now: now) }
        actions.append(.report(statistics))
    }

    /// What was asked for while the gateway was young and has not come is not known any more.
    private mutating func forgetUnseen(now: Int64) {
        guard now >= youngUntil else { return }
        services = services.filter { $0.value.wasSeen || !$0.value.waiting.isEmpty }
    }

    private mutating func beat(now: Int64) {
        guard now >= nextHeartbeat else { return }
        nextHeartbeat = now + settings.heartbeatMilliseconds
        for peer in workers.keys { send(.heartbeat, to: peer) }
        dismissUnwanted(now: now)
        forgetUnseen(now: now)
        connections = connections.filter { !$0.value.isIdle(now: now) }
    }

    /// Says BYE to those whose key has been taken back since they came.
    private mutating func dismissUnwanted(now: Int64) {
        for worker in workers.values {
            guard case .key = worker.origin, !admission.serves(worker.origin, worker.announcement.service) else {
                continue
            }
            send(.bye, to: worker.peer)
            lose(worker.peer, now: now)
        }
    }

    /// A gateway that was stopped, or busy with one turn for longer than a heartbeat, has not heard what was said to it
    /// meanwhile. Nobody is dead for that.
    private mutating func forgive(now: Int64) {
        let missed = now - lastTick
        lastTick = now
        guard missed > settings.heartbeatMilliseconds else { return }
        for peer in workers.keys { workers[peer]?.lastHeard += missed }
    }

    private mutating func buryDead(now: Int64) {
        let dead = workers.values.filter { now - $0.lastHeard > settings.deathMilliseconds }
        for worker in dead { lose(worker.peer, now: now) }
    }

    private mutating func watch(_ request: PendingRequest, now: Int64) {
        switch request.place {
        case .waiting(let since): watchWaiting(request, since: since, now: now)
        case .inFlight(let peer, let since, let isParked):
            guard let scan = request.scan else {
                // The others have their turn with the next tick.
                let isDue = now - since >= settings.scanAfterMilliseconds && scannedBytes < settings.scanBytesMax
                if isDue { look(into: request, now: now) }
                return
            }
            guard now >= request.deadline(scan) else { return }
            exceed(request, .overdue(peer, since: now, isParked: isParked))
        case .overdue(_, let since, _):
            if now - since >= settings.overdueMilliseconds { _ = take(request.id) }
        }
    }

    private mutating func look(into request: PendingRequest, now: Int64) {
        var request = request
        request.scan = Scan(request.body, limits: settings.limits)
        scannedBytes += request.bodyBytes
        requests[request.id] = request
        watch(request, now: now)
    }

    /// Answers in the service's stead; the request stays with its worker until that lets go of it.
    private mutating func exceed(_ request: PendingRequest, _ overdue: PendingRequest.Place) {
        counters.deadlineExceeded += 1
        let worker = requests[request.id]
        refuseKeeping(
            request, .fabric(.deadlineExceeded, "the deadline passed", executed: .unknown))
        guard var kept = worker else { return }
        kept.place = overdue
        kept.body = []
        kept.scan = nil
        requests[request.id] = kept
        connections[request.client]?.inFlight -= 1
    }

    private mutating func refuseKeeping(_ request: PendingRequest, _ failure: Failure) {
        let scan = request.scan ?? Scan(request.body, limits: settings.limits)
        counters.refusals += 1
        count(failure.kind.rawValue, of: request.service)
        note(scan, request.addressee, failure, arrived: request.arrived)
        send(to: request.client, service: Array(request.addressee.text.utf8), scan.answer(failure))
    }

    private mutating func watchWaiting(_ request: PendingRequest, since: Int64, now: Int64) {
        guard let scan = request.scan, let line = services[request.service] else { return }
        if now >= request.deadline(scan) {
            counters.deadlineExceeded += 1
            return refuse(
                request.id,
                .fabric(.deadlineExceeded, "the deadline passed", executed: request.executed))
        }
        guard let absentSince = line.absentSince else { return }
        if now - max(since, absentSince) >= settings.absenceMilliseconds {
            refuse(
                request.id,
                unavailable("no instance of \(request.service) is there", request.executed))
        }
    }

    // MARK: messages that could not go

    mutating func undelivered(_ message: Outbound, _ delivery: Delivery, now: Int64) {
        if sides[message.port] != .workers {
            guard delivery == .slow else { return giveUp(Peer(port: message.port, id: message.peer), 1) }
            return keepForSlow(message)
        }
        let peer = Peer(port: message.port, id: message.peer)
        guard workers[peer] != nil else { return }
        if message.mark != 0 { takeBack(message.mark, now: now) }
        switch delivery {
        case .gone: lose(peer, now: now)
        case .slow, .sent: workers[peer]?.slowUntil = now + settings.slowPauseMilliseconds
        }
        if message.mark != 0, let service = requests[message.mark]?.service {
            dispatch(service, now: now)
        }
    }

    /// A request that never left waits again, as if it had not been handed out.
    private mutating func takeBack(_ id: UInt64, now: Int64) {
        unhand(id)
        enqueue(id, atFront: true, now: now)
    }
}
