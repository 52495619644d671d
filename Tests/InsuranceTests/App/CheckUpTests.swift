// The yearly check-up through the service: which visits count, what a correction, a review and a recall make of it, and
// what a draft of it would have cost.

import MessageSchema
import ServiceTesting
import Testing

@testable import InsuranceApp

private let checkUps = PolicyAct(
    act: "2/2026/NĐ-CP", title: LocalizedText(vi: "Khám sức khỏe định kỳ"),
    freeVisits: [FreeVisitRow(form: "15", timesAYear: 1, from: "2026-01-01", article: "Điều 1")])

private func visit(
    _ key: ClaimKey, on day: CalendarDate, form: VisitForm = "15", card: CardCode = "DN4313123456789"
) -> Claim {
    var claim = HandedIn.claim(key, card: card, form: form, on: day)
    claim.cards[0].lastDay = nil
    return claim
}

extension Office {
    fileprivate func review(_ claim: ClaimRecord, _ decision: ReviewDecision = .pay) async throws -> ClaimRecord {
        try await insurance.call(
            ReviewClaim(claim: claim.id, decision: decision, reason: "Đã xem chứng từ", quotes: 1), as: Caller.insurer)
    }
}

extension ClaimRecord {
    fileprivate var fund: String { adjudication.totals.fund.text }
}

@Suite("The yearly check-up") struct CheckUpTests {
    private static let (free, paid) = ("500000.00", "400000.00")

    @Test("The first of a person's year is free; other forms, persons and years have nothing to do with it")
    func year() async throws {
        let office = try await Office(acts: SmallPolicy.acts + [checkUps])
        #expect(try await office.submit(visit("K1", on: "2026-03-02", form: "01")).fund == Self.paid)
        #expect(try await office.submit(visit("K2", on: "2026-03-03")).fund == Self.free)
        #expect(try await office.submit(visit("K3", on: "2026-08-01")).fund == Self.paid)
        #expect(try await office.submit(visit("K4", on: "2026-08-02", card: "DN4313123456780")).fund == Self.free)
        #expect(try await office.submit(visit("K5", on: "2025-12-31")).fund == Self.paid)
        for key in ["K6", "K7"] as [ClaimKey] {
            #expect(try await office.submit(visit(key, on: "2026-08-03", form: "16")).fund == Self.paid)
        }
        #expect(try await office.allFaults() == [])
    }

    @Test("One that was taken back, or refused, leaves the year's to the next; so does one corrected to another form")
    func undone() async throws {
        let office = try await Office(acts: SmallPolicy.acts + [checkUps])
        let first = try await office.submit(visit("K1", on: "2026-03-03"), as: Caller.hospital)
        #expect(try await office.submit(visit("K2", on: "2026-03-04")).fund == Self.paid)
        _ = try await office.insurance.call(RecallClaim(claim: first.id, reason: "Gửi nhầm"), as: Caller.hospital)
        let second = try await office.submit(visit("K3", on: "2026-03-05"), as: Caller.hospital)
        // K2 stands as it was decided, and was before.
        #expect(second.fund == Self.paid)
        let other = "DN4313123456780" as CardCode
        let corrected = try await office.submit(visit("K4", on: "2026-03-06", card: other), as: Caller.hospital)
        _ = try await office.insurance.call(
            CorrectClaim(
                claim: corrected.id, corrected: visit("K4", on: "2026-03-06", form: "01", card: other),
                reason: "Sai loại KCB", quotes: 1),
            as: Caller.hospital)
        let again = try await office.submit(visit("K5", on: "2026-03-07", card: other), as: Caller.hospital)
        #expect(again.fund == Self.free)
        #expect(try await office.review(again, .refuse).fund == "0.00")
        #expect(try await office.submit(visit("K6", on: "2026-03-08", card: other)).fund == Self.free)
        #expect(try await office.allFaults() == [])
    }

    @Test("A review of the first finds it the first still, though a second came in after it")
    func reviewed() async throws {
        let office = try await Office(acts: SmallPolicy.acts + [checkUps])
        let first = try await office.submit(visit("K1", on: "2026-03-03"), as: Caller.hospital)
        let second = try await office.submit(visit("K2", on: "2026-03-04"), as: Caller.hospital)
        #expect(try await office.review(first).fund == Self.free)
        #expect(try await office.review(second).fund == Self.paid)
        #expect(try await office.insurance.call(VerifyClaim(claim: first.id)).holds)
        #expect(try await office.allFaults() == [])
    }

    @Test("A draft of it costs what the first of each year costs more")
    func replayed() async throws {
        let office = try await Office()
        for (key, day) in [("K1", "2026-03-03"), ("K2", "2026-03-04"), ("K3", "2026-03-05")] {
            let record = try await office.submit(visit(ClaimKey(known: key), on: CalendarDate(known: day)))
            #expect(record.fund == Self.paid)
        }
        let page = try await office.insurance.call(
            ReplayPolicy(policy: checkUps, from: "2026-01-01", to: "2026-12-31"), as: Caller.insurer)
        #expect(page.sums.claims == 3 && page.sums.changed == 1)
        #expect(page.sums.fund.before == "1200000" && page.sums.fund.after == "1300000")
        #expect(page.undecided.claims == 0 && page.withoutDraft.claims == 0)
    }
}
