// What tells that a file has changed.

private import Glibc

/// A file as it lies there, without its contents.
struct FileStamp: Sendable, Equatable {
    private let seconds: Int
    private let nanoseconds: Int
    private let bytes: Int
    private let inode: UInt64
    /// The permission bits.
    let mode: UInt32

    /// Of the file at a path; nil if there is none.
    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
        bytes = Int(status.st_size)
        inode = UInt64(status.st_ino)
        mode = status.st_mode & 0o777
    }
}
