// SHA-256 of files, and copies of files that are on the disk before they are spoken of.

internal import Crypto
private import Glibc
import Surroundings

/// A file's size and digest.
struct FileDigest: Equatable {
    var bytes: Int64
    /// Hexadecimal.
    var sha256: String

    static func sha256(_ bytes: [UInt8]) -> String { hexadecimal(SHA256.hash(data: bytes)) }

    /// Of a file; nil if there is none.
    static func of(_ path: String) throws(UsageError) -> FileDigest? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT || errno == ENOTDIR { return nil }
        guard descriptor >= 0 else { throw BackupProblem.system(path) }
        defer { close(descriptor) }
        return try read(descriptor, path) { (_: UnsafeRawBufferPointer) throws(UsageError) in }
    }

    /// Copies a file into a new one, its owner's only, and brings it to the disk; gives what it read.
    @discardableResult
    static func copy(_ path: String, to target: String) throws(UsageError) -> FileDigest {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw BackupProblem.system(path) }
        defer { close(source) }
        let copy = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard copy >= 0 else { throw BackupProblem.system(target) }
        defer { close(copy) }
        do throws(UsageError) {
            let digest = try read(source, path) { (bytes) throws(UsageError) in
                var rest = bytes[...]
                while !rest.isEmpty {
                    let count = write(copy, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                    if count < 0, errno == EINTR { continue }
                    guard count > 0 else { throw BackupProblem.system(target) }
                    rest = rest.dropFirst(count)
                }
            }
            guard fsync(copy) == 0 else { throw BackupProblem.system(target) }
            return digest
        } catch {
            unlink(target)
            throw error
        }
    }

    private static func read(
        _ descriptor: Int32, _ path: String, _ take: (UnsafeRawBufferPointer) throws(UsageError) -> Void
    ) throws(UsageError) -> FileDigest {
        var hash = SHA256()
        var bytes: Int64 = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 1)
        defer { buffer.deallocate() }
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw BackupProblem.system(path) }
            guard count > 0 else { return FileDigest(bytes: bytes, sha256: hexadecimal(hash.finalize())) }
            let part = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            hash.update(bufferPointer: part)
            try take(part)
            bytes += Int64(count)
        }
    }

    private static func hexadecimal(_ digest: SHA256.Digest) -> String {
        String(decoding: Hexadecimal.digits(of: Array(digest)), as: UTF8.self)
    }
}

/// Why a backup could not be made, read or put back.
enum BackupProblem {
    /// The system's last error about a path.
    static func system(_ path: String) -> UsageError {
        let code = errno
        return UsageError(
            "\(path): \(String(cString: strerror(code)))",
            next: code == ENOSPC || code == EFBIG || code == EDQUOT ? "make room, or give another folder" : nil)
    }
}
