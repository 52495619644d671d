// Card checks through the service: as known then, true of the day asked for, the registered facility through lineage.

import MessageSchema
import ServiceTesting
import Testing

@Suite struct CardTests {
    private func code(_ request: CheckCard, in office: Office, metadata: CallMetadata = .init()) async throws -> String
    {
        try await office.insurance.call(request, as: Caller.hospital, metadata: metadata).code
    }

    @Test("A card is valid for whom it was issued, and says what it covers")
    func valid() async throws {
        let office = try await Office()
        try await office.insurance.call(HandedIn.enrolment(lastDay: "2026-12-31"))
        let check = try await office.insurance.call(CheckCard(card: "DN4313123456789"), as: Caller.insurer)
        #expect(check.code == "000")
        #expect(check.covered)
        #expect(check.day == "2026-08-10")
        #expect(check.card == CardParts("DN4313123456789"))
        #expect(check.number == "3123456789")
        #expect(
            check.coverage
                == Coverage(group: "DN", digit: 4, facility: "31999", from: "2025-01-01", lastDay: "2026-12-31"))
        #expect(check.level == "80")
        #expect(check.registered == RegisteredFacility(facility: "31999", unit: nil))
        #expect(check.name == "Nguyễn Văn An")
        let hidden = try await office.insurance.call(CheckCard(card: "031080000001"), as: Caller.stranger)
        #expect(hidden.code == "000")
        #expect(hidden.name == nil)
        #expect(hidden.birthDate == nil)
        #expect(hidden.card == nil)
    }

    @Test("The codes of the national lookup say why a card is not valid")
    func codes() async throws {
        let office = try await Office()
        try await office.insurance.call(HandedIn.enrolment(lastDay: "2026-12-31"))
        #expect(try await code(CheckCard(card: "DN4313123456788"), in: office) == "050")
        #expect(try await code(CheckCard(card: "031080000002"), in: office) == "050")
        #expect(try await code(CheckCard(card: "HT4313123456789"), in: office) == "051")
        #expect(try await code(CheckCard(card: "3123456789", name: "nguyen van an"), in: office) == "000")
        #expect(try await code(CheckCard(card: "3123456789", name: "Trần Thị Bình"), in: office) == "060")
        #expect(try await code(CheckCard(card: "3123456789", birthDate: "1980-02-15"), in: office) == "070")
        #expect(try await code(CheckCard(card: "3123456789"), in: office, metadata: .on("2026-12-31")) == "000")
        #expect(try await code(CheckCard(card: "3123456789"), in: office, metadata: .on("2027-01-01")) == "010")
    }

    @Test("What is no card reference is refused with its form")
    func malformed() async throws {
        let office = try await Office()
        let body = #"{"jsonrpc":"2.0","id":1,"method":"insurance.card.check","params":{"card":"DN6313123456789"}}"#
        let answer = await office.insurance.raw(body)
        #expect(answer.contains("fabric.invalidParams"))
        #expect(answer.contains("a digit 1 to 5"))
    }

    @Test("The registered facility is what it has become by the day, and was before")
    func lineage() async throws {
        let office = try await Office(at: "2025-06-10T05:00:00Z")
        try await office.insurance.call(HandedIn.enrolment(facility: "30A01"))
        let known = try await office.insurance.answer(CheckCard(card: "3123456789"), metadata: .on("2025-08-01"))
        #expect(known.reply.registered?.unit == "30A01")
        try await office.tell(.merger)
        for (day, unit) in [("2025-06-30", "30A01"), ("2025-07-01", "31001")] as [(CalendarDate, UnitCode)] {
            let check = try await office.insurance.call(CheckCard(card: "3123456789"), metadata: .on(day))
            #expect(check.registered == RegisteredFacility(facility: "30A01", unit: unit), "\(day)")
        }
        let then = try await office.insurance.call(
            CheckCard(card: "3123456789"),
            metadata: CallMetadata(asOf: "2025-08-01", knownAt: known.metadata.sequence.map { .sequence($0) }))
        #expect(then == known.reply)
    }

    @Test("The level is that of the policy as it was known, on the day asked for")
    func level() async throws {
        let office = try await Office(acts: [])
        try await office.insurance.call(
            HandedIn.enrolment(group: "CN", digit: 3, from: "2025-01-01"), as: Caller.insurer)
        let check = CheckCard(card: "3123456789")
        let before = try await office.insurance.answer(check)
        #expect(before.reply.code == "000")
        #expect(before.reply.level == nil)
        for act in SmallPolicy.acts { try await office.publish(act) }
        #expect(try await office.insurance.call(check, metadata: .on("2025-12-31")).level == "95")
        #expect(try await office.insurance.call(check, metadata: .on("2026-01-01")).level == "100")
        let then = try await office.insurance.call(check, metadata: .knowing(before.metadata.sequence))
        #expect(then == before.reply)
    }
}
