// Who recipients are: their form, the units they mean on a day, where persons stand.

import MessageSchema
import Testing

@testable import NotificationsDomain

@Suite struct RecipientRulesTests {
    private func findings(_ recipients: [Recipient]) -> [String] {
        do throws(NoticeRejection) {
            try RecipientRules.check(recipients)
            return []
        } catch {
            return error.findings.map { "\($0.rule) \($0.place)" }
        }
    }

    @Test("Each kind takes what it needs and nothing else")
    func form() {
        #expect(
            findings([
                .person(staffID(1)), .unit(Sector.hospital), .subtree(Sector.department),
                .role(.director, at: Sector.department),
            ]) == [])
        #expect(findings([Recipient(kind: .person)]) == ["recipient.missing recipients[0].person"])
        #expect(
            findings([.unit(Sector.hospital), Recipient(kind: .role, person: staffID(1))]) == [
                "recipient.superfluous recipients[1].person", "recipient.missing recipients[1].unit",
                "recipient.missing recipients[1].position",
            ])
        #expect(
            findings([Recipient(kind: .unit, unit: Sector.hospital, position: .director)]) == [
                "recipient.superfluous recipients[0].position"
            ])
        #expect(
            findings([Recipient(kind: .person, person: staffID(1), unit: Sector.hospital)]) == [
                "recipient.superfluous recipients[0].unit"
            ])
    }

    @Test("There is one recipient at least, and a hundred at most")
    func count() {
        #expect(findings([]) == ["recipient.count recipients"])
        let many = (1...101).map { Recipient.person(staffID($0)) }
        #expect(findings(many) == ["recipient.count recipients"])
        #expect(findings(Array(many.prefix(100))) == [])
    }

    struct Meaning: Sendable, CustomTestStringConvertible {
        let unit: UnitCode
        var subtree = false
        let day: CalendarDate
        let means: RecipientUnits
        var testDescription: String { "\(unit)\(subtree ? " and under" : "") on \(day)" }
    }

    static let meanings = [
        Meaning(
            unit: Sector.department, day: "2025-06-30", means: .codes([Sector.department], became: Sector.department)),
        Meaning(
            unit: Sector.department, day: "2025-07-01",
            means: .codes([Sector.merged, Sector.department], became: Sector.department)),
        Meaning(
            unit: Sector.merged, day: "2025-07-01",
            means: .codes([Sector.merged, Sector.department], became: Sector.department)),
        Meaning(
            unit: Sector.merged, subtree: true, day: "2025-06-30",
            means: .codes([Sector.merged, Sector.mergedHospital], became: Sector.merged)),
        Meaning(
            unit: Sector.merged, subtree: true, day: "2025-07-01",
            means: .codes(
                [Sector.merged, Sector.mergedHospital, Sector.department, Sector.empty, Sector.hospital],
                became: Sector.department)),
        Meaning(unit: Sector.gone, day: "2025-02-28", means: .codes([Sector.gone], became: Sector.gone)),
        Meaning(unit: Sector.gone, day: "2025-03-01", means: .dropped(.dissolved, "2025-02-28")),
        Meaning(unit: Sector.coming, day: "2025-12-31", means: .dropped(.notYet, "2026-01-01")),
        Meaning(unit: Sector.unknown, day: "2025-12-31", means: .dropped(.unknown, nil)),
    ]

    @Test("A unit is read as what it has become by the day, with the codes it took over", arguments: meanings)
    func units(meaning: Meaning) {
        #expect(
            RecipientRules.units(of: meaning.unit, subtree: meaning.subtree, in: Sector.units, on: meaning.day)
                == meaning.means)
    }

    @Test("A person stands where the posts of the day say")
    func standing() {
        let past = HeldPost(unit: Sector.hospital, from: "2020-01-01", until: "2025-05-01")
        let earlier = HeldPost(unit: Sector.merged, from: "2019-01-01", until: "2021-01-01")
        let present = HeldPost(unit: Sector.department, from: "2025-05-01", until: nil)
        func standing(_ posts: [HeldPost], _ day: CalendarDate) -> PersonStanding { PersonStanding(posts, on: day) }
        #expect(standing([past, present], "2025-04-30") == .serving([Sector.hospital]))
        #expect(standing([past, present], "2025-05-01") == .serving([Sector.department]))
        #expect(standing([past, earlier], "2025-05-01") == .left(lastDay: "2025-04-30", [Sector.hospital]))
        #expect(standing([present], "2025-04-30") == .notYet(firstDay: "2025-05-01", [Sector.department]))
        #expect(standing([earlier, present], "2025-04-30") == .left(lastDay: "2020-12-31", [Sector.merged]))
        #expect(standing([], "2025-04-30") == .unknown)
        #expect(standing([past], "2025-05-01").drop?.reason == .left)
        #expect(standing([past], "2025-04-30").drop == nil)
    }
}
