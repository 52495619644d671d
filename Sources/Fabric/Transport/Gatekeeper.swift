// Who may connect over a network: libzmq asks for each new connection, under RFC 27 (ZAP), and this answers. A machine
// like the others, on a thread of its own, at the one place in a libzmq context where libzmq asks.

internal import Surroundings

/// Lets connections in by their keys. It must run before a port of the same transport listens with a key, and as long.
final class Gatekeeper: Sendable {
    private let thread: PortThread<GatekeeperState>

    /// `admits` says whether a key may connect to ports of a domain; it is asked on the gatekeeper's thread.
    init(
        transport: any Transport, surroundings: Surroundings,
        admits: @escaping @Sendable (PublicKey, _ domain: String) -> Bool
    ) {
        thread = PortThread(
            GatekeeperState(admits: admits), transport: transport, plans: [PortPlan(.listens, .authentication)],
            surroundings: surroundings
        ) { _ in }
    }

    deinit { thread.stop() }

    func start() throws(TransportError) { try thread.start() }
    func stop() { thread.stop() }
}

/// Answers libzmq's questions.
struct GatekeeperState: PortMachine {
    enum Command: Sendable {}
    enum Report: Sendable {}

    let admits: @Sendable (PublicKey, _ domain: String) -> Bool

    var tickMilliseconds: Int64 { 1000 }

    mutating func handle(_ event: PortEvent<Command>, now: Int64) -> [PortAction<Report>] {
        guard case .message(let inbound) = event,
            let question = AdmissionQuestion(inbound.frames, discarded: inbound.framesDiscarded)
        else { return [] }
        let isAdmitted = question.key.map { admits($0, question.domain) } ?? false
        return [.send(Outbound(port: inbound.port, peer: inbound.peer, frames: question.answer(isAdmitted)))]
    }
}

/// One question of libzmq's (RFC 27): empty frame, version, request id, domain, address, identity, mechanism, and of
/// CURVE the key.
struct AdmissionQuestion: Equatable {
    let domain: String
    /// Nil unless the mechanism is CURVE.
    let key: PublicKey?
    private let request: [UInt8]

    private static let version = Array("1.0".utf8)
    private static let curve = Array("CURVE".utf8)
    private static let keyBytes = 32

    init?(_ frames: Frames, discarded: Int) {
        guard discarded == 0, frames.count >= 7, frames[0].isEmpty, frames[1] == Self.version,
            let domain = String(validating: frames[3], as: UTF8.self)
        else { return nil }
        request = frames[2]
        self.domain = domain
        let isCurve = frames[6] == Self.curve && frames.count == 8 && frames[7].count == Self.keyBytes
        key = isCurve ? PublicKey(bytes: frames[7]) : nil
    }

    /// Admitted, the connection's messages all carry the key as their `User-Id`.
    func answer(_ isAdmitted: Bool) -> Frames {
        let status = isAdmitted ? ("200", "OK") : ("400", "unknown key")
        let user = isAdmitted ? key?.text ?? "" : ""
        return [[], Self.version, request, Array(status.0.utf8), Array(status.1.utf8), Array(user.utf8), []]
    }
}
