// Cards given out and taken back through the service, and what a check then says, as known then and true of the day.

import MessageSchema
import ServiceTesting
import Testing

@Suite struct IssuedCardTests {
    private func code(_ card: CardReference, in office: Office, _ metadata: CallMetadata = .init()) async throws
        -> String
    {
        try await office.insurance.call(CheckCard(card: card), as: Caller.hospital, metadata: metadata).code
    }

    @Test("A card is issued, replaced by one of ten digits and taken back; checks follow, and the past stays as it was")
    func life() async throws {
        let office = try await Office()
        try await office.insurance.call(HandedIn.enrolment(lastDay: "2026-12-31"))
        let first = try await office.insurance.call(
            IssueCard(card: "DN4313123456789", from: "2025-01-01", lastDay: "2026-12-31"), as: Caller.insurer)
        #expect(first.number == "3123456789")
        #expect(first.state == .issued)
        #expect(try await code("DN4303123456789", in: office) == "052")
        let second = try await office.insurance.answer(
            IssueCard(card: "3123456789", from: "2026-08-01", replaces: "DN4313123456789"), as: Caller.insurer)
        #expect(try await code("DN4313123456789", in: office) == "004")
        #expect(try await code("DN4313123456789", in: office, .on("2026-07-31")) == "000")
        let revoked = try await office.insurance.call(
            RevokeCard(card: "3123456789", reason: .movedOut, from: "2026-08-05"), as: Caller.insurer)
        #expect(revoked.state == .revoked)
        #expect(revoked.reason == .movedOut)
        #expect(try await code("3123456789", in: office) == "121")
        #expect(try await code("3123456789", in: office, .on("2026-08-04")) == "000")
        #expect(try await code("3123456789", in: office, .knowing(second.metadata.sequence)) == "000")
        let told = try await office.events()
        #expect(
            try told.filter { $0.type == CardIssued.name }.map { try $0.told(CardIssued.self).replaces } == [
                false, true,
            ])
        #expect(told.filter { $0.type == CardRevoked.name }.count == 1)
        #expect(Set(told.filter { $0.type.hasPrefix("insurance.card.") }.map(\.subject)).count == 1)
    }

    @Test("What does not fit is refused and changes nothing; from another province there is no such card")
    func refusals() async throws {
        let office = try await Office()
        try await office.insurance.call(HandedIn.enrolment(lastDay: "2026-12-31"))
        try await office.insurance.call(IssueCard(card: "DN4313123456789", from: "2025-01-01"), as: Caller.insurer)
        let head = try await office.head()
        let again = IssueCard(card: "DN4313123456789", from: "2026-01-01")
        let cases: [(IssueCard, Principal, String)] = [
            (again, Caller.insurer, "insurance.card.taken"),
            (IssueCard(card: "HT3313123456789", from: "2026-01-01"), Caller.insurer, "insurance.card.unfitting"),
            (IssueCard(card: "DN4313123456780", from: "2026-01-01"), Caller.insurer, "insurance.card.notFound"),
            (IssueCard(card: "3123456789", from: "2026-01-01"), Caller.insurer(of: "48"), "insurance.card.notFound"),
        ]
        for (request, caller, name) in cases {
            let refused = try await refusal { try await office.insurance.call(request, as: caller) }
            #expect(refused?.name == name, "\(request.card)")
        }
        let unknown = RevokeCard(card: "3123456789", reason: .stopped, from: "2026-08-01")
        let missing = try await refusal { try await office.insurance.call(unknown, as: Caller.insurer) }
        #expect(missing?.name == "insurance.card.notFound")
        let early = RevokeCard(card: "DN4313123456789", reason: .stopped, from: "2024-12-31")
        let unfitting = try await refusal { try await office.insurance.call(early, as: Caller.insurer) }
        #expect(unfitting?.name == "insurance.card.unfitting")
        let end = RevokeCard(card: "DN4313123456789", reason: .stopped, from: "2026-08-01")
        let outside = try await refusal { try await office.insurance.call(end, as: Caller.insurer(of: "48")) }
        #expect(outside?.name == "insurance.card.notFound")
        #expect(try await office.head() == head)
        try await office.insurance.call(end, as: Caller.insurer(of: "31"))
        let twice = try await refusal { try await office.insurance.call(end, as: Caller.insurer) }
        #expect(twice?.name == "insurance.card.ended")
    }
}
