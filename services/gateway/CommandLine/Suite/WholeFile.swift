// Files that are replaced whole: who reads one sees the old text or the new one, also after a power loss.

private import Glibc

/// Writes whole files.
enum WholeFile {
    /// Replaces a file, or makes it, its owner's only. A link is followed; the mode of what was there stays.
    static func write(_ text: String, to path: String) throws(UsageError) {
        let target = resolved(path)
        let beside = target + ".new"
        // What an interrupted write left; whoever replaces files here holds a lock.
        unlink(beside)
        do throws(UsageError) {
            try create(text, at: beside, mode: FileStamp(of: target)?.mode ?? 0o600)
            guard rename(beside, target) == 0 else { throw failed(target) }
        } catch {
            unlink(beside)
            throw error
        }
        try sync(folderOf: target)
    }

    /// Gives a file another name, over another file if there is one; true if there was a file.
    @discardableResult
    static func move(_ path: String, to target: String) throws(UsageError) -> Bool {
        guard rename(path, target) == 0 else {
            if errno == ENOENT { return false }
            throw failed(target)
        }
        try sync(folderOf: target)
        return true
    }

    static func remove(_ path: String) throws(UsageError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw failed(path) }
    }

    private static func create(_ text: String, at path: String, mode: UInt32) throws(UsageError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failed(path) }
        defer { close(descriptor) }
        let count = text.utf8.count
        guard Glibc.write(descriptor, text, count) == count, fchmod(descriptor, mode) == 0, fsync(descriptor) == 0
        else { throw failed(path) }
    }

    /// A name is on disk when its folder is.
    private static func sync(folderOf path: String) throws(UsageError) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failed(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failed(folder) }
    }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    private static func failed(_ path: String) -> UsageError {
        UsageError("\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}
