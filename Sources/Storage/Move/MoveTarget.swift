// The database that a move goes to: empty, or what an earlier move left, which is then removed.

internal import MessageSchema
internal import Surroundings

struct MoveTarget {
    private let ends: MoveEnds
    private let move: StoreMove
    private var to: any Connection { ends.to }

    /// What an engine has of its own, what the seal keeps, and the seal.
    static let notCopied: Set<String> = ["journal_writer", "journal_head", StoreSeal.table]

    init(_ ends: MoveEnds, _ move: StoreMove) {
        self.ends = ends
        self.move = move
    }

    /// Seals the target, makes its tables, and empties those that the schema's steps fill; gives the seal.
    func prepare() throws -> StoreSeal {
        try refuseContent()
        let now = move.surroundings.now()
        let seal = StoreSeal(
            state: .incoming, move: move.surroundings.newIdentifier(), place: ends.fromPlace, noted: now, head: nil)
        try to.inTransaction {
            for table in try to.tables().reversed() where table != "journal_writer" {
                _ = try to.execute("DROP TABLE \(table)", [])
            }
            try seal.put(on: to)
        }
        let upgrade = SchemaUpgrade(
            move.migrations, path: ends.toPlace, service: move.service.text, now: now, policy: SchemaPolicy(.always))
        try upgrade.run(to)
        try to.inTransaction { for table in try tables().reversed() { _ = try to.execute(Self.removal(table), []) } }
        return seal
    }

    private static func removal(_ table: String) -> String {
        "DELETE FROM \(table)" + (table == "schema_version" ? " WHERE part <> '\(StoreSeal.part)'" : "")
    }

    /// The tables to be filled, in the order in which they were made, so that a row that is referred to comes first.
    func tables() throws -> [String] { try to.tables().filter { !Self.notCopied.contains($0) } }

    /// Only what the source has too may be removed: a copy that never became whole, or an earlier state of the very
    /// journal that is to be moved.
    private func refuseContent() throws {
        guard try to.tables().contains(where: { $0 != "journal_writer" }) else { return }
        guard let seal = try StoreSeal.read(to) else {
            throw Self.occupied(ends.toPlace)
        }
        guard let head = seal.head, try !isInSource(head) else { return }
        throw StorageError.moveRefused(
            reason: "\(ends.toPlace) holds another journal, \(head.journal), or entries that the source has not")
    }

    static func occupied(_ place: String) -> StorageError {
        .moveRefused(reason: "there is something in \(place) already; name an empty database, or move that away")
    }

    private func isInSource(_ head: HeadRow) throws -> Bool {
        let source = try HeadRow.read(ends.from)
        guard source.journal == head.journal else { return false }
        if head.sequence == 0 { return source.origin == head.origin }
        let row = try ends.from.first("SELECT hash FROM journal WHERE sequence = $1", [.integer(head.sequence)])
        return try row?.bytes("hash") == head.hash
    }
}
