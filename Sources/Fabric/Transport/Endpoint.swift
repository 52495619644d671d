// Where a port listens or connects, and who is at the other end of a connection.

/// The place of a port: a socket file of this machine, or a name within this process.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    enum Place: Hashable, Sendable {
        case ipc(path: String)
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

    /// A name in a `MemoryTransport`.
    public static func memory(_ name: String) -> Endpoint { Endpoint(place: .memory(name: name)) }

    /// `sun_path` of unix(7) is 108 bytes with its terminating zero.
    public static let pathBytesMax = 107

    public var description: String {
        switch place {
        case .ipc(let path): "ipc://\(path)"
        case .memory(let name): "memory:\(name)"
        }
    }
}

/// Who is at the other end, as the operating system says; nothing a peer writes can change it.
public enum PeerOrigin: Hashable, Sendable {
    /// A process of this machine, by the user id its socket credentials carry.
    case local(uid: UInt32)
    case unknown

    /// Reads the message property `Peer-Address`, which over ipc ends in `:UID:GID:PID`.
    static func ipcPeer(_ address: String?) -> PeerOrigin {
        guard let address else { return .unknown }
        let parts = address.split(separator: ":", omittingEmptySubsequences: false).suffix(3)
        guard parts.count == 3, let first = parts.first, let uid = UInt32(first) else {
            return .unknown
        }
        return .local(uid: uid)
    }
}
