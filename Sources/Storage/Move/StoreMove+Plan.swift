// What a move would do, before it does it. Looking changes nothing, and instances may run.

internal import MessageSchema
internal import Surroundings

/// A move as it would be today.
public struct StoreMovePlan: Sendable, Hashable {
    public enum State: String, Sendable, Hashable {
        /// There is nothing to move.
        case absent
        case ready
        /// The data is not here any more: it was moved before.
        case moved
        /// An earlier move was broken off before its last step, which is all that is missing.
        case finishing
    }
    public var state: State
    /// The databases, for people; of one that was moved, where it is.
    public var from: String
    public var to: String
    /// Rows are counted up to ``SchemaReport/rowsMax``.
    public var tables: [StoreMove.Table]
    /// True if the target holds what an earlier move left, which is removed.
    public var replaces: Bool
}

extension StoreMove {
    /// Looks at both ends. Throws as ``run()`` does what can be seen from outside: another schema, or a target that
    /// holds something else.
    public func plan() throws -> StoreMovePlan {
        let there = try target.looking(at: service, settings: settings, surroundings: surroundings) {
            connection, place in
            (seal: try StoreSeal.read(connection), place: place)
        }
        let toPlace = there?.place ?? target.name(of: service)
        let found = try source.looking(at: service, settings: settings, surroundings: surroundings) {
            try plan($0, $1, to: toPlace, sealed: there?.seal)
        }
        let absent = StoreMovePlan(
            state: .absent, from: source.name(of: service), to: toPlace, tables: [], replaces: false)
        guard let found, found.state != .absent else { return absent }
        if let there, there.seal == nil, found.state == .ready { throw MoveTarget.occupied(there.place) }
        return found
    }

    private func plan(
        _ connection: any Connection, _ place: String, to toPlace: String, sealed there: StoreSeal?
    ) throws -> StoreMovePlan {
        var plan = StoreMovePlan(state: .ready, from: place, to: toPlace, tables: [], replaces: there != nil)
        if let seal = try StoreSeal.read(connection) {
            guard seal.state == .moved else { throw seal.refusal(path: place, service: service) }
            plan.state = there?.state == .incoming && there?.move == seal.move ? .finishing : .moved
            plan.to = seal.place
            return plan
        }
        let upgrade = SchemaUpgrade(
            migrations, path: place, service: service.text, now: surroundings.now(), policy: SchemaPolicy(.never))
        guard try connection.tables().contains("journal_head") else {
            plan.state = .absent
            return plan
        }
        try upgrade.run(connection)
        plan.tables = try connection.tables().filter { !MoveTarget.notCopied.contains($0) }.map { table in
            let row = try connection.first(
                "SELECT count(*) AS rows FROM (SELECT 1 AS one FROM \(table) LIMIT \(SchemaReport.rowsMax)) AS counted",
                [])
            return Table(name: table, rows: try row?.integer("rows") ?? 0)
        }
        return plan
    }
}
