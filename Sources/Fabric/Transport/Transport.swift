// What the fabric asks of whatever carries its frames: ports that one thread owns. Over ZeroMQ a
// listening port is a ROUTER and a connecting one a DEALER; in memory both are queues. Sending
// never waits: what cannot go is said so.

public import ZeroMQ

/// The frames of one message.
public typealias Frames = [[UInt8]]

extension Frames {
    /// Bytes of all frames together.
    var bytes: Int { reduce(0) { $0 + $1.count } }
}

/// A listening port's name for one connection; empty on a connecting port, which has one peer.
public typealias PeerID = [UInt8]

/// A carrier of frames. A transport is shared; the ports it opens belong to one thread.
public protocol Transport: Sendable {
    /// Opens ports for the calling thread, in the order of the plans. `waker` ends a wait of these
    /// ports.
    func open(_ plans: [PortPlan], waker: Waker) throws(TransportError) -> any PortSet
}

/// What a port is to be.
public struct PortPlan: Sendable {
    public enum Side: Sendable { case listens, connects }
    public var side: Side
    public var endpoint: Endpoint
    public var limits: PortLimits
    /// This side's key pair, which an address of a network takes.
    public var key: KeyPair?
    /// On a listening port with a key: under which name its peers' keys are judged (RFC 27, the domain).
    public var domain: String

    public init(
        _ side: Side, _ endpoint: Endpoint, limits: PortLimits = PortLimits(), key: KeyPair? = nil, domain: String = ""
    ) {
        self.side = side
        self.endpoint = endpoint
        self.limits = limits
        self.key = key
        self.domain = domain
    }
}

/// The bounds of a port.
public struct PortLimits: Sendable {
    /// Bytes of the largest frame the carrier takes; above it the peer gets silence (ZeroMQ
    /// disconnects it), so this is four times the largest body, and `tooLarge` is answered in
    /// between.
    public var frameBytesMax = 4 << 20
    /// Frames of one message that are kept; the rest is thrown away and the message counts as
    /// malformed.
    public var framesMax = 8
    /// Messages queued for one peer until it takes them.
    public var outgoingMessagesMax = 1000
    /// Messages queued of one peer until this side takes them.
    public var incomingMessagesMax = 1000
    /// Messages taken from one port, and bytes, before the others and the clock have their turn; bytes may be
    /// overdrawn by one message.
    public var turnMessagesMax = 256
    public var turnBytesMax = 2 << 20
    /// Milliseconds that unsent messages outlive the port.
    public var lingerMilliseconds = 1000

    public init() {}

    /// Bounds with queues of their own length.
    init(outgoingMessagesMax: Int, incomingMessagesMax: Int) {
        self.outgoingMessagesMax = outgoingMessagesMax
        self.incomingMessagesMax = incomingMessagesMax
    }

    /// How many of the messages that wait are one turn.
    func turn(of messages: [Inbound]) -> Int {
        var bytes = 0
        let end = messages.prefix(turnMessagesMax).firstIndex { message in
            defer { bytes += message.frames.bytes }
            return bytes >= turnBytesMax
        }
        return end ?? min(messages.count, turnMessagesMax)
    }
}

/// A message that came in.
public struct Inbound: Sendable {
    public var port: Int
    public var peer: PeerID
    public var origin: PeerOrigin
    public var frames: Frames
    /// Frames past `PortLimits.framesMax` that were thrown away.
    public var framesDiscarded: Int

    public init(
        port: Int, peer: PeerID = [], origin: PeerOrigin = .unknown, frames: Frames,
        framesDiscarded: Int = 0
    ) {
        self.port = port
        self.peer = peer
        self.origin = origin
        self.frames = frames
        self.framesDiscarded = framesDiscarded
    }
}

/// A message to send.
public struct Outbound: Sendable, Equatable {
    public var port: Int
    public var peer: PeerID
    public var frames: Frames
    /// The sender's own mark, given back if the message cannot go.
    public var mark: UInt64

    public init(port: Int, peer: PeerID = [], frames: Frames, mark: UInt64 = 0) {
        self.port = port
        self.peer = peer
        self.frames = frames
        self.mark = mark
    }
}

/// What became of a message given to a port.
public enum Delivery: Sendable {
    case sent
    /// The peer does not keep up, or is not connected yet; a connecting port tells when it is
    /// writable again.
    case slow
    /// There is no such peer any more.
    case gone
}

/// What a wait brought.
public enum PortNews: Sendable {
    case message(Inbound)
    /// A connecting port that was slow takes messages again.
    case writable(port: Int)
    /// A connecting port has lost its listener, and what was on its way to it or from it. It goes on connecting.
    case disconnected(port: Int)
}

/// Ports opened together. Not Sendable: they live and die in the thread that opened them.
public protocol PortSet: AnyObject {
    /// Waits for news, a ring of the waker, or the time to be over.
    func wait(milliseconds: Int64) -> [PortNews]
    /// Sends without waiting.
    func send(_ message: Outbound) -> Delivery
    /// Opens one more port and gives its number.
    func add(_ plan: PortPlan) throws(TransportError) -> Int
    /// Closes one port. Its number is not used again.
    func remove(_ port: Int)
    /// Where a listening port listens; the port itself, if the plan left it open.
    func endpoint(of port: Int) -> Endpoint?
    /// Closes all ports.
    func close()
}
