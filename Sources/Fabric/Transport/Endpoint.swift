// Where a port listens or connects, and who is at the other end of a connection.

/// The place of a port: a socket file of this machine, an address of a network, or a name within this process.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    enum Place: Hashable, Sendable {
        case ipc(path: String)
        /// `key` is the gateway's, on the side that connects to it.
        case tcp(host: String, port: String, key: PublicKey?)
        /// A name within a libzmq context.
        case inproc(name: String)
        case memory(name: String)
    }

    let place: Place

    /// A socket file. Throws when the path is longer than a socket address holds.
    public static func ipc(_ path: String) throws(TransportError) -> Endpoint {
        let length = path.utf8.count
        guard length <= pathBytesMax else { throw .pathTooLong(path: path, bytes: length) }
        guard !path.isEmpty else { throw .socketUnusable(path: path, reason: "the path is empty") }
        return Endpoint(place: .ipc(path: path))
    }

    /// Reads a socket's path, `tcp://HOST:PORT` to listen at, or `tcp://HOST:PORT/KEY` to connect to, KEY being the
    /// gateway's public key in hexadecimal digits. An address of IPv6 stands in brackets; as a port to listen at, `*`
    /// is any that is free.
    public init(_ text: String) throws(TransportError) {
        guard text.contains("://") else {
            self = try .ipc(text)
            return
        }
        guard text.hasPrefix(Self.tcpScheme), let place = Self.address(text.dropFirst(Self.tcpScheme.count)) else {
            throw .endpointMalformed(text)
        }
        self.place = place
    }

    private init(place: Place) { self.place = place }

    private static let tcpScheme = "tcp://"

    private static func address(_ text: Substring) -> Place? {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let colon = parts[0].lastIndex(of: ":") else { return nil }
        let host = parts[0][..<colon]
        let port = parts[0][parts[0].index(after: colon)...]
        guard !host.isEmpty, host.allSatisfy(isHostCharacter), host.contains(":") == host.hasPrefix("["), isPort(port)
        else { return nil }
        guard parts.count == 2 else { return .tcp(host: String(host), port: String(port), key: nil) }
        guard let key = PublicKey(String(parts[1])) else { return nil }
        return .tcp(host: String(host), port: String(port), key: key)
    }

    private static func isPort(_ text: Substring) -> Bool { text == "*" || UInt16(text) ?? 0 > 0 }

    private static func isHostCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || ".-_[]:*%".contains(character))
    }

    /// The same address with a gateway's key, to connect to.
    public func with(_ key: PublicKey) -> Endpoint {
        guard case .tcp(let host, let port, _) = place else { return self }
        return Endpoint(place: .tcp(host: host, port: port, key: key))
    }

    /// Whether it is an address of a network, where keys are needed.
    public var isNetwork: Bool { if case .tcp = place { true } else { false } }

    /// Where libzmq's requests for authentication arrive (RFC 27).
    static let authentication = Endpoint(place: .inproc(name: "zeromq.zap.01"))

    /// The path of a socket file.
    var path: String? { if case .ipc(let path) = place { path } else { nil } }

    /// What libzmq is told; nil for what it does not carry.
    var zeroMQText: String? {
        switch place {
        case .ipc(let path): "ipc://\(path)"
        case .tcp(let host, let port, _): "tcp://\(host):\(port)"
        case .inproc(let name): "inproc://\(name)"
        case .memory: nil
        }
    }

    /// A name in a `MemoryTransport`.
    public static func memory(_ name: String) -> Endpoint { Endpoint(place: .memory(name: name)) }

    /// `sun_path` of unix(7) is 108 bytes with its terminating zero.
    public static let pathBytesMax = 107

    public var description: String {
        switch place {
        case .ipc(let path): "ipc://\(path)"
        case .tcp(let host, let port, let key): "tcp://\(host):\(port)" + (key.map { "/\($0)" } ?? "")
        case .inproc(let name): "inproc://\(name)"
        case .memory(let name): "memory:\(name)"
        }
    }
}

/// Who is at the other end, as the operating system says; nothing a peer writes can change it.
public enum PeerOrigin: Hashable, Sendable {
    /// A process of this machine, by the user id its socket credentials carry.
    case local(uid: UInt32)
    /// The holder of a key, as CurveZMQ and the gatekeeper have proved.
    case key(PublicKey)
    case unknown

    /// Reads what libzmq says of a message's sender.
    init(_ peer: String?, isAuthenticated: Bool) {
        if isAuthenticated {
            self = peer.flatMap { PublicKey($0) }.map { .key($0) } ?? .unknown
        } else {
            self = Self.ipcPeer(peer)
        }
    }

    /// Reads the message property `Peer-Address`, which over ipc ends in `:UID:GID:PID`.
    static func ipcPeer(_ address: String?) -> PeerOrigin {
        guard let text = address?.utf8 else { return .unknown }
        var end = text.endIndex
        for _ in 0..<2 {
            guard let colon = text[..<end].lastIndex(of: UInt8(ascii: ":")) else { return .unknown }
            end = colon
        }
        let start = text[..<end].lastIndex(of: UInt8(ascii: ":")).map { text.index(after: $0) } ?? text.startIndex
        guard let uid = UInt32(Substring(text[start..<end])) else { return .unknown }
        return .local(uid: uid)
    }
}
