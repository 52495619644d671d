// One libzmq socket. Not Sendable: libzmq aborts the process when two threads touch one socket, so
// a socket is made, used and closed in the same thread, and nothing here lets it out.

private import CZeroMQ
private import Glibc

/// A libzmq socket, owned by the thread that makes it.
public final class Socket {
    /// The patterns the suite uses (zmq_socket(3)).
    public enum Kind: Sendable { case router, dealer, request, pair }

    /// What became of a message given to a socket.
    public enum Sent: Sendable {
        case sent
        /// The peer's queue is full, or there is no peer yet (EAGAIN).
        case wouldBlock
        /// There is no peer of that routing id (EHOSTUNREACH).
        case unreachable
    }

    private var handle: UnsafeMutableRawPointer?
    private let context: Context
    /// Set by `beCurveServer`: its peers are known by what the ZAP handler calls them.
    var isAuthenticated = false
    /// Where a frame lies while it is read. libzmq keeps small frames inside this structure, so it
    /// must not move.
    private let part = UnsafeMutablePointer<zmq_msg_t>.allocate(capacity: 1)

    public init(_ kind: Kind, in context: Context) throws(ZeroMQError) {
        self.context = context
        handle = zmq_socket(context.handle, kind.number)
        if handle == nil { throw ZeroMQError("zmq_socket") }
    }

    deinit {
        close()
        part.deallocate()
    }

    /// Closes the socket; unsent messages live on for the linger time. Later calls do nothing.
    public func close() {
        guard let open = handle else { return }
        zmq_close(open)
        handle = nil
    }

    /// Listens at an endpoint such as `ipc:///run/sauro/client.ipc`.
    public func bind(_ endpoint: String) throws(ZeroMQError) {
        guard zmq_bind(handle, endpoint) == 0 else { throw ZeroMQError("zmq_bind") }
    }

    /// Where it listens; of a wildcard port the one it got (ZMQ_LAST_ENDPOINT).
    public func boundTo() throws(ZeroMQError) -> String? {
        var text = [CChar](repeating: 0, count: 256)
        var count = text.count
        guard zmq_getsockopt(handle, ZMQ_LAST_ENDPOINT, &text, &count) == 0 else { throw ZeroMQError("zmq_getsockopt") }
        return String(validating: text[..<max(0, count - 1)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Connects, and reconnects for ever, to an endpoint that need not exist yet.
    public func connect(_ endpoint: String) throws(ZeroMQError) {
        guard zmq_connect(handle, endpoint) == 0 else { throw ZeroMQError("zmq_connect") }
    }

    /// Sends one message without waiting; `routing` is the first frame of a ROUTER's message. Once
    /// the first frame is taken libzmq takes the others too, so a message is sent whole or not at
    /// all.
    public func send(_ frames: [[UInt8]], routing: [UInt8]? = nil) throws(ZeroMQError) -> Sent {
        if let routing {
            let first = try send(frame: routing, more: !frames.isEmpty)
            guard first == .sent else { return first }
        }
        for index in frames.indices {
            let sent = try send(frame: frames[index], more: index + 1 < frames.count)
            guard sent == .sent else { return sent }
        }
        return .sent
    }

    private func send(frame: [UInt8], more: Bool) throws(ZeroMQError) -> Sent {
        let flags = more ? ZMQ_DONTWAIT | ZMQ_SNDMORE : ZMQ_DONTWAIT
        while zmq_send(handle, frame, frame.count, flags) < 0 {
            switch zmq_errno() {
            case EAGAIN: return .wouldBlock
            case EHOSTUNREACH: return .unreachable
            case EINTR: continue
            default: throw ZeroMQError("zmq_send")
            }
        }
        return .sent
    }

    /// Takes the next message if one has come; frames past `framesMax` are read and thrown away. Who sent it is told if
    /// `knowsPeer`.
    public func receive(framesMax: Int, knowsPeer: Bool = true) throws(ZeroMQError) -> ReceivedMessage? {
        var message = ReceivedMessage()
        var isMore = true
        while isMore {
            zmq_msg_init(part)
            defer { zmq_msg_close(part) }
            guard try receivePart() else { return nil }
            if message.frames.count < framesMax {
                message.frames.append(partBytes)
            } else {
                message.framesDiscarded += 1
            }
            message.bytes += zmq_msg_size(part)
            isMore = zmq_msg_more(part) != 0
            if !isMore, knowsPeer {
                message.peer = property(isAuthenticated ? "User-Id" : "Peer-Address")
            }
        }
        return message
    }

    private func receivePart() throws(ZeroMQError) -> Bool {
        while zmq_msg_recv(part, handle, ZMQ_DONTWAIT) < 0 {
            let code = zmq_errno()
            if code == EINTR { continue }
            guard code == EAGAIN else { throw ZeroMQError(operation: "zmq_msg_recv", code: code) }
            return false
        }
        return true
    }

    /// A property of the message's connection (zmq_msg_gets(3)).
    private func property(_ name: String) -> String? { zmq_msg_gets(part, name).map { String(cString: $0) } }

    private var partBytes: [UInt8] {
        [UInt8](UnsafeRawBufferPointer(start: zmq_msg_data(part), count: zmq_msg_size(part)))
    }

    /// The socket for a poll of the same thread.
    var pollHandle: UnsafeMutableRawPointer? { handle }

    func setInteger(_ option: Int32, _ value: Int32) throws(ZeroMQError) {
        var value = value
        guard zmq_setsockopt(handle, option, &value, MemoryLayout<Int32>.size) == 0 else {
            throw ZeroMQError("zmq_setsockopt")
        }
    }

    func setBytes(_ option: Int32, _ value: [UInt8]) throws(ZeroMQError) {
        guard zmq_setsockopt(handle, option, value, value.count) == 0 else { throw ZeroMQError("zmq_setsockopt") }
    }

    func setLong(_ option: Int32, _ value: Int64) throws(ZeroMQError) {
        var value = value
        guard zmq_setsockopt(handle, option, &value, MemoryLayout<Int64>.size) == 0 else {
            throw ZeroMQError("zmq_setsockopt")
        }
    }
}

extension Socket.Kind {
    fileprivate var number: Int32 {
        switch self {
        case .router: ZMQ_ROUTER
        case .dealer: ZMQ_DEALER
        case .request: ZMQ_REQ
        case .pair: ZMQ_PAIR
        }
    }
}

/// A message as it came, one array a frame.
public struct ReceivedMessage: Sendable, Equatable {
    public var frames: [[UInt8]] = []
    /// Frames past the bound, read and thrown away.
    public var framesDiscarded = 0
    /// Bytes of all frames, those thrown away among them.
    public var bytes = 0
    /// Who sent it: of an authenticated connection the property `User-Id`, otherwise `Peer-Address`, which over ipc
    /// ends in `:UID:GID:PID` of the peer. nil if nobody asked.
    public var peer: String?

    public init() {}
}
