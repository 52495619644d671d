// A database that was put back from a copy is another journal from then on. Who puts it back leaves a marker beside it;
// the first opening obeys it before anybody reads, and once: a marker that was obeyed already is only taken away.

private import Glibc
internal import MessageSchema
internal import Surroundings

/// The file `SERVICE.restored`: the journal's id in the copy, and the id it is to get, a line each.
struct RestoreMarker {
    let path: String
    let before: String
    let after: String

    /// The marker beside a database; nil if there is none.
    init?(beside database: String, service: ServiceName) throws {
        let path = "\(database.dropLast("\(service).sqlite".count))\(service).restored"
        guard let text = try Self.read(path) else { return nil }
        let lines = text.split(separator: "\n").map(String.init)
        guard lines.count == 2, lines.allSatisfy({ !$0.isEmpty }), lines[0] != lines[1] else {
            throw StorageError.cannotOpen(path: path, reason: "it does not name a journal's id before and after")
        }
        self.path = path
        (before, after) = (lines[0], lines[1])
    }

    /// Gives the journal its new id, with an event that tells of it, in one transaction; then takes the marker away.
    /// The caller holds the turn.
    func obey(
        _ connection: any Connection, service: ServiceName, settings: StoreSettings, surroundings: Surroundings
    ) throws {
        try connection.inTransaction {
            var head = try HeadRow.takingTurn(connection)
            guard head.journal != after else { return }
            guard head.journal == before else {
                throw StorageError.cannotOpen(
                    path: path, reason: "it is of the journal \(before), the database of \(head.journal)")
            }
            let request = WriteRequest(principal: Principal(name: "service:\(service)", roles: [.service]))
            let writer = Writer(
                connection, head: head, request: request, settings: settings, surroundings: surroundings)
            try writer.renewJournal(after)
            head = writer.headRow
            try head.store(connection)
        }
        guard unlink(path) == 0 || errno == ENOENT else {
            throw StorageError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
    }

    private static let bytesMax = 256

    private static func read(_ path: String) throws -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT { return nil }
        guard descriptor >= 0 else {
            throw StorageError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: bytesMax)
        let count = Glibc.read(descriptor, &buffer, bytesMax)
        guard count >= 0 else {
            throw StorageError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }
}
