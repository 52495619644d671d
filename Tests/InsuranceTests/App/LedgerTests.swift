// The fund's books through the service: every decided claim has its posting, and debits equal credits.

import MessageSchema
import ServiceTesting
import Surroundings
import Testing

@Suite struct LedgerTests {
    @Test("A claim is an expense and what is owed to its facility; both balance")
    func golden() async throws {
        let office = try await Office()
        try await office.submit(HandedIn.golden)
        let expense = try await office.insurance.call(ShowBalance(account: "expense:care"), as: Caller.reader)
        #expect(
            expense.items
                == [AccountBalance(account: "expense:care", debit: "373373.12", credit: .zero, postings: 1)])
        #expect(expense.items.first?.balance == "373373.12")
        let trial = try await office.insurance.call(DrawTrialBalance(), as: Caller.reader)
        #expect(trial.balanced)
        #expect(trial.debit == "373373.12")
        #expect(trial.postings == 1)
        #expect(trial.classes.map(\.account) == ["expense", "payable"])
        #expect(trial.classes.map(\.balance) == ["373373.12", "-373373.12"])
        let forbidden = try await refusal {
            try await office.insurance.call(DrawTrialBalance(), as: Caller.hospital)
        }
        #expect(forbidden?.kind == .forbidden)
    }

    @Test("Where a donor pays co-payment the books, the list and the event have the sum of the lines")
    func paidApart() async throws {
        let office = try await Office()
        var claim = HandedIn.claim()
        claim.lines[0].otherSources = "60000"
        let record = try await office.submit(claim)
        #expect(record.adjudication.outcome == .accepted)
        #expect(record.adjudication.totals.fund == "460000")
        #expect(record.adjudication.paid == "400000")
        #expect(try await office.insurance.call(ListClaims()).items.map(\.fund) == ["400000"])
        let expense = try await office.insurance.call(ShowBalance(account: "expense:care"))
        #expect(expense.items.map(\.debit) == ["400000"])
        let events = try await office.events()
        #expect(try events.first { $0.type == ClaimAdjudicated.name }?.told(ClaimAdjudicated.self).fund == "400000")
    }

    @Test("An account shows those under it and no namesakes, a page at a time, of a month if one is given")
    func accounts() async throws {
        let office = try await Office()
        for (key, facility, month) in [
            ("K1", "31999", "2026-08"), ("K2", "31001", "2026-08"), ("K3", "31999", "2026-09"),
            ("K4", "48001", "2026-08"),
        ] as [(ClaimKey, FacilityCode, Month)] {
            try await office.submit(HandedIn.claim(key, facility: facility, month: month))
        }
        let all = try await office.insurance.call(ShowBalance(account: "payable"))
        #expect(all.items.map(\.account) == ["payable:31001", "payable:31999", "payable:48001"])
        #expect(all.items.map(\.credit) == ["400000", "800000", "400000"])
        #expect(all.items.map(\.postings) == [1, 2, 1])
        #expect(try await office.insurance.call(ShowBalance(account: "pay")).items == [])
        #expect(try await office.insurance.call(ShowBalance(account: "payable:3")).items == [])
        let month = try await office.insurance.call(ShowBalance(account: "payable:31999", month: "2026-09"))
        #expect(month.items.map(\.credit) == ["400000"])
        let first = try await office.insurance.call(ShowBalance(account: "payable", limit: 2))
        #expect(first.items.map(\.account) == ["payable:31001", "payable:31999"])
        let second = try await office.insurance.call(
            ShowBalance(account: "payable", limit: 2, cursor: first.nextCursor))
        #expect(second.items.map(\.account) == ["payable:48001"])
        #expect(second.nextCursor == nil)
        let trial = try await office.insurance.call(DrawTrialBalance(month: "2026-08"))
        #expect(trial.debit == "1200000")
        #expect(trial.postings == 3)
    }

    @Test(
        "Entries are handed out in their order, a page at a time, of a month, as known then, to callers without scope")
    func entries() async throws {
        let office = try await Office()
        var claims: [ClaimID] = []
        for (key, facility, month) in [
            ("K1", "31999", "2026-08"), ("K2", "31001", "2026-09"), ("K3", "48001", "2026-08"),
        ] as [(ClaimKey, FacilityCode, Month)] {
            claims.append(try await office.submit(HandedIn.claim(key, facility: facility, month: month)).id)
        }
        let first = try await office.insurance.call(ExportLedger(limit: 2), as: Caller.reader)
        #expect(first.items.map(\.claim) == Array(claims.prefix(2)))
        let entry = try #require(first.items.first)
        #expect(entry.month == "2026-08")
        #expect(entry.day == "2026-08-10")
        #expect(
            entry.sides == [
                LedgerPosted.Side(account: "expense:care", debit: "400000", credit: .zero),
                LedgerPosted.Side(account: "payable:31999", debit: .zero, credit: "400000"),
            ])
        let second = try await office.insurance.call(ExportLedger(limit: 2, cursor: first.nextCursor))
        #expect(second.items.map(\.claim) == [claims[2]])
        #expect(second.nextCursor == nil)
        let month = try await office.insurance.call(ExportLedger(month: "2026-08"))
        #expect(month.items.map(\.claim) == [claims[0], claims[2]])
        let earlier = try await office.insurance.call(ExportLedger(), metadata: .knowing(try await office.head() - 2))
        #expect(earlier.items.map(\.claim) == Array(claims.prefix(2)))
        let scoped = try await refusal { try await office.insurance.call(ExportLedger(), as: Caller.insurer(of: "31")) }
        #expect(scoped?.kind == .forbidden)
    }

    @Test("From one province the balances of its own facilities are seen, page by page, and no sum of all")
    func scoped() async throws {
        let office = try await Office()
        for (key, facility) in [("K1", "31999"), ("K2", "31001"), ("K3", "48001")] as [(ClaimKey, FacilityCode)] {
            try await office.submit(HandedIn.claim(key, facility: facility))
        }
        let insurer = Caller.insurer(of: "31")
        func seen(_ request: ShowBalance, as caller: Principal = insurer) async throws -> [String] {
            try await office.insurance.call(request, as: caller).items.map { "\($0.account) \($0.postings)" }
        }
        #expect(try await seen(ShowBalance(account: "payable")) == ["payable:31001 1", "payable:31999 1"])
        #expect(try await seen(ShowBalance(account: "payable:31999")) == ["payable:31999 1"])
        #expect(try await seen(ShowBalance(account: "payable", month: "1999-01")) == [])
        let first = try await office.insurance.call(ShowBalance(account: "payable", limit: 1), as: insurer)
        #expect(first.items.map(\.account) == ["payable:31001"])
        let next = ShowBalance(account: "payable", limit: 1, cursor: first.nextCursor)
        #expect(try await office.insurance.call(next, as: insurer).nextCursor == nil)
        #expect(try await seen(next) == ["payable:31999 1"])
        // What is elsewhere, what is nowhere and what is of all facilities together look alike.
        for account in ["payable:48001", "payable:99999", "payable:3", "pay", "expense:care"] as [AccountName] {
            #expect(try await seen(ShowBalance(account: account)) == [], "\(account)")
        }
        #expect(try await seen(ShowBalance(account: "payable"), as: Caller.insurer(of: "nowhere")) == [])
        #expect(try await seen(ShowBalance(account: "payable"), as: Caller.insurer(of: "VN")).count == 3)
        let trial = try await refusal { try await office.insurance.call(DrawTrialBalance(), as: insurer) }
        #expect(trial?.name == "frame.scope.forbidden")
        #expect(trial?.kind == .forbidden)
    }

    @Test("What was known at a sequence stays as it was")
    func knownAt() async throws {
        let office = try await Office()
        try await office.submit(HandedIn.claim("K1"))
        let before = try await office.insurance.answer(DrawTrialBalance())
        let balance = try await office.insurance.call(ShowBalance(account: "payable"))
        try await office.submit(HandedIn.claim("K2"))
        let quoting = CallMetadata.knowing(before.metadata.sequence)
        #expect(try await office.insurance.call(DrawTrialBalance(), metadata: quoting) == before.reply)
        #expect(try await office.insurance.call(ShowBalance(account: "payable"), metadata: quoting) == balance)
        #expect(try await office.insurance.call(DrawTrialBalance()).debit == "800000")
    }

    @Test("The books balance after many random claims, and come to what the claims say", arguments: [1, 2] as [UInt64])
    func random(seed: UInt64) async throws {
        let office = try await Office()
        var random = SeededRandom(seed: seed)
        let facilities: [FacilityCode] = ["31999", "31001", "48001"]
        let cards: [CardCode] = ["DN4313123456789", "TE1313123456789", "HT3313123456789", "CN3313123456789"]
        let routings: [RoutingCode] = ["1.1", "1.3", "3.1", "10"]
        var fund: [FacilityCode: Int64] = [:]
        for number in 1...150 {
            let lines = (1...Int.random(in: 1...4, using: &random)).map { line in
                HandedIn.line(
                    line, quantity: Quantity(known: String(Int.random(in: 1...30, using: &random))),
                    price: try! UnitPrice(units: Int64.random(in: 1...900_000_000, using: &random)))
            }
            let claim = HandedIn.claim(
                ClaimKey(known: "R\(number)"), facility: facilities[Int.random(in: 0..<3, using: &random)],
                card: cards[Int.random(in: 0..<4, using: &random)],
                routing: routings[Int.random(in: 0..<4, using: &random)], lines: lines)
            let record = try await office.submit(claim)
            #expect((record.posting == nil) == (record.adjudication.outcome == .needsEvidence), "seed \(seed)")
            if record.posting != nil { fund[claim.facility, default: 0] += record.adjudication.totals.fund.units }
        }
        let trial = try await office.insurance.call(DrawTrialBalance())
        #expect(trial.balanced, "seed \(seed)")
        #expect(trial.debit.units == fund.values.reduce(0, +), "seed \(seed)")
        #expect(trial.debit > .zero)
        let payable = try await office.insurance.call(ShowBalance(account: "payable")).items
        #expect(
            Dictionary(uniqueKeysWithValues: payable.map { ($0.account.text, $0.credit.units) })
                == Dictionary(uniqueKeysWithValues: fund.map { ("payable:\($0.key)", $0.value) }), "seed \(seed)")
    }

    @Test("A sum that no amount can hold is refused with what to do, and the months still add up")
    func tooLarge() async throws {
        let office = try await Office()
        for number in 1...120 {
            let claim = HandedIn.claim(
                ClaimKey(known: "H\(number)"), month: number == 1 ? "2026-07" : "2026-08",
                lines: [HandedIn.line(1, price: "999999999999999")])
            try await office.submit(claim)
        }
        // 119 times 800 trillion đồng is more than 64 bits hold in hundredths.
        let refused = try await refusal { try await office.insurance.call(DrawTrialBalance()) }
        #expect(refused?.name == "insurance.ledger.tooLarge")
        let balance = try await refusal { try await office.insurance.call(ShowBalance(account: "expense")) }
        #expect(balance?.name == "insurance.ledger.tooLarge")
        let month = try await office.insurance.call(DrawTrialBalance(month: "2026-07"))
        #expect(month.debit == "799999999999999.20")
    }
}
