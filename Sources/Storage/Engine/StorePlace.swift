// Where a service keeps its data: a folder for SQLite, or a server for PostgreSQL.

private import Glibc
public import MessageSchema
internal import Surroundings

/// Where a store's database is.
public enum StorePlace: Sendable, Hashable {
    /// A folder on this machine; the database is `<folder>/<service>.sqlite`.
    case folder(String)
    /// A PostgreSQL connection string without a password; the database has a schema a service.
    case server(String)
}

/// Brings a database that was opened to what the program knows; gets the place, for people.
typealias Preparation = (_ connection: any Connection, _ place: String) throws -> Void

extension StorePlace {
    /// A server if there is a connection string, else a folder.
    public init(folder: String, database: String?) { self = database.map(Self.server) ?? .folder(folder) }

    /// What a service's database is called there, for people who look for one that is not there.
    public func name(of service: ServiceName) -> String {
        switch self {
        case .folder(let folder): "\(folder)/\(service).sqlite"
        case .server: "PostgreSQL, schema \(service)"
        }
    }

    /// What was left beside a database that was put back from a copy; nil if nothing was.
    func restoreMarker(of service: ServiceName) throws -> RestoreMarker? {
        switch self {
        case .folder(let folder): try RestoreMarker(beside: "\(folder)/\(service).sqlite", service: service)
        case .server: nil
        }
    }

    /// Lends a connection to who only looks, while nobody upgrades; nil if there is no database, or nothing in it yet.
    func looking<T>(
        at service: ServiceName, settings: StoreSettings, surroundings: Surroundings,
        _ look: (_ connection: any Connection, _ place: String) throws -> T
    ) throws -> T? {
        switch self {
        case .folder(let folder):
            var status = stat()
            guard stat("\(folder)/\(service).sqlite", &status) == 0, status.st_size > 0 else { return nil }
            var found: T?
            let engine = try SQLiteEngine.open(folder: folder, service: service, settings: settings) {
                found = try look($0, $1)
            }
            // What was only looked at has nothing to lose by a closing that fails.
            _ = engine.close()
            return found
        case .server(let address):
            #if PostgreSQL
                return try PostgreSQLEngine.looking(
                    PostgreSQLAddress(address, schema: service.text), settings: settings, now: surroundings.now(), look)
            #else
                throw Self.notBuilt
            #endif
        }
    }

    /// Lends the only connection to a database, while no instance has it open or can open it; who does is `.inUse`.
    /// Throws `.cannotOpen` if there is no database, unless one is wanted.
    func alone<T>(
        with service: ServiceName, creates: Bool, settings: StoreSettings, surroundings: Surroundings,
        _ work: (_ connection: any Connection, _ place: String) throws -> T
    ) throws -> T {
        switch self {
        case .folder(let folder):
            var status = stat()
            guard creates || stat("\(folder)/\(service).sqlite", &status) == 0 && status.st_size > 0 else {
                throw StorageError.cannotOpen(path: name(of: service), reason: "there is none")
            }
            return try SQLiteEngine.alone(folder: folder, service: service, work)
        case .server(let address):
            #if PostgreSQL
                return try PostgreSQLEngine.alone(
                    PostgreSQLAddress(address, schema: service.text), creates: creates, settings: settings,
                    now: surroundings.now(), work)
            #else
                throw Self.notBuilt
            #endif
        }
    }

    /// Creates a folder of mode 0700, and those above it, if they are missing.
    public static func createFolder(_ path: String) throws { try StorageFolder.createFolder(path) }

    func engine(
        of service: ServiceName, settings: StoreSettings, surroundings: Surroundings, prepare: Preparation
    ) throws -> any Engine {
        switch self {
        case .folder(let folder):
            return try SQLiteEngine.open(folder: folder, service: service, settings: settings, prepare: prepare)
        case .server(let address):
            #if PostgreSQL
                return try PostgreSQLEngine.open(
                    PostgreSQLAddress(address, schema: service.text), settings: settings, surroundings: surroundings,
                    prepare: prepare)
            #else
                throw Self.notBuilt
            #endif
        }
    }

    #if !PostgreSQL
        private static let notBuilt = StorageError.cannotOpen(
            path: "on PostgreSQL",
            reason: "this program was built without it; build with: swift build --traits PostgreSQL")
    #endif
}
