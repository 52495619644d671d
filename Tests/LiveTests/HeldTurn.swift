// The turn of a service's database in a test's hand: no instance of the service can commit meanwhile.

import Foundation
import Glibc
import TestGround
import Testing

/// The turn, held until its release.
struct HeldTurn {
    private enum Holder {
        /// Of the lock's file.
        case descriptor(Int32)
        #if PostgreSQL
            case transaction(PostgreSQLTransaction, PostgreSQLCluster, database: String)
        #endif
    }

    private let holder: Holder

    init(of service: String, in database: DatabaseUnderTest) throws {
        #if PostgreSQL
            if let cluster = database.cluster, let name = database.name, let address = database.address {
                let taking = "UPDATE \(service).journal_head SET turn = turn + 1"
                holder = .transaction(PostgreSQLTransaction(address, taking), cluster, database: name)
                return
            }
        #endif
        let turn = open(database.folder.file("\(service)/\(service).turn"), O_RDWR | O_CLOEXEC)
        try #require(turn >= 0 && flock(turn, LOCK_EX) == 0)
        holder = .descriptor(turn)
    }

    func release() {
        switch holder {
        case .descriptor(let turn): close(turn)
        #if PostgreSQL
            case .transaction(let transaction, _, _): transaction.release()
        #endif
        }
    }

    /// Whether a process waits for it; on a server, whether any session of the database does.
    func isWaitedFor(by pid: Int32) throws -> Bool {
        switch holder {
        case .descriptor: try Self.waitsForLock(pid)
        #if PostgreSQL
            case .transaction(_, let cluster, let name):
                !cluster.query(
                    "SELECT pid::TEXT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = '\(name)'"
                ).isEmpty
        #endif
        }
    }

    /// Whether a process waits for a lock of a file (proc_locks(5): such lines have an arrow).
    private static func waitsForLock(_ pid: Int32) throws -> Bool {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/locks"))
        defer { file.closeFile() }
        var text = Data()
        // The kernel gives whole lines, a page at most at once: a short read is not the end, as it is of a plain file.
        while let part = try file.read(upToCount: 1 << 16), !part.isEmpty { text += part }
        return String(decoding: text, as: UTF8.self).split(separator: "\n")
            .contains { $0.contains("-> FLOCK") && $0.contains(" \(pid) ") }
    }
}

extension LiveSuite {
    /// Stops an instance of a service while it is not its turn to write. Stopped in the middle of its own write, as of
    /// an answer to the gateway or of a step of its own, it would keep the turn, and nobody else could write.
    func stopOutOfTurn(_ service: String, _ instance: String) async throws {
        let process = try self.instance(service, instance)
        try await eventually("a moment at which it does not wait for its turn") {
            let turn = try HeldTurn(of: service, in: self.database)
            defer { turn.release() }
            process.signal(SIGSTOP)
            try await eventually("it to be stopped") { try Self.isStopped(process.pid) }
            // A server would give the turn to who waits for it, stopped or not.
            guard try turn.isWaitedFor(by: process.pid) else { return true }
            process.signal(SIGCONT)
            return false
        }
    }

    /// Whether the kernel has stopped a process (proc_pid_status(5)).
    private static func isStopped(_ pid: Int32) throws -> Bool {
        try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8).contains("State:\tT")
    }
}
