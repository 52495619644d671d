// A service's connection to its gateways: a `WorkerState` on a thread that owns one DEALER a
// gateway.

public import MessageSchema
public import Surroundings
private import Synchronization

/// A worker that takes requests for one service from all gateways.
public final class Worker: Sendable {
    private let thread: PortThread<WorkerState>
    private let desk: Desk

    /// `announcement.epoch` is where the epochs begin; each READY to a gateway is one higher than
    /// the one before. `key` is the instance's own, which gateways of a network take.
    public init(
        transport: any Transport, gateways: [Endpoint], key: KeyPair? = nil, announcement: ReadyAnnouncement,
        settings: WorkerSettings = .init(), surroundings: Surroundings
    ) {
        let state = WorkerState(
            announcement: announcement, gateways: gateways.count, settings: settings)
        let plans = gateways.map { PortPlan(.connects, $0, limits: settings.port, key: key) }
        let desk = Desk()
        self.desk = desk
        thread = PortThread(state, transport: transport, plans: plans, surroundings: surroundings) {
            desk.hear($0)
        }
        let thread = thread
        desk.post.withLock { post in post = Desk.Post { [weak thread] in thread?.post(.answer($0, $1)) } }
    }

    deinit { thread.stop() }

    /// Connects and says READY. A gateway need not be there yet.
    public func start() throws(TransportError) { try thread.start() }

    /// The requests, for one consumer. There are never more of them waiting here than the credit
    /// allows.
    public var requests: AsyncStream<IncomingRequest> { desk.stream }

    /// Tells the gateways to send no more. What runs is answered as ever; what was not begun the
    /// consumer gives back.
    public func drain() { thread.post(.drain) }

    /// Whether, after `drain`, no gateway sends more or lacks an answer.
    public var isDrained: Bool { statistics?.isDrained ?? false }

    /// Says BYE, closes the ports and ends the stream. Answers given later are dropped.
    public func stop() {
        thread.stop()
        desk.hear(.finished)
    }

    /// The state as of the last look at the clock, a quarter of a heartbeat ago at most.
    public var statistics: WorkerStatistics? { desk.statistics.withLock { $0 } }
}

/// Where the worker's thread lays its requests down.
private final class Desk: Sendable {
    /// The way back to the thread. A bare function in the Mutex would be wrapped once more by each access, and each
    /// answer would go through all of them.
    struct Post: Sendable {
        let send: @Sendable (WorkerState.RequestKey, RequestAnswer) -> Void
    }

    let stream: AsyncStream<IncomingRequest>
    let statistics = Mutex<WorkerStatistics?>(nil)
    let post = Mutex<Post?>(nil)
    private let continuation: AsyncStream<IncomingRequest>.Continuation

    init() {
        // Unbounded by itself; the worker takes no more requests than its credit.
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
    }

    func hear(_ report: WorkerState.Report) {
        switch report {
        case .finished: continuation.finish()
        case .statistics(let latest): statistics.withLock { $0 = latest }
        case .request(let key, let head, let body, let arrived):
            let post = post.withLock { $0 }
            let ticket = IncomingRequest.Ticket { post?.send(key, $0) }
            continuation.yield(
                IncomingRequest(head: head, body: body, arrived: arrived, ticket: ticket))
        }
    }
}
