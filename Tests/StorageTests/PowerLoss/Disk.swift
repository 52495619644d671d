// The disk under one folder: everything SQLite does to its files passes here, until the power is cut. From then on
// every read and every change fails, and `image` is what the disk holds.

import Foundation
import GRDBSQLite
import Surroundings
import Synchronization

/// When the power is cut, and what outlives it.
struct PowerCut: Sendable {
    /// Changes that still happen before it.
    var changes: Int
    /// What it then waits for, such as a sync, though not for ever; nil if the next change will do.
    var kind: Change?
    var survival: Survival
    /// Chooses which changes outlive it.
    var seed: UInt64
}

/// What can change a disk.
enum Change: String, CaseIterable, Sendable { case create, write, truncate, sync, delete }

/// A folder on a disk that can lose its power.
// Sendable because `state` is touched only under `lock`, and the rest is constant or atomic.
final class Disk: @unchecked Sendable {
    /// The folder's path, without symbolic links.
    let path: String
    /// Set by SQLite opening the folder to sync it, inside the change that asked for it.
    let folderWasOpened = Atomic(false)
    private let cut: PowerCut
    private let liesAboutSyncs: Bool
    private let lock = NSLock()
    private var state: State

    /// Changes after which the cut waits for its kind no longer.
    private static let changesWaitedMax = 2000

    private struct State {
        var folder: DiskFolder
        var changes = 0
        var phase = "opening"
        var image: DiskImage?
        var moment: String?
    }

    /// - Parameters:
    ///   - image: what it holds, synced; written to the folder by this.
    ///   - liesAboutSyncs: says it has synced and has not, as cheap disks do.
    init(path: String, image: DiskImage = [:], cut: PowerCut, liesAboutSyncs: Bool = false) throws {
        self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        self.cut = cut
        self.liesAboutSyncs = liesAboutSyncs
        state = State(folder: DiskFolder(image))
        try Self.write(image, to: path)
    }

    /// What the disk holds when power is back; nil while it has not been cut.
    var image: DiskImage? { lock.withLock { state.image } }
    var isCut: Bool { image != nil }
    /// What was about to happen when the power was cut, and in which phase of the program.
    var moment: String? { lock.withLock { state.moment } }

    func enter(_ phase: String) { lock.withLock { state.phase = phase } }

    static func write(_ image: DiskImage, to path: String) throws {
        for (name, bytes) in image { try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)")) }
    }
}

// MARK: - What SQLite asks of it

extension Disk {
    /// Opens a file; one without a name yet is made, which is a change.
    func open(_ name: String, _ work: () -> Int32) -> (code: Int32, file: DiskFile?) {
        lock.withLock {
            if let file = state.folder.files[name], state.image == nil { return (work(), file) }
            guard survives(.create, name) else { return (SQLITE_CANTOPEN, nil) }
            let code = work()
            return (code, code == SQLITE_OK ? state.folder.create(name) : nil)
        }
    }

    func remove(_ name: String, _ work: () -> Int32) -> Int32 {
        lock.withLock {
            guard survives(.delete, name) else { return SQLITE_IOERR }
            let code = work()
            if code == SQLITE_OK { state.folder.remove(name) }
            syncFolderIfOpened()
            return code
        }
    }

    /// Reads, and what else changes nothing.
    func look(_ work: () -> Int32) -> Int32 { isCut ? SQLITE_IOERR : work() }

    /// Changes a file's bytes.
    func change(_ what: Change, _ name: String, _ work: () -> Int32, record: () -> Void) -> Int32 {
        lock.withLock {
            guard survives(what, name) else { return SQLITE_IOERR }
            let code = work()
            if code == SQLITE_OK { record() }
            return code
        }
    }

    func sync(_ file: DiskFile, _ name: String, _ work: () -> Int32) -> Int32 {
        lock.withLock {
            guard survives(.sync, name) else { return SQLITE_IOERR }
            let code = work()
            guard code == SQLITE_OK, !liesAboutSyncs else { return code }
            file.sync()
            syncFolderIfOpened()
            return code
        }
    }

    private func syncFolderIfOpened() {
        let wasOpened = folderWasOpened.exchange(false, ordering: .relaxed)
        if wasOpened, !liesAboutSyncs { state.folder.sync() }
    }

    /// Counts one change; false if the power is gone, for which this may be the moment.
    private func survives(_ what: Change, _ name: String) -> Bool {
        guard state.image == nil else { return false }
        state.changes += 1
        let isDue = cut.kind == nil || cut.kind == what || state.changes > cut.changes + Self.changesWaitedMax
        guard state.changes > cut.changes, isDue else { return true }
        var random = SeededRandom(seed: cut.seed)
        var image = state.folder.afterCut(cut.survival, using: &random)
        if let database = image.keys.first(where: { $0.hasSuffix(".sqlite") }), Bool.random(using: &random) {
            // The index of the log lives in memory; on the disk it may hold anything.
            image["\(database)-shm"] = (0..<4096).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        state.image = image
        state.moment = "\(state.phase), \(what.rawValue) \(name.split(separator: "-").dropFirst().first ?? "database")"
        return false
    }
}
