// An instance of a service as the gateway knows it, and a service with its instances and its queue.

internal import MessageSchema

/// An instance that said READY.
struct KnownWorker: Sendable {
    let peer: Peer
    /// Who it is, by its connection.
    let origin: PeerOrigin
    let announcement: ReadyAnnouncement
    var lastHeard: Int64
    var isDraining = false
    /// Its connection is full: no requests until then.
    var slowUntil: Int64 = 0
    /// All requests with it, parked and overdue ones too.
    var requests: Set<UInt64> = []
    /// What counts against its credit.
    var countHeld = 0
    var bytesHeld = 0
    var parked = 0

    /// True while there is credit; bytes may be overdrawn by one request, so that none is too large
    /// for ever.
    func hasRoom(now: Int64) -> Bool {
        !isDraining && now >= slowUntil && countHeld < announcement.credit.requests
            && bytesHeld < announcement.credit.bytes
    }

    mutating func take(_ request: PendingRequest) {
        requests.insert(request.id)
        countHeld += 1
        bytesHeld += request.bodyBytes
    }

    /// Forgets a request; a parked one gave its credit back when it parked.
    mutating func release(_ request: PendingRequest, isParked: Bool) {
        guard requests.remove(request.id) != nil else { return }
        if isParked {
            parked -= 1
        } else {
            countHeld -= 1
            bytesHeld -= request.bodyBytes
        }
    }

    mutating func park(_ request: PendingRequest) {
        countHeld -= 1
        bytesHeld -= request.bodyBytes
        parked += 1
    }
}

/// A service that was seen at least once, or asked for while the gateway was young.
struct ServiceLine: Sendable {
    let name: String
    var wasSeen = false
    var workers: [Peer] = []
    /// Requests waiting, the next one first.
    var waiting: [UInt64] = []
    var waitingBytes = 0
    /// Requests by what became of them.
    var outcomes: [String: Int] = [:]
    /// From the coming of requests to the passing on of their answers, long polls that waited left out.
    var durations = DurationTally()
    /// Since when it has no instance that takes requests; nil while it has one.
    var absentSince: Int64?
    /// Where the search for the least busy worker begins, so that equals take turns.
    var turn = 0
}
