// The server's failures in the store's words (https://www.postgresql.org/docs/current/errcodes-appendix.html).

#if PostgreSQL
    /// What to make of an SQLSTATE.
    enum PostgreSQLFailure {
        static func translated(_ state: String, _ message: String) -> StorageError {
            switch state {
            case "53100": .diskFull(message: message)
            case "57P01", "57P02", "57P03", "57P05": .connectionLost(message: message)
            case _ where state.hasPrefix("08"): .connectionLost(message: message)
            case _ where state.hasPrefix("23"): .constraint(message: message)
            default: .server(state: state, message: message)
            }
        }
    }

    extension StorageError {
        /// The same as a writer has it: 25006, a server that can only be read, is a former primary.
        var ofWriter: StorageError {
            if case .server("25006", let message) = self { .connectionLost(message: message) } else { self }
        }

        /// True if the whole transaction may succeed when it is run again at once: serialization, deadlock, and a
        /// prepared statement whose table another instance has changed since.
        var mayPass: Bool {
            guard case .server(let state, _) = self else { return false }
            return ["40001", "40P01", "0A000"].contains(state)
        }

        /// True if the whole transaction may succeed over another connection.
        var isConnectionLost: Bool {
            if case .connectionLost = self { true } else { false }
        }

        /// True if nothing of the transaction can be kept, whatever the body makes of it. 53: the server's memory,
        /// files and the like are used up.
        var endsTransaction: Bool {
            if case .server(let state, _) = self {
                mayPass || state.hasPrefix("53") || state == "25P01"
            } else {
                endsBatch
            }
        }
    }
#endif
