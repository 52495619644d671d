// What becomes of a claim after its intake: reviews and recalls reverse and decide anew, and books and counts are what
// the last decisions come to.

import MessageSchema
import ServiceTesting
import Storage
import Testing
import WireJSON

@testable import InsuranceApp
@testable import InsuranceDomain

/// A visit of half a million under an entitlement; 10 waits for evidence.
private func visit(
    _ key: ClaimKey = "K1", routing: RoutingCode = "10", on day: CalendarDate = "2026-08-01",
    cost: UnitPrice = "2000000", month: Month? = nil
) -> Claim {
    var claim = HandedIn.claim(key, routing: routing, on: day, month: month, lines: [HandedIn.line(1, price: cost)])
    claim.fiveYearsFrom = "2020-01-01"
    return claim
}

extension Office {
    @discardableResult
    fileprivate func review(
        _ claim: ClaimID, _ decision: ReviewDecision, quotes: Int = 1, as caller: Principal = Caller.insurer
    ) async throws -> ClaimRecord {
        try await insurance.call(
            ReviewClaim(claim: claim, decision: decision, reason: "Đã xem chứng từ", quotes: quotes), as: caller)
    }

    @discardableResult
    fileprivate func recall(_ claim: ClaimID, as caller: Principal = Caller.hospital) async throws -> ClaimRecord {
        try await insurance.call(RecallClaim(claim: claim, reason: "Gửi nhầm"), as: caller)
    }

    fileprivate func history(_ claim: ClaimID) async throws -> ShowClaimHistory.Reply {
        try await insurance.call(ShowClaimHistory(claim: claim))
    }

    /// What is owed to the facility of these tests.
    fileprivate func owed() async throws -> Amount {
        let items = try await insurance.call(ShowBalance(account: "payable:31999")).items
        return try items.reduce(Amount.zero) { try Amount(units: $0.units - $1.balance.units) }
    }
}

@Suite struct ClaimLifeTests {
    @Test("An officer who has seen evidence pays what waits: it is posted, counted, told of, and verifies")
    func paid() async throws {
        let office = try await Office()
        let waiting = try await office.submit(visit())
        #expect(waiting.adjudication.outcome == .needsEvidence)
        #expect(waiting.state == nil)
        let paid = try await office.review(waiting.id, .pay)
        #expect(paid.adjudication.outcome == .accepted)
        #expect(paid.state == .reviewed)
        #expect(paid.decision == 2)
        #expect(try await office.insurance.call(GetClaim(claim: waiting.id)) == paid)
        #expect(try await office.owed() == paid.adjudication.fundPays)
        #expect(paid.adjudication.fundPays == "1600000")
        #expect(try await office.counted().map(\.amount) == ["400000"])
        let verified = try await office.insurance.call(VerifyClaim(claim: waiting.id))
        #expect(verified.holds)
        #expect(verified.number == 2)
        let told = try await office.events().first { $0.type == ClaimReviewed.name }
        #expect(try told?.told(ClaimReviewed.self).fund == "1600000")
        #expect(told.map { String(decoding: $0.data.bytes, as: UTF8.self).contains("chứng từ") } == false)
        #expect(try await office.allFaults() == [])
    }

    @Test("The ceiling of the year as it is on the day of the review trims what is paid then")
    func ceiling() async throws {
        let office = try await Office()
        let waiting = try await office.submit(visit("K1"))
        try await office.submit(visit("K2", routing: "1.1", cost: "75000000"))
        #expect(try await office.counted().map(\.amount) == ["15000000"])
        let paid = try await office.review(waiting.id, .pay)
        #expect(paid.adjudication.totals.copayment == "180000")
        #expect(try await office.counted().map(\.amount) == ["15180000"])
        #expect(try await office.allFaults() == [])
    }

    @Test("A refusal reverses the posting in the month in which it is made, and gives the count back")
    func refused() async throws {
        let office = try await Office()
        let record = try await office.submit(visit(routing: "1.1", month: "2026-07"))
        let posting = try #require(record.posting)
        let refused = try await office.review(record.id, .refuse)
        #expect(refused.adjudication.outcome == .refused)
        #expect(refused.adjudication.fundPays == .zero)
        #expect(refused.posting == nil)
        #expect(try await office.counted() == [])
        #expect(try await office.owed() == .zero)
        let history = try await office.history(record.id)
        #expect(history.entries.map(\.month) == ["2026-07", "2026-08"])
        #expect(history.entries.map(\.reverses) == [nil, posting])
        #expect(history.entries.last?.sides.map(\.credit) == ["1600000", "0"])
        #expect(history.steps.map(\.number) == [1, 2])
        #expect(history.steps.map(\.state) == [.received, .reviewed])
        #expect(history.steps.map(\.fund) == ["1600000", "0"])
        #expect(history.steps.map(\.outcome) == [.accepted, .refused])
        #expect(history.steps.last?.by == "lan")
        #expect(history.steps.map(\.reason) == [nil, "Đã xem chứng từ"])
        let exported = try await office.insurance.call(ExportLedger())
        #expect(exported.items == history.entries)
        let july = try await office.insurance.call(DrawTrialBalance(month: "2026-07"))
        #expect(july.debit == "1600000")
        #expect(try await office.allFaults() == [])
        let again = try await office.review(record.id, .pay, quotes: 2)
        #expect(again.adjudication == record.adjudication)
        #expect(try await office.owed() == "1600000")
        #expect(try await office.history(record.id).entries.count == 3)
        #expect(try await office.allFaults() == [])
    }

    @Test("A recall reverses and gives back; nothing can be done with the claim after it, and its key stays taken")
    func recalled() async throws {
        let office = try await Office()
        let record = try await office.submit(visit(routing: "1.1"), as: Caller.hospital)
        let recalled = try await office.recall(record.id)
        #expect(recalled.state == .recalled)
        #expect(recalled.posting == nil)
        #expect(try await office.owed() == .zero)
        #expect(try await office.counted() == [])
        #expect(try await office.insurance.call(VerifyClaim(claim: record.id)).holds)
        let head = try await office.head()
        let twice = try await refusal { try await office.recall(record.id) }
        #expect(twice?.name == "insurance.claim.takenBack")
        let reviewed = try await refusal { try await office.review(record.id, .pay, quotes: 2) }
        #expect(reviewed?.name == "insurance.claim.takenBack")
        let same = try await refusal { try await office.submit(visit(routing: "1.1")) }
        #expect(same?.name == "insurance.claim.duplicate")
        #expect(try await office.head() == head)
        #expect(try await office.events().contains { $0.type == ClaimRecalled.name })
        #expect(try await office.allFaults() == [])
    }

    @Test("A number that is not the last, the same person, another province, a hospital: refused, and nothing is kept")
    func refusals() async throws {
        let office = try await Office()
        let record = try await office.submit(visit(), as: Caller.insurer)
        let head = try await office.head()
        let stale = try await refusal { try await office.review(record.id, .pay, quotes: 2, as: .administrator) }
        #expect(stale?.name == "insurance.claim.stale")
        let same = try await refusal { try await office.review(record.id, .pay) }
        #expect(same?.name == "insurance.claim.samePerson")
        let elsewhere = try await refusal {
            try await office.review(record.id, .pay, as: Caller.insurer(of: "48"))
        }
        #expect(elsewhere?.name == "insurance.claim.notFound")
        let stranger = try await refusal { try await office.recall(record.id, as: Caller.stranger) }
        #expect(stranger?.name == "insurance.claim.notFound")
        let hospital = try await refusal { try await office.review(record.id, .pay, as: Caller.hospital) }
        #expect(hospital?.kind == .forbidden)
        let hidden = try await refusal {
            try await office.insurance.call(ShowClaimHistory(claim: record.id), as: Caller.stranger)
        }
        #expect(hidden?.name == "insurance.claim.notFound")
        #expect(try await office.head() == head)
        #expect(try await office.history(record.id).steps.map(\.number) == [1])
        #expect(try await office.history(record.id).entries == [])
    }

    @Test("What was taken in before decisions were kept cannot be decided anew")
    func notKept() async throws {
        let office = try await Office()
        let record = try await office.submit(visit())
        try await office.change("DELETE FROM claim_decision")
        let refused = try await refusal { try await office.review(record.id, .pay) }
        #expect(refused?.name == "insurance.claim.decisionNotKept")
    }

    @Test("Whatever is reviewed and recalled, books and counts are what the last decisions come to", arguments: 1...6)
    func property(_ seed: UInt64) async throws {
        let office = try await Office()
        var random = SeededGenerator(state: seed)
        var records: [ClaimRecord] = []
        for number in 1...5 {
            let routing: RoutingCode = Bool.random(using: &random) ? "1.1" : "10"
            let cost = UnitPrice(known: "\(Int.random(in: 1...60, using: &random))000000")
            records.append(
                try await office.submit(visit(ClaimKey(known: "K\(number)"), routing: routing, cost: cost)))
        }
        for _ in 1...14 {
            let index = Int.random(in: 0..<records.count, using: &random)
            let record = records[index]
            guard record.state != .recalled else { continue }
            switch Int.random(in: 0...5, using: &random) {
            case 0: records[index] = try await office.recall(record.id)
            case 1, 2: records[index] = try await office.review(record.id, .refuse, quotes: record.decision ?? 1)
            default: records[index] = try await office.review(record.id, .pay, quotes: record.decision ?? 1)
            }
            let paying = records.filter { [.accepted, .corrected].contains($0.adjudication.outcome) }
            let due = paying.reduce(Amount.zero) { $0 + $1.adjudication.fundPays }
            #expect(try await office.owed() == due, "seed \(seed)")
            let paid = paying.reduce(Amount.zero) { $0 + $1.adjudication.totals.copayment }
            let counted = try await office.counted().reduce(Amount.zero) { $0 + $1.amount }
            #expect(counted == paid, "seed \(seed)")
            #expect(try await office.insurance.call(DrawTrialBalance()).balanced)
            #expect(try await office.allFaults() == [], "seed \(seed)")
        }
    }
}
