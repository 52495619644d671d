// Many writes in batches, each entry under an idempotency key, repeated as the error allows until answered.

internal import Fabric
internal import MessageSchema
import Synchronization
internal import WireJSON

/// Writes people and their posts.
final class BulkWriter: Sendable {
    /// What was written so far.
    struct Tally: Sendable {
        var acknowledged = 0
        var repeated = 0
    }
    private let client: Client
    /// The first part of the keys.
    private let key: String
    private let batchEntries: Int
    private let parallel: Int
    private let tally = Mutex(Tally())

    /// A batch holds at most 100 entries on the wire.
    init(_ client: Client, key: String, batchEntries: Int = 100, parallel: Int = 16) {
        self.client = client
        self.key = key
        self.batchEntries = min(batchEntries, 100)
        self.parallel = parallel
    }

    var counts: Tally { tally.withLock { $0 } }

    /// Opens files and gives posts, several batches at a time; the ids of the files in the people's order.
    func write(_ people: [SyntheticPerson]) async throws -> [StaffID] {
        let starts = Array(stride(from: 0, to: people.count, by: batchEntries))
        var ids: [Int: [StaffID]] = [:]
        try await withThrowingTaskGroup(of: (Int, [StaffID]).self) { group in
            var waiting = starts[...]
            func next() {
                guard let start = waiting.popFirst() else { return }
                let slice = Array(people[start..<min(start + batchEntries, people.count)])
                group.addTask { (start, try await self.writeBatch(slice, first: start)) }
            }
            for _ in 0..<parallel { next() }
            while let (start, batch) = try await group.next() {
                ids[start] = batch
                next()
            }
        }
        return starts.flatMap { ids[$0] ?? [] }
    }

    private func writeBatch(_ people: [SyntheticPerson], first: Int) async throws -> [StaffID] {
        let members = try await send(people.map(\.file), key: "\(key)/staff/\(first)")
        let appointments = zip(people, members).flatMap { $0.appointments(of: $1.id) }
        for start in stride(from: 0, to: appointments.count, by: batchEntries) {
            let slice = Array(appointments[start..<min(start + batchEntries, appointments.count)])
            _ = try await send(slice, key: "\(key)/post/\(first)/\(start)")
        }
        return members.map(\.id)
    }

    /// Sends requests until each has its reply: what may be repeated under its key is, forty times at most.
    private func send<M: Method>(_ requests: [M], key: String) async throws -> [M.Reply] {
        var replies: [Int: M.Reply] = [:]
        var open = Array(requests.indices)
        for attempt in 0..<Self.attemptsMax where !open.isEmpty {
            if attempt > 0 {
                tally.withLock { $0.repeated += open.count }
                try await Task.sleep(for: .milliseconds(50 + Int.random(in: 0..<200)))
            }
            let entries = try open.map { index in
                BatchEntry(
                    method: M.name.text,
                    params: RawJSON(unsafeUnchecked: try WireJSON.encode(requests[index])),
                    metadata: CallMetadata(deadline: 20_000, idempotencyKey: "\(key)/\(index)"))
            }
            let results = try await outcomes(of: entries)
            var left: [Int] = []
            for (index, result) in zip(open, results) {
                switch result {
                case .success(let reply):
                    replies[index] = try WireJSON.decode(M.Reply.self, from: reply.bytes)
                case .failure(let failure) where failure.kind.repetition != .no: left.append(index)
                case .failure(let failure): throw failure
                }
            }
            tally.withLock { $0.acknowledged += open.count - left.count }
            open = left
        }
        guard open.isEmpty else {
            throw DemoError("\(open.count) writes had no answer after \(Self.attemptsMax) attempts")
        }
        return requests.indices.compactMap { replies[$0] }
    }

    /// The outcome of each entry; a failure of the whole batch is that of each.
    private func outcomes(of entries: [BatchEntry]) async throws -> [Result<RawJSON, Failure>] {
        do throws(Failure) {
            return try await client.batch(service: RegistryContract.service, entries)
        } catch {
            guard error.kind.repetition != .no else { throw error }
            return entries.map { _ in .failure(error) }
        }
    }

    private static let attemptsMax = 40
}
