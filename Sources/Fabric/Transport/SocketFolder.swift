// The folder a socket file lives in, open to its owner only, and the lock that says whose socket it
// is. zmq_bind on a live ipc path succeeds and takes its new clients away, so the lock comes first.

private import Glibc

/// The right to listen at one socket path; given up when this is released, at the latest by the
/// system.
final class SocketLock {
    private let descriptor: Int32

    /// Makes the folder if needed and takes the lock `PATH.lock`.
    init(socket path: String) throws(TransportError) {
        try Self.makeFolder(of: path)
        descriptor = open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.unusable(path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let failure =
                errno == EWOULDBLOCK ? TransportError.socketHeld(path: path) : Self.unusable(path)
            Glibc.close(descriptor)
            throw failure
        }
    }

    deinit { Glibc.close(descriptor) }

    private static func makeFolder(of path: String) throws(TransportError) {
        let folder = parent(of: path)
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw unusable(path) }
        var status = stat()
        guard stat(folder, &status) == 0 else { throw unusable(path) }
        let mode = status.st_mode & 0o777
        guard mode & 0o077 == 0 else { throw .folderOpen(path: folder, mode: mode) }
        guard status.st_uid == geteuid() else {
            throw .socketUnusable(path: path, reason: "its folder belongs to user \(status.st_uid)")
        }
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func unusable(_ path: String) -> TransportError {
        .socketUnusable(path: path, reason: String(cString: strerror(errno)))
    }
}
