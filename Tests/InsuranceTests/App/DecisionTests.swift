// Decisions as they are kept: decided again they are the same to the byte, whatever became of the policy since.

import MessageSchema
import ServiceTesting
import Storage
import Testing

@testable import InsuranceApp
@testable import InsuranceDomain

@Suite struct DecisionTests {
    /// Three acts that would decide everything otherwise.
    private static let later: [PolicyAct] = {
        var (benefits, salaries, defaults) = (SmallPolicy.benefits, SmallPolicy.salaries, SmallPolicy.defaults)
        (benefits.act, benefits.replaces) = ("1/2027/NĐ-CP", [SmallPolicy.benefits.act])
        benefits.levels?[3].level = "70"
        (salaries.act, salaries.replaces) = ("2/2027/NĐ-CP", [SmallPolicy.salaries.act])
        salaries.baseSalaries?[1].amount = "9000000"
        (defaults.act, defaults.replaces) = ("project-defaults-2027", [SmallPolicy.defaults.act])
        defaults.settings?[0].value = "90"
        return [benefits, salaries, defaults]
    }()

    private func failures(_ reply: VerifyClaim.Reply) -> [String] { reply.checks.flatMap(\.failures) }

    @Test("Decided again after three later publications not a byte differs, now and at what was known then")
    func later() async throws {
        let office = try await Office()
        let record = try await office.submit(HandedIn.golden)
        let first = try await office.insurance.call(VerifyClaim(claim: record.id))
        #expect(first.holds)
        #expect(first.checks.map(\.name) == ["bytes", "again", "shown"])
        #expect(first.policyVersion == SmallPolicy.acts.count)
        #expect(first.number == 1)
        for act in Self.later { try await office.publish(act) }
        // The policy of today would pay all of it, for its costs would be small.
        let today = try await office.submit(HandedIn.claim("K2", card: "DN4313123456780", lines: HandedIn.golden.lines))
        #expect(today.adjudication.fundPays == "466716.40")
        #expect(record.adjudication.fundPays == "373373.12")
        #expect(try await office.insurance.call(VerifyClaim(claim: record.id)) == first)
        let known = try await office.insurance.store.read { reader in
            let decision = try #require(try DecisionStore(reader).last(of: record.id))
            return decision.record.checks(
                by: try PolicyStore(reader).policy(known: decision.sequence), total: "583136.14", fund: "373373.12")
        }
        #expect(known == first.checks)
        let second = try await office.insurance.call(VerifyClaim(claim: today.id))
        #expect(second.holds)
        #expect(second.policyVersion == SmallPolicy.acts.count + 3)
        // The same facts, another result.
        #expect(second.facts == first.facts)
        #expect(second.result != first.result)
        #expect(try await office.faults() == [])
    }

    @Test("What was changed behind the service's back is told, by the method and by the check of the data")
    func changed() async throws {
        let office = try await Office()
        let record = try await office.submit(HandedIn.golden)
        try await office.submit(HandedIn.claim("K2", card: "DN4313123456780"))
        func told() async throws -> [String] {
            failures(try await office.insurance.call(VerifyClaim(claim: record.id)))
        }
        let other = "FROM claim_decision d WHERE d.claim <> claim_decision.claim"
        for (change, sentences) in [
            ("SET policy_version = policy_version + 9", ["the policy has no version 12"]),
            (
                "SET result = (SELECT d.result \(other))",
                [
                    "total: 50000000 hundredths were decided, now it is 58313614",
                    "in scope: 50000000 hundredths were decided, now it is 46671640",
                ]
            ),
            ("SET facts = (SELECT d.facts \(other))", ["total: 58313614 hundredths were decided, now it is 50000000"]),
            ("SET facts = substr(facts, 1, 12)", ["the facts cannot be read: their checksum is another one"]),
            ("SET result = substr(result, 1, 3)", ["the result cannot be read: they are cut off"]),
        ] {
            try await office.change("CREATE TABLE kept AS SELECT * FROM claim_decision")
            try await office.change("UPDATE claim_decision \(change)")
            #expect(try await told().prefix(sentences.count) == sentences[...])
            let found = try await office.faults()
            #expect(found.contains { $0.hasPrefix("the claim \(record.id) is not decided the same way again: ") })
            try await office.change("DELETE FROM claim_decision")
            try await office.change("INSERT INTO claim_decision SELECT * FROM kept")
            try await office.change("DROP TABLE kept")
            #expect(try await told() == [])
        }
        try await office.change("UPDATE claim SET fund = fund + 1")
        #expect(
            try await office.faults() == [
                "the claim \(record.id) is not decided the same way again: "
                    + "fund: 37337312 hundredths were decided, now it is 37337313"
            ])
    }

    @Test("A claim of before decisions were kept is refused with what to do, and still explained")
    func notKept() async throws {
        let office = try await Office()
        let record = try await office.submit(HandedIn.golden)
        try await office.change("DELETE FROM claim_decision")
        let refused = try await refusal { try await office.insurance.call(VerifyClaim(claim: record.id)) }
        #expect(refused?.name == "insurance.claim.decisionNotKept")
        #expect(refused?.kind == .rejected)
        #expect(try await office.insurance.call(ExplainClaim(claim: record.id)).record == record)
    }

    @Test("From elsewhere a claim looks as if there were none, and without the permission nothing is verified")
    func scoped() async throws {
        let office = try await Office()
        let record = try await office.submit(HandedIn.golden)
        let stranger = try await refusal {
            try await office.insurance.call(VerifyClaim(claim: record.id), as: Caller.stranger)
        }
        #expect(stranger?.name == "insurance.claim.notFound")
        #expect(try await office.insurance.call(VerifyClaim(claim: record.id), as: Caller.hospital).holds)
    }

    @Test("What is kept of a decision names nobody: claims of two persons are kept as the same bytes")
    func nobody() async throws {
        let office = try await Office()
        try await office.submit(HandedIn.golden)
        var other = HandedIn.claim("K2", card: "DN4313999999999", lines: HandedIn.golden.lines)
        other.patient = Patient(
            number: "BN9", name: "Trần Thị Bình", birthDate: "1950-01-01", sex: .female, diagnosis: "E11")
        try await office.submit(other)
        let rows = try await office.insurance.store.read { reader in
            try reader.all("SELECT facts, result, person FROM claim_decision ORDER BY claim").map {
                (try $0.bytes("facts"), try $0.bytes("result"), try $0.integer("person"))
            }
        }
        #expect(rows.count == 2)
        #expect(rows[0].0 == rows[1].0)
        #expect(rows[0].1 == rows[1].1)
        #expect(rows[0].2 != rows[1].2)
    }

    @Test("Without the one row that says who a person is, counts and decisions hold and belong to nobody")
    func forgotten() async throws {
        let office = try await Office()
        try await office.submit(HandedIn.claim("K1"))
        #expect(try await office.counted().map(\.amount) == ["100000"])
        try await office.change("DELETE FROM claim_person WHERE number = '3123456789'")
        #expect(try await office.counted() == [])
        #expect(try await office.faults() == [])
        try await office.submit(HandedIn.claim("K2"))
        #expect(try await office.counted().map(\.amount) == ["100000"])
        #expect(try await office.faults() == [])
    }
}
