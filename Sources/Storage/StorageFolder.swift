// The folder and files of a store, readable by their owner only.

private import Glibc
internal import MessageSchema

/// Where a service's database lies.
struct StorageFolder {
    let databasePath: String
    let turnPath: String

    /// Creates what is missing: folders 0700, the database file 0600.
    init(path: String, service: ServiceName) throws {
        databasePath = "\(path)/\(service).sqlite"
        turnPath = "\(path)/\(service).turn"
        try Self.createFolder(path)
        try Self.createFile(databasePath)
        try Self.sync(path)
    }

    static func createFolder(_ path: String) throws {
        var information = stat()
        if stat(path, &information) == 0 { return }
        var parent = "."
        if let slash = path.lastIndex(of: "/") {
            parent = slash == path.startIndex ? "/" : String(path[..<slash])
            if slash > path.startIndex { try createFolder(parent) }
        }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure(path) }
        try sync(parent)
    }

    /// Brings a folder's names to the disk: POSIX promises a new file or folder to nobody before (fsync(2)).
    private static func sync(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(path) }
    }

    /// O_EXCL matters: opening and closing a database that another store of this process has open
    /// would drop its locks (POSIX: closing any descriptor of a file releases the process's locks
    /// on it).
    private static func createFile(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 { close(descriptor) } else if errno != EEXIST { throw failure(path) }
    }

    private static func failure(_ path: String) -> StorageError {
        .refused(path, code: errno, reason: String(cString: strerror(errno)))
    }
}
