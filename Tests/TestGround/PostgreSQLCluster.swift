// A PostgreSQL server of a test process's own, on a socket in a folder, where no other program finds it. It ends with
// the process, however that ends.

#if PostgreSQL
    private import CPostgreSQL
#endif
import Foundation
private import Synchronization

/// A host in a network of a test's own, where a server listens besides its socket.
public struct PostgreSQLHost: Sendable {
    /// The words of a command that becomes a program there.
    public let command: [String]
    /// Where it listens.
    public let address: String
    /// Whom it trusts: a network such as 10.1.0.0/24.
    public let network: String

    public init(command: [String], address: String, network: String) {
        (self.command, self.address, self.network) = (command, address, network)
    }
}

/// A running server, its data in memory where the machine has a place for that.
public final class PostgreSQLCluster: Sendable {
    /// The one that tests share that do not harm it.
    public static let shared = PostgreSQLCluster()

    /// The folder of its socket.
    public let folder: String
    private let host: PostgreSQLHost?
    /// What its program is told at each start.
    private let options: String
    /// One database is made after the other, over one connection.
    private let making = Mutex(())

    /// A new server. One that waits for a replica acknowledges no COMMIT that none has.
    public convenience init(on host: PostgreSQLHost? = nil, waitsForReplica: Bool = false) {
        self.init(host, options: waitsForReplica ? " -c synchronous_standby_names=\\*" : "")
        run(Self.creation)
        if let host { run("echo host all,replication sauro \(host.network) trust >>\"$1/data/pg_hba.conf\"") }
        start()
    }

    /// A replica that follows a server as that writes. Once promoted it waits for nobody. It looks for a primary that
    /// it has lost twice a second: while it waits to look again, it may not take notice of its promotion.
    public convenience init(following primary: PostgreSQLCluster, on host: PostgreSQLHost? = nil) {
        self.init(host, options: " -c wal_retrieve_retry_interval=500ms")
        run(Self.following, primary.host?.address ?? primary.folder, there)
        start()
    }

    private init(_ host: PostgreSQLHost?, options: String) {
        let parent = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
        folder = "\(parent)/sauro-pg-\(UUID().uuidString.suffix(8).lowercased())"
        self.host = host
        self.options = "-k \(folder) -c listen_addresses=\(host?.address ?? "")" + options
        // A program whose input ends when this process does, and then stops the server.
        let words = Self.common + "cat >/dev/null; as pg_ctl stop -D \"$1/data\" -m immediate; rm -rf \"$1\""
        guard popen("sh -c '\(words)' sh \(folder) >/dev/null 2>&1", "we") != nil else {
            preconditionFailure("a test needs a program that stops the server")
        }
    }

    /// The connection string of one of its databases, there or where a replica has taken its place.
    public func address(_ database: String, or replica: PostgreSQLCluster? = nil) -> String {
        let places = ([self] + (replica.map { [$0] } ?? [])).map { $0.host?.address ?? $0.folder }
        return "postgresql:///\(database)?host=\(places.joined(separator: ","))&user=sauro"
    }

    /// A new, empty database; its name.
    public func createDatabase() -> String {
        let name = "test_\(UUID().uuidString.suffix(12).lowercased())"
        making.withLock { _ in _ = query("CREATE DATABASE \(name)") }
        return name
    }

    public func dropDatabase(_ name: String) { query("DROP DATABASE IF EXISTS \(name) WITH (FORCE)") }

    #if PostgreSQL
        /// Runs statements in a database and gives the first column of the last one's answer.
        @discardableResult
        public func query(_ sql: String, in database: String = "postgres") -> [String] {
            // By its socket, whatever becomes of its network.
            let connection = PQconnectdb("postgresql:///\(database)?host=\(folder)&user=sauro")
            defer { PQfinish(connection) }
            guard PQstatus(connection) == CONNECTION_OK else {
                preconditionFailure("a test needs \(folder): \(String(cString: PQerrorMessage(connection)))")
            }
            let result = PQexec(connection, sql)
            defer { PQclear(result) }
            guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else {
                preconditionFailure("a test needs \(sql): \(String(cString: PQerrorMessage(connection)))")
            }
            return (0..<PQntuples(result)).map { String(cString: PQgetvalue(result, $0, 0)) }
        }
    #else
        @discardableResult
        func query(_ sql: String) -> [String] { preconditionFailure("built without the trait PostgreSQL") }
    #endif

    /// Kills the server and all its processes, as a power cut would.
    public func crash() {
        run("main=$(head -1 \"$1/data/postmaster.pid\"); kill -KILL $main $(ps -o pid= --ppid $main); true")
    }

    /// Starts it again after a crash; returns when it answers.
    public func start() {
        // What is left of the old server keeps its memory for a moment.
        run(
            """
            there="$3"
            for trial in $(seq 100); do
              as pg_ctl start -w -D "$1/data" -l "$1/log" -o "$2" && exit; sleep 0.1
            done; cat "$1/log"; exit 1
            """, options, there)
    }

    /// Makes a primary of a replica; returns when it is one.
    public func promote() { run("as pg_ctl promote -w -D \"$1/data\"") }

    private var there: String { host?.command.joined(separator: " ") ?? "" }

    @discardableResult
    private func run(_ script: String, _ arguments: String...) -> String {
        do {
            let done = try Command.run("sh", ["-c", Self.common + script, "sh", folder] + arguments)
            guard done.status == 0 else { preconditionFailure("a test needs \(script): \(done.errors)\(done.output)") }
            return done.output.trimmingCharacters(in: .newlines)
        } catch { preconditionFailure("a test needs \(script): \(error)") }
    }

    /// The server refuses to run as root. What goes over a network runs `there`.
    private static let common = """
        PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1);
        as() {
          if [ $(id -u) = 0 ]; then $there setpriv --reuid postgres --regid postgres --clear-groups "$@"
          else "$@"; fi
        };

        """

    private static let creation = """
        set -e; mkdir -m 700 "$1"; [ $(id -u) != 0 ] || chown postgres "$1"
        as initdb --no-sync --auth=trust --username=sauro --encoding=UTF8 --locale=C -D "$1/data" >/dev/null
        as tee -a "$1/data/postgresql.conf" >/dev/null <<-END
        max_connections = 400
        shared_buffers = 64MB
        max_wal_size = 256MB
        deadlock_timeout = 200ms
        END
        """

    private static let following = """
        set -e; mkdir -m 700 "$1"; [ $(id -u) != 0 ] || chown postgres "$1"; there="$3"
        as pg_basebackup --no-sync -c fast -R -X stream -h "$2" -U sauro -D "$1/data"
        """
}
