// Members in the database, in versions by record time: what was enrolled, and the words of names.

internal import MessageSchema
internal import Storage

struct MemberStore {
    private let reader: Reader

    /// Members read at once while walking through those that are found.
    private static let chunk = 500

    init(_ reader: Reader) { self.reader = reader }

    /// The member that a card code, an insurance number or a citizen number means, known at a sequence.
    func find(_ reference: CardReference, known: Int64 = .max) throws -> Member? {
        switch reference.kind {
        case .card(let card): try find(card.number, known: known)
        case .number(let number): try find(number, known: known)
        case .citizen(let citizen): try first("citizen_number", .value(citizen), known: known)
        }
    }

    /// The member of a number, known at a sequence.
    func find(_ number: InsuranceNumber, known: Int64 = .max) throws -> Member? {
        try first("number", .value(number), known: known)
    }

    private func first(_ column: String, _ value: SQLValue, known: Int64) throws -> Member? {
        try reader.first(
            "SELECT * FROM member_version WHERE \(column) = $1 AND \(VersionedTable.known(2))",
            [value, .integer(known)]
        ).map(Member.init)
    }

    /// What the journal calls a member: an identifier that says nothing of the person.
    func file(of number: InsuranceNumber) throws -> MemberID? {
        try reader.first("SELECT id FROM member WHERE number = $1", [.value(number)]).map { try $0.value("id") }
    }

    /// The number of the member who has a citizen number.
    func holder(of citizenNumber: CitizenNumber?) throws -> InsuranceNumber? {
        guard let citizenNumber else { return nil }
        return try first("citizen_number", .value(citizenNumber), known: .max)?.number
    }

    /// Walks through the present members whose names have words that begin so, in the order of their list, after a
    /// place in it, as long as the body wants more.
    func each(
        named words: [String], birthDate: CalendarDate?, after place: String?, _ body: (Member) throws -> Bool
    ) throws {
        var after = place ?? ""
        while true {
            let members = try next(named: words, birthDate: birthDate, after: after)
            for member in members { guard try body(member) else { return } }
            guard members.count == Self.chunk, let last = members.last else { return }
            after = Self.place(of: last)
        }
    }

    private func next(named words: [String], birthDate: CalendarDate?, after: String) throws -> [Member] {
        var arguments: [SQLValue] = [.text(after), .value(birthDate), .integer(Int64(Self.chunk))]
        var conditions = ""
        for word in words {
            arguments += [.text(word), .text(NameWords.end(of: word))]
            let last = arguments.count
            conditions +=
                " AND number IN (SELECT number FROM member_word WHERE word >= $\(last - 1) AND word < $\(last))"
        }
        return try reader.all(
            """
            SELECT * FROM member_version
            WHERE last_sequence IS NULL AND place > $1 AND (birth_date = $2 OR $2 IS NULL)\(conditions)
            ORDER BY place LIMIT $3
            """, arguments
        ).map(Member.init)
    }

    /// A member's place in lists.
    static func place(of member: Member) -> String {
        (member.name?.folded ?? "") + "\u{1F}" + member.number.text
    }

    /// Keeps what is known of a member from a sequence on; what was known before stays known until then.
    static func put(_ member: Member, file: MemberID, _ sequence: Int64, _ writer: Writer) throws {
        guard let name = member.name else { preconditionFailure("a member is kept without a name") }
        try writer.execute(
            "INSERT INTO member (number, id) VALUES ($1, $2) ON CONFLICT (number) DO NOTHING",
            [.value(member.number), .value(file)])
        try writer.execute(
            "UPDATE member_version SET last_sequence = $1 WHERE number = $2 AND last_sequence IS NULL",
            [.integer(sequence), .value(member.number)])
        try writer.execute(
            """
            INSERT INTO member_version
              (number, name, birth_date, sex, citizen_number, five_years_from, coverages, place, first_sequence)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .value(member.number), .value(name), .value(member.birthDate),
                .optionalText(member.sex?.rawValue), .value(member.citizenNumber), .value(member.fiveYearsFrom),
                .json(member.coverages), .text(place(of: member)), .integer(sequence),
            ])
        for word in NameWords.of(name) {
            try writer.execute(
                "INSERT INTO member_word (word, number) VALUES ($1, $2) ON CONFLICT (word, number) DO NOTHING",
                [.text(word), .value(member.number)])
        }
    }
}

extension Member {
    fileprivate init(_ row: Row) throws {
        self.init(
            number: try row.value("number"), name: try row.value("name"), birthDate: try row.value("birth_date"),
            sex: try row.word("sex"), citizenNumber: try row.optionalValue("citizen_number"),
            fiveYearsFrom: try row.optionalValue("five_years_from"), coverages: try row.json("coverages"))
    }
}
