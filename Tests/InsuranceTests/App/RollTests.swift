// Rolls through the service: every enrolment by itself, in one transaction, and none of them twice.

import MessageSchema
import ServiceTesting
import Testing

@Suite("A roll of members")
struct RollTests {
    private static let rows = [
        HandedIn.enrolment(),
        HandedIn.enrolment("3123456780", name: "Trần Thị Bình", birthDate: "1990-01-01", citizenNumber: nil),
    ]

    @Test("enrols all, and knows all when it comes again")
    func again() async throws {
        let office = try await Office(acts: [])
        let first = try await office.insurance.call(ImportMembers(rows: Self.rows), as: Caller.insurer)
        #expect(first == ImportMembers.Reply(enrolled: 2, known: 0, rejected: []))
        let head = try await office.head()
        let member = try await office.insurance.call(GetMember(member: "3123456780"), as: Caller.insurer)
        #expect(member.name == "Trần Thị Bình" && member.coverages.map(\.facility) == ["31999"])
        let again = try await office.insurance.call(ImportMembers(rows: Self.rows), as: Caller.insurer)
        #expect(again == ImportMembers.Reply(enrolled: 0, known: 2, rejected: []))
        #expect(try await office.head() == head)
    }

    @Test("enrols the others when some cannot be, and says which and why")
    func some() async throws {
        let office = try await Office(acts: [])
        let rows = [
            Self.rows[0], HandedIn.enrolment("3123456781", citizenNumber: "031080000001"),
            HandedIn.enrolment("3123456782", citizenNumber: nil, digit: 6),
            HandedIn.enrolment("3123456783", citizenNumber: nil, facility: "99999"),
            HandedIn.enrolment(name: "Lê Văn Cường"), HandedIn.enrolment(from: "2025-06-01"),
            HandedIn.enrolment(group: "HT", digit: 3, from: "2026-01-01"), Self.rows[1],
        ]
        let reply = try await office.insurance.call(ImportMembers(rows: rows), as: Caller.insurer(of: "31"))
        #expect(reply.enrolled == 3 && reply.known == 0)
        #expect(
            reply.rejected.map { "\($0.row) \($0.error)" } == [
                "2 insurance.member.citizenNumberTaken", "3 insurance.member.digitUnknown", "4 frame.unit.notFound",
                "5 insurance.member.differs", "6 insurance.member.coverageOverlaps",
            ])
        let member = try await office.insurance.call(GetMember(member: "3123456789"), as: Caller.insurer)
        #expect(member.coverages.map(\.group) == ["DN", "HT"])
    }

    @Test("tells what is new of a known member, and is none of whom the caller may not enrol")
    func more() async throws {
        let office = try await Office(acts: [])
        _ = try await office.insurance.call(
            ImportMembers(rows: [HandedIn.enrolment(citizenNumber: nil)]), as: Caller.insurer)
        // The same days with a citizen number are no coverage of their own.
        let more = try await office.insurance.call(ImportMembers(rows: [Self.rows[0]]), as: Caller.insurer)
        #expect(more.rejected.map(\.error) == ["insurance.member.coverageOverlaps"])
        let elsewhere = try await refusal {
            try await office.insurance.call(ImportMembers(rows: Self.rows), as: Caller.insurer(of: "48"))
        }
        #expect(elsewhere?.name == "frame.unit.notFound")
    }

    @Test("has a row at least and a thousand at most")
    func count() async throws {
        let office = try await Office(acts: [])
        for count in [0, 1001] {
            let refused = try await refusal {
                try await office.insurance.call(
                    ImportMembers(rows: Array(repeating: Self.rows[0], count: count)), as: Caller.insurer)
            }
            #expect(refused?.kind == .invalidParams, "\(count)")
            #expect(refused?.message.contains("there are \(count) of them") ?? false)
        }
    }
}
