// Replaying claims under a draft: what comes of it is what comes of deciding every claim anew by the draft, one after
// the other; wherever the pages are cut; and nothing where the draft says nothing new.

import MessageSchema
import Testing

@testable import InsuranceDomain

/// Claims of some persons, decided one after the other as they come in.
private struct Ward {
    var cases: [ReplayCase] = []
    /// What was decided of each, in the same order.
    var decisions: [Decision] = []
    private var counted: [Int64: [CountedCopayment]] = [:]
    private let policy: Policy

    init(_ policy: Policy) { self.policy = policy }

    /// Takes a claim in; one that is rejected leaves nothing.
    mutating func take(_ claimCase: ClaimCase, of person: Int64?) {
        var claimCase = claimCase
        let years = claimCase.claim.arrivedAt.date.civil.year...claimCase.claim.leftAt.date.civil.year
        let sums = person.flatMap { counted[$0] } ?? []
        claimCase.counted = sums.filter { years.contains($0.year) }
        guard let decision = try? Adjudicator.decide(claimCase, by: policy) else { return }
        if let person { counted[person] = sums.adding(decision.counted) }
        decisions.append(decision)
        cases.append(ReplayCase(claim: Int64(cases.count + 1), person: person, record: decision.record))
    }

    /// In the order of a replay: person after person.
    var inOrder: [ReplayCase] {
        cases.sorted { ($0.person ?? .max, $0.claim) < ($1.person ?? .max, $1.claim) }
    }

    /// Seeded claims, dealt out to persons; every eighth is nobody's.
    static func seeded(_ count: Int, by policy: Policy) -> Ward {
        var ward = Ward(policy)
        for seed in 1...count { ward.take(SeededCase.make(UInt64(seed)), of: person(seed)) }
        return ward
    }
    static func person(_ seed: Int) -> Int64? { seed % 8 == 0 ? nil : Int64(seed % 17 + 1) }
}

extension PolicyReplay {
    fileprivate static func of(_ ward: Ward, by draft: PolicyAct, published: [PolicyAct] = ExamplePolicy.acts) -> Self {
        var replay = start(draft, published)
        for claim in ward.inOrder { replay.take(claim) }
        return replay
    }

    fileprivate static func start(
        _ draft: PolicyAct, _ published: [PolicyAct] = ExamplePolicy.acts, carry: ReplayCarry = ReplayCarry()
    ) -> Self {
        PolicyReplay(
            draft: Policy(version: 1, acts: Policy.acts(published, with: draft)),
            published: Policy(version: 1, acts: published), carry: carry)
    }
}

@Suite struct PolicyReplayTests {
    private static let nothing = anAct(levels: [level("ZZ", "100")])
    private static func level(_ group: CardGroup, _ level: Rate, from: CalendarDate = "2024-01-01") -> BenefitLevelRow {
        BenefitLevelRow(group: group, from: from, level: level, article: "Điều 1")
    }
    /// Seven of ten for all who have four of five, and a lower ceiling of the year's co-payment.
    private static let harsh = anAct(
        levels: [level("DN", "70"), level("HT", "60")],
        settings: [PolicySettingRow(name: .fiveYearsSalaries, from: "2024-01-01", value: "1", article: "Điều 2")])

    @Test("A draft that says nothing of any claim changes nothing, to the hundredth")
    func nothingNew() {
        let ward = Ward.seeded(600, by: ExamplePolicy.policy)
        let tally = PolicyReplay.of(ward, by: Self.nothing).tally
        #expect(ward.cases.count > 200)
        #expect(tally.all.claims == ward.cases.count)
        #expect(tally.all.changed == 0 && tally.undecided == 0 && tally.drifted == 0)
        #expect(tally.all.fund.before > 0 && tally.all.fund.before == tally.all.fund.after)
        #expect(tally.all.copayment.before == tally.all.copayment.after)
        #expect(tally.all.ownCost.before == tally.all.ownCost.after)
        #expect(tally.most.isEmpty)
    }

    @Test("A replay comes to what deciding every claim anew by the draft comes to, years' counts with it")
    func anew() {
        let policy = Policy(version: 1, acts: Policy.acts(ExamplePolicy.acts, with: Self.harsh))
        let ward = Ward.seeded(600, by: ExamplePolicy.policy)
        let again = Ward.seeded(600, by: policy)
        #expect(ward.cases.count == again.cases.count)
        let tally = PolicyReplay.of(ward, by: Self.harsh).tally
        func sum(_ ward: Ward, _ figure: (PaidFigures) -> Int64) -> Int128 {
            ward.cases.reduce(0) { sum, claim in
                sum + Int128(figure(PaidFigures(try! ResultForm.verdict(from: claim.record.result))))
            }
        }
        #expect(tally.undecided == 0)
        #expect(tally.all.changed > 30)
        #expect(tally.all.fund.before == sum(ward, \.fund) && tally.all.fund.after == sum(again, \.fund))
        #expect(tally.all.copayment.after == sum(again, \.copayment))
        #expect(tally.all.ownCost.after == sum(again, \.ownCost))
        #expect(tally.all.fund.before != tally.all.fund.after)
    }

    @Test("Rows add up to the whole, by group, digit, province and facility")
    func rows() {
        let tally = PolicyReplay.of(Ward.seeded(300, by: ExamplePolicy.policy), by: Self.harsh).tally
        for rows in [tally.byGroup, tally.byDigit, tally.byProvince, tally.byFacility] {
            #expect(rows.values.reduce(0) { $0 + $1.claims } == tally.all.claims)
            #expect(rows.values.reduce(0) { $0 + $1.changed } == tally.all.changed)
            #expect(rows.values.reduce(Int128(0)) { $0 + $1.fund.after } == tally.all.fund.after)
            #expect(rows.values.reduce(Int128(0)) { $0 + $1.copayment.before } == tally.all.copayment.before)
        }
        #expect(tally.byGroup["DN"]?.changed ?? 0 > 0)
        #expect(tally.byGroup["TE"]?.fund.before == tally.byGroup["TE"]?.fund.after)
    }

    @Test("Wherever the pages are cut, also within a person's claims, they add up to the same")
    func pages() {
        let ward = Ward.seeded(300, by: ExamplePolicy.policy)
        let whole = PolicyReplay.of(ward, by: Self.harsh).tally
        for size in [1, 7] {
            var (sum, carry) = (ReplaySum.Pair(), ReplayCarry())
            var claims = ward.inOrder[...]
            while !claims.isEmpty {
                var page = PolicyReplay.start(Self.harsh, carry: carry)
                for claim in claims.prefix(size) { page.take(claim) }
                claims = claims.dropFirst(size)
                carry = page.carry
                sum.before += page.tally.all.fund.before
                sum.after += page.tally.all.fund.after
            }
            #expect(sum == whole.all.fund, "\(size)")
        }
    }

    @Test("The claims that change most come first, ten of them, those alike in the order they came in")
    func most() throws {
        let tally = PolicyReplay.of(Ward.seeded(300, by: ExamplePolicy.policy), by: Self.harsh).tally
        let changes = tally.most.map { ($0.after.fund - $0.before.fund).magnitude }
        #expect(changes.count == ReplayTally.mostShown)
        #expect(changes == changes.sorted(by: >))
        var ward = Ward(ExamplePolicy.policy)
        for person in 1...12 { ward.take(ClaimCase(claim: aClaim()), of: Int64(20 - person)) }
        let alike = PolicyReplay.of(ward, by: Self.harsh).tally
        #expect(alike.most.map(\.claim.claim) == Array(1...10))
        #expect(alike.most.first?.before == PaidFigures(fund: 80_000_000, copayment: 20_000_000))
        #expect(alike.most.first?.after == PaidFigures(fund: 70_000_000, copayment: 30_000_000))
    }

    @Test("A claim that waits is settled at nothing, and is a change only once the draft lets it be paid")
    func waiting() {
        var ward = Ward(ExamplePolicy.policy)
        ward.take(ClaimCase(claim: aClaim(routing: "10", form: "05")), of: 1)
        let lower = PolicyReplay.of(ward, by: Self.harsh).tally
        #expect(lower.all.claims == 1 && lower.all.changed == 0 && lower.all.fund == ReplaySum.Pair())
        let paid = anAct(routings: [
            RoutingRow(code: "10", setting: .outpatient, from: "2026-01-01", rate: "100", article: "Điều 1")
        ])
        let tally = PolicyReplay.of(ward, by: paid).tally
        #expect(tally.all.changed == 1)
        #expect(tally.all.fund == ReplaySum.Pair(before: 0, after: 80_000_000))
    }

    @Test("Of a refused visit the fund pays nothing, and the patient all")
    func refused() {
        var ward = Ward(ExamplePolicy.policy)
        ward.take(ClaimCase(claim: aClaim()), of: 1)
        let refuses = anAct(routings: [
            RoutingRow(
                code: "1.1", setting: .any, from: "2026-01-01", rate: "0", decision: .refuses, article: "Điều 1")
        ])
        let tally = PolicyReplay.of(ward, by: refuses).tally
        #expect(tally.all.fund == ReplaySum.Pair(before: 80_000_000, after: 0))
        #expect(tally.all.copayment == ReplaySum.Pair(before: 20_000_000, after: 100_000_000))
    }

    @Test("What the draft cannot decide, or what nobody can read, is left out of the sums and named")
    func undecided() {
        var ward = Ward(ExamplePolicy.policy)
        ward.take(ClaimCase(claim: aClaim()), of: 1)
        let bare = Policy(
            version: 1, acts: [anAct(baseSalaries: [aSalary()])])
        var replay = PolicyReplay(draft: bare, published: ExamplePolicy.policy)
        replay.take(ward.cases[0])
        #expect(replay.tally.all == ReplaySum())
        #expect(replay.tally.undecided == 1 && replay.tally.undecidedFund == 80_000_000)
        #expect(
            replay.tally.firstUndecided?.reason
                == "The policy has no row for a readable setting decidingDate on 2026-08-10.")
        var broken = ward.cases[0]
        broken.record.facts[5] ^= 1
        replay.take(broken)
        #expect(replay.tally.undecided == 2 && replay.tally.undecidedFund == 80_000_000)
        #expect(replay.named == [1])
    }

    @Test("What acts published since the decision make of a claim is told apart from the draft")
    func drift() {
        var ward = Ward(ExamplePolicy.policy)
        ward.take(ClaimCase(claim: aClaim()), of: 1)
        let since = anAct("9/2026/NĐ-CP", levels: [Self.level("DN", "90")])
        let tally = PolicyReplay.of(ward, by: Self.nothing, published: ExamplePolicy.acts + [since]).tally
        #expect(tally.drifted == 1)
        #expect(tally.drift == ReplaySum.Pair(before: 80_000_000, after: 90_000_000))
        #expect(tally.all.fund == tally.drift)
    }

    @Test("Differences of a year add up by base salary, vanish at nothing, and touch the visit's own years only")
    func differences() {
        let counted = { CountedWork(year: $0, baseSalary: $1, amount: $2) }
        var carried = [CountDifference]().adding([counted(2026, 253, 70)], instead: [counted(2026, 234, 100)])
        #expect(
            carried == [
                CountDifference(year: 2026, baseSalary: 234, amount: -100),
                CountDifference(year: 2026, baseSalary: 253, amount: 70),
            ])
        var facts = ClaimFacts(ClaimCase(claim: aClaim()))
        facts.history = [counted(2026, 234, 130)]
        #expect(facts.counting(carried).history == [counted(2026, 234, 30), counted(2026, 253, 70)])
        facts.history = [counted(2026, 234, 30)]
        #expect(facts.counting(carried).history.first?.amount == 0)
        #expect(facts.counting([CountDifference(year: 2025, baseSalary: 234, amount: 5)]) == facts)
        carried = carried.adding([counted(2026, 234, 100)], instead: [counted(2026, 253, 70)])
        #expect(carried.isEmpty)
    }

    @Test("A sum of more digits than an amount has is refused, and says what to do")
    func tooLarge() {
        var ward = Ward(ExamplePolicy.policy)
        let line = aLine("999999999999", quantity: "999")
        for person in 1...3 { ward.take(ClaimCase(claim: aClaim(lines: [line])), of: Int64(person)) }
        #expect(ward.cases.count == 3)
        let replay = PolicyReplay.of(ward, by: Self.nothing)
        #expect(throws: PolicyRejection.self) { try replay.page(policyVersion: 1, known: 1, ids: [:]) }
    }
}
