// The disk under a database file, as the system has it.

import MessageSchema

private import Glibc

extension DiskState {
    /// What the file system says of a database file (statvfs(3), stat(2)); nil where it says nothing.
    init?(database path: String) {
        var space = statvfs()
        guard statvfs(Self.folder(of: path), &space) == 0 else { return nil }
        let unit = Int64(space.f_frsize)
        self.init(
            freeBytes: Int64(space.f_bavail) * unit, totalBytes: Int64(space.f_blocks) * unit,
            databaseBytes: Self.size(of: path), walBytes: Self.size(of: path + "-wal"))
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    private static func size(of path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }
}
