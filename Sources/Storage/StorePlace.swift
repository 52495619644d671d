// Where a service keeps its data.

private import Glibc
internal import MessageSchema
internal import Surroundings

/// Where a store's database is.
public enum StorePlace: Sendable, Hashable {
    /// A folder on this machine; the database is `<folder>/<service>.sqlite`.
    case folder(String)
}

/// Brings a database that was opened to what the program knows; gets the place, for people.
typealias Preparation = (_ connection: any Connection, _ place: String) throws -> Void

extension StorePlace {
    /// What was left beside a database that was put back from a copy; nil if nothing was.
    func restoreMarker(of service: ServiceName) throws -> RestoreMarker? {
        switch self {
        case .folder(let folder): try RestoreMarker(beside: "\(folder)/\(service).sqlite", service: service)
        }
    }

    /// True if a database is there, and something in it.
    func isInUse(by service: ServiceName) -> Bool {
        switch self {
        case .folder(let folder):
            var status = stat()
            return stat("\(folder)/\(service).sqlite", &status) == 0 && status.st_size > 0
        }
    }

    func engine(
        of service: ServiceName, settings: StoreSettings, surroundings: Surroundings, prepare: Preparation
    ) throws -> any Engine {
        switch self {
        case .folder(let folder):
            return try SQLiteEngine.open(folder: folder, service: service, settings: settings, prepare: prepare)
        }
    }
}
