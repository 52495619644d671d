// Reads on the thread of who asks: the same snapshots as all others, and never a wait for a connection.

import Foundation
import MessageSchema
@testable import Storage
import Surroundings
import Synchronization
import TestGround
import Testing

@Suite("A brief read", .onEveryEngine)
struct BriefReadTests {
    private func ids(_ fixture: Fixture) async throws -> [String] {
        try await fixture.store.readBriefly { reader in
            try reader.all("SELECT id FROM note ORDER BY id").map { try $0.text("id") }
        }
    }

    @Test("sees what was committed, and of a commit all or nothing")
    func sees() async throws {
        let fixture = try Fixture()
        #expect(try await ids(fixture) == [])
        try await fixture.note("a")
        let held = try await fixture.holdWriter()
        let pending = fixture.store.submit(.plain) { try $0.note("b") }
        #expect(try await ids(fixture) == ["a"])
        held.release()
        _ = try await (held.write.outcome(), pending.outcome())
        #expect(try await ids(fixture) == ["a", "b"])
    }

    @Test("is one snapshot, whatever is committed meanwhile", .onSQLiteOnly)
    func snapshot() async throws {
        let fixture = try Fixture()
        try await fixture.note("a")
        let held = HeldRead(fixture.store)
        try await eventually { held.began.isRaised }
        try await fixture.note("b")
        held.gate.signal()
        #expect(try await held.counts.value == [1, 1])
    }

    @Test("runs where it was asked for, on a file", .onSQLiteOnly)
    func here() async throws {
        let fixture = try Fixture()
        #expect(try await Self.ranHere(fixture.store))
    }

    /// Whether a brief read ran on the thread that asked; the task does not change threads before it.
    private static func ranHere(_ store: Store) async throws -> Bool {
        let asked = pthread_self()
        return try await store.readBriefly { _ in pthread_equal(pthread_self(), asked) != 0 }
    }

    @Test("reads elsewhere when all of its connections are in use", .onSQLiteOnly)
    func elsewhere() async throws {
        let fixture = try Fixture { $0.briefReadersMax = 1 }
        try await fixture.note("a")
        let held = HeldRead(fixture.store)
        try await eventually { held.began.isRaised }
        #expect(try fixture.store.engine.readHere { _ in true } == nil)
        #expect(try await ids(fixture) == ["a"])
        held.gate.signal()
        #expect(try await held.counts.value == [1, 1])
        // Its connection came back.
        #expect(try await Self.ranHere(fixture.store))
    }

    @Test("cannot write, and what fails does not stay")
    func refused() async throws {
        let fixture = try Fixture()
        await #expect(throws: StorageError.self) {
            try await fixture.store.readBriefly { _ = try $0.all("INSERT INTO note (id, text) VALUES ('a', 'b')") }
        }
        await #expect(throws: StorageError.self) {
            try await fixture.store.readBriefly { _ = try $0.all("SELECT id FROM nowhere") }
        }
        #expect(try await ids(fixture) == [])
    }

    @Test("many at once are all answered while others write")
    func many() async throws {
        let fixture = try Fixture()
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<60 {
                group.addTask {
                    if number % 3 == 0 { try await fixture.note("n\(number)") }
                    return try await ids(fixture).count
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts.count == 60 && counts.allSatisfy { (0...20).contains($0) })
        #expect(try await ids(fixture).count == 20)
    }

    @Test("of a closed store is refused")
    func closed() async throws {
        let fixture = try Fixture()
        _ = try await ids(fixture)
        #expect(await fixture.closeOnAnotherThread() == nil)
        await #expect(throws: (any Error).self) { try await ids(fixture) }
    }
}

/// A brief read that goes on until its gate is opened, on a thread that is none of the tasks': those are as few as the
/// processors, and two tests that hold them keep all others from going on.
private struct HeldRead {
    let began = Flag()
    let gate = DispatchSemaphore(value: 0)
    /// How many notes it saw before and after.
    let counts: Task<[Int]?, any Error>

    init(_ store: Store) {
        let (began, gate) = (began, gate)
        let engine = store.engine
        counts = Task {
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(
                        with: Result {
                            try engine.readHere { connection in
                                let before = try connection.all("SELECT id FROM note", []).count
                                began.raise()
                                gate.wait()
                                return [before, try connection.all("SELECT id FROM note", []).count]
                            }
                        })
                }
            }
        }
    }
}
