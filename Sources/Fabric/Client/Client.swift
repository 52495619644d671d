// The client: a `ClientState` on a thread that owns one DEALER a gateway. By itself it repeats a call only when the
// connection to its gateway is lost, once, and only if that does no harm; whether a call that has failed may be
// repeated is the caller's to know (`Failure.isRetryable`, and a key for writes).

public import MessageSchema
public import Surroundings
private import Synchronization
internal import WireJSON

/// A caller of services, by way of one or several gateways. Calls may be made from every task at
/// once.
public final class Client: Sendable {
    let settings: ClientSettings
    private let thread: PortThread<ClientState>
    private let waiting: Waiting

    /// `key` is the caller's own, which gateways of a network take.
    public init(
        transport: any Transport, gateways: [Endpoint], key: KeyPair? = nil, settings: ClientSettings = .init(),
        surroundings: Surroundings
    ) {
        self.settings = settings
        let waiting = Waiting()
        self.waiting = waiting
        let plans = gateways.map { PortPlan(.connects, $0, limits: settings.port, key: key) }
        thread = PortThread(
            ClientState(gateways: gateways.count, settings: settings), transport: transport,
            plans: plans,
            surroundings: surroundings
        ) { report in
            guard case .outcome(let token, let outcome) = report else { return }
            waiting.resume(token, outcome)
        }
    }

    deinit { thread.stop() }

    /// Connects; the gateways need not be there yet.
    public func start() throws(TransportError) { try thread.start() }

    /// Ends all calls with `unavailable` and closes the ports.
    public func stop() {
        thread.stop()
        waiting.close()
    }

    /// Sends a body and waits for its answer, for the time it is told or until the task is
    /// cancelled.
    func send(
        service: String, body: [UInt8], patience: Int64, matching: ClientState.Matching,
        token: UInt64, isRepeatable: Bool = false
    ) async throws(Failure) -> ClientState.Received {
        let call = ClientState.Call(
            token: token, service: service, body: body, matching: matching, patience: patience,
            isRepeatable: isRepeatable)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard waiting.add(token, continuation) else { return }
                if !thread.post(.call(call)) { waiting.resume(token, .failure(Self.notRunning)) }
                // The handler may have run before the call was posted.
                if Task.isCancelled { thread.post(.cancel(token: token)) }
            }
        } onCancel: {
            thread.post(.cancel(token: token))
        }
        return try outcome.get()
    }

    /// A number no other call of this client has.
    func newToken() -> UInt64 { waiting.newToken() }

    /// What a call ends with that no gateway has taken.
    public static let unreachable = Failure.fabric(
        .unavailable, "no gateway can be reached", retryAfter: 1000, executed: Failure.Executed.no)

    fileprivate static let notRunning = Failure.fabric(
        .unavailable, "the client is not running", executed: Failure.Executed.no)
}

/// The tasks that wait for an answer.
private final class Waiting: Sendable {
    typealias Continuation = CheckedContinuation<Result<ClientState.Received, Failure>, Never>
    private struct State {
        var continuations: [UInt64: Continuation] = [:]
        var lastToken: UInt64 = 0
        var isClosed = false
    }

    private let state = Mutex(State())

    func newToken() -> UInt64 {
        state.withLock { state in
            state.lastToken += 1
            return state.lastToken
        }
    }

    /// False, the continuation resumed, when the client was stopped.
    func add(_ token: UInt64, _ continuation: Continuation) -> Bool {
        let isOpen = state.withLock { state in
            if !state.isClosed { state.continuations[token] = continuation }
            return !state.isClosed
        }
        if !isOpen { continuation.resume(returning: .failure(Client.notRunning)) }
        return isOpen
    }

    func resume(_ token: UInt64, _ outcome: Result<ClientState.Received, Failure>) {
        state.withLock { $0.continuations.removeValue(forKey: token) }?.resume(returning: outcome)
    }

    func close() {
        let left = state.withLock { state in
            state.isClosed = true
            defer { state.continuations = [:] }
            return state.continuations.values.map { $0 }
        }
        for continuation in left { continuation.resume(returning: .failure(Client.notRunning)) }
    }
}
