// Visits that are free so often a year: whose, how often, and what an act cannot say of them.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("Free visits a year") struct FreeVisitTests {
    private static func act(_ rows: [FreeVisitRow]) -> PolicyAct {
        PolicyAct(act: "2/2030/NĐ-CP", title: LocalizedText(vi: "Văn bản"), freeVisits: rows)
    }

    private static func row(
        _ form: VisitForm = "15", _ groups: [CardGroup]? = nil, _ times: Int = 1, from: CalendarDate = "2026-01-01",
        to lastDay: CalendarDate? = nil
    ) -> FreeVisitRow {
        FreeVisitRow(form: form, groups: groups, timesAYear: times, from: from, lastDay: lastDay, article: "Điều 1")
    }

    struct Visit: CustomTestStringConvertible, Sendable {
        var why: String
        var card = "DN4"
        var routing: RoutingCode = "1.1"
        var form: VisitForm = "15"
        var earlier = 0
        /// Of 1,000,000.
        var fund: String
        var testDescription: String { why }
    }

    // Everybody has one a year, near-poor workers two, and who is in the group SV none before 2027.
    private static let policy = ExamplePolicy.with(
        act([row(), row("15", ["GD", "CN"], 2), row("16", ["SV"], from: "2027-01-01")]))

    @Test(
        "As often as the group's row says, else that of everybody",
        arguments: [
            Visit(why: "the first of the year is free", fund: "1000000.00"),
            Visit(why: "the second is paid as any other", earlier: 1, fund: "800000.00"),
            Visit(why: "a group with two has its second free", card: "GD4", earlier: 1, fund: "1000000.00"),
            Visit(why: "and pays for the third", card: "GD4", earlier: 2, fund: "800000.00"),
            Visit(why: "other forms are not meant", form: "01", fund: "800000.00"),
            Visit(why: "nor is a screening before its row begins", card: "SV4", form: "16", fund: "800000.00"),
            Visit(why: "the way's rate does not bind", routing: "1.13", fund: "1000000.00"),
            Visit(why: "unless the fund pays nothing of the way", routing: "3.1", fund: "0.00"),
        ])
    func often(_ visit: Visit) throws {
        let claim = aClaim(
            cards: [aCard(visit.card)], routing: visit.routing, form: visit.form, lines: [aLine("1000000")])
        let decision = try Adjudicator.decide(
            ClaimCase(claim: claim, earlierVisits: visit.earlier), by: Self.policy)
        #expect(decision.adjudication.totals.fund.text == visit.fund)
        let again = try #require(decision.record.readFacts().facts)
        #expect(again.earlierVisits == visit.earlier)
    }

    @Test("The explanation has the count, the act, and what became of it")
    func explained() throws {
        for (earlier, arithmetic, result) in [
            (0, "0 is below 1 a year", "100 %"), (1, "1 is not below 1 a year", "as before"),
        ] {
            let claim = aClaim(form: "15", lines: [aLine("1000000")])
            let trace = try Adjudicator.decide(ClaimCase(claim: claim, earlierVisits: earlier), by: Self.policy).trace
            let step = try #require(trace.first { $0.rule == "level.freeVisit" })
            #expect(step.arithmetic == arithmetic && step.result == result)
            #expect(step.act == "2/2030/NĐ-CP" && step.article == "Điều 1" && step.place == "XML3/1")
        }
    }

    @Test(
        "What an act cannot say is an error",
        arguments: [
            (row("01"), "Visits of the form 01 are not counted by year; those of 15 and 16 are."),
            (row("15", []), "It is for no group; leave `groups` out for everybody."),
            (row("15", ["HN", "HN"]), "It names a group twice."),
            (row("15", nil, 0), "A year has 1 to 366, not 0."), (row("15", nil, 367), "A year has 1 to 366, not 367."),
        ])
    func flaws(_ row: FreeVisitRow, _ words: String) {
        let found = PolicyCheck.findings(of: Self.act([row]), beside: ExamplePolicy.acts)
        #expect(found.contains { $0.severity == .error && $0.message == words }, "\(found)")
    }

    @Test(
        "Two rows of a group on one day are an overlap; one that ends leaves no gap; an act of them alone is not empty")
    func sequence() {
        let beside = ExamplePolicy.acts
        let twice = Self.act([Self.row("15", ["HN", "CN"]), Self.row("15", ["CN"], 2)])
        #expect(PolicyCheck.findings(of: twice, beside: beside).map(\.rule) == ["row.overlap"])
        let ending = Self.act([Self.row("15", ["HN"], to: "2026-12-31")])
        #expect(PolicyCheck.findings(of: ending, beside: beside) == [])
        #expect(ending.rowCount == 1)
        let ended = ExamplePolicy.with(ending)
        #expect(ended.compiled.rules(on: "2026-12-31").freeVisits.count == 1)
        #expect(ended.compiled.rules(on: "2027-01-01").freeVisits.isEmpty)
    }

    @Test("What changes is said in both languages")
    func words() throws {
        let changes = PolicyDiff.changes(
            by: Self.act([Self.row("15", ["HN"]), Self.row("16", nil, 2)]), beside: ExamplePolicy.acts)
        #expect(changes.map(\.key) == ["15 HN", "16"] && changes.map(\.table) == ["freeVisits", "freeVisits"])
        #expect(
            changes.map(\.en) == [
                "From 2026-01-01, for the group HN: the number of free visits of the form 15 a year is 1 instead of "
                    + "not set.",
                "From 2026-01-01, for groups without a row of their own: the number of free visits of the form 16 a "
                    + "year is 2 instead of not set.",
            ])
        #expect(
            changes.first?.vi == "Từ ngày 2026-01-01, đối với nhóm HN: số lượt miễn phí trong năm của loại KCB 15 là 1 "
                + "thay vì chưa quy định.")
    }
}
