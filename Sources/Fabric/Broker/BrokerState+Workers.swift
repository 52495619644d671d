// The worker port: the eight commands, and what a lost worker means for what it held.

internal import MessageSchema

extension BrokerState {
    mutating func hearWorker(_ inbound: Inbound, now: Int64) {
        guard !isLeaving, !closing.contains(inbound.port) else { return counters.dropped += 1 }
        let peer = Peer(port: inbound.port, id: inbound.peer)
        workers[peer]?.lastHeard = now
        guard let message = WorkerFrames(inbound.frames, discarded: inbound.framesDiscarded) else {
            return violate(peer, now: now)
        }
        switch message {
        case .ready(let announcement): welcome(peer, announcement, from: inbound.origin, now: now)
        case .request: violate(peer, now: now)
        case .heartbeat: if workers[peer] == nil { send(.bye, to: peer) }
        case .reply(let id, let body): reply(id, body, from: peer, now: now)
        case .park(let id): park(id, from: peer, now: now)
        case .giveBack(let id): giveBack(id, from: peer, now: now)
        case .drain: drain(peer, now: now)
        case .bye: lose(peer, now: now)
        }
    }

    /// A message that breaks the protocol: counted, and its sender is unknown from now on and told
    /// so.
    private mutating func violate(_ peer: Peer, now: Int64) {
        counters.violations += 1
        send(.bye, to: peer)
        lose(peer, now: now)
    }

    // MARK: READY

    private mutating func welcome(
        _ peer: Peer, _ announcement: ReadyAnnouncement, from origin: PeerOrigin, now: Int64
    ) {
        guard isSound(announcement), admission.serves(origin, announcement.service) else {
            return violate(peer, now: now)
        }
        if let known = workers[peer], known.announcement.instance != announcement.instance {
            return violate(peer, now: now)
        }
        if let ghost = instances[announcement.instance], let known = workers[ghost] {
            // Names of instances can be read by others; only who bears one may come back under it.
            guard known.announcement.service == announcement.service, known.origin == origin,
                announcement.epoch != known.announcement.epoch
            else { return violate(peer, now: now) }
            guard announcement.epoch > known.announcement.epoch else {
                send(.bye, to: peer)
                if ghost == peer { lose(peer, now: now) }
                return
            }
            lose(ghost, now: now)
        }
        admit(peer, announcement, from: origin, now: now)
    }

    private func isSound(_ announcement: ReadyAnnouncement) -> Bool {
        let isKnown = services[announcement.service]?.wasSeen ?? false
        let hasRoom = workers.count < settings.workersMax || instances[announcement.instance] != nil
        return ServiceName(announcement.service) != nil && !announcement.instance.isEmpty
            && announcement.credit.requests > 0 && announcement.credit.bytes > 0
            && announcement.credit.parked >= 0 && hasRoom
            && (isKnown || services.values.count(where: \.wasSeen) < settings.servicesMax)
    }

    private mutating func admit(
        _ peer: Peer, _ announcement: ReadyAnnouncement, from origin: PeerOrigin, now: Int64
    ) {
        workers[peer] = KnownWorker(peer: peer, origin: origin, announcement: announcement, lastHeard: now)
        instances[announcement.instance] = peer
        var line = services[announcement.service] ?? ServiceLine(name: announcement.service)
        line.wasSeen = true
        line.workers.append(peer)
        line.absentSince = nil
        services[announcement.service] = line
        // The worker learns at once that it is known, and not a heartbeat later.
        send(.heartbeat, to: peer)
        dispatch(announcement.service, now: now)
    }

    // MARK: REPLY, PARK, RETURN, DRAIN

    /// Where a request is, if it is with this worker.
    private func held(_ id: UInt64, by peer: Peer) -> (request: PendingRequest, isParked: Bool)? {
        guard let request = requests[id] else { return nil }
        switch request.place {
        case .inFlight(peer, _, let isParked), .overdue(peer, _, let isParked):
            return (request, isParked)
        default: return nil
        }
    }

    private mutating func reply(_ id: UInt64, _ body: [UInt8], from peer: Peer, now: Int64) {
        guard let (request, isParked) = held(id, by: peer) else {
            counters.lateReplies += 1
            return
        }
        if case .overdue = request.place {
            counters.lateReplies += 1
            _ = take(id)
        } else if body.count > settings.limits.bodyBytesMax {
            refuse(
                id,
                .fabric(.tooLarge, "the answer is larger than the wire allows", executed: .unknown))
        } else {
            _ = take(id)
            counters.replies += 1
            count(Self.answered, of: request.service)
            if !isParked { services[request.service]?.durations.add(now - request.arrived) }
            send(to: request.client, service: Array(request.addressee.text.utf8), body)
        }
        dispatch(request.service, now: now)
    }

    private mutating func park(_ id: UInt64, from peer: Peer, now: Int64) {
        guard var (request, isParked) = held(id, by: peer), !isParked else {
            counters.dropped += 1
            return
        }
        switch request.place {
        case .inFlight(_, let since, _):
            request.place = .inFlight(peer, since: since, isParked: true)
        case .overdue(_, let since, _): request.place = .overdue(peer, since: since, isParked: true)
        case .waiting: return
        }
        isParked = true
        requests[id] = request
        workers[peer]?.park(request)
        dispatch(request.service, now: now)
    }

    private mutating func giveBack(_ id: UInt64, from peer: Peer, now: Int64) {
        guard var (request, _) = held(id, by: peer) else {
            counters.dropped += 1
            return
        }
        counters.returned += 1
        if case .overdue = request.place {
            _ = take(id)
            return dispatch(request.service, now: now)
        }
        unhand(id)
        request.returns += 1
        request.avoids = (peer, now + settings.returnPauseMilliseconds)
        request.place = .waiting(since: now)
        requests[id] = request
        if request.returns >= settings.returnsMax {
            refuse(
                id,
                unavailable(
                    "\(request.service) gave the request back \(request.returns) times",
                    request.executed))
        } else {
            enqueue(id, atFront: true, now: now)
        }
        dispatch(request.service, now: now)
    }

    private mutating func drain(_ peer: Peer, now: Int64) {
        guard let service = workers[peer]?.announcement.service else {
            counters.dropped += 1
            return
        }
        workers[peer]?.isDraining = true
        noteAbsence(service, now: now)
        // Behind every request it was handed, so that it knows: no more come.
        send(.drain, to: peer)
    }
}
