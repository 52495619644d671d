// Sends a roll page by page, and remembers after each how far it is, so that the same command goes on there after a
// break.

import MessageSchema
import WireJSON

/// How far the import of a roll is. Kept beside the roll, and taken away when all of it is done.
struct RollProgress: Codable, Equatable, Sendable {
    /// Bytes of the roll; one of another length is another roll.
    var size: Int
    var place = RollPlace()
    var enrolled = 0
    var known = 0
    var rejected = 0

    /// The file that keeps it.
    static func path(of roll: String) -> String { roll + ".progress" }

    /// What is kept of a roll, if it is of this very one.
    static func kept(of roll: String, size: Int) throws(UsageError) -> RollProgress? {
        guard let bytes = try FileText.readBytes(path(of: roll), bytesMax: 4096) else { return nil }
        guard let kept = try? WireJSON.decode(RollProgress.self, from: bytes), kept.place.offset <= size else {
            throw UsageError("\(path(of: roll)) is no progress of an import", next: "remove it, or say --restart")
        }
        return kept.size == size ? kept : nil
    }

    func keep(of roll: String) throws {
        try WholeFile.write(String(decoding: try WireJSON.encode(self), as: UTF8.self), to: Self.path(of: roll))
    }
}

/// A row of a roll that was not taken over.
struct RejectedRow: Sendable {
    var line: Int
    var error: String
    var message: String

    var json: JSONValue {
        .members([
            ("line", .integer(Int64(line))), ("error", .string(error)), ("message", .string(message)),
        ])
    }
}

/// An import of a roll under way.
struct MemberImport {
    let roll: RollFile
    let sender: RollSender
    /// Takes what came of a page; false if nobody wants more.
    let each: (RollProgress, [RejectedRow]) -> Bool

    /// Sends the rest of the roll behind what is done already.
    func run(from start: RollProgress) async throws -> RollProgress {
        let sender = sender
        var progress = start
        if start.place.offset > 0 { try roll.go(to: start.place) }
        var page = try roll.next(Bounds.rollRowsMax)
        while !page.isEmpty {
            try Task.checkCancellation()
            let place = roll.place
            let sent = page.filter { if case .success = $0.enrolment { true } else { false } }
            let rows = sent.compactMap { try? $0.enrolment.get() }
            async let answer = sender.answer(to: rows)
            // Read while the service works.
            let following = try roll.next(Bounds.rollRowsMax)
            let reply = try await answer
            let refused =
                Self.malformed(page)
                + reply.rejected.map { row in
                    RejectedRow(line: sent[row.row - 1].line, error: row.error, message: row.message)
                }
            progress.place = place
            progress.enrolled += reply.enrolled
            progress.known += reply.known
            progress.rejected += refused.count
            try progress.keep(of: roll.path)
            guard each(progress, refused.sorted { $0.line < $1.line }) else { return progress }
            page = following
        }
        try WholeFile.remove(RollProgress.path(of: roll.path))
        return progress
    }

    private static func malformed(_ page: [RollRow]) -> [RejectedRow] {
        page.compactMap { row in
            guard case .failure(let error) = row.enrolment else { return nil }
            return RejectedRow(line: row.line, error: "malformed", message: error.message)
        }
    }
}

/// Sends pages of a roll.
struct RollSender: Sendable {
    let connection: SuiteConnection
    /// A new idempotency key.
    let key: @Sendable () -> String

    func answer(to rows: [EnrolMember]) async throws(Failure) -> ImportMembers.Reply {
        guard !rows.isEmpty else { return ImportMembers.Reply(enrolled: 0, known: 0, rejected: []) }
        var metadata = connection.metadata
        metadata.idempotencyKey = key()
        if metadata.deadline == nil { metadata.deadline = CallMetadata.deadlineMax }
        return try await connection.call(ImportMembers(rows: rows), metadata)
    }
}
