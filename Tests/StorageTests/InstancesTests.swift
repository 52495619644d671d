// Several stores on one folder: one chain without gaps, no increment lost, nothing acknowledged that a copy lacks.

import Foundation
import MessageSchema
import TestGround
import Storage
import Surroundings
import Testing

@Suite(.onEveryEngine) struct InstancesTests {
    @Test func threeInstancesWriteOneGaplessChain() async throws {
        let first = try Fixture()
        let instances = [first, try first.another(), try first.another()]
        let sequences = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for (number, instance) in instances.enumerated() {
                for lane in 0..<4 {
                    group.addTask {
                        var sequences: [Int64] = []
                        for round in 0..<40 {
                            let id = "\(number)-\(lane)-\(round)"
                            sequences.append(try await instance.note(id, text: id).sequence)
                        }
                        #expect(sequences == sequences.sorted())
                        return sequences
                    }
                }
            }
            return try await group.reduce(into: [Int64]()) { $0 += $1 }
        }
        #expect(sequences.sorted() == Array(1...480))
        for instance in instances {
            let verified = try await instance.store.verify()
            #expect(verified.fault == nil)
            #expect(verified.entries == 480)
            #expect(try await instance.ids().count == 480)
        }
    }

    @Test func aCounterLosesNoIncrement() async throws {
        let first = try Fixture()
        try await first.note("counter")
        let instances = [first, try first.another(), try first.another()]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for instance in instances {
                for _ in 0..<50 {
                    group.addTask {
                        _ = try await instance.store.write(.plain) { writer in
                            let row = try writer.first(
                                "SELECT number FROM note WHERE id = 'counter'")
                            let number = try row?.optionalInteger("number") ?? 0
                            try writer.execute(
                                "UPDATE note SET number = $1 WHERE id = 'counter'",
                                [.integer(number + 1)])
                            try writer.append(Noted(text: "\(number)"), subject: "counter")
                            return []
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let number = try await first.store.read {
            try #require(try $0.first("SELECT number FROM note WHERE id = 'counter'")).integer(
                "number")
        }
        #expect(number == 150)
        #expect(try await first.isWhole())
    }

    /// A copy of the files is what a power cut leaves. The read held open keeps its snapshot in the
    /// log, so a checkpoint cannot tear the copy in two, which no power cut could either.
    @Test(.onSQLiteOnly, arguments: [UInt64(1), 2, 3]) func whatWasAcknowledgedIsInACopy(seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let fixture = try Fixture()
        let other = try fixture.another()
        let stop = Flag()
        let acknowledged = Acknowledged()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<6 {
                let writer = lane % 2 == 0 ? fixture : other
                group.addTask {
                    var round = 0
                    while !stop.isRaised {
                        let id = "\(lane)-\(round)"
                        let sequence = try await writer.note(
                            id, text: String(repeating: id, count: 50)
                        ).sequence
                        acknowledged.add(id, sequence)
                        round += 1
                    }
                }
            }
            for _ in 0..<4 {
                let target = acknowledged.count + Int.random(in: 1...60, using: &random)
                try await eventually { acknowledged.count >= target }
                try await Self.copyAndCompare(fixture, acknowledged, seed: seed)
            }
            stop.raise()
            try await group.waitForAll()
        }
        #expect(try await fixture.isWhole())
    }

    private static func copyAndCompare(
        _ fixture: Fixture, _ acknowledged: Acknowledged, seed: UInt64
    ) async throws {
        let target = DatabaseUnderTest()
        let source = fixture.folder.path
        let expected = try await fixture.store.read { reader in
            let expected = acknowledged.all
            _ = try reader.head()
            // Another program copies: closing a database file here would drop this process's locks
            // on it.
            let script = "cp \"$1\"/tests.sqlite \"$1\"/tests.sqlite-wal \"$2\""
            let copy = try Command.run("/bin/sh", ["-c", script, "sh", source, target.folder.path])
            #expect(copy.status == 0, "\(copy.errors)")
            return expected
        }
        let survivor = try Fixture(target)
        let verified = try await survivor.store.verify()
        #expect(verified.fault == nil, "seed \(seed)")
        let found = try await survivor.store.read { reader in
            var found: [Int64: String] = [:]
            try reader.each("SELECT sequence, subject FROM journal") {
                found[try $0.integer("sequence")] = try $0.text("subject")
            }
            return found
        }
        let ids = Set(try await survivor.ids())
        for (sequence, id) in expected {
            #expect(found[sequence] == id && ids.contains(id), "seed \(seed): \(id) at \(sequence)")
        }
        #expect(found.keys.sorted() == Array(1...Int64(found.count)), "seed \(seed)")
        #expect(ids.count == found.count, "seed \(seed)")
        #expect(expected.isEmpty == false)
    }
}

/// What the store said is on disk.
private final class Acknowledged: Sendable {
    private let ids = Locked<[Int64: String]>([:])
    var all: [Int64: String] { ids.value }
    var count: Int { ids.value.count }
    func add(_ id: String, _ sequence: Int64) { ids.change { $0[sequence] = id } }
}
