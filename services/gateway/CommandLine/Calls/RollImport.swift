// Sends a roll page by page, and remembers after each how far it is, so that the same command goes on there after a
// break.

import MessageSchema
import WireJSON

/// How far the import of a roll is. Kept beside the roll, and taken away when all of it is done.
struct RollProgress: Codable, Equatable, Sendable {
    /// Bytes of the roll; one of another length is another roll.
    var size: Int
    var place = RollPlace()
    var added = 0
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

/// What came of the rows of a request.
struct RollAnswer: Sendable {
    var added = 0
    var known = 0
    /// Those not taken over, each with its place in the request from 1.
    var rejected: [(row: Int, error: String, message: String)] = []
}

/// An import of a roll under way.
struct RollImport<Row: Decodable & Sendable> {
    let roll: RollFile<Row>
    let sender: RollSender<Row>
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
            let sent = page.filter { if case .success = $0.row { true } else { false } }
            let rows = sent.compactMap { try? $0.row.get() }
            async let answer = sender.answer(to: rows)
            // Read while the service works.
            let following = try roll.next(Bounds.rollRowsMax)
            let reply = try await answer
            let refused =
                Self.malformed(page)
                + reply.rejected.map { row in
                    RejectedRow(line: sent[row.row - 1].number, error: row.error, message: row.message)
                }
            progress.place = place
            progress.added += reply.added
            progress.known += reply.known
            progress.rejected += refused.count
            try progress.keep(of: roll.path)
            guard each(progress, refused.sorted { $0.line < $1.line }) else { return progress }
            page = following
        }
        try WholeFile.remove(RollProgress.path(of: roll.path))
        return progress
    }

    private static func malformed(_ page: [RollLine<Row>]) -> [RejectedRow] {
        page.compactMap { line in
            guard case .failure(let error) = line.row else { return nil }
            return RejectedRow(line: line.number, error: "malformed", message: error.message)
        }
    }
}

/// Sends pages of a roll.
struct RollSender<Row: Sendable>: Sendable {
    let connection: SuiteConnection
    /// A new idempotency key.
    let key: @Sendable () -> String
    /// Calls with the rows.
    let call: @Sendable ([Row], SuiteConnection, CallMetadata) async throws(Failure) -> RollAnswer

    func answer(to rows: [Row]) async throws(Failure) -> RollAnswer {
        guard !rows.isEmpty else { return RollAnswer() }
        var metadata = connection.metadata
        metadata.idempotencyKey = key()
        if metadata.deadline == nil { metadata.deadline = CallMetadata.deadlineMax }
        return try await call(rows, connection, metadata)
    }
}
