// Clients whose queue is full: their answers wait here in order, behind those that waited before.

extension BrokerState {
    /// Sends an answer, or keeps it behind those its client has not taken yet.
    mutating func send(to client: Peer, service: [UInt8], _ body: [UInt8]) {
        let frames = ClientFrames.make(service: service, body: body)
        let answer = Outbound(port: client.port, peer: client.id, frames: frames)
        if slowAnswers.holds(client) { return keepForSlow(answer) }
        actions.append(.send(answer))
    }

    mutating func keepForSlow(_ answer: Outbound) {
        let isKept = slowAnswers.keep(answer, until: lastEvent + settings.slowClientMilliseconds, settings)
        if !isKept { counters.dropped += 1 }
    }

    /// Tries what is kept for a client; one that has said something may have read something, too.
    mutating func retrySlow(_ client: Peer) {
        guard slowAnswers.holds(client) else { return }
        actions.append(.sendSeries(slowAnswers.answers(for: client)))
    }

    mutating func retrySlow(now: Int64) {
        counters.dropped += slowAnswers.dropOverdue(now: now)
        for client in slowAnswers.clients { retrySlow(client) }
    }

    /// What became of what was kept for a client.
    mutating func sentSlow(_ count: Int, to client: Peer, _ delivery: Delivery, now: Int64) {
        if delivery == .gone { return giveUp(client, 0) }
        slowAnswers.release(count, to: client, until: now + settings.slowClientMilliseconds)
        // More was kept meanwhile.
        if delivery == .sent { retrySlow(client) }
    }

    /// Drops what waits for a client that is gone, and so many answers more.
    mutating func giveUp(_ client: Peer, _ answers: Int) {
        counters.dropped += answers + slowAnswers.drop(client)
    }
}
