// One life of a disk: a store or two are opened, written to by many at once, closed and opened again, until the power
// is cut.

import MessageSchema
import Storage
import Surroundings
import TestGround

/// The time between two power cuts.
struct PowerLossLife: Sendable {
    private let number: Int
    private let seed: UInt64
    private let disk: Disk
    private let folder: TemporaryFolder
    private let ledger: Locked<PowerLossLedger>
    private let lanes: Int
    private let instances: Int
    /// Writes a lane makes before the store is closed and opened again.
    private let rounds: Int
    /// Pages of the log after which they are carried over into the database; SQLite's own 1000 would come too rarely.
    private let checkpointPages: Int
    /// More than any life ever needs.
    private static let openingsMax = 1000

    init(
        _ number: Int, seed: UInt64, image: DiskImage, ledger: PowerLossLedger, liesAboutSyncs: Bool = false
    ) throws {
        var random = SeededRandom(seed: seed &+ UInt64(number) &* 1_000_003)
        self.number = number
        folder = TemporaryFolder()
        self.ledger = Locked(ledger)
        lanes = Int.random(in: 1...8, using: &random)
        instances = Int.random(in: 0..<3, using: &random) == 0 ? 2 : 1
        rounds = [1, 4, 12].randomElement(using: &random) ?? 1
        checkpointPages = [4, 16, 64].randomElement(using: &random) ?? 16
        let survival: Survival =
            [.nothing, .nothing, .beginning, .anything, .anything, .anything, .everything]
            .randomElement(using: &random) ?? .nothing
        self.seed = random.next()
        let cut = Self.cut(number, survival, using: &random)
        disk = try Disk(path: folder.path, image: image, cut: cut, liesAboutSyncs: liesAboutSyncs)
    }

    /// A first opening makes some ninety changes, a later one and a closing a handful, a group commit some twenty.
    private static func cut(_ number: Int, _ survival: Survival, using random: inout SeededRandom) -> PowerCut {
        // Names are made and removed only at the beginning of the first opening.
        let kinds: [Change?] = number == 1 ? [nil, .sync, .create, .delete] : [nil, nil, .truncate, .sync]
        let kind = kinds.randomElement(using: &random) ?? nil
        let changesMax = kind == .create || kind == .delete ? [10] : [10, 100, 600, 600]
        let changes = Int.random(in: 0..<(changesMax.randomElement(using: &random) ?? 10), using: &random)
        return PowerCut(changes: changes, kind: kind, survival: survival, seed: random.next())
    }

    /// What was about to happen when the power was cut.
    var moment: String { disk.moment ?? "never" }

    /// Lives until the power is cut; gives what the disk holds then, and what must be on it.
    func run() async -> (image: DiskImage, ledger: PowerLossLedger) {
        DiskSystem.attach(disk)
        defer { DiskSystem.detach(disk) }
        var openings = 0
        while !disk.isCut, openings < Self.openingsMax {
            openings += 1
            await open(openings)
        }
        if !disk.isCut { ledger.change { $0.faults.append("the power was never cut") } }
        return (disk.image ?? [:], ledger.value)
    }

    private func open(_ opening: Int) async {
        disk.enter("opening")
        var stores: [Store] = []
        do {
            for _ in 0..<instances { stores.append(try openStore()) }
            let journal = try await stores[0].read { try $0.head().journal }
            ledger.change { ledger in
                if let known = ledger.journal, known != journal { ledger.faults.append("the journal has another id") }
                ledger.journal = journal
            }
            disk.enter("writing")
            await write(opening, to: stores)
        } catch {
            if !disk.isCut { ledger.change { $0.faults.append("opening failed with power on: \(error)") } }
        }
        disk.enter("closing")
        for store in stores {
            if let error = store.close(), !disk.isCut {
                ledger.change { $0.faults.append("closing failed with power on: \(error)") }
            }
        }
    }

    private func openStore() throws -> Store {
        try Store.open(
            .folder(disk.path), service: "tests", migrations: PowerLossWrite.tables,
            surroundings: ManualClock().surroundings)
    }

    private func write(_ opening: Int, to stores: [Store]) async {
        await withTaskGroup(of: Void.self) { group in
            for lane in 0..<lanes {
                let store = stores[lane % stores.count]
                group.addTask { await writeLane("\(number)-\(opening)-\(lane)", to: store) }
            }
            group.addTask { await read(stores[0]) }
        }
    }

    private func writeLane(_ name: String, to store: Store) async {
        var random = SeededRandom(seed: seed &+ name.utf8.reduce(UInt64(0)) { $0 &* 31 &+ UInt64($1) })
        let pages = checkpointPages
        _ = store.submit(.bookkeeping) { writer in
            _ = try writer.first("PRAGMA wal_autocheckpoint = \(pages)")
            return []
        }
        for round in 0..<rounds where !disk.isCut {
            let writes = (0..<Int.random(in: 1...3, using: &random)).map { place in
                PowerLossWrite("\(name)-\(round)-\(place)", using: &random)
            }
            let pending = writes.map { store.submit($0.request, $0.run) }
            for (write, pending) in zip(writes, pending) { await note(write, pending) }
        }
    }

    private func note(_ write: PowerLossWrite, _ pending: PendingWrite) async {
        let result: Result<WriteOutcome, any Error>
        do { result = .success(try await pending.outcome()) } catch { result = .failure(error) }
        let isCut = disk.isCut
        ledger.change { $0.note(write, result, isCut: isCut) }
    }

    /// Reads meanwhile, so that some checkpoints cannot carry everything over.
    private func read(_ store: Store) async {
        for _ in 0..<20 where !disk.isCut {
            do {
                _ = try await store.read { try $0.all("SELECT entry, text FROM piece").count }
            } catch {
                if !disk.isCut { ledger.change { $0.faults.append("a read failed with power on: \(error)") } }
            }
        }
    }
}
