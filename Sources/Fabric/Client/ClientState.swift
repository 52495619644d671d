// A client's decisions: which gateway gets a call, which answer belongs to which call, what has
// taken too long. Pure.

internal import MessageSchema
internal import WireJSON

/// The state of a client; a gateway's number is its port's.
struct ClientState: PortMachine {
    typealias Action = PortAction<Report>

    /// How an answer is known to be a call's.
    enum Matching: Sendable, Equatable {
        /// By one of these ids, byte for byte; none means only an answer with a null id can be it.
        case ids([[UInt8]])
        /// An answer of `mmi.`, which has no id: in the order of asking.
        case query
    }

    struct Call: Sendable {
        var token: UInt64
        var service: String
        var body: [UInt8]
        var matching: Matching
        /// Milliseconds the caller waits.
        var patience: Int64
        /// Running it twice does no harm: it reads, or carries a key.
        var isRepeatable = false
    }

    enum Command: Sendable {
        case call(Call)
        case cancel(token: UInt64)
    }

    /// An answer as it came, and read, unless it was a query's.
    struct Received: Sendable {
        var body: [UInt8]
        var answers: JSONRPC.Answers?
    }

    enum Report: Sendable {
        case outcome(token: UInt64, Result<Received, Failure>)
    }

    struct Pending: Sendable {
        let call: Call
        let begun: Int64
        /// The gateway it went to; nil until one took it.
        var gateway: Int?
        /// It was lost with a gateway.
        var wasLost = false

        var mayHaveRun: Bool { gateway != nil || wasLost }
    }

    let settings: ClientSettings
    var calls: [UInt64: Pending] = [:]
    var tokens: [[UInt8]: UInt64] = [:]
    /// Queries asked of each gateway, oldest first.
    var queries: [[UInt64]]
    /// Gateways that take no messages at the moment.
    var blocked: Set<Int> = []
    /// Gateways whose connection was lost a moment ago, and until when: libzmq may still take messages for it.
    var resting: [Int: Int64] = [:]
    /// Calls no gateway has taken yet, oldest first.
    var unsent: [UInt64] = []
    var dropped = 0

    init(gateways: Int, settings: ClientSettings = ClientSettings()) {
        self.settings = settings
        queries = Array(repeating: [], count: gateways)
    }

    var tickMilliseconds: Int64 { calls.isEmpty ? 1000 : settings.tickMilliseconds }

    mutating func handle(_ event: PortEvent<Command>, now: Int64) -> [Action] {
        switch event {
        case .opened, .sentSeries: return []
        case .command(.call(let call)): return begin(call, now: now)
        case .command(.cancel(let token)): return cancel(token)
        case .message(let inbound): return hear(inbound)
        case .undelivered(let message, _): return redirect(message)
        case .writable(let port):
            blocked.remove(port)
            return sendUnsent()
        case .disconnected(let port): return lose(port, now: now)
        case .tick: return calls.keys.sorted().flatMap { watch($0, now: now) } + endRests(now: now)
        case .stopping: return calls.keys.sorted().flatMap { finish($0, .failure(stopped($0))) }
        }
    }

    // MARK: sending

    private mutating func begin(_ call: Call, now: Int64) -> [Action] {
        if let failure = refusal(of: call) {
            return [.report(.outcome(token: call.token, .failure(failure)))]
        }
        calls[call.token] = Pending(call: call, begun: now)
        if case .ids(let ids) = call.matching {
            for id in ids { tokens[id] = call.token }
        }
        return send(call.token)
    }

    private func refusal(of call: Call) -> Failure? {
        guard (1...ClientFrames.serviceBytesMax).contains(call.service.utf8.count) else {
            return .fabric(
                .invalidRequest, "\"\(call.service)\" is no name of a service", executed: .no)
        }
        if calls.count >= settings.callsMax {
            return .fabric(
                .overloaded, "this client has \(calls.count) calls in flight", retryAfter: 100,
                executed: .no)
        }
        if call.body.count > settings.limits.bodyBytesMax {
            return .fabric(
                .tooLarge,
                "the request has more than \(settings.limits.bodyBytesMax) bytes",
                executed: .no)
        }
        if case .ids(let ids) = call.matching, ids.contains(where: { tokens[$0] != nil }) {
            return .fabric(.invalidRequest, "a call with the same id is in flight", executed: .no)
        }
        return nil
    }

    /// Sends a call to the first gateway that takes messages, or keeps it until one does.
    mutating func send(_ token: UInt64) -> [Action] {
        guard var pending = calls[token] else { return [] }
        let isFree = { [blocked, resting] gateway in !blocked.contains(gateway) && resting[gateway] == nil }
        guard let gateway = queries.indices.first(where: isFree) else {
            unsent.append(token)
            return []
        }
        pending.gateway = gateway
        calls[token] = pending
        if pending.call.matching == .query { queries[gateway].append(token) }
        let frames = ClientFrames.make(
            service: Array(pending.call.service.utf8), body: pending.call.body)
        return [.send(Outbound(port: gateway, frames: frames, mark: token))]
    }

    private mutating func redirect(_ message: Outbound) -> [Action] {
        blocked.insert(message.port)
        queries[message.port].removeAll { $0 == message.mark }
        calls[message.mark]?.gateway = nil
        return send(message.mark)
    }

    private mutating func endRests(now: Int64) -> [Action] {
        guard resting.contains(where: { now >= $0.value }) else { return [] }
        resting = resting.filter { now < $0.value }
        return sendUnsent()
    }

    private mutating func sendUnsent() -> [Action] {
        let waiting = unsent
        unsent = []
        return waiting.flatMap { send($0) }
    }

    // MARK: hearing

    private mutating func hear(_ inbound: Inbound) -> [Action] {
        guard
            case .request(let service, let body) = ClientFrames.read(
                inbound.frames, discarded: inbound.framesDiscarded)
        else { return drop() }
        if service.hasPrefix("mmi.") {
            guard let token = queries[inbound.port].first else { return drop() }
            return finish(token, .success(Received(body: body)))
        }
        guard let answers = JSONRPC.answers(body, bytesMax: settings.port.frameBytesMax),
            let token = owner(of: answers, from: inbound.port)
        else { return drop() }
        return finish(token, .success(Received(body: body, answers: answers)))
    }

    private mutating func drop() -> [Action] {
        dropped += 1
        return []
    }

    /// The call an answer is for. One without an id can only be given to the one call that is out.
    private func owner(of answers: JSONRPC.Answers, from gateway: Int) -> UInt64? {
        for id in answers.entries.compactMap(\.id) {
            if let token = tokens[id] { return token }
        }
        guard answers.entries.allSatisfy({ $0.id == nil }) else { return nil }
        let out = calls.values.filter { $0.gateway == gateway && $0.call.matching != .query }
        if out.count == 1 { return out[0].call.token }
        let nameless = out.filter { $0.call.matching == .ids([]) }
        return nameless.count == 1 ? nameless[0].call.token : nil
    }
}
