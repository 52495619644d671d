// Which card pays: by the day of each line's order, with days of grace for stays, and what is enrolled before what is
// stated.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct CoverageRuleTests {
    /// A stay of January 2026 with lines ordered on the given days.
    private func stay(
        _ cards: [StatedCard], form: VisitForm = "03", routing: RoutingCode = "1.3", days: [String]
    ) -> Claim {
        let lines = days.enumerated().map { aLine(number: $0 + 1, orderedAt: LocalMinute(known: $1 + "T09:00")) }
        return aClaim(
            cards: cards, routing: routing, form: form, arrivedAt: "2026-01-01T08:00", leftAt: "2026-01-21T10:00",
            treatmentDays: 21, lines: lines)
    }

    private func levels(_ claim: Claim, member: MemberFacts? = nil) throws -> [String] {
        try Adjudicator.decide(claim, member: member).adjudication.lines.map { "\($0.level)" }
    }

    @Test(
        "A stay begun in time is paid until the 15th day after expiry (Decree 188/2025/NĐ-CP, article 50(4))"
    )
    func grace() throws {
        let claim = stay(
            [aCard("HT3", lastDay: "2026-01-03")], days: ["2026-01-01", "2026-01-03", "2026-01-18", "2026-01-19"])
        let decision = try Adjudicator.decide(claim)
        #expect(decision.adjudication.lines.map(\.level) == ["95", "95", "95", "0"])
        // The patient's, out of scope: no card pays it.
        #expect(decision.adjudication.lines.last?.ownCost == "1000000")
        #expect(decision.adjudication.totals.copayment == "150000")
        #expect(decision.rules == ["card.lineOutside"])
    }

    @Test("Without a bed there are no days of grace, nor for a stay that began after expiry")
    func noGrace() throws {
        let outpatient = stay([aCard("HT3", lastDay: "2026-01-03")], form: "02", days: ["2026-01-03", "2026-01-04"])
        #expect(try levels(outpatient) == ["95", "0"])
        let late = stay([aCard("HT3", lastDay: "2025-12-31")], days: ["2026-01-01"])
        #expect(throws: ClaimRejection.self) { try levels(late) }
    }

    @Test(
        "The best card of the day of its order pays a line (Decree 146/2018/NĐ-CP, article 14(2))"
    )
    func severalCards() throws {
        let cards = [aCard("GD4", lastDay: "2026-12-31"), aCard("HN2", from: "2026-01-04")]
        #expect(try levels(stay(cards, days: ["2026-01-01", "2026-01-03", "2026-01-04"])) == ["80", "80", "100"])
        #expect(try levels(stay(cards.reversed(), days: ["2026-01-03", "2026-01-04"])) == ["80", "100"])
    }

    @Test("A valid card goes before a better one in its days of grace")
    func validBeforeGrace() throws {
        let cards = [aCard("HT3", lastDay: "2026-01-03"), aCard("GD4", from: "2026-01-04")]
        #expect(try levels(stay(cards, days: ["2026-01-03", "2026-01-05"])) == ["95", "80"])
    }

    @Test("Of two cards of one level the one that covers more pays")
    func coversMore() throws {
        let cards = [aCard("HN2"), aCard("TE1")]
        let line = aLine(paymentRate: "50")
        #expect(try Adjudicator.decide(aClaim(cards: cards, lines: [line])).adjudication.totals.fund == "1000000")
    }

    @Test(
        "A claim of which no card pays a line is refused",
        arguments: [
            [aCard(lastDay: "2026-08-09")], [aCard(from: "2026-08-11")], [],
        ])
    func notCovered(cards: [StatedCard]) {
        let claim = aClaim(cards: cards)
        do {
            _ = try Adjudicator.decide(claim)
            Issue.record("it was decided")
        } catch {
            #expect(error.name == "insurance.claim.notCovered")
            #expect(error.findings.map(\.rule) == ["card.notValid"])
            #expect(error.findings.first?.place == "XML1.MA_THE_BHYT")
        }
    }

    @Test(
        "The first and the last day of a card are covered",
        arguments: [aCard(lastDay: "2026-08-10"), aCard(from: "2026-08-10")])
    func bounds(card: StatedCard) throws {
        #expect(try levels(aClaim(cards: [card])) == ["80"])
    }

    @Test("What is enrolled wins over what is stated, and the difference is reported")
    func enrolled() throws {
        let member = MemberFacts(coverages: [
            Coverage(group: "DN", digit: 4, facility: "31999", from: "2018-01-01", lastDay: "2026-12-31")
        ])
        let same = aClaim(cards: [aCard(lastDay: "2026-12-31")])
        #expect(try Adjudicator.decide(same, member: member).rules == [])
        // The claim states an expired card; its bearer is covered.
        let expired = try Adjudicator.decide(aClaim(cards: [aCard(lastDay: "2026-01-01")]), member: member)
        #expect(expired.rules == ["card.differs"])
        #expect(expired.adjudication.outcome == .accepted)
        let better = try Adjudicator.decide(aClaim(cards: [aCard("HN2")]), member: member)
        #expect(better.adjudication.lines.map(\.level) == ["80"])
        #expect(better.adjudication.findings.first?.message.contains("enrolled is none of the kind") == true)
    }

    @Test("A stated card of who is enrolled without a valid coverage is refused")
    func enrolledButExpired() {
        let member = MemberFacts(coverages: [
            Coverage(group: "DN", digit: 4, facility: "31999", from: "2018-01-01", lastDay: "2026-01-01")
        ])
        #expect(throws: ClaimRejection.self) { try Adjudicator.decide(aClaim(), member: member) }
    }

    @Test("An act can refuse who is not enrolled")
    func unknownMember() {
        let setting = PolicySettingRow(name: .unknownMember, from: "2026-01-01", value: "refuse", article: "Điều 1")
        let policy = ExamplePolicy.with(anAct(settings: [setting]))
        do {
            _ = try Adjudicator.decide(ClaimCase(claim: aClaim()), by: policy)
            Issue.record("it was decided")
        } catch {
            #expect(error.name == "insurance.claim.notCovered")
            #expect(error.findings.first?.message == "Its bearer is not enrolled.")
        }
    }
}
