// What must hold of the registry's data: its people and posts are those of its journal, and every code it ever issued
// resolves.

internal import MessageSchema
internal import ServiceKit
internal import Storage
internal import WireJSON

struct InvariantStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    static let all: [Invariant] = [
        Invariant("people") { context in
            try InvariantStore(context.reader).difference(
                "files of staff", StaffRegistered.name, "SELECT id FROM staff")
        },
        Invariant("posts") { context in
            try InvariantStore(context.reader).difference("posts", PostAppointed.name, "SELECT id FROM post")
        },
        Invariant("lineage") { context in
            let lost = try InvariantStore(context.reader).codesIssued().first {
                context.units.resolve($0, on: context.today) == nil
            }
            return lost.map { "the code \($0), which was issued, resolves to nothing" }
        },
    ]

    /// How the rows of a table differ from what the journal tells of; nil if they do not.
    private func difference(_ what: String, _ event: String, _ rows: String) throws -> String? {
        let told = "SELECT subject FROM journal WHERE type = $1"
        let missing = try count("SELECT COUNT(*) AS count FROM (\(told) EXCEPT \(rows)) AS missing", event)
        let untold = try count("SELECT COUNT(*) AS count FROM (\(rows) EXCEPT \(told)) AS untold", event)
        guard missing + untold > 0 else { return nil }
        return "of the \(what) that the journal tells of \(missing) are missing, and it does not tell of \(untold)"
    }

    private func count(_ query: String, _ event: String) throws -> Int64 {
        try reader.first(query, [.text(event)])?.integer("count") ?? 0
    }

    /// The codes that were issued and not taken back with a reorganisation before they held.
    private func codesIssued() throws -> [UnitCode] {
        let undone = try reader.all("SELECT data FROM journal WHERE type = $1", [.text(ReorganisationUndone.name)])
            .map { try WireJSON.decode(ReorganisationUndone.self, from: Array($0.text("data").utf8)) }
        return try reader.all(
            "SELECT sequence, subject FROM journal WHERE type = $1 ORDER BY sequence", [.text(UnitEstablished.name)]
        ).compactMap { row in
            let sequence = try row.integer("sequence")
            let isUndone = undone.contains { ($0.firstSequence...$0.lastSequence).contains(sequence) }
            return isUndone ? nil : try UnitCode(row.text("subject"))
        }
    }
}
