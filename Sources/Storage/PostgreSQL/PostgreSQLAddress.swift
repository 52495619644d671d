// Where a service's schema is: libpq's connection string with what the store adds to it.

#if PostgreSQL
    internal import CPostgreSQL

    /// A connection string, taken apart.
    struct PostgreSQLAddress: Sendable {
        /// The schema, named like the service.
        let schema: String
        private let given: [String: String]
        private let order = PostgreSQLHostOrder()

        /// Refuses what libpq cannot read, and a password: a command line is for everybody's eyes.
        init(_ text: String, schema: String) throws {
            self.schema = schema
            var given = try Self.parsed(text)
            guard given["password"] == nil, given["sslpassword"] == nil else {
                throw StorageError.cannotOpen(
                    path: "on PostgreSQL",
                    reason: """
                        its connection string holds a password, which others can read; write it into a file that \
                        PGPASSFILE or passfile= names, with mode 0600
                        """)
            }
            given.merge(Self.defaults) { given, _ in given }
            self.given = given
        }

        /// Keywords and values as libpq takes them, the hosts in the order in which they are to be tried.
        var parameters: [(keyword: String, value: String)] {
            given.sorted { $0.key < $1.key }.map { ($0.key, order.applied(to: $0.value, of: $0.key)) }
        }

        /// Has the host tried first from now on to which a connection was made.
        func prefer(host: String, port: String) {
            let hosts = PostgreSQLHostOrder.list(given["host"] ?? given["hostaddr"] ?? "")
            let ports = PostgreSQLHostOrder.list(given["port"] ?? "")
            let found = hosts.indices.first { index in
                hosts[index] == host && (ports.count != hosts.count || ports[index] == port)
            }
            if let found { order.begin(with: found) }
        }

        /// For people: the database, its hosts, the schema.
        var place: String {
            let host = (given["host"] ?? given["hostaddr"]).map { " on \($0)" } ?? ""
            return "PostgreSQL \(given["dbname"] ?? given["user"] ?? "")\(host), schema \(schema)"
        }

        /// A server that vanished is noticed in five to six seconds, and a host that does not answer is left for the
        /// next one after three: so a caller who waits ten gets an answer of the replica that was promoted meanwhile.
        /// Only one that can be written to will do (https://www.postgresql.org/docs/current/libpq-connect.html).
        private static let defaults = [
            "application_name": "sauro", "client_encoding": "UTF8", "connect_timeout": "3", "keepalives_count": "3",
            "keepalives_idle": "2", "keepalives_interval": "1", "target_session_attrs": "read-write",
            "tcp_user_timeout": "5000",
        ]

        private static func parsed(_ text: String) throws -> [String: String] {
            var complaint: UnsafeMutablePointer<CChar>?
            guard let options = PQconninfoParse(text, &complaint) else {
                defer { PQfreemem(complaint) }
                throw StorageError.cannotOpen(
                    path: "on PostgreSQL",
                    reason: "its connection string cannot be read: \(complaint.map { String(cString: $0) } ?? "")")
            }
            defer { PQconninfoFree(options) }
            var given: [String: String] = [:]
            var option = options
            while let keyword = option.pointee.keyword {
                if let value = option.pointee.val { given[String(cString: keyword)] = String(cString: value) }
                option += 1
            }
            return given
        }
    }
#endif
