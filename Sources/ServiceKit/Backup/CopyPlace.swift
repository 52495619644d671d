// Where a service's copy for one backup lies, and how a copy stands by what lies there: several instances share the
// folder, and each can tell what another one has done.

private import Glibc
import MessageSchema
import WireJSON

/// The files of one service's copy: FOLDER/NAME/SERVICE.sqlite, what it holds beside it, and its unfinished form.
struct CopyPlace {
    let folder: String
    let file: String
    let backup: String

    init(folder: String, backup: BackupName, service: ServiceName) {
        self.folder = folder
        self.backup = "\(folder)/\(backup)"
        file = "\(backup)/\(service).sqlite"
    }

    var copy: String { "\(folder)/\(file)" }
    var unfinished: String { copy + ".part" }
    /// Written last: what says that the copy is whole.
    private var contentsPath: String { copy + ".json" }

    /// Makes the folders, their owner's only.
    func makeFolders() throws {
        for path in [folder, backup] {
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Self.failure(path) }
        }
    }

    /// Gives the finished copy its name, and says what it holds.
    func finish(_ contents: CopyContents) throws {
        guard rename(unfinished, copy) == 0 else { throw Self.failure(copy) }
        let beside = contentsPath + ".part"
        try Self.write(try WireJSON.encode(contents), to: beside)
        guard rename(beside, contentsPath) == 0 else { throw Self.failure(contentsPath) }
        try Self.sync(backup)
        try Self.sync(folder)
    }

    /// What the copy holds, once it is whole.
    func contents() throws -> CopyContents? {
        let descriptor = open(contentsPath, O_RDONLY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT || errno == ENOTDIR { return nil }
        guard descriptor >= 0 else { throw Self.failure(contentsPath) }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: Self.contentsBytesMax)
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw Self.failure(contentsPath) }
        return try WireJSON.decode(CopyContents.self, from: Array(buffer[..<count]))
    }

    /// Bytes of the unfinished copy; nil if there is none.
    var unfinishedBytes: Int64? {
        var information = stat()
        return stat(unfinished, &information) == 0 ? Int64(information.st_size) : nil
    }

    /// Takes away what there is, and the backup's folder if nothing else lies in it.
    func remove() throws {
        for path in [contentsPath, copy, unfinished, unfinished + "-journal", contentsPath + ".part"] {
            guard unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR else { throw Self.failure(path) }
        }
        // Others' copies may lie there.
        rmdir(backup)
    }

    private static let contentsBytesMax = 1 << 16

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw failure(path)
        }
    }

    private static func sync(_ folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(folder) }
    }

    private static func failure(_ path: String) -> BackupRejection {
        .unwritable(path: path, reason: String(cString: strerror(errno)))
    }
}

/// The right to write a service's copies, one at a time among its instances; the kernel gives it back when one dies.
final class CopyTurn: Sendable {
    private let descriptor: Int32

    /// nil if another instance has it.
    init?(folder: String, service: ServiceName) throws {
        let path = "\(folder)/\(service).copying"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw BackupRejection.unwritable(path: path, reason: String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }
}
