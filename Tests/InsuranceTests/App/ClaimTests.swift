// Claims through the service: handed in, decided, posted, shown and explained as they were decided.

import MessageSchema
import ServiceTesting
import Testing
import WireJSON

@Suite struct ClaimTests {
    @Test("The claim worked out by hand comes to its figures, to the hundredth of a đồng")
    func golden() async throws {
        let office = try await Office()
        try await office.insurance.call(HandedIn.enrolment())
        let record = try await office.submit(HandedIn.golden)
        #expect(record.adjudication.outcome == .accepted)
        #expect(record.adjudication.decidingDate == "2026-08-10")
        #expect(record.adjudication.policyVersion == 3)
        let totals = record.adjudication.totals
        #expect(totals.total == "583136.14")
        #expect(totals.inScope == "466716.40")
        #expect(totals.ownCost == "116419.74")
        #expect(totals.copayment == "93343.28")
        #expect(totals.fund == "373373.12")
        #expect(totals.drugs == "267356.14")
        let lines = record.adjudication.lines.map { [$0.total, $0.inScope, $0.ownCost, $0.copayment, $0.fund] }
        #expect(
            Set(lines) == [
                ["50600", "50600", "0", "10120", "40480"], ["15180", "15180", "0", "3036", "12144"],
                ["250000", "220000", "30000", "44000", "176000"],
                ["94516.65", "94516.65", "0", "18903.33", "75613.32"],
                ["172839.49", "86419.75", "86419.74", "17283.95", "69135.80"],
            ])
        #expect(record.adjudication.lines.allSatisfy { $0.level == "80" })
    }

    @Test("The page counts claims by outcome, a repetition not at all")
    func measured() async throws {
        let office = try await Office()
        try await office.insurance.call(HandedIn.enrolment())
        let key = CallMetadata(idempotencyKey: "k")
        for _ in 0..<2 { try await office.submit(HandedIn.golden, metadata: key) }
        _ = try await refusal { try await office.submit(HandedIn.golden, as: Caller.reader) }
        #expect(await office.insurance.measured(#"sauro_insurance_claims_total{outcome="accepted"}"#) == 1)
    }

    @Test("What was decided is shown again as it was, with every rule that was applied")
    func shown() async throws {
        let office = try await Office()
        let record = try await office.submit(HandedIn.golden, as: Caller.insurer)
        #expect(record.key == "BHYT-31999-20260810-000001")
        #expect(record.card == "DN4313123456789")
        #expect(record.month == "2026-08")
        #expect(record.patient == HandedIn.patient)
        #expect(try await office.insurance.call(GetClaim(claim: record.id), as: Caller.insurer) == record)
        let explained = try await office.insurance.call(ExplainClaim(claim: record.id), as: Caller.insurer)
        #expect(explained.record == record)
        #expect(explained.trace.contains { $0.arithmetic.contains("3150.555") && $0.result == "94516.65" })
        let places = Set(explained.trace.compactMap(\.place))
        #expect(places.isSuperset(of: ["XML2/1", "XML2/2", "XML3/1", "XML3/2", "XML3/3"]))
        let unknown = try await refusal { try await office.insurance.call(GetClaim(claim: .sample)) }
        #expect(unknown?.name == "insurance.claim.notFound")
        let unexplained = try await refusal { try await office.insurance.call(ExplainClaim(claim: .sample)) }
        #expect(unexplained?.name == "insurance.claim.notFound")
    }

    @Test("An explanation can be had of one line alone, or of the claim as a whole")
    func places() async throws {
        let office = try await Office()
        var claim = HandedIn.golden
        claim.lines[0].stated = StatedLine(fund: "1")
        let record = try await office.submit(claim)
        let all = try await office.insurance.call(ExplainClaim(claim: record.id))
        for (place, table, number, findings) in [
            ("XML3/1", ClaimTable.services, 1, 1), ("XML2/1", .drugs, 1, 0),
        ] {
            let one = try await office.insurance.call(ExplainClaim(claim: record.id, place: place))
            #expect(one.record.adjudication.lines.map(\.table) == [table])
            #expect(one.record.adjudication.lines.map(\.number) == [number])
            #expect(one.record.adjudication.findings.count == findings, "\(place)")
            #expect(!one.trace.isEmpty)
            #expect(one.trace == all.trace.filter { $0.place == place })
        }
        let whole = try await office.insurance.call(ExplainClaim(claim: record.id, place: "XML1"))
        #expect(whole.record.adjudication.lines == [])
        #expect(whole.record.adjudication.totals == record.adjudication.totals)
        #expect(!whole.trace.isEmpty)
        #expect(whole.trace == all.trace.filter { $0.place == nil })
    }

    @Test("A claim whose explanation is too much for one reply is explained place by place")
    func longClaim() async throws {
        let office = try await Office()
        let record = try await office.submit(HandedIn.claim(lines: (1...1000).map { HandedIn.line($0) }))
        let whole = try await refusal { try await office.insurance.call(ExplainClaim(claim: record.id)) }
        #expect(whole?.kind == .tooLarge)
        let last = try await office.insurance.call(ExplainClaim(claim: record.id, place: "XML3/1000"))
        #expect(last.record.adjudication.lines == record.adjudication.lines.suffix(1))
        #expect(!last.trace.isEmpty)
        #expect(try await office.insurance.call(GetClaim(claim: record.id)) == record)
    }

    @Test("A claim is told in the journal with its sums, and its posting after it")
    func told() async throws {
        let office = try await Office()
        let record = try await office.submit(HandedIn.golden)
        let events = try await office.events().suffix(2)
        #expect(events.map(\.type) == [ClaimAdjudicated.name, LedgerPosted.name])
        let claim = try #require(events.first).told(ClaimAdjudicated.self)
        #expect(claim.claim == record.id)
        #expect(claim.fund == "373373.12")
        #expect(claim.copayment == "93343.28")
        let posting = try #require(events.last).told(LedgerPosted.self)
        #expect(posting.posting == record.posting)
        #expect(posting.claim == record.id)
        #expect(posting.month == "2026-08")
        #expect(
            posting.sides == [
                LedgerPosted.Side(account: "expense:care", debit: "373373.12", credit: .zero),
                LedgerPosted.Side(account: "payable:31999", debit: .zero, credit: "373373.12"),
            ])
    }

    @Test("A key is taken once at a facility; the refusal names the claim that has it")
    func duplicate() async throws {
        let office = try await Office()
        let record = try await office.submit(HandedIn.golden)
        let head = try await office.head()
        var other = HandedIn.golden
        other.lines.removeLast()
        for claim in [HandedIn.golden, other] {
            let refused = try await refusal { try await office.submit(claim) }
            #expect(refused?.name == "insurance.claim.duplicate")
            #expect(refused?.kind == .conflict)
            #expect(refused?.details?["claim"]?.string == record.id.text)
        }
        #expect(try await office.head() == head)
        var elsewhere = HandedIn.golden
        elsewhere.facility = "48001"
        #expect(try await office.submit(elsewhere).id != record.id)
    }

    @Test("A claim sent again under its idempotency key is taken once")
    func idempotent() async throws {
        let office = try await Office()
        let key = CallMetadata(idempotencyKey: "claim-1")
        let first = try await office.submit(HandedIn.golden, metadata: key)
        #expect(try await office.submit(HandedIn.golden, metadata: key) == first)
        #expect(try await office.insurance.call(ListClaims()).items.map(\.id) == [first.id])
    }

    @Test("A claim that contradicts itself is refused with what and where; nothing is kept, and the next is taken")
    func malformed() async throws {
        let office = try await Office()
        let head = try await office.head()
        var early = HandedIn.claim("EARLY")
        early.leftAt = "2026-08-09T08:00"
        var twice = HandedIn.claim("TWICE")
        twice.lines += twice.lines
        var below = HandedIn.claim("BELOW")
        below.lines[0].otherSources = "-1"
        let empty = HandedIn.claim("EMPTY", lines: [])
        for claim in [early, twice, below, empty] {
            let refused = try await refusal { try await office.submit(claim) }
            #expect(refused?.name == "insurance.claim.malformed", "\(claim.key)")
            #expect(refused?.rules.isEmpty == false)
        }
        #expect(try await office.head() == head)
        #expect(try await office.insurance.call(ListClaims()).items == [])
        #expect(try await office.submit(HandedIn.claim("EARLY")).adjudication.totals.fund == "400000")
    }

    @Test("Figures that pass every bound are refused, not added up")
    func hugeNumbers() async throws {
        let office = try await Office()
        let head = try await office.head()
        let line = HandedIn.line(1, quantity: "999999999999999.999", price: "999999999999999.999")
        let refused = try await refusal { try await office.submit(HandedIn.claim(lines: [line])) }
        #expect(refused?.name == "insurance.claim.malformed")
        var second = HandedIn.line(1, price: "999999999999999")
        second.number = 2
        let sum = HandedIn.claim(lines: [HandedIn.line(1, price: "999999999999999"), second])
        let many = try await refusal { try await office.submit(sum) }
        #expect(many?.name == "insurance.claim.malformed")
        #expect(try await office.head() == head)
    }

    @Test("A negative quantity does not get past the door")
    func negative() async throws {
        let office = try await Office()
        let line =
            #"{"table":"XML3","number":1,"code":"1","name":"A","costGroup":1,"scope":"inScope","#
            + #""quantity":"-1","price":"500000","orderedAt":"2026-08-10T08:30"}"#
        let answer = await office.insurance.raw(
            #"{"jsonrpc":"2.0","id":1,"method":"insurance.claim.submit","params":{"claim":{"lines":["#
                + line + "]}}}")
        #expect(answer.contains("fabric.invalidParams"))
        #expect(try await office.insurance.call(ListClaims()).items == [])
    }

    @Test("A claim without a valid card is refused; one that a person must see is kept without a posting")
    func notPaid() async throws {
        let office = try await Office()
        var expired = HandedIn.claim("EXPIRED")
        expired.cards[0].lastDay = "2026-07-01"
        let refused = try await refusal { [expired] in try await office.submit(expired) }
        #expect(refused?.name == "insurance.claim.notCovered")
        let held = try await office.submit(HandedIn.claim("HELD", routing: "10"))
        #expect(held.adjudication.outcome == .needsEvidence)
        #expect(held.posting == nil)
        #expect(try await office.insurance.call(DrawTrialBalance()).postings == 0)
        let nothing = try await office.submit(HandedIn.claim("NOTHING", routing: "3.1"))
        #expect(nothing.adjudication.totals.fund == .zero)
        #expect(nothing.posting != nil)
        #expect(try await office.insurance.call(DrawTrialBalance()).postings == 1)
    }

    @Test("Claims are listed in the order they came in, of a facility, a month, a key or an outcome, in pages")
    func list() async throws {
        let office = try await Office()
        var expected: [ClaimID] = []
        for (key, facility, month, routing) in [
            ("K1", "31999", "2026-08", "1.1"), ("K2", "31001", "2026-08", "1.1"), ("K3", "31999", "2026-09", "1.1"),
            ("K1", "48001", "2026-08", "10"), ("K4", "31999", "2026-08", "1.1"),
        ] as [(ClaimKey, FacilityCode, Month, RoutingCode)] {
            let claim = HandedIn.claim(key, facility: facility, routing: routing, month: month)
            expected.append(try await office.submit(claim).id)
        }
        func listed(_ request: ListClaims) async throws -> [Int] {
            try await office.insurance.call(request).items.compactMap { expected.firstIndex(of: $0.id) }
        }
        #expect(try await listed(ListClaims()) == [0, 1, 2, 3, 4])
        #expect(try await listed(ListClaims(facility: "31999")) == [0, 2, 4])
        #expect(try await listed(ListClaims(facility: "31999", month: "2026-08")) == [0, 4])
        #expect(try await listed(ListClaims(key: "K1")) == [0, 3])
        #expect(try await listed(ListClaims(outcome: .needsEvidence)) == [3])
        #expect(try await listed(ListClaims(facility: "99999")) == [])
        var walked: [ClaimID] = []
        var request = ListClaims(limit: 2)
        repeat {
            let page = try await office.insurance.call(request)
            walked += page.items.map(\.id)
            request.cursor = page.nextCursor
        } while request.cursor != nil && walked.count < 10
        #expect(walked == expected)
        let entry = try #require(try await office.insurance.call(ListClaims()).items.first)
        #expect(entry.key == "K1")
        #expect(entry.facility == "31999")
        #expect(entry.outcome == .accepted)
        #expect(entry.total == "500000")
        #expect(entry.fund == "400000")
    }
}
