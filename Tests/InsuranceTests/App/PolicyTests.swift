// Policy through the service: two persons, a hash between them, and nothing unsound is kept.

import MessageSchema
import ServiceTesting
import Testing
import WireJSON

@Suite struct PolicyTests {
    @Test("An act is proposed by one and published by another; each publication makes a version")
    func wholeWay() async throws {
        let office = try await Office(acts: [])
        let proposed = try await office.insurance.call(ProposePolicy(SmallPolicy.salaries), as: Caller.insurer)
        #expect(proposed.state == .proposed)
        #expect(proposed.proposedBy == "lan")
        #expect(proposed.hash.count == 64)
        #expect(proposed.version == nil)
        let published = try await office.insurance.call(
            PublishPolicy(act: proposed.act.act, hash: proposed.hash), as: Caller.publisher)
        #expect(published.state == .published)
        #expect(published.publishedBy == "minh")
        #expect(published.version == 1)
        #expect(published.act == SmallPolicy.salaries)
        #expect(try await office.insurance.call(ShowPolicy(act: proposed.act.act), as: Caller.reader) == published)
        #expect(try await office.publish(SmallPolicy.benefits).version == 2)
        let told = try await office.events().filter { $0.type == PolicyPublished.name }
        #expect(try told.map { try $0.told(PolicyPublished.self).version } == [1, 2])
    }

    @Test("Who proposed an act cannot publish it, whatever the roles")
    func samePerson() async throws {
        let office = try await Office(acts: [])
        let both = Principal.with("lan", roles: [.insurer, .approver])
        let proposed = try await office.insurance.call(ProposePolicy(SmallPolicy.salaries), as: both)
        let publication = PublishPolicy(act: proposed.act.act, hash: proposed.hash)
        let refused = try await refusal { try await office.insurance.call(publication, as: both) }
        #expect(refused?.name == "insurance.policy.samePerson")
        var through = both
        through.via = "local:1000"
        let disguised = try await refusal { [through] in try await office.insurance.call(publication, as: through) }
        #expect(disguised?.name == "insurance.policy.samePerson")
        let role = try await refusal { try await office.insurance.call(publication, as: Caller.insurer) }
        #expect(role?.kind == .forbidden)
        #expect(try await office.insurance.call(ShowPolicy(act: proposed.act.act)).state == .proposed)
    }

    @Test("A proposal written anew has another hash, and the old one publishes nothing")
    func stale() async throws {
        let office = try await Office(acts: [])
        let first = try await office.insurance.call(ProposePolicy(SmallPolicy.salaries), as: Caller.insurer)
        var other = SmallPolicy.salaries
        other.note = "Bản sửa"
        let second = try await office.insurance.call(ProposePolicy(other), as: Caller.insurer)
        #expect(first.hash != second.hash)
        let refused = try await refusal {
            try await office.insurance.call(PublishPolicy(act: other.act, hash: first.hash), as: Caller.publisher)
        }
        #expect(refused?.name == "insurance.policy.stale")
        #expect(refused?.kind == .stale)
        let shown = try await office.insurance.call(ShowPolicy(act: other.act))
        #expect(shown.act == other)
        #expect(shown.hash == second.hash)
        #expect(shown.state == .proposed)
    }

    @Test("Rules with a number that cites nothing are refused with the findings, and nothing is kept")
    func unsound() async throws {
        let office = try await Office(acts: [])
        let head = try await office.head()
        var act = SmallPolicy.salaries
        act.baseSalaries?[1].article = nil
        let refused = try await refusal { [act] in
            try await office.insurance.call(ProposePolicy(act), as: Caller.insurer)
        }
        #expect(refused?.name == "insurance.policy.unsound")
        #expect(refused?.rules == ["row.uncited"])
        let missing = try await refusal { [act] in try await office.insurance.call(ShowPolicy(act: act.act)) }
        #expect(missing?.name == "insurance.policy.notFound")
        #expect(try await office.insurance.call(ListPolicies()).items == [])
        #expect(try await office.head() == head)
    }

    @Test("A published act is never edited, nor published twice")
    func published() async throws {
        let office = try await Office()
        let again = try await refusal {
            try await office.insurance.call(ProposePolicy(SmallPolicy.salaries), as: Caller.insurer)
        }
        #expect(again?.name == "insurance.policy.alreadyPublished")
        let record = try await office.insurance.call(ShowPolicy(act: SmallPolicy.salaries.act))
        let twice = try await refusal {
            try await office.insurance.call(
                PublishPolicy(act: record.act.act, hash: record.hash), as: Caller.publisher)
        }
        #expect(twice?.name == "insurance.policy.alreadyPublished")
        let unknown = try await refusal {
            try await office.insurance.call(PublishPolicy(act: "1/X", hash: record.hash), as: Caller.publisher)
        }
        #expect(unknown?.name == "insurance.policy.notFound")
    }

    /// The salaries anew, the last step being another.
    private static let successor: PolicyAct = {
        var act = SmallPolicy.salaries
        act.act = "200/2026/NĐ-CP"
        act.replaces = [SmallPolicy.salaries.act]
        act.baseSalaries?[1].amount = "3000000"
        return act
    }()

    @Test("An act that replaces another counts from its publication; what was known before stays known")
    func replaced() async throws {
        let office = try await Office()
        // 400,000 lies above 15 % of 2,530,000 and below 15 % of 3,000,000.
        let line = HandedIn.line(1, price: "400000")
        let before = try await office.submit(HandedIn.claim("K1", lines: [line]))
        try await office.publish(Self.successor)
        let after = try await office.submit(HandedIn.claim("K2", lines: [line]))
        #expect(before.adjudication.policyVersion == 3)
        #expect(before.adjudication.totals.fund == "320000")
        #expect(after.adjudication.policyVersion == 4)
        #expect(after.adjudication.totals.fund == "400000")
        let old = try await office.insurance.call(ShowPolicy(act: SmallPolicy.salaries.act))
        #expect(old.state == .replaced)
        #expect(old.version == 1)
        #expect(try await office.insurance.call(GetClaim(claim: before.id)) == before)
    }

    @Test("A proposal is checked again when it is published, beside what was published meanwhile")
    func movedGround() async throws {
        let office = try await Office(acts: [])
        var rival = SmallPolicy.salaries
        rival.act = "1/2027/NĐ-CP"
        let proposed = try await office.insurance.call(ProposePolicy(rival), as: Caller.insurer)
        try await office.publish(SmallPolicy.salaries)
        let refused = try await refusal {
            try await office.insurance.call(
                PublishPolicy(act: proposed.act.act, hash: proposed.hash), as: Caller.publisher)
        }
        #expect(refused?.name == "insurance.policy.unsound")
        #expect(try await office.insurance.call(ShowPolicy(act: proposed.act.act)).state == .proposed)
    }

    @Test("Within one batch a claim is decided by what the batch has published before it, and by nothing refused")
    func batch() async throws {
        let office = try await Office()
        let proposed = try await office.insurance.call(ProposePolicy(Self.successor), as: Caller.insurer)
        let right = PublishPolicy(act: proposed.act.act, hash: proposed.hash)
        let wrong = PublishPolicy(act: proposed.act.act, hash: String(repeating: "0", count: 64))
        let line = HandedIn.line(1, price: "400000")
        let both = Principal.with("both", roles: [.approver, .insurer])
        let answers = try await office.insurance.batch(
            [
                .init(wrong), .init(SubmitClaim(claim: HandedIn.claim("K1", lines: [line]))), .init(right),
                .init(SubmitClaim(claim: HandedIn.claim("K2", lines: [line]))),
            ], as: both)
        let versions = answers.map { $0["result"]?["adjudication"]?["policyVersion"]?.integer }
        #expect(versions == [nil, 3, nil, 4])
        let fund = answers.map { $0["result"]?["adjudication"]?["totals"]?["fund"]?.string }
        #expect(fund == [nil, "320000.00", nil, "400000.00"])
    }

    @Test("Acts are listed in order of publication, then proposals, a page at a time")
    func list() async throws {
        let office = try await Office()
        try await office.publish(Self.successor)
        var proposal = SmallPolicy.benefits
        proposal.act = "1/2027/NĐ-CP"
        proposal.replaces = [SmallPolicy.benefits.act]
        try await office.insurance.call(ProposePolicy(proposal), as: Caller.insurer)
        proposal.act = "2027"
        try await office.insurance.call(ProposePolicy(proposal), as: Caller.insurer)
        let all = try await office.insurance.call(ListPolicies(), as: Caller.reader)
        #expect(
            all.items.map(\.act) == [
                "161/2026/NĐ-CP", "188/2025/NĐ-CP", "project-defaults", "200/2026/NĐ-CP", "1/2027/NĐ-CP", "2027",
            ])
        #expect(all.items.map(\.version) == [1, 2, 3, 4, nil, nil])
        #expect(all.items.map(\.rows) == [2, 11, 9, 2, 11, 11])
        #expect(all.nextCursor == nil)
        var walked: [ActNumber] = []
        var request = ListPolicies(limit: 1)
        repeat {
            let page = try await office.insurance.call(request)
            #expect(page.items.count == 1)
            walked += page.items.map(\.act)
            request.cursor = page.nextCursor
        } while request.cursor != nil && walked.count < 10
        #expect(walked == all.items.map(\.act))
        let replaced = try await office.insurance.call(ListPolicies(state: .replaced))
        #expect(replaced.items.map(\.act) == ["161/2026/NĐ-CP"])
        let proposed = try await office.insurance.call(ListPolicies(state: .proposed))
        #expect(proposed.items.map(\.act) == ["1/2027/NĐ-CP", "2027"])
    }

    @Test("A claim without a policy that could decide it is refused, and nothing is kept")
    func missing() async throws {
        let office = try await Office(acts: [])
        let head = try await office.head()
        let refused = try await refusal { try await office.submit(HandedIn.claim()) }
        #expect(refused?.name == "insurance.policy.missing")
        #expect(try await office.insurance.call(ListClaims()).items == [])
        #expect(try await office.head() == head)
    }
}
