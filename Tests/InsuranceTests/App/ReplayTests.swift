// Replaying stored claims through the service: pages, parts, the snapshot, whom it answers, and one claim reconsidered.

import MessageSchema
import ServiceTesting
import Testing

@testable import InsuranceApp

/// Nine of ten for the group DN.
private let draft = PolicyAct(
    act: "9/2027/NĐ-CP", title: LocalizedText(vi: "Dự thảo"),
    levels: [BenefitLevelRow(group: "DN", from: "2026-01-01", level: "90", article: "Điều 1")])

private func visit(
    _ key: ClaimKey, on day: CalendarDate, cost: UnitPrice, card: CardCode = "DN4313123456789",
    facility: FacilityCode = "31999", routing: RoutingCode = "1.1"
) -> Claim {
    var claim = HandedIn.claim(
        key, facility: facility, card: card, routing: routing, on: day, lines: [HandedIn.line(1, price: cost)])
    claim.fiveYearsFrom = "2020-01-01"
    claim.cards[0].lastDay = nil
    return claim
}

extension Office {
    fileprivate func replay(
        _ policy: PolicyAct = draft, from: CalendarDate = "2026-01-01", to: CalendarDate = "2026-12-31",
        part: Int? = nil, parts: Int? = nil, limit: Int? = nil, cursor: String? = nil,
        as caller: Principal = Caller.insurer, metadata: CallMetadata = .init()
    ) async throws -> PolicyReplayPage {
        try await insurance.call(
            ReplayPolicy(policy: policy, from: from, to: to, part: part, parts: parts, limit: limit, cursor: cursor),
            as: caller, metadata: metadata)
    }

    /// All pages of a part.
    fileprivate func pages(limit: Int, part: Int? = nil, parts: Int? = nil) async throws -> [PolicyReplayPage] {
        var pages = [try await replay(part: part, parts: parts, limit: limit)]
        while let cursor = pages.last?.nextCursor {
            pages.append(try await replay(part: part, parts: parts, limit: limit, cursor: cursor))
        }
        return pages
    }

    /// Two visits of a person with five years, of which the first all but fills the year; and three of others.
    fileprivate static func filled() async throws -> (office: Office, ids: [ClaimID]) {
        let recall = PolicyAct(
            act: "3276/QĐ-BYT", title: LocalizedText(vi: "Danh mục"),
            routings: [
                RoutingRow(
                    code: "8", setting: .any, from: "2025-01-01", rate: "0", decision: .recalls, article: "Phụ lục 1")
            ])
        let office = try await Office(acts: SmallPolicy.acts + [recall])
        var nobody = visit("K5", on: "2026-05-01", cost: "100", routing: "8")
        nobody.cards = []
        let claims = [
            visit("K1", on: "2026-02-10", cost: "69500000"),
            visit("K3", on: "2026-03-01", cost: "500000", card: "HT3313123456780", facility: "48001"),
            visit("K2", on: "2026-03-10", cost: "2000000"), nobody,
            visit("K4", on: "2025-12-31", cost: "1000000", card: "DN4313123456781"),
        ]
        var ids: [ClaimID] = []
        for claim in claims { ids.append(try await office.submit(claim).id) }
        return (office, ids)
    }
}

@Suite struct ReplayTests {
    @Test("Fact 17: what is co-paid less by the draft leaves more of the six base salaries for the next visit")
    func carried() async throws {
        let (office, ids) = try await Office.filled()
        let head = try await office.head()
        let page = try await office.replay()
        #expect(page.inAll == 4 && page.notKept == 0 && page.nextCursor == nil)
        #expect(page.policyVersion == 4 && page.known == head)
        // 80 % of 69,500,000 and 1,860,000 after the exemption; 90 % of 69,500,000, and of 2,000,000 without one.
        #expect(page.byGroup.first { $0.key == "DN" }?.sums.fund == ReplayChange(before: "57460000", after: "64350000"))
        #expect(
            page.byGroup.first { $0.key == "DN" }?.sums.copayment == ReplayChange(before: "14040000", after: "7150000"))
        #expect(page.byGroup.map(\.key) == ["DN", "HT", "none"])
        #expect(page.byDigit.map(\.key) == ["3", "4", "none"])
        #expect(page.byProvince.map(\.key) == ["31", "48"])
        #expect(page.byFacility.map(\.sums.claims) == [3, 1])
        #expect(page.sums.claims == 4 && page.sums.changed == 2)
        #expect(page.most.map(\.claim) == [ids[0], ids[2]])
        #expect(page.most.last?.fund == ReplayChange(before: "1860000", after: "1800000"))
        #expect(page.most.last?.arrivedOn == "2026-03-10")
        #expect(page.undecided.claims == 0 && page.withoutDraft.claims == 0)
        #expect(try await office.head() == head)
        // All of them as decided are what the books have.
        let trial = try await office.insurance.call(DrawTrialBalance(), as: Caller.insurer)
        #expect(try await office.replay(from: "2000-01-01").sums.fund.before == trial.debit)
        #expect(try await office.faults() == [])
    }

    @Test("What arrived before the first day stays as it was decided, and counts so")
    func outside() async throws {
        let (office, _) = try await Office.filled()
        let page = try await office.replay(from: "2026-03-01")
        // 140,000 are left of the year whatever the level is.
        #expect(page.sums.claims == 3 && page.sums.changed == 0)
        let none = try await office.replay(from: "2030-01-01", to: "9999-12-31")
        #expect(none.sums.claims == 0 && none.inAll == 0)
    }

    @Test("Pages and parts, however they are cut, come to the whole", arguments: [1, 2, 3])
    func cut(parts: Int) async throws {
        let (office, _) = try await Office.filled()
        let whole = try await office.replay()
        for limit in [1, 2, 1000] {
            var pages: [PolicyReplayPage] = []
            for part in 1...parts { pages += try await office.pages(limit: limit, part: part, parts: parts) }
            #expect(pages.allSatisfy { $0.sums.claims <= limit })
            #expect(pages.reduce(0) { $0 + $1.sums.claims } == 4)
            #expect(pages.reduce(Amount.zero) { $0 + $1.sums.fund.after } == whole.sums.fund.after)
            #expect(pages.reduce(Amount.zero) { $0 + $1.sums.copayment.after } == whole.sums.copayment.after)
            #expect(pages.compactMap(\.inAll) == [4])
        }
    }

    @Test("Claims and acts that come after the first page are not seen by those that follow")
    func snapshot() async throws {
        let (office, _) = try await Office.filled()
        let first = try await office.replay(limit: 1)
        try await office.submit(visit("K9", on: "2026-04-01", cost: "9000000", card: "DN4313123456799"))
        try await office.publish(
            PolicyAct(
                act: "1/2027/NĐ-CP", title: LocalizedText(vi: "Mới"),
                levels: [BenefitLevelRow(group: "DN", from: "2026-01-01", level: "100", article: "Điều 1")]))
        var (claims, cursor) = (first.sums.claims, first.nextCursor)
        while let next = cursor {
            let page = try await office.replay(limit: 1, cursor: next)
            #expect(page.policyVersion == 4 && page.known == first.known && page.withoutDraft.claims == 0)
            (claims, cursor) = (claims + page.sums.claims, page.nextCursor)
        }
        #expect(claims == 4)
        #expect(try await office.replay(metadata: .knowing(first.known)).sums.claims == 4)
        // By now the draft's row and that of the new act begin on one day.
        let refused = try await refusal { try await office.replay() }
        #expect(refused?.name == "insurance.policy.unsound" && refused?.rules == ["row.overlap"])
    }

    @Test("Of several decisions of a claim the last one that was known counts, and no other")
    func last() async throws {
        let (office, _) = try await Office.filled()
        let head = try await office.head()
        // The claim of the group HT becomes one like the first of the group DN.
        try await office.change(
            """
            INSERT INTO claim_decision
              (claim, number, sequence, reason, policy_version, person, arrived_day, facts, result)
            SELECT h.claim, 2, \(head), h.reason, h.policy_version, h.person, h.arrived_day, f.facts, f.result
            FROM claim_decision h, claim_decision f
            WHERE h.claim = (SELECT sequence FROM claim WHERE key = 'K3')
              AND f.claim = (SELECT sequence FROM claim WHERE key = 'K1')
            """)
        let now = try await office.replay()
        #expect(now.sums.claims == 4 && now.inAll == 4)
        #expect(now.byGroup.map(\.key) == ["DN", "none"])
        let before = try await office.replay(metadata: .knowing(head - 1))
        #expect(before.sums.claims == 4)
        #expect(before.byGroup.map(\.key) == ["DN", "HT", "none"])
    }

    @Test("A published act that would say something else is replayed in its own place")
    func inPlace() async throws {
        let (office, _) = try await Office.filled()
        var act = SmallPolicy.benefits
        let same = try await office.replay(act)
        #expect(same.sums.changed == 0)
        act.levels?[3].level = "70"
        let lower = try await office.replay(act, to: "2026-02-28")
        #expect(lower.sums.fund == ReplayChange(before: "55600000", after: "55460000"))
    }

    @Test("It is for callers without a scope who may read claims")
    func callers() async throws {
        let (office, _) = try await Office.filled()
        let scoped = try await refusal { try await office.replay(as: Caller.hospital) }
        #expect(scoped != nil)
        let publisher = try await refusal { try await office.replay(as: Caller.insurer(of: "31")) }
        #expect(publisher != nil)
    }

    @Test("Days in the wrong order, a part that is none and a foreign cursor are refused with what to do")
    func wrong() async throws {
        let (office, _) = try await Office.filled()
        let reversed = try await refusal { try await office.replay(from: "2026-12-31", to: "2026-01-01") }
        #expect(reversed?.name == "insurance.policy.replayUnfitting")
        #expect(reversed?.message.contains("2026-12-31 lies after the last one 2026-01-01") == true)
        for (part, parts) in [(1, nil), (nil, 2), (0, 2), (3, 2), (1, 65)] as [(Int?, Int?)] {
            let refused = try await refusal { try await office.replay(part: part, parts: parts) }
            #expect(refused?.name == "insurance.policy.replayUnfitting", "\(String(describing: (part, parts)))")
        }
        let cursor = try #require(try await office.replay(limit: 1).nextCursor)
        for (days, cursor) in [("2026-12-30", cursor), ("2026-12-31", cursor + "x"), ("2026-12-31", "x")] {
            let refused = try await refusal { try await office.replay(to: CalendarDate(known: days), cursor: cursor) }
            #expect(refused?.name == "frame.page.badCursor", "\(cursor)")
        }
    }

    @Test("One claim reconsidered says both sides, with the year before it if that is asked for")
    func reconsidered() async throws {
        let (office, ids) = try await Office.filled()
        let second = ids[2]
        let alone = try await office.insurance.call(ReconsiderClaim(claim: second, policy: draft), as: Caller.insurer)
        #expect(alone.before.paid == "1860000" && alone.after.paid == "1860000")
        let replayed = try await office.insurance.call(
            ReconsiderClaim(claim: second, policy: draft, from: "2026-01-01"), as: Caller.insurer)
        #expect(replayed.after.paid == "1800000" && replayed.after.totals.copayment == "200000")
        let level = replayed.after.steps.first { $0.rule == "level.card" }
        #expect(level?.result == "90 %" && level?.act == "9/2027/NĐ-CP")
        #expect(replayed.before.steps.first { $0.rule == "level.card" }?.result == "80 %")
        #expect(replayed.before.steps.contains { $0.rule == "line.exempt" })
        #expect(!replayed.after.steps.contains { $0.rule == "line.total" })
        let strange = try await refusal {
            try await office.insurance.call(ReconsiderClaim(claim: second, policy: draft), as: Caller.stranger)
        }
        #expect(strange?.name == "insurance.claim.notFound")
    }
}
