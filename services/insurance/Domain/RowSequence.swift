// How the rows of one key follow each other in time. A row without a last day holds until a later one begins; one with
// a last day needs a follower on the next day, and none before. So every day has one row, or none before the first.

internal import MessageSchema

enum RowSequence {
    /// What is wrong with the rows of an act beside those of the acts that stay, and instead of those it replaces.
    static func findings<Row: PolicyRow>(
        own: [PlacedRow<Row>], beside: [PlacedRow<Row>], replaced: [PlacedRow<Row>], act: ActNumber
    ) -> [Finding] {
        var found: [Finding] = []
        for key in Set((own + replaced).flatMap(\.row.keys)).sorted() {
            let rows = sorted(own + beside, of: key)
            let lost = loss(rows, sorted(beside + replaced, of: key), key, act)
            found += sequence(rows, key, act) + (lost.map { [$0] } ?? [])
        }
        // A row for both settings is in two sequences.
        var seen: Set<Finding> = []
        return found.filter { seen.insert($0).inserted }
    }

    private static func sequence<Row: PolicyRow>(
        _ rows: [PlacedRow<Row>], _ key: String, _ act: ActNumber
    ) -> [Finding] {
        rows.indices.compactMap { index in
            let row = rows[index]
            let next = index + 1 < rows.count ? rows[index + 1] : nil
            return overlap(row, next, key, act) ?? gap(row, next, key)
        }
    }

    private static func overlap<Row: PolicyRow>(
        _ row: PlacedRow<Row>, _ next: PlacedRow<Row>?, _ key: String, _ act: ActNumber
    ) -> Finding? {
        guard let next else { return nil }
        let lastDay = row.row.lastDay
        guard next.row.from == row.row.from || lastDay.map({ next.row.from <= $0 }) ?? false else { return nil }
        let (mine, other) = next.act == act ? (next, row) : (row, next)
        return .error(
            "row.overlap", mine.place,
            "On \(next.row.from) it and \(other.place) both set \(key).",
            "End one before the other begins, or leave out the last day of the one that is to be superseded.")
    }

    private static func gap<Row: PolicyRow>(
        _ row: PlacedRow<Row>, _ next: PlacedRow<Row>?, _ key: String
    ) -> Finding? {
        guard row.row.needsFollower, let lastDay = row.row.lastDay, lastDay >= row.row.from else { return nil }
        let nextDay = lastDay.advanced(by: 1)
        if let next, next.row.from <= nextDay { return nil }
        let until = next.map { "until \($0.place) begins on \($0.row.from)" } ?? "for ever"
        return .error(
            "row.gap", row.place, "From \(nextDay) nothing sets \(key), \(until).",
            "Leave out the last day, or add the row that follows.")
    }

    // An act that replaces another states anew what that one stated.
    private static func loss<Row: PolicyRow>(
        _ rows: [PlacedRow<Row>], _ before: [PlacedRow<Row>], _ key: String, _ act: ActNumber
    ) -> Finding? {
        guard let first = before.first, first.row.needsFollower else { return nil }
        if let now = rows.first, now.row.from <= first.row.from { return nil }
        let until = rows.first.map { "until \($0.row.from)" } ?? "for ever"
        return .error(
            "row.gap", act.text,
            "From \(first.row.from) nothing sets \(key), \(until), since \(first.place) is replaced.",
            "State anew what the replaced act states.")
    }

    private static func sorted<Row: PolicyRow>(_ rows: [PlacedRow<Row>], of key: String) -> [PlacedRow<Row>] {
        rows.filter { $0.row.keys.contains(key) }
            .sorted { ($0.row.from, $0.act, $0.number) < ($1.row.from, $1.act, $1.number) }
    }
}
