// One connection of libpq: statements are sent, and answers awaited no longer than allowed. Who uses it sees to it that
// only one thread does at a time.

#if PostgreSQL
    internal import CPostgreSQL
    private import Glibc

    /// A connection to the server, from its beginning to its loss.
    final class PostgreSQLSession {
        private let handle: OpaquePointer
        private let patienceMilliseconds: Int32
        private var prepared: [PreparedStatement: String] = [:]
        private var isGivenUp = false
        // Counted by libpq's callback, which is called by the thread that uses the session.
        private let warningsSeen = UnsafeMutablePointer<Int>.allocate(capacity: 1)

        /// Connects; each answer is awaited that long.
        init(_ address: PostgreSQLAddress, patienceMilliseconds: Int32) throws {
            self.patienceMilliseconds = patienceMilliseconds
            warningsSeen.initialize(to: 0)
            handle = try Self.connect(address)
            // libpq would print them.
            PQsetNoticeReceiver(
                handle, { context, _ in context?.assumingMemoryBound(to: Int.self).pointee += 1 }, warningsSeen)
            // Whatever it throws, the session is whole by now, and its end closes the connection.
            try prepareSession(schema: address.schema)
        }

        deinit {
            PQfinish(handle)
            warningsSeen.deallocate()
        }

        var isLost: Bool { isGivenUp || PQstatus(handle) != CONNECTION_OK }
        var isIdle: Bool { PQtransactionStatus(handle) == PQTRANS_IDLE }
        var isInFailedTransaction: Bool { PQtransactionStatus(handle) == PQTRANS_INERROR }
        /// Warnings of the server since the session began.
        var warnings: Int { warningsSeen.pointee }
        var socket: Int32 { PQsocket(handle) }

        /// Sends commands without arguments and gives the answers, failures among them.
        func commands(_ text: String) throws -> [PostgreSQLAnswer] {
            try answers(PQsendQuery(handle, text))
        }

        /// Why a command did not do what it should.
        func problem(in answers: [PostgreSQLAnswer]) -> StorageError {
            do {
                for answer in answers { try check(answer) }
                return answers.isEmpty || isLost ? lost() : Self.rolledBack
            } catch { return error as? StorageError ?? lost() }
        }

        /// 40000: the server rolled the transaction back instead.
        private static let rolledBack = StorageError.server(state: "40000", message: "COMMIT rolled back")

        /// Sends commands without arguments.
        func run(_ text: String) throws {
            for answer in try commands(text) { try check(answer) }
        }

        /// Runs a statement that was prepared here, or is now.
        func execute(_ sql: String, _ values: [SQLValue]) throws -> PostgreSQLAnswer {
            let arguments = PostgreSQLArguments(values)
            let name = try name(of: PreparedStatement(sql: sql, types: arguments.types))
            let sent = arguments.withAddresses { addresses in
                PQsendQueryPrepared(
                    handle, name, Int32(addresses.count), addresses, arguments.lengths, arguments.formats, 1)
            }
            return try only(answers(sent))
        }

        /// Runs a statement that is not worth being kept.
        func executeOnce(_ sql: String, _ values: [SQLValue]) throws -> PostgreSQLAnswer {
            let arguments = PostgreSQLArguments(values)
            let sent = arguments.withAddresses { addresses in
                PQsendQueryParams(
                    handle, sql, Int32(addresses.count), arguments.types, addresses, arguments.lengths,
                    arguments.formats, 1)
            }
            return try only(answers(sent))
        }

        /// Runs a COPY FROM STDIN and sends it what it is to read
        /// (https://www.postgresql.org/docs/current/libpq-copy.html).
        func copy(_ command: String, _ content: [UInt8]) throws -> PostgreSQLAnswer {
            guard PQsendQuery(handle, command) == 1 else { throw lost() }
            try awaitAnswer()
            guard let result = PQgetResult(handle) else { throw lost() }
            guard PQresultStatus(result) == PGRES_COPY_IN else {
                let refusal = PostgreSQLAnswer(result)
                return try only([refusal] + answers(1))
            }
            PQclear(result)
            let sent = content.withUnsafeBytes { bytes in
                PQputCopyData(handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
            }
            return try only(answers(sent == 1 ? PQputCopyEnd(handle, nil) : sent))
        }

        /// Forgets what was prepared; not in a failed transaction.
        func forgetPrepared() throws {
            prepared = [:]
            try run("DEALLOCATE ALL")
        }

        /// True if so much is prepared that it should be forgotten between two transactions.
        var hasPreparedTooMuch: Bool { prepared.count > 500 }

        /// A notification that has arrived; nil if there is none. The text is what the sender gave.
        func notification() throws -> String? {
            guard PQconsumeInput(handle) == 1 else { throw lost() }
            guard let found = PQnotifies(handle) else { return nil }
            defer { PQfreemem(found) }
            return String(cString: found.pointee.extra)
        }
    }

    /// A statement with the types of its arguments.
    private struct PreparedStatement: Hashable {
        let sql: String
        let types: [UInt32]
    }

    extension PostgreSQLSession {
        private static func connect(_ address: PostgreSQLAddress) throws -> OpaquePointer {
            let parameters = address.parameters
            var keywords = parameters.map { strdup($0.keyword) }
            var values = parameters.map { strdup($0.value) }
            defer { for word in keywords + values { free(word) } }
            keywords.append(nil)
            values.append(nil)
            let handle = PQconnectdbParams(
                keywords.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 0)
            guard let handle else { throw StorageError.connectionLost(message: "no memory for a connection") }
            guard PQstatus(handle) == CONNECTION_OK else {
                defer { PQfinish(handle) }
                throw StorageError.connectionLost(message: Self.complaint(handle))
            }
            if let host = PQhost(handle), let port = PQport(handle) {
                address.prefer(host: String(cString: host), port: String(cString: port))
            }
            return handle
        }

        /// A session whose client vanished must not keep the turn: the server looks for that itself. What is
        /// acknowledged is on disk, whatever the server's configuration says.
        private func prepareSession(schema: String) throws {
            try run(
                """
                SET search_path TO "\(schema)"; SET client_min_messages TO warning; SET cursor_tuple_fraction TO 1;
                SET bytea_output TO hex; SET lock_timeout TO 0; SET statement_timeout TO 0;
                SET tcp_keepalives_idle TO 4; SET tcp_keepalives_interval TO 2; SET tcp_keepalives_count TO 3;
                SET tcp_user_timeout TO 10000; SET idle_in_transaction_session_timeout TO 60000;
                SELECT set_config('synchronous_commit', 'on', false)
                WHERE current_setting('synchronous_commit') IN ('off', 'local')
                """)
        }

        private func name(of statement: PreparedStatement) throws -> String {
            if let name = prepared[statement] { return name }
            let name = "s\(prepared.count)"
            try check(
                only(
                    answers(PQsendPrepare(handle, name, statement.sql, Int32(statement.types.count), statement.types))))
            prepared[statement] = name
            return name
        }

        private func check(_ answer: PostgreSQLAnswer) throws {
            guard answer.isFailure else { return }
            guard let state = answer.state, !isLost else { throw lost(answer.state == nil ? nil : answer.message) }
            throw PostgreSQLFailure.translated(state, answer.message)
        }

        private func only(_ answers: [PostgreSQLAnswer]) throws -> PostgreSQLAnswer {
            guard let answer = answers.last else { throw lost() }
            try check(answer)
            return answer
        }

        private func answers(_ sent: Int32) throws -> [PostgreSQLAnswer] {
            guard sent == 1 else { throw lost() }
            var answers: [PostgreSQLAnswer] = []
            while true {
                try awaitAnswer()
                guard let result = PQgetResult(handle) else { return answers }
                answers.append(PostgreSQLAnswer(result))
            }
        }

        /// Returns when libpq has an answer or has lost the connection, which its answer then says.
        private func awaitAnswer() throws {
            while PQisBusy(handle) == 1 {
                var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
                let found = poll(&descriptor, 1, patienceMilliseconds)
                if found < 0, errno == EINTR { continue }
                guard found > 0 else {
                    isGivenUp = true
                    throw StorageError.connectionLost(message: "no answer for \(patienceMilliseconds) ms")
                }
                guard PQconsumeInput(handle) == 1 else { return }
            }
        }

        private func lost(_ message: String? = nil) -> StorageError {
            isGivenUp = true
            return .connectionLost(message: message ?? Self.complaint(handle))
        }

        private static func complaint(_ handle: OpaquePointer) -> String {
            String(cString: PQerrorMessage(handle)).split(separator: "\n").joined(separator: " ")
        }
    }
#endif
