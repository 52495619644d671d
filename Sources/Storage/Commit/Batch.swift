// One batch: a transaction in which every request has its savepoint. No answer, refusals included,
// is given before COMMIT. A failed COMMIT is tried again one request at a time; an error that ends
// the transaction (full disk, input and output, a server that stays away) fails the whole batch.

internal import MessageSchema
internal import Surroundings

/// The requests that share one COMMIT, and what became of them.
struct Batch {
    /// The journal's head after the last COMMIT; nil if there was none.
    private(set) var committed: Int64?
    /// How long the one COMMIT of all took; nil if there was none.
    private(set) var commitMicroseconds: Int64?
    /// Requests in it.
    var count: Int { taken.count }

    private let settings: StoreSettings
    private let surroundings: Surroundings
    // When it got the turn, monotonic milliseconds: waiting for the turn is no reason for a small
    // batch.
    private var started: Int64 = 0
    private var bytes = 0
    private var taken: [PendingWrite] = []
    private var results: [Result<WriteOutcome, any Error>] = []

    init(settings: StoreSettings, surroundings: Surroundings) {
        self.settings = settings
        self.surroundings = surroundings
    }

    mutating func take(_ write: PendingWrite) {
        taken.append(write)
        bytes += write.request.bytes
    }

    /// Commits what is taken and what else waits and fits. The caller holds the turn.
    mutating func run(on connection: any Connection, line: WaitingLine) {
        started = surroundings.monotonic()
        do { try commitTogether(connection, line) } catch {
            if let ending = connection.ending { return fail(ending) }
            if results.count < taken.count { return fail(error) }
            commitOneByOne(connection)
        }
    }

    /// Gives every request of the batch the same failure.
    mutating func fail(_ error: any Error) {
        results = taken.map { _ in .failure(error) }
    }

    func answer() {
        for (write, result) in zip(taken, results) { write.answer(result) }
    }

    private mutating func commitTogether(_ connection: any Connection, _ line: WaitingLine) throws {
        var head = Int64(0)
        var decided = Int64(0)
        try connection.inTransaction {
            // The engine may begin anew; what was taken the first time stays taken.
            results = []
            var row = try HeadRow.takingTurn(connection)
            var index = 0
            repeat {
                results.append(try request(taken[index], &row, connection))
                index += 1
                if index == taken.count, let next = line.next(if: hasRoom) { take(next) }
            } while index < taken.count
            try IdempotencyRecords(connection, settings, now: surroundings.now()).removeExpired()
            try row.store(connection)
            head = row.sequence
            decided = Surroundings.systemMonotonicMicroseconds()
        }
        committed = head
        commitMicroseconds = Surroundings.systemMonotonicMicroseconds() - decided
    }

    private mutating func commitOneByOne(_ connection: any Connection) {
        for (index, write) in taken.enumerated() {
            do {
                var row: HeadRow?
                try connection.inTransaction {
                    var moving = try HeadRow.takingTurn(connection)
                    results[index] = try request(write, &moving, connection)
                    try moving.store(connection)
                    row = moving
                }
                committed = row?.sequence
            } catch {
                results[index] = .failure(connection.ending ?? error)
            }
        }
    }

    private func hasRoom(_ write: PendingWrite) -> Bool {
        taken.count < settings.batchRequestsMax
            && bytes + write.request.bytes <= settings.batchBytesMax
            && surroundings.monotonic() - started < settings.batchMillisecondsMax
    }
}

extension Batch {
    /// Runs one request in its savepoint. Throws only what ends the batch.
    private func request(
        _ write: PendingWrite, _ head: inout HeadRow, _ connection: any Connection
    ) throws -> Result<WriteOutcome, any Error> {
        let before = head
        do {
            var outcome: WriteOutcome?
            try connection.inSavepoint { outcome = try decide(write, &head, connection) }
            if let ending = connection.ending { throw ending }
            guard let outcome else { preconditionFailure("a savepoint ended without its body") }
            return .success(outcome)
        } catch {
            head = before
            guard connection.ending == nil, connection.isInTransaction else {
                throw connection.ending ?? error
            }
            return .failure(error)
        }
    }

    private func decide(
        _ write: PendingWrite, _ head: inout HeadRow, _ connection: any Connection
    ) throws -> WriteOutcome {
        let request = write.request
        let records = IdempotencyRecords(connection, settings, now: surroundings.now())
        if let claim = request.idempotency,
            let stored = try records.find(claim, principal: request.principal.name)
        {
            return stored
        }
        let writer = Writer(
            connection, head: head, request: request, settings: settings, surroundings: surroundings
        )
        let answer = try write.body(writer)
        try writer.refuseSilentChange()
        head = writer.headRow
        let outcome = WriteOutcome(answer: answer, sequence: head.sequence, isReplay: false)
        if let claim = request.idempotency {
            try records.store(outcome, claim, principal: request.principal.name)
        }
        return outcome
    }
}
