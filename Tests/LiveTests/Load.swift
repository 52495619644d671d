// Writers that keep a service busy while something happens to it, and what must hold afterwards.

import Fabric
import MessageSchema
import Surroundings
import Synchronization
import TestGround
import Testing

/// Writes of one kind from many lanes at once.
final class Load<Work: Workload>: Sendable {
    let work: Work
    private let client: Client
    private let deadline: Int64
    private let machine = MachineLateness()
    private let state = Mutex(State())

    private struct State {
        var acknowledged: [String] = []
        var failures: [Failure] = []
        var longest: Int64 = 0
        var last: Int64?
        var standstill: Int64 = 0
        var isFinished = false

        mutating func note(_ written: String, at now: Int64) {
            standstill = max(standstill, now - (last ?? now))
            last = now
            acknowledged.append(written)
        }
    }

    /// `deadline` is each attempt's, in milliseconds.
    init(_ work: Work, _ client: Client, deadline: Int64 = CallMetadata.deadlineDefault) {
        self.work = work
        self.client = client
        self.deadline = deadline
    }

    /// The identifiers of what was written.
    var acknowledged: [String] { state.withLock { $0.acknowledged } }
    /// What attempts failed with.
    var failures: [Failure] { state.withLock { $0.failures } }
    /// Milliseconds that the longest attempt took.
    var longest: Int64 { state.withLock { $0.longest } }
    /// Milliseconds of the longest time between one acknowledgement and the next.
    var standstill: Int64 { state.withLock { $0.standstill } }
    /// Milliseconds by which the machine was late at worst to wake this process while the lanes ran.
    var lateness: Int64 { machine.milliseconds }
    func finish() { state.withLock { $0.isFinished = true } }

    /// Writes that are repeated, under the same key, until they are acknowledged.
    func run(lane: Int) async throws {
        try await forEachNumber { number in
            try await eventually("the write \(lane)-\(number) to be acknowledged") {
                try await self.attempt(lane, number, key: "\(lane)-\(number)")
            }
        }
    }

    /// Writes that are made once each, without a key, so that nobody may repeat them.
    func runOnce(lane: Int) async throws {
        try await forEachNumber { number in _ = try await self.attempt(lane, number, key: nil) }
    }

    private func forEachNumber(_ write: (Int) async throws -> Void) async throws {
        var number = 0
        while !state.withLock({ $0.isFinished }) {
            number += 1
            try await write(number)
        }
    }

    /// True if the write was acknowledged; throws what no repeating would change.
    private func attempt(_ lane: Int, _ number: Int, key: String?) async throws -> Bool {
        let begun = Surroundings.live.monotonic()
        defer {
            let took = Surroundings.live.monotonic() - begun
            state.withLock { $0.longest = max($0.longest, took) }
        }
        do {
            let metadata = CallMetadata(deadline: deadline, idempotencyKey: key)
            let written = try await work.write("Người \(lane) số \(number)", client, metadata)
            state.withLock { $0.note(written, at: Surroundings.live.monotonic()) }
            return true
        } catch let failure as Failure {
            state.withLock { $0.failures.append(failure) }
            guard [.unavailable, .deadlineExceeded, .overloaded].contains(failure.kind) else { throw failure }
            return false
        }
    }

    /// Runs lanes while the body does something to the service.
    func during(lanes: Range<Int>, keyed: Bool = true, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in lanes {
                group.addTask { try await keyed ? self.run(lane: lane) : self.runOnce(lane: lane) }
            }
            let watch = Task { await machine.watch() }
            defer {
                finish()
                watch.cancel()
            }
            try await body()
            finish()
            try await group.waitForAll()
        }
    }

    /// Waits until that many more writes were acknowledged.
    func awaitMore(_ count: Int) async throws {
        let goal = acknowledged.count + count
        try await eventually("\(goal) writes") { self.acknowledged.count >= goal }
    }
}

extension Load {
    /// Everything acknowledged is in the journal once, there is nothing else of its kind, and the chain holds.
    func check(_ client: Client) async throws {
        let acknowledged = acknowledged
        #expect(Set(acknowledged).count == acknowledged.count)
        let (recorded, sequences) = try await journal(client)
        #expect(sequences == Array(1...Int64(sequences.count)))
        #expect(recorded.sorted() == acknowledged.sorted())
        let verification = try await client.insist(VerifyJournal<Work.Owner>())
        #expect(verification.holds && verification.entries >= sequences.count)
    }

    /// The subjects of this work's events, and all sequences.
    func journal(_ client: Client) async throws -> (recorded: [String], sequences: [Int64]) {
        var recorded: [String] = []
        var sequences: [Int64] = []
        var after: Int64 = 0
        while true {
            let page = try await client.insist(ReadEvents<Work.Owner>(after: after, limit: 1000))
            recorded += page.items.filter { $0.type == work.event }.map(\.subject)
            sequences += page.items.map(\.sequence)
            after = page.next
            if page.next == page.head { return (recorded, sequences) }
        }
    }
}
