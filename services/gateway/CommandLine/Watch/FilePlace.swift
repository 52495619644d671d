// What the system says of a file or a folder, for checks that change nothing.

private import Glibc

/// A file's owner, mode, size and age.
struct FilePlace: Sendable, Equatable {
    let owner: UInt32
    /// Permission bits.
    let mode: UInt32
    let isFolder: Bool
    let bytes: Int64
    /// When it was changed last, seconds since 1970.
    let changed: Int64

    /// nil if there is nothing.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        owner = status.st_uid
        mode = status.st_mode & 0o7777
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        bytes = Int64(status.st_size)
        changed = Int64(status.st_mtim.tv_sec)
    }

    /// True if others than the owner can do anything with it.
    var isOpenToOthers: Bool { mode & 0o077 != 0 }

    var modeText: String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// The names in a folder, sorted; none if it cannot be read.
    static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}

/// The file system under a folder.
struct FileSpace: Sendable, Equatable {
    let freeBytes: Int64
    let totalBytes: Int64
    let freeFiles: Int64
    let totalFiles: Int64

    init?(_ folder: String) {
        var space = statvfs()
        guard statvfs(folder, &space) == 0 else { return nil }
        let unit = Int64(space.f_frsize)
        (freeBytes, totalBytes) = (Int64(space.f_bavail) * unit, Int64(space.f_blocks) * unit)
        (freeFiles, totalFiles) = (Int64(space.f_favail), Int64(space.f_files))
    }

    /// Hundredths that are free.
    var freePercent: Double { totalBytes > 0 ? Double(freeBytes) / Double(totalBytes) * 100 : 100 }
}
