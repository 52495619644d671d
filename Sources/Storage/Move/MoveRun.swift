// One move on two connections, in one thread: the source is read in one transaction, which holds the turn and ends with
// the seal, the target is written in transactions of bounded size under a seal of its own.

internal import MessageSchema
internal import Surroundings

struct MoveRun {
    private let ends: MoveEnds
    private let move: StoreMove
    /// From here on it may be that neither of the two is alive.
    private var isSealing = false
    private var from: any Connection { ends.from }
    private var to: any Connection { ends.to }
    private var now: Int64 { move.surroundings.now() }

    init(_ ends: MoveEnds, _ move: StoreMove) {
        self.ends = ends
        self.move = move
    }

    mutating func moved() throws -> StoreMoved {
        do { return try run() } catch let error as StorageError { throw broken(by: error) }
    }

    /// A failure of one of the databases, in words that say where the data is, and what is next.
    private func broken(by error: StorageError) -> StorageError {
        let place = ends.to.ending == nil ? ends.fromPlace : ends.toPlace
        let cause: String
        switch error {
        case .diskFull(let message): cause = "no space is left for \(place) (\(message))"
        case .connectionLost(let message), .outcomeUnknown(let message):
            cause = "the connection to \(place) is lost (\(message))"
        case .engine, .server, .constraint, .column: cause = "\(error)"
        default: return error
        }
        return .moveBroken(
            cause: cause, path: ends.fromPlace, service: move.service.text, isLastStep: isSealing)
    }

    private mutating func run() throws -> StoreMoved {
        let sealed = try StoreSeal.read(from)
        if let sealed { return try finished(sealed) }
        try checkSchema()
        let target = MoveTarget(ends, move)
        let incoming = try target.prepare()
        var tables: [MovedTable] = []
        try from.inTransaction {
            let head = try HeadRow.takingTurn(from)
            tables = try copy(target.tables())
            try compare(tables)
            try verify(head)
            isSealing = true
            try seal(incoming, with: head)
        }
        return try lift(tables)
    }

    /// The move was broken off between its last two steps: the source is sealed, the target is whole and sealed still.
    private mutating func finished(_ sealed: StoreSeal) throws -> StoreMoved {
        let there = try StoreSeal.read(to)
        guard sealed.state == .moved, let there, there.state == .incoming, there.move == sealed.move else {
            throw sealed.refusal(path: ends.fromPlace, service: move.service)
        }
        isSealing = true
        return try lift([])
    }

    private func checkSchema() throws {
        guard try from.tables().contains("journal_head") else {
            throw StorageError.cannotOpen(path: ends.fromPlace, reason: "there is no store in it")
        }
        let upgrade = SchemaUpgrade(
            move.migrations, path: ends.fromPlace, service: move.service.text, now: now, policy: SchemaPolicy(.never))
        try upgrade.run(from)
    }

    private func copy(_ tables: [String]) throws -> [MovedTable] {
        let known = Set(tables)
        let found = try Set(from.tables()).subtracting(MoveTarget.notCopied)
        guard known == found else {
            let others = known.symmetricDifference(found).sorted().joined(separator: ", ")
            throw StorageError.moveRefused(reason: "tables that only one of the two has: \(others)")
        }
        return try tables.map { try copy($0) }
    }

    private func copy(_ table: String) throws -> MovedTable {
        var contents = MovedTable(table)
        var load = RowLoad(table)
        try from.each(MovedTable.query(table), []) { row in
            contents.add(row)
            if load.isFull { try load.put(into: to) }
            load.append(row)
            try tell(contents, isComparing: false)
            return true
        }
        try load.put(into: to)
        return contents
    }

    private func compare(_ tables: [MovedTable]) throws {
        try to.inTransaction {
            for table in tables {
                var rows: Int64 = 0
                let found = try MovedTable(of: table.name, in: to) {
                    rows += 1
                    if rows % Self.rowsATelling == 0 {
                        try move.progress(.init(table: table.name, rows: rows, isComparing: true))
                    }
                }
                guard found == table else {
                    throw StorageError.moveDiffers(table: table.name, rows: table.rows, found: found.rows)
                }
            }
        }
    }

    /// The chain in the target leads from its beginning to the source's head.
    private func verify(_ head: HeadRow) throws {
        var walk = ChainWalk(to: head)
        while walk.found.fault == nil, walk.found.verified.sequence < head.sequence {
            walk = try walk.followed(
                in: Reader(to), upTo: head.sequence, pageEntriesMax: move.settings.pageEntriesMax)
        }
        walk.compare(head: head)
        if let fault = walk.found.fault {
            throw StorageError.journalDamaged(
                journal: head.journal, sequence: fault.sequence, difference: fault.difference)
        }
    }

    /// First the target, by a transaction of its own, is whole; then the source, by the one that runs, is sealed.
    private func seal(_ incoming: StoreSeal, with head: HeadRow) throws {
        var whole = incoming
        whole.head = head
        try to.inTransaction { try whole.put(on: to) }
        let moved = StoreSeal(state: .moved, move: incoming.move, place: ends.toPlace, noted: now, head: head)
        try moved.put(on: from)
        _ = try from.execute("DELETE FROM journal_head", [])
    }

    private func lift(_ tables: [MovedTable]) throws -> StoreMoved {
        guard let seal = try StoreSeal.read(to), let head = seal.head else {
            throw StorageError.moveUnfinished(
                path: ends.toPlace, service: move.service.text, place: ends.fromPlace)
        }
        try to.inTransaction { try seal.lift(from: to) }
        return StoreMoved(
            from: ends.fromPlace, to: ends.toPlace, tables: tables.map { .init(name: $0.name, rows: $0.rows) },
            head: head.head)
    }

    private func tell(_ contents: MovedTable, isComparing: Bool) throws {
        guard contents.rows % Self.rowsATelling == 0 else { return }
        try move.progress(.init(table: contents.name, rows: contents.rows, isComparing: isComparing))
    }

    private static let rowsATelling: Int64 = 1000
}

/// Rows on their way into a table, as many as one transaction takes.
private struct RowLoad {
    private let table: String
    private var rows: [Row] = []
    private var bytes = 0

    init(_ table: String) { self.table = table }

    var isFull: Bool { rows.count >= 5000 || bytes >= 4 << 20 }

    mutating func append(_ row: Row) {
        rows.append(row)
        bytes += row.values.reduce(0) { $0 + $1.size }
    }

    mutating func put(into connection: any Connection) throws {
        guard !rows.isEmpty else { return }
        try connection.inTransaction { try connection.insert(rows, into: table) }
        (rows, bytes) = ([], 0)
    }
}
