// A request the gateway holds, from its coming in to its one answer.

internal import MessageSchema

/// A request between its client and its worker.
struct PendingRequest: Sendable {
    /// Where it is.
    enum Place: Equatable, Sendable {
        /// In its service's queue since then.
        case waiting(since: Int64)
        /// With a worker since then, counting against its credit or, parked, not.
        case inFlight(Peer, since: Int64, isParked: Bool)
        /// Answered by the gateway at its deadline; its worker still holds it and its credit.
        case overdue(Peer, since: Int64, isParked: Bool)
    }

    let id: UInt64
    let client: Peer
    let addressee: Addressee
    let principal: Principal
    let arrived: Int64
    /// Emptied once answered.
    var body: [UInt8]
    let bodyBytes: Int
    var place: Place
    /// The look into the body, once there was a reason for one.
    var scan: Scan?
    var returns = 0
    /// The worker that gave it back, and until when it is not to have it again.
    var avoids: (worker: Peer, until: Int64)?
    /// It was in flight with a worker that was lost: it may have run, and it is not repeated a
    /// second time.
    var wasLost = false

    var service: String { addressee.service }

    var executed: Failure.Executed { wasLost ? .unknown : .no }

    /// When its client stops waiting.
    func deadline(_ scan: Scan) -> Int64 { arrived + scan.deadline }

    func mayGo(to worker: KnownWorker, now: Int64) -> Bool {
        if let instance = addressee.instance, instance != worker.announcement.instance { return false }
        guard let avoids else { return true }
        return avoids.worker != worker.peer || now >= avoids.until
    }
}
