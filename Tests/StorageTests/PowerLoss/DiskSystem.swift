// The file system SQLite is given: its own, but files in the folder of a `Disk` are opened through that disk. It is
// the default of the whole test program; other folders' files are opened as they always were.

import Glibc
import GRDBSQLite
import Synchronization

/// Puts disks under SQLite (https://sqlite.org/vfs.html).
enum DiskSystem {
    private static let disks = Mutex<[String: Disk]>([:])

    static func attach(_ disk: Disk) {
        precondition(isInstalled, "SQLite must take the file system")
        disks.withLock { $0[disk.path] = disk }
    }

    static func detach(_ disk: Disk) { disks.withLock { $0[disk.path] = nil } }

    /// The disk a path lies on, and the name there.
    private static func place(_ path: UnsafePointer<CChar>?) -> (disk: Disk, name: String)? {
        guard let path else { return nil }
        let text = String(cString: path)
        guard let slash = text.lastIndex(of: "/") else { return nil }
        let disk = disks.withLock { $0[String(text[..<slash])] }
        return disk.map { ($0, String(text[text.index(after: slash)...])) }
    }

    // Read only, and SQLite keeps it for the program's life.
    nonisolated(unsafe) private static let system = sqlite3_vfs_find(nil)

    /// A copy of the system's own with two methods and one system call exchanged. It is never freed.
    private static let isInstalled: Bool = {
        guard let system, system.pointee.iVersion >= 3, original != nil else { return false }
        var own = system.pointee
        own.pNext = nil
        own.zName = UnsafePointer(strdup("power-loss"))
        own.szOsFile += Int32(WatchedFile.headerBytes)
        own.xOpen = { open($1, $2, $3, $4) }
        own.xDelete = { delete($1, $2) }
        let place = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        place.initialize(to: own)
        let watching: FolderOpening = { openFolder($0, $1) }
        let isWatching = system.pointee.xSetSystemCall(
            system, "openDirectory", unsafeBitCast(watching, to: sqlite3_syscall_ptr.self))
        return isWatching == SQLITE_OK && sqlite3_vfs_register(place, 1) == SQLITE_OK
    }()

    private static func open(
        _ path: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
        _ flagsOut: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        guard let system, let file else { return SQLITE_CANTOPEN }
        guard let (disk, name) = place(path) else { return system.pointee.xOpen(system, path, file, flags, flagsOut) }
        return WatchedFile.open(file, name, on: disk) { system.pointee.xOpen(system, path, $0, flags, flagsOut) }
    }

    private static func delete(_ path: UnsafePointer<CChar>?, _ syncsFolder: Int32) -> Int32 {
        guard let system else { return SQLITE_IOERR }
        guard let (disk, name) = place(path) else { return system.pointee.xDelete(system, path, syncsFolder) }
        return disk.remove(name) { system.pointee.xDelete(system, path, syncsFolder) }
    }
}

// MARK: - Syncing folders

extension DiskSystem {
    // SQLite opens the folder of a file only to sync it: after the first sync of a new log, and after some deletions.
    private typealias FolderOpening = @convention(c) (UnsafePointer<CChar>?, UnsafeMutablePointer<Int32>?) -> Int32

    // Asked for before the call is exchanged.
    private static let original = unsafeBitCast(
        system?.pointee.xGetSystemCall(system, "openDirectory"), to: FolderOpening?.self)

    private static func openFolder(_ path: UnsafePointer<CChar>?, _ descriptor: UnsafeMutablePointer<Int32>?) -> Int32 {
        guard let original else { return SQLITE_CANTOPEN }
        if let (disk, _) = place(path) { disk.folderWasOpened.store(true, ordering: .relaxed) }
        return original(path, descriptor)
    }
}
