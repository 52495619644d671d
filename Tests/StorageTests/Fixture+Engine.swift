// What the engines say differently.

import Storage
import TestGround

extension Fixture {
    private func engine(_ sqlite: StorageError, _ postgreSQL: StorageError) -> StorageError {
        isOnPostgreSQL ? postgreSQL : sqlite
    }

    var foreignKeyViolated: StorageError {
        engine(
            .constraint(message: "FOREIGN KEY constraint failed"),
            .constraint(
                message: "insert or update on table \"child\" violates foreign key constraint \"child_parent_fkey\""))
    }

    var keyTaken: StorageError {
        engine(
            .constraint(message: "UNIQUE constraint failed: note.id"),
            .constraint(message: "duplicate key value violates unique constraint \"note_pkey\""))
    }

    var transactionEnded: StorageError {
        engine(
            .engine(code: 4, message: "Transaction was aborted"),
            .server(state: "25P01", message: "a statement ended the transaction"))
    }

    var tableMissing: StorageError {
        engine(
            .engine(code: 1, message: "no such table: nowhere"),
            .server(state: "42P01", message: "relation \"nowhere\" does not exist"))
    }

    /// A statement with its bytes as the engine writes them.
    func dialect(_ sql: String) -> String {
        isOnPostgreSQL ? sql.replacing("X'00'", with: "'\\x00'::bytea") : sql
    }
}

#if PostgreSQL
    extension Fixture {
        /// Runs SQL past the store; gives the first column.
        @discardableResult
        func run(_ sql: String) -> [String] { database.cluster?.query(sql, in: database.name ?? "") ?? [] }
    }
#endif
