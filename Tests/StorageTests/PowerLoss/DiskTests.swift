// The disk that loses its power keeps what was synced, and only some of the rest; SQLite set to sync less loses writes
// on it.

import GRDB
import Surroundings
import TestGround
import Testing

@Suite struct DiskTests {
    private static let seeds = (UInt64(0)..<200).map { SeededRandom(seed: $0) }

    @Test(arguments: Survival.allCases) func whatWasSyncedStays(survival: Survival) {
        for var random in Self.seeds {
            let file = DiskFile(synced: [9, 9, 9, 9])
            file.write([1, 2], at: 1)
            file.sync()
            #expect(file.afterCut(survival, using: &random) == [9, 1, 2, 9])
        }
    }

    @Test func whatWasNotSyncedGoesOrStaysByHowItSurvives() {
        let file = DiskFile(synced: [1, 2, 3])
        file.write([7], at: 0)
        file.truncate(to: 2)
        file.write([8], at: 1)
        func outcomes(_ survival: Survival) -> Set<[UInt8]> {
            Set(
                Self.seeds.map { seed in
                    var random = seed
                    return file.afterCut(survival, using: &random)
                })
        }
        #expect(outcomes(.nothing) == [[1, 2, 3]])
        #expect(outcomes(.everything) == [[7, 8]])
        #expect(outcomes(.beginning) == [[1, 2, 3], [7, 2, 3], [7, 2], [7, 8]])
        #expect(outcomes(.anything).count == 8)
    }

    @Test func aWriteTearsAtSectors() {
        let file = DiskFile(synced: [UInt8](repeating: 0, count: 2048))
        file.write([UInt8](repeating: 1, count: 1000), at: 500)
        var torn: Set<[Int]> = []
        for var random in Self.seeds {
            let bytes = file.afterCut(.anything, using: &random)
            let sectors = [500..<512, 512..<1024, 1024..<1500].map { bytes[$0].reduce(0) { $0 + Int($1) } }
            #expect(zip(sectors, [12, 512, 476]).allSatisfy { $0 == 0 || $0 == $1 })
            torn.insert(sectors)
        }
        #expect(torn.count == 8)
    }

    @Test func aNameStaysAsItWasUntilTheFolderIsSynced() {
        var folder = DiskFolder(["old": [1]])
        folder.remove("old")
        let new = folder.create("new")
        new.write([2], at: 0)
        new.sync()
        var random = SeededRandom(seed: 1)
        #expect(folder.afterCut(.nothing, using: &random) == ["old": [1]])
        #expect(folder.afterCut(.everything, using: &random) == ["new": [2]])
        folder.sync()
        #expect(folder.afterCut(.nothing, using: &random) == ["new": [2]])
    }

    /// Rows that SQLite has committed in that mode, and that are lost when the power goes.
    private static func lost(journal: String, synchronous: String) throws -> Int {
        let (folder, after) = (TemporaryFolder(), TemporaryFolder())
        let disk = try Disk(path: folder.path, cut: PowerCut(changes: 300, survival: .nothing, seed: 1))
        DiskSystem.attach(disk)
        defer { DiskSystem.detach(disk) }
        var committed = 0
        do {
            let queue = try DatabaseQueue(path: folder.file("tests.sqlite"))
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA journal_mode = \(journal); PRAGMA synchronous = \(synchronous)")
                try database.execute(sql: "CREATE TABLE note (id INTEGER PRIMARY KEY)")
                while committed < 1000 {
                    try database.execute(sql: "INSERT INTO note DEFAULT VALUES")
                    committed += 1
                }
            }
        } catch is DatabaseError {
            // The power is gone.
        }
        try Disk.write(#require(disk.image), to: after.path)
        let found = try DatabaseQueue(path: after.file("tests.sqlite")).read { database in
            try database.tableExists("note") ? Int.fetchOne(database, sql: "SELECT COUNT(*) FROM note") : nil
        }
        return committed - (found ?? 0)
    }

    @Test func SQLiteThatSyncsEveryCommitLosesNothing() throws {
        #expect(try Self.lost(journal: "WAL", synchronous: "FULL") == 0)
        #expect(try Self.lost(journal: "TRUNCATE", synchronous: "FULL") == 0)
        #expect(try Self.lost(journal: "DELETE", synchronous: "EXTRA") == 0)
    }

    /// As its manual says of DELETE and FULL (https://sqlite.org/pragma.html#pragma_synchronous): the folder is not
    /// synced after the journal's deletion, and with the journal back the last commit is taken back.
    @Test func aDeletedJournalThatComesBackTakesTheLastCommitWithIt() throws {
        #expect(try Self.lost(journal: "DELETE", synchronous: "FULL") == 1)
    }

    @Test func SQLiteThatSyncsLessLosesWhatItCommitted() throws {
        #expect(try Self.lost(journal: "WAL", synchronous: "NORMAL") > 10)
        #expect(try Self.lost(journal: "WAL", synchronous: "OFF") > 10)
        #expect(try Self.lost(journal: "DELETE", synchronous: "OFF") > 10)
    }
}
