// SYNTHETIC staff: as many members of staff as a unit has, made from a seed. Nobody in it exists.

import Surroundings

internal import MessageSchema

/// A made-up person: the request that opens the file, and the posts to be given then.
struct SyntheticPerson: Sendable {
    struct Seat: Sendable {
        let unit: UnitCode
        let position: Position
        let main: Bool
        let fullTime: Percent
        let from: CalendarDate
    }
    let file: RegisterStaff
    let seats: [Seat]

    /// The appointments, once the file has an id.
    func appointments(of staff: StaffID) -> [AppointToPost] {
        seats.map { seat in
            AppointToPost(
                staff: staff, unit: seat.unit, position: seat.position, main: seat.main,
                fullTime: seat.fullTime,
                from: seat.from)
        }
    }
}

/// Makes people for units.
struct StaffGenerator {
    private var random: SeededRandom
    private var made: Int

    /// - Parameter firstNumber: after which serials of citizen numbers begin; two generators must not overlap.
    init(seed: UInt64, firstNumber: Int = 0) {
        random = SeededRandom(seed: seed)
        made = firstNumber
    }

    /// The first persons of a unit are its heads; a few in a hundred of a hospital also teach at `college`.
    mutating func people(
        _ count: Int, at unit: UnitCode, kind: UnitKind, college: UnitCode?,
        hired: ClosedRange<CalendarDate>? = nil
    ) throws -> [SyntheticPerson] {
        var people: [SyntheticPerson] = []
        for rank in 0..<count {
            let file = try newFile(at: unit, kind: kind, rank: rank)
            let from = try firstDay(of: file, hired: hired)
            let position = StaffProfile.position(
                rank: rank, of: count, kind: kind, profession: file.profession)
            let teaches = kind == .hospital && chance(percent: 4) ? college : nil
            let share: Percent = teaches == nil && !chance(percent: 3) ? 100 : 80
            var seats = [
                SyntheticPerson.Seat(unit: unit, position: position, main: true, fullTime: share, from: from)
            ]
            if let teaches {
                seats.append(
                    .init(unit: teaches, position: .specialist, main: false, fullTime: 20, from: from))
            }
            people.append(SyntheticPerson(file: file, seats: seats))
        }
        return people
    }

    private mutating func newFile(at unit: UnitCode, kind: UnitKind, rank: Int) throws -> RegisterStaff {
        made += 1
        let isFemale = chance(percent: 66)
        let profession = StaffProfile.profession(rank: rank, at: kind, from: &random)
        let birth = try CalendarDate(
            year: Int.random(in: 1966...1998, using: &random), month: Int.random(in: 1...12, using: &random),
            day: Int.random(in: 1...28, using: &random))
        return RegisterStaff(
            unit: unit, name: try PlainText(PersonNames.draw(isFemale: isFemale, from: &random)),
            profession: profession, birthDate: birth,
            citizenNumber: try number(unit, isFemale: isFemale, birth: birth),
            licence: StaffProfile.isLicensed(profession) ? try PlainText("\(made)/DEMO-GPHN") : nil)
    }

    // Province, sex and year as real ones have them; serials from 900000 on in the order of making.
    private func number(_ unit: UnitCode, isFemale: Bool, birth: CalendarDate) throws -> CitizenNumber {
        let province = unit.text.hasPrefix("HD") ? "030" : "031"
        let year = birth.civil.year % 100
        return try CitizenNumber(
            "\(province)\(isFemale ? 1 : 0)\(year < 10 ? "0" : "")\(year)\(900_000 + made)")
    }

    // Grown up, after the unit's first day in the examples, and before the play begins.
    private mutating func firstDay(
        of file: RegisterStaff, hired: ClosedRange<CalendarDate>?
    ) throws -> CalendarDate {
        if let hired { return hired.lowerBound }
        let birthYear = file.birthDate?.civil.year ?? 1966
        let earliest = max(
            try CalendarDate("2008-08-01"), try CalendarDate(year: birthYear + 23, month: 1, day: 1))
        let span = earliest.distance(to: try CalendarDate("2022-12-31"))
        return earliest.advanced(by: Int.random(in: 0...max(0, span), using: &random))
    }

    private mutating func chance(percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
}
