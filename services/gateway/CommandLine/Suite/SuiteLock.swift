// The right to run the suite of a data folder, held by one `sauro up` or `sauro broker` at a time.

private import Glibc

/// The lock of a data folder; given up with the process at the latest.
final class SuiteLock: Sendable {
    private let descriptor: Int32

    /// Makes the folders, those of sockets and logs owner's only, and takes the lock. Throws who holds it.
    init(_ folder: SuiteFolder) throws(UsageError) {
        for path in [folder.root, folder.run, folder.logs] { try Self.makeFolder(path) }
        for path in [folder.run, folder.logs] { try Self.closeToOthers(path) }
        descriptor = open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.unusable(folder.lock) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(descriptor)
            close(descriptor)
            throw UsageError(
                "a suite runs in \(folder.root) already" + (holder.map { ", by process \($0)" } ?? ""),
                next: "stop it first, or give another folder with --data")
        }
        let text = "\(getpid())\n"
        ftruncate(descriptor, 0)
        guard pwrite(descriptor, text, text.utf8.count, 0) == text.utf8.count else { throw Self.unusable(folder.lock) }
    }

    /// A child that is just being started has a copy of the descriptor: closing ours alone would leave it the lock.
    deinit {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private static func holder(_ descriptor: Int32) -> Int32? {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: buffer[..<count].prefix { $0 != 10 }, as: UTF8.self))
    }

    /// Makes a folder and those above it that are missing, all of them their owner's only.
    static func makeFolder(_ path: String) throws(UsageError) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw unusable(path)
        }
        try makeFolder(String(path[..<slash]))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw unusable(path) }
    }

    /// Closes a folder of ours to others, who could otherwise reach its sockets or read its logs.
    private static func closeToOthers(_ path: String) throws(UsageError) {
        guard chmod(path, 0o700) == 0 else { throw unusable(path) }
    }

    private static func unusable(_ path: String) -> UsageError {
        UsageError("\(path) cannot be used: \(String(cString: strerror(errno)))")
    }
}
