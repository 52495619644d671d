// The writes that meet a power cut: several rows in several tables, a counter they all share, one or more events, and
// often an idempotency key. What a write leaves behind follows from its id and three numbers, so that it can be seen
// to be whole.

import MessageSchema
import Storage
import Surroundings
import WireJSON

/// One write.
struct PowerLossWrite: Sendable, Hashable {
    /// Life, lane, round and place in the round; also the idempotency key, and the subject of the events.
    var id: String
    var pieces: Int
    var events: Int
    /// Bytes of one piece's text, about.
    var bytes: Int
    var isKeyed: Bool
    /// Its body throws at its end, and nothing of it may stay.
    var isRefused = false

    static let tables = [
        Migration(
            part: "tests", version: 1,
            statements: [
                """
                CREATE TABLE entry (
                  id TEXT PRIMARY KEY, pieces BIGINT NOT NULL, events BIGINT NOT NULL, bytes BIGINT NOT NULL,
                  keyed BIGINT NOT NULL)
                """,
                """
                CREATE TABLE piece (
                  entry TEXT NOT NULL REFERENCES entry (id), number BIGINT NOT NULL, text TEXT NOT NULL,
                  PRIMARY KEY (entry, number))
                """,
            ]),
        Migration(
            part: "tests", version: 2,
            statements: [
                "CREATE INDEX piece_text ON piece (text)",
                "CREATE TABLE total (id BIGINT PRIMARY KEY, entries BIGINT NOT NULL, pieces BIGINT NOT NULL)",
                "INSERT INTO total (id, entries, pieces) VALUES (1, 0, 0)",
            ]),
    ]

    var request: WriteRequest { isKeyed ? .keyed(id, digest: Array(id.utf8)) : .plain }
    var answer: [UInt8] { Array("answer \(id)".utf8) }

    func text(ofPiece number: Int) -> String {
        String(repeating: "\(id).\(number) ", count: 1 + bytes / (id.utf8.count + 3))
    }

    @Sendable func run(_ writer: Writer) throws -> [UInt8] {
        try writer.execute(
            "INSERT INTO entry (id, pieces, events, bytes, keyed) VALUES ($1, $2, $3, $4, $5)",
            [
                .text(id), .integer(Int64(pieces)), .integer(Int64(events)), .integer(Int64(bytes)),
                .integer(isKeyed ? 1 : 0),
            ])
        for number in 1...pieces {
            try writer.execute(
                "INSERT INTO piece (entry, number, text) VALUES ($1, $2, $3)",
                [.text(id), .integer(Int64(number)), .text(text(ofPiece: number))])
        }
        try writer.execute(
            "UPDATE total SET entries = entries + 1, pieces = pieces + $1 WHERE id = 1", [.integer(Int64(pieces))])
        for _ in 1...events {
            try writer.append(
                Noted(text: id), subject: id, personal: RawJSON(unsafeUnchecked: Array("\"\(id)\"".utf8)))
        }
        if isRefused { throw Refusal() }
        return answer
    }
}

extension PowerLossWrite {
    init(_ id: String, using random: inout SeededRandom) {
        self.id = id
        pieces = Int.random(in: 1...4, using: &random)
        events = Int.random(in: 1...3, using: &random)
        // Some spill over several pages.
        bytes = Int.random(in: 0..<8, using: &random) == 0 ? 9_000 : Int.random(in: 10...400, using: &random)
        isKeyed = Int.random(in: 0..<4, using: &random) > 0
        isRefused = Int.random(in: 0..<10, using: &random) == 0
    }
}
