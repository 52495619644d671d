// A worker that is gone, and what that means for the requests it held.

internal import MessageSchema

extension BrokerState {
    /// Forgets a worker: what it held is repeated elsewhere once if that does no harm, and
    /// otherwise answered.
    mutating func lose(_ peer: Peer, now: Int64) {
        guard let worker = workers.removeValue(forKey: peer) else { return }
        let service = worker.announcement.service
        counters.workersLost += 1
        instances[worker.announcement.instance] = nil
        services[service]?.workers.removeAll { $0 == peer }
        noteAbsence(service, now: now)
        // Newest first, each to the front of the queue, so that they stand there in their old
        // order.
        for id in worker.requests.sorted(by: >) {
            salvage(id, worker.announcement.methods, now: now)
        }
        dispatch(service, now: now)
    }

    private mutating func salvage(_ id: UInt64, _ effects: [String: Effect], now: Int64) {
        guard var request = requests[id] else { return }
        if case .overdue = request.place {
            requests[id] = nil
            return
        }
        let scan = request.scan ?? Scan(request.body, limits: settings.limits)
        let mayRepeat =
            !request.wasLost && request.addressee.instance == nil && scan.refusal == nil && scan.isRepeatable(effects)
        request.scan = scan
        request.wasLost = true
        request.place = .waiting(since: now)
        requests[id] = request
        guard mayRepeat else {
            return refuse(
                id,
                unavailable(
                    "the instance of \(request.service) that had the request was lost", .unknown))
        }
        counters.repeated += 1
        enqueue(id, atFront: true, now: now)
    }

    /// Notes since when nobody takes the service's requests.
    mutating func noteAbsence(_ service: String, now: Int64) {
        guard let line = services[service] else { return }
        let isThere = line.workers.contains { workers[$0]?.isDraining == false }
        if isThere {
            services[service]?.absentSince = nil
        } else if line.absentSince == nil {
            services[service]?.absentSince = now
        }
    }
}
