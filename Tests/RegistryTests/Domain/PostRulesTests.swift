// The rules about posts.

import MessageSchema
import RegistryDomain
import Testing

@Suite struct PostRulesTests {
    private func appoint(
        unit: String = "HD-DOH", main: Bool = true, from: String = "2025-01-01", until: String? = nil,
        held: [Post] = [], units: UnitStructure = sector()
    ) throws -> Post {
        try PostRules.appoint(
            AppointToPost(
                staff: identifier(1), unit: code(unit), position: .practitioner, main: main, fullTime: 100,
                from: day(from), until: until.map(day)),
            as: identifier(9), held: held, units: units)
    }

    @Test func `a post is given as asked`() throws {
        #expect(
            try appoint(until: "2026-01-01")
                == post(9, staff: 1, from: "2025-01-01", until: "2026-01-01"))
    }

    @Test(arguments: ["2025-01-01", "2024-12-31"])
    func `datesReversed: a post of no day is refused`(until: String) {
        #expect(
            refusal { _ = try appoint(until: until) }
                == PostRejection.datesReversed(from: day("2025-01-01"), until: day(until)))
    }

    static let merged = sector(
        sectorUnits.map { unit in
            var unit = unit
            if unit.code == code("HD-DOH") { unit.until = day("2025-07-01") }
            return unit
        }, lineage: [row("HD-DOH", "HP-DOH")])
    static let mergedThenGone = sector(
        [
            healthUnit("HD-DOH", until: "2025-07-01"), healthUnit("HP-DOH", until: "2027-01-01"),
        ], lineage: [row("HD-DOH", "HP-DOH")])

    @Test func `a post may outlast its unit where a successor takes over`() throws {
        #expect(try appoint(units: Self.merged).until == nil)
    }

    @Test(arguments: [
        ("NOWHERE", "2025-01-01", nil, sector(), "2025-01-01"),
        ("SOON", "2029-12-31", nil, sector(), "2029-12-31"),
        ("OLD", "2019-06-01", nil, sector(), "2020-01-01"),
        ("OLD", "2019-06-01", "2020-01-02", sector(), "2020-01-01"),
        ("HD-DOH", "2025-07-01", nil, merged, "2025-07-01"),
        ("HD-DOH", "2025-01-01", nil, mergedThenGone, "2027-01-01"),
    ])
    func `unitAbsent: a post beyond its unit's life is refused`(
        unit: String, from: String, until: String?, units: UnitStructure, gone: String
    ) {
        #expect(
            refusal { _ = try appoint(unit: unit, from: from, until: until, units: units) }
                == PostRejection.unitAbsent(code(unit), on: day(gone)))
    }

    @Test func `a post may last until the very day its unit goes`() throws {
        #expect(try appoint(unit: "OLD", from: "2019-06-01", until: "2020-01-01").until == day("2020-01-01"))
        #expect(try appoint(until: "2027-01-01", units: Self.mergedThenGone).until == day("2027-01-01"))
    }

    @Test(arguments: [
        ("2024-01-01", nil), ("2024-01-01", "2025-01-02"), ("2025-12-31", nil), ("2025-03-01", "2025-04-01"),
    ])
    func `secondMain: two main posts at one instant are refused`(from: String, until: String?) {
        let other = post(2, staff: 1, from: from, until: until)
        #expect(
            refusal { _ = try appoint(until: "2026-01-01", held: [other]) }
                == PostRejection.secondMain(identifier(1), other: other))
    }

    @Test(arguments: [("2024-01-01", "2025-01-01"), ("2026-01-01", nil)])
    func `a main post may begin the day another ends`(from: String, until: String?) throws {
        let other = post(2, staff: 1, from: from, until: until)
        #expect(try appoint(until: "2026-01-01", held: [other]).main)
    }

    @Test func `beside a main post others may be held`() throws {
        #expect(try !appoint(main: false, held: [post(2, staff: 1)]).main)
        #expect(try appoint(held: [post(2, staff: 1, main: false)]).main)
    }

    @Test func `a post ends on the day told`() throws {
        #expect(try PostRules.end(post(), until: day("2020-01-02")).until == day("2020-01-02"))
        let ending = post(until: "2026-01-01")
        #expect(try PostRules.end(ending, until: day("2025-12-31")).until == day("2025-12-31"))
    }

    @Test func `datesReversed: a post cannot end before its second day`() {
        #expect(
            refusal { _ = try PostRules.end(post(), until: day("2020-01-01")) }
                == PostRejection.datesReversed(from: day("2020-01-01"), until: day("2020-01-01")))
    }

    @Test(arguments: ["2026-01-01", "2026-01-02"])
    func `alreadyEnded: a post ends once`(until: String) {
        #expect(
            refusal { _ = try PostRules.end(post(until: "2026-01-01"), until: day(until)) }
                == PostRejection.alreadyEnded(identifier(1), on: day("2026-01-01")))
    }
}
