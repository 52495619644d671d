// Whose turn it is to write, among the instances that share a database: flock(2) on a file beside
// it. Without it one of three writers starved for seconds behind SQLite's own busy handler.

private import Glibc

/// The turn file. Each `Turn` is an open file of its own, so two stores of one process exclude each
/// other as two processes do; the kernel gives the turn back when a holder dies.
final class Turn: Sendable {
    private let descriptor: Int32

    init(path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StorageError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
    }

    deinit { close(descriptor) }

    /// Waits for the turn, does the work, passes the turn on.
    func holding<T>(_ work: () throws -> T) throws -> T {
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                throw StorageError.engine(
                    code: 10, message: "flock: " + String(cString: strerror(errno)))
            }
        }
        defer { flock(descriptor, LOCK_UN) }
        return try work()
    }
}
