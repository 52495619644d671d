// Cards as they were given out, in versions by record time: what of a card was known when.

internal import MessageSchema
internal import Storage

struct CardStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// The cards of a member, known at a sequence, in order of their days.
    func issued(to number: InsuranceNumber, known: Int64 = .max) throws -> [IssuedCard] {
        try reader.all(
            "SELECT * FROM card WHERE number = $1 AND \(VersionedTable.known(2)) ORDER BY valid_from, code",
            [.value(number), .integer(known)]
        ).map(IssuedCard.init)
    }

    /// A card by what is printed on it, as known now.
    func find(_ card: CardReference) throws -> IssuedCard? {
        try reader.first("SELECT * FROM card WHERE code = $1 AND last_sequence IS NULL", [.value(card)])
            .map(IssuedCard.init)
    }

    /// Keeps what is known of a card from a sequence on; what was known before stays known until then.
    static func put(_ card: IssuedCard, _ sequence: Int64, _ writer: Writer) throws {
        try writer.execute(
            "UPDATE card SET last_sequence = $1 WHERE code = $2 AND last_sequence IS NULL",
            [.integer(sequence), .value(card.card)])
        try writer.execute(
            """
            INSERT INTO card (code, number, valid_from, last_day, state, ended_from, reason, first_sequence)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                .value(card.card), .value(card.number), .value(card.from), .value(card.lastDay),
                .text(card.state.rawValue), .value(card.endedFrom), .optionalText(card.reason?.rawValue),
                .integer(sequence),
            ])
    }
}

extension IssuedCard {
    fileprivate init(_ row: Row) throws {
        self.init(
            card: try row.value("code"), number: try row.value("number"), from: try row.value("valid_from"),
            lastDay: try row.optionalValue("last_day"), state: try row.word("state"),
            endedFrom: try row.optionalValue("ended_from"),
            reason: try row.optionalWord("reason"))
    }
}
