// The table of files. The only place with SQL about them.

internal import MessageSchema
internal import Storage

/// Files as known at a journal sequence.
struct StaffMemberStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// A file without its posts; nil if it is not known at the sequence.
    func find(_ id: StaffID, known: Int64) throws -> StaffMember? {
        try reader.first(
            "SELECT * FROM staff WHERE id = $1 AND first_sequence <= $2", [.value(id), .integer(known)]
        ).map(StaffMember.init)
    }

    func exists(_ id: StaffID) throws -> Bool {
        try reader.first("SELECT 1 AS found FROM staff WHERE id = $1", [.value(id)]) != nil
    }

    /// True if a file with the citizen number exists.
    func isTaken(_ number: CitizenNumber?) throws -> Bool {
        guard let number else { return false }
        return try reader.first("SELECT 1 AS found FROM staff WHERE citizen_number = $1", [.value(number)]) != nil
    }

    /// A file that a unit keeps; nil if it keeps none.
    func firstFile(keptBy unit: UnitCode) throws -> StaffID? {
        try reader.first("SELECT id FROM staff WHERE unit = $1 ORDER BY id LIMIT 1", [.value(unit)])?.value("id")
    }

    /// Names and professions of some persons, by identifier.
    func faces(of staff: Set<StaffID>) throws -> [StaffID: Face] {
        var faces: [StaffID: Face] = [:]
        for chunk in staff.sorted().chunks(of: Self.argumentsMax) {
            let rows = try reader.all(
                "SELECT id, name, profession FROM staff WHERE id IN (\(placeholders(1, count: chunk.count)))",
                chunk.map(SQLValue.value))
            for row in rows { faces[try row.value("id")] = try Face(row) }
        }
        return faces
    }

    /// What a roster shows of a person.
    struct Face {
        var name: PlainText
        var profession: Profession
    }

    /// Arguments of one statement; the engines take 32,766 and 65,535.
    private static let argumentsMax = 500

    static func insert(_ member: StaffMember, sequence: Int64, in writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO staff
              (id, unit, name, folded, profession, birth_date, citizen_number, licence, first_sequence)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .value(member.id), .value(member.unit), .value(member.name), .text(member.name.folded),
                .text(member.profession.rawValue), .value(member.birthDate), .value(member.citizenNumber),
                .value(member.licence), .integer(sequence),
            ])
    }
}

extension StaffMember {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.value("id"), name: try row.value("name"), profession: try row.word("profession"),
            unit: try row.value("unit"), birthDate: try row.optionalValue("birth_date"),
            citizenNumber: try row.optionalValue("citizen_number"), licence: try row.optionalValue("licence"))
    }
}

extension StaffMemberStore.Face {
    fileprivate init(_ row: Row) throws {
        self.init(name: try row.value("name"), profession: try row.word("profession"))
    }
}
