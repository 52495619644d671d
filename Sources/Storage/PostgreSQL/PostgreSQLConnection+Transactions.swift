// Transactions over a connection that can be lost. What may pass is run again; of a COMMIT whose answer was lost it is
// found out whether it was done.

#if PostgreSQL
    extension PostgreSQLConnection {
        func inTransaction(_ body: () throws -> Void) throws {
            var doubt: Int64?
            try untilSettled(doubt: { doubt != nil }) {
                try begin("BEGIN ISOLATION LEVEL READ COMMITTED", isReading: false)
                if let batch = doubt, try isCommitted(batch) { return try commit(batch, doubt: &doubt) }
                doubt = nil
                try body()
                try commit(recovery?.nextBatch() ?? 0, doubt: &doubt)
            }
        }

        /// Runs work on one snapshot, again if the connection is lost meanwhile.
        func inSnapshot<Result>(_ work: (any Connection) throws -> Result) throws -> Result {
            try untilSettled(doubt: { false }) {
                try begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", isReading: true)
                let result = try work(self)
                if let ending { throw ending }
                abandon()
                return result
            }
        }

        /// The savepoint is sent with the first statement in it, and not at all if there is none.
        func inSavepoint(_ body: () throws -> Void) throws {
            savepoints += 1
            defer { savepoints -= 1 }
            let name = "s\(savepoints)"
            let beginning = "SAVEPOINT \(name)"
            ahead.append(beginning)
            do {
                try body()
                // A failure that the body swallowed: the server would take nothing more.
                if let past = ending ?? failure { throw past }
            } catch {
                rollBack(to: name, unsent: ahead.lastIndex(of: beginning))
                throw error
            }
            if let unsent = ahead.lastIndex(of: beginning) {
                ahead.removeSubrange(unsent...)
            } else {
                ahead.append("RELEASE SAVEPOINT \(name)")
            }
        }

        private func rollBack(to name: String, unsent: Int?) {
            if let unsent { return ahead.removeSubrange(unsent...) }
            ahead = []
            guard ending == nil, let session else { return }
            do throws(any Error) {
                try session.run("ROLLBACK TO SAVEPOINT \(name); RELEASE SAVEPOINT \(name)")
                failure = nil
            } catch {
                note(error as? StorageError ?? .connectionLost(message: "\(error)"))
            }
        }
    }

    extension PostgreSQLConnection {
        private func begin(_ command: String, isReading: Bool) throws {
            self.isReading = isReading
            (ending, failure, ahead, savepoints) = (nil, nil, [command], 0)
            let session = try connected()
            if session.hasPreparedTooMuch { try session.forgetPrepared() }
            isInTransaction = true
        }

        /// Leaves a transaction that has nothing to commit.
        private func abandon() {
            isInTransaction = false
            ahead = []
            guard let open = session, !open.isIdle else { return }
            do throws(any Error) { try open.run("ROLLBACK") } catch { session = nil }
        }

        private func untilSettled<Result>(doubt: () -> Bool, _ attempt: () throws -> Result) throws -> Result {
            var trial = PostgreSQLTrial(recovery: recovery)
            while true {
                do {
                    let result = try attempt()
                    isInTransaction = false
                    recovery?.reached()
                    return result
                } catch {
                    let found = ending ?? error as? StorageError
                    if found?.isConnectionLost ?? false { session = nil }
                    abandon()
                    guard let found else {
                        recovery?.reached()
                        throw error
                    }
                    if !found.isConnectionLost { recovery?.reached() }
                    if case .server("0A000", _) = found { try session?.forgetPrepared() }
                    if trial.mayRun(after: found) { continue }
                    ending = found.endsTransaction ? found : nil
                    if doubt(), case .connectionLost(let message) = found {
                        ending = .outcomeUnknown(message: message)
                    }
                    throw ending ?? error
                }
            }
        }
    }

    // MARK: - COMMIT

    extension PostgreSQLConnection {
        /// Writes the batch's mark beside what it changed, commits, and tells other instances in the same message.
        /// While `doubt` is set nobody knows whether the server did.
        private func commit(_ batch: Int64, doubt: inout Int64?) throws {
            let sequence = try recovery.map { try mark(batch, $0) }
            if let past = ending ?? failure { throw past }
            let session = try transactionSession()
            let notice = sequence.flatMap { recovery?.notice(of: $0) }.map { [$0] } ?? []
            let commands = ahead + ["COMMIT"] + notice
            let (place, warnings) = (ahead.count, session.warnings)
            ahead = []
            if recovery != nil { doubt = batch }
            let answers = try session.commands(commands.joined(separator: "; "))
            guard answers.count > place, !answers[place].isFailure, answers[place].tag == "COMMIT" else {
                let problem = session.problem(in: answers)
                if !problem.isConnectionLost { doubt = nil }
                throw problem
            }
            // The server says so if it gave up waiting for its replica. The next look at the mark waits for it anew.
            guard session.warnings == warnings else {
                throw StorageError.connectionLost(message: "COMMIT ended with a warning: a replica may lack it")
            }
            doubt = nil
        }

        /// Writes that this writer's batch is committed if the transaction is; gives the journal's last sequence.
        private func mark(_ batch: Int64, _ recovery: PostgreSQLRecovery) throws -> Int64 {
            let row = try first(
                """
                INSERT INTO journal_writer (writer, batch, changed) VALUES ($1, $2, $3)
                ON CONFLICT (writer) DO UPDATE SET batch = excluded.batch, changed = excluded.changed
                RETURNING (SELECT sequence FROM journal_head WHERE id = 1) AS sequence
                """, [.text(recovery.writer), .integer(batch), .integer(recovery.now())])
            return try row?.integer("sequence") ?? 0
        }

        /// Whether a batch of this writer is there. Taking the turn waits for the end of the transaction in question,
        /// if the server still has it.
        private func isCommitted(_ batch: Int64) throws -> Bool {
            _ = try execute("UPDATE journal_head SET turn = turn + 1 WHERE id = 1", [])
            let row = try first(
                "SELECT batch FROM journal_writer WHERE writer = $1", [.text(recovery?.writer ?? "")])
            return try row?.integer("batch") == batch
        }
    }
#endif
