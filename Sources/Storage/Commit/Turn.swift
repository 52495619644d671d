// Whose turn it is to write, among the instances that share a database: flock(2) on a file beside
// it. Without it one of three writers starved for seconds behind SQLite's own busy handler.

private import Glibc

/// The turn file. Each `Turn` is an open file of its own, so two stores of one process exclude each
/// other as two processes do; the kernel gives the turn back when a holder dies.
final class Turn: Sendable {
    private let descriptor: Int32
    /// The files that have to be those that were opened: the turn's own and the database's. Otherwise this would write,
    /// and acknowledge, what nobody finds again.
    private let opened: [(path: String, file: FileIdentity?)]

    init(_ place: StorageFolder) throws {
        descriptor = open(place.turnPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StorageError.refused(place.turnPath, code: errno, reason: String(cString: strerror(errno)))
        }
        opened = [place.turnPath, place.databasePath].map { ($0, FileIdentity(of: $0)) }
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
        for (path, file) in opened where file == nil || FileIdentity(of: path) != file {
            throw StorageError.fileGone(path: path)
        }
        return try work()
    }
}

/// Which file lies at a path: two looks that differ are of two files (stat(2)).
private struct FileIdentity: Equatable {
    let device: UInt
    let number: UInt

    /// nil if there is none.
    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        (device, number) = (UInt(status.st_dev), UInt(status.st_ino))
    }
}
