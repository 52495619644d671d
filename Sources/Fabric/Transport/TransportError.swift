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
    case zeroMQ(ZeroMQError)
    case threadRefused(code: Int32)
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
        case .zeroMQ(let error): error.description
        case .threadRefused(let code): "the system refused a thread (error \(code))"
        case .startedBefore: "it was started before; make a new one"
        }
    }
}
