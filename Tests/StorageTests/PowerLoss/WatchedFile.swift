// An open file that passes everything on to SQLite's own file system and tells its disk of every change. Locks and
// shared memory are passed on unseen: they do not outlive the power.

import GRDBSQLite

/// What SQLite holds of an open file: this, and behind it the real file.
struct WatchedFile {
    private var base: sqlite3_file
    private var handle: Unmanaged<Handle>

    /// What lies before the real file.
    static let headerBytes = 64

    /// The Swift side of it.
    private final class Handle {
        let real: UnsafeMutablePointer<sqlite3_file>
        let disk: Disk
        let file: DiskFile
        let name: String

        init(_ real: UnsafeMutablePointer<sqlite3_file>, _ disk: Disk, _ file: DiskFile, _ name: String) {
            self.real = real
            self.disk = disk
            self.file = file
            self.name = name
        }

        var methods: sqlite3_io_methods { real.pointee.pMethods.pointee }
    }

    /// Opens the real file behind `file`, and makes `file` one of these if that succeeds.
    static func open(
        _ file: UnsafeMutablePointer<sqlite3_file>, _ name: String, on disk: Disk,
        _ openReal: (UnsafeMutablePointer<sqlite3_file>) -> Int32
    ) -> Int32 {
        precondition(MemoryLayout<WatchedFile>.size <= headerBytes, "the real file lies behind this one")
        let memory = UnsafeMutableRawPointer(file)
        let real = (memory + headerBytes).assumingMemoryBound(to: sqlite3_file.self)
        // SQLite closes a file that could not be opened only if it has methods.
        file.pointee.pMethods = nil
        let opened = disk.open(name) { openReal(real) }
        guard opened.code == SQLITE_OK, let content = opened.file else { return opened.code }
        let handle = Handle(real, disk, content, name)
        memory.bindMemory(to: WatchedFile.self, capacity: 1).initialize(
            to: WatchedFile(base: sqlite3_file(pMethods: methods), handle: .passRetained(handle)))
        return SQLITE_OK
    }

    private static func handle(_ file: UnsafeMutablePointer<sqlite3_file>?) -> Handle {
        guard let file else { preconditionFailure("SQLite calls a method of no file") }
        return UnsafeRawPointer(file).assumingMemoryBound(to: WatchedFile.self).pointee.handle.takeUnretainedValue()
    }

    // Written once, here, and kept for the program's life.
    nonisolated(unsafe) private static let methods: UnsafePointer<sqlite3_io_methods> = {
        let place = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        var own = sqlite3_io_methods()
        // Version 2 has shared memory and lacks memory-mapped reads, which nobody could watch.
        own.iVersion = 2
        own.xClose = { close($0) }
        own.xWrite = { write($0, $1, Int($2), at: $3) }
        own.xTruncate = { truncate($0, to: $1) }
        own.xSync = { sync($0, $1) }
        passOn(&own)
        place.initialize(to: own)
        return UnsafePointer(place)
    }()

    /// Methods that change nothing a disk keeps.
    private static func passOn(_ own: inout sqlite3_io_methods) {
        own.xRead = { file, bytes, count, offset in
            let handle = WatchedFile.handle(file)
            return handle.disk.look { handle.methods.xRead(handle.real, bytes, count, offset) }
        }
        own.xFileSize = { file, size in
            let handle = WatchedFile.handle(file)
            return handle.disk.look { handle.methods.xFileSize(handle.real, size) }
        }
        own.xLock = { WatchedFile.handle($0).methods.xLock(WatchedFile.handle($0).real, $1) }
        own.xUnlock = { WatchedFile.handle($0).methods.xUnlock(WatchedFile.handle($0).real, $1) }
        own.xCheckReservedLock = { WatchedFile.handle($0).methods.xCheckReservedLock(WatchedFile.handle($0).real, $1) }
        own.xFileControl = { WatchedFile.handle($0).methods.xFileControl(WatchedFile.handle($0).real, $1, $2) }
        own.xSectorSize = { WatchedFile.handle($0).methods.xSectorSize(WatchedFile.handle($0).real) }
        own.xDeviceCharacteristics = {
            WatchedFile.handle($0).methods.xDeviceCharacteristics(WatchedFile.handle($0).real)
        }
        own.xShmMap = { WatchedFile.handle($0).methods.xShmMap(WatchedFile.handle($0).real, $1, $2, $3, $4) }
        own.xShmLock = { WatchedFile.handle($0).methods.xShmLock(WatchedFile.handle($0).real, $1, $2, $3) }
        own.xShmBarrier = { WatchedFile.handle($0).methods.xShmBarrier(WatchedFile.handle($0).real) }
        own.xShmUnmap = { WatchedFile.handle($0).methods.xShmUnmap(WatchedFile.handle($0).real, $1) }
    }
}

// MARK: - Changes

extension WatchedFile {
    private static func close(_ file: UnsafeMutablePointer<sqlite3_file>?) -> Int32 {
        let handle = handle(file)
        let code = handle.methods.xClose(handle.real)
        Unmanaged.passUnretained(handle).release()
        file?.pointee.pMethods = nil
        return code
    }

    private static func write(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ bytes: UnsafeRawPointer?, _ count: Int, at offset: Int64
    ) -> Int32 {
        let handle = handle(file)
        return handle.disk.change(.write, handle.name) {
            handle.methods.xWrite(handle.real, bytes, Int32(count), offset)
        } record: {
            handle.file.write(Array(UnsafeRawBufferPointer(start: bytes, count: count)), at: Int(offset))
        }
    }

    private static func truncate(_ file: UnsafeMutablePointer<sqlite3_file>?, to size: Int64) -> Int32 {
        let handle = handle(file)
        return handle.disk.change(.truncate, handle.name) {
            handle.methods.xTruncate(handle.real, size)
        } record: {
            handle.file.truncate(to: Int(size))
        }
    }

    private static func sync(_ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32) -> Int32 {
        let handle = handle(file)
        return handle.disk.sync(handle.file, handle.name) { handle.methods.xSync(handle.real, flags) }
    }
}
