// The whole way with the project's own examples: the acts published by two persons, a member enrolled, a card checked,
// the golden envelope imported, explained and booked.

import Foundation
import MessageSchema
import ServiceTesting
import Testing

@Suite struct WholeWayTests {
    private static let golden: String = {
        let file = URL(fileURLWithPath: #filePath).appendingPathComponent(
            "../../../../examples/claims/golden-claim.xml")
        return try! Data(contentsOf: file.standardizedFileURL).base64EncodedString()
    }()

    @Test("The golden envelope is stored, explained line by line, booked, and known when it comes again")
    func golden() async throws {
        let office = try await Office(acts: ExamplePolicy.acts)
        try await office.insurance.call(
            HandedIn.enrolment(from: "2026-01-01", lastDay: "2026-12-31"), as: Caller.insurer)
        let check = try await office.insurance.call(CheckCard(card: "DN4313123456789"), as: Caller.hospital)
        #expect(check.code == "000")
        #expect(check.level == "80")
        let reply = try await office.importing(Self.golden, as: Caller.hospital)
        #expect(reply.counts == [1, 0, 0])
        let record = try #require(reply.claims.first?.record)
        #expect(record.adjudication.outcome == .accepted)
        #expect(record.adjudication.findings == [])
        #expect(record.adjudication.policyVersion == ExamplePolicy.acts.count)
        let totals = record.adjudication.totals
        let sums = [totals.total, totals.inScope, totals.ownCost, totals.copayment, totals.fund, totals.drugs]
        #expect(sums == ["583136.14", "466716.40", "116419.74", "93343.28", "373373.12", "267356.14"])
        let explained = try await office.insurance.call(ExplainClaim(claim: record.id), as: Caller.hospital)
        #expect(explained.record == record)
        for line in record.adjudication.lines {
            let steps = explained.trace.filter { $0.place == "\(line.table.rawValue)/\(line.number)" }
            #expect(steps.contains { $0.result == line.total.text }, "\(line.name)")
            #expect(steps.contains { $0.result == line.fund.text }, "\(line.name)")
        }
        #expect(explained.trace.contains { $0.act != nil && $0.article != nil })
        let trial = try await office.insurance.call(DrawTrialBalance())
        #expect(trial.balanced)
        #expect(trial.credit == "373373.12")
        let again = try await office.importing(Self.golden, as: Caller.hospital)
        #expect(again.counts == [0, 1, 0])
        #expect(again.claims.first?.record == record)
    }

    @Test("Every good envelope of the tests is taken in by the acts of the examples", arguments: EnvelopeFile.valid)
    func valid(_ file: EnvelopeFile) async throws {
        let office = try await Office(at: "2027-01-10T05:00:00Z", acts: ExamplePolicy.acts)
        let reply = try await office.importing(Data(file.bytes).base64EncodedString())
        #expect(reply.stored == reply.claims.count)
        let trial = try await office.insurance.call(DrawTrialBalance())
        #expect(trial.balanced)
        #expect(trial.postings == reply.claims.count { $0.record?.posting != nil })
    }
}
