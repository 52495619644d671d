// Why a port could not be opened; each says what to do about it.

public import ZeroMQ

/// A port that could not be opened.
public enum TransportError: Error, Equatable, Sendable, CustomStringConvertible {
    case pathTooLong(path: String, bytes: Int)
    /// Another process holds the lock beside the socket.
    case socketHeld(path: String)
    /// The folder of a socket is open to others than its owner.
    case folderOpen(path: String, mode: UInt32)
    case socketUnusable(path: String, reason: String)
    /// The transport has no such kind of endpoint.
    case foreignEndpoint(String)
    /// Another port of this process listens under that name.
    case nameTaken(String)
    /// A key file is missing, open to others or malformed.
    case keyUnusable(path: String, reason: String)
    /// An endpoint over TCP without the keys it takes; nothing is spoken over TCP in the clear.
    case keyMissing(endpoint: String, reason: String)
    /// A text that is no endpoint.
    case endpointMalformed(String)
    /// The address is in use, is not this machine's, or the like.
    case notOpened(endpoint: String, ZeroMQError)
    case zeroMQ(ZeroMQError)
    case threadRefused(code: Int32)
    /// It was not started, or has been stopped.
    case notRunning
    /// `start()` was called twice, or after `stop()`.
    case startedBefore

    public var description: String {
        switch self {
        case .pathTooLong(let path, let bytes):
            "the socket path has \(bytes) bytes and the system takes \(Endpoint.pathBytesMax); "
                + "choose a shorter data folder than that of \(path)"
        case .socketHeld(let path):
            "another process serves \(path); stop it first or use another data folder"
        case .folderOpen(let path, let mode):
            "the folder \(path) has mode \(String(mode, radix: 8)) and must be its owner's only; "
                + "chmod 700 it"
        case .socketUnusable(let path, let reason): "the socket \(path) cannot be used: \(reason)"
        case .foreignEndpoint(let endpoint): "this transport has no endpoints like \(endpoint)"
        case .nameTaken(let name): "something listens as \(name) already"
        case .keyUnusable(let path, let reason): "the key file \(path) cannot be used: \(reason)"
        case .keyMissing(let endpoint, let reason): "\(endpoint) cannot be used: \(reason)"
        case .endpointMalformed(let text):
            "\"\(text)\" is no endpoint; it is a socket's path, or tcp://HOST:PORT, with /KEY after it for a gateway "
                + "to connect to, KEY being the gateway's public key"
        case .notOpened(let endpoint, let error): "\(endpoint) cannot be opened: \(error)"
        case .zeroMQ(let error): error.description
        case .threadRefused(let code): "the system refused a thread (error \(code))"
        case .notRunning: "it does not run"
        case .startedBefore: "it was started before; make a new one"
        }
    }
}
