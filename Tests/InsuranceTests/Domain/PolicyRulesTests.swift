// Proposing and publishing: two persons, the hash between them, and nothing published is edited.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct PolicyRulesTests {
    private let hash = String(repeating: "a", count: 64)
    private let act = anAct(baseSalaries: [aSalary()])

    private func proposal(of act: PolicyAct? = nil, state: PolicyState = .proposed) -> PolicyRecord {
        PolicyRecord(act: act ?? self.act, state: state, hash: hash, proposedBy: "lan")
    }

    @Test("A sound act is proposed under its hash")
    func propose() throws {
        let record = try PolicyRules.propose(ProposePolicy(act), hash: hash, by: "lan", known: nil, published: [])
        #expect(record == proposal())
    }

    @Test("A proposal is written anew, by whoever proposes last")
    func proposeAnew() throws {
        let changed = anAct(baseSalaries: [aSalary("2350000")])
        let record = try PolicyRules.propose(
            ProposePolicy(changed), hash: "b", by: "minh", known: proposal(), published: [])
        #expect(record.act == changed)
        #expect(record.proposedBy == "minh")
        #expect(record.hash == "b")
    }

    @Test("An unsound act is not proposed; all that was found travels with the refusal")
    func unsound() {
        let unsound = anAct(baseSalaries: [aSalary(article: nil), aSalary()])
        let findings = PolicyCheck.findings(of: unsound, beside: [])
        #expect(findings.map(\.rule) == ["row.uncited", "row.overlap"])
        #expect(throws: PolicyRejection.unsound(unsound.act, findings)) {
            try PolicyRules.propose(ProposePolicy(unsound), hash: hash, by: "lan", known: nil, published: [])
        }
    }

    @Test("What is published, or was replaced, is never proposed again", arguments: [PolicyState.published, .replaced])
    func alreadyPublished(state: PolicyState) {
        let known = proposal(state: state)
        #expect(throws: PolicyRejection.alreadyPublished(act.act)) {
            try PolicyRules.propose(ProposePolicy(act), hash: hash, by: "lan", known: known, published: [])
        }
        #expect(throws: PolicyRejection.alreadyPublished(act.act)) {
            try PolicyRules.publish(
                PublishPolicy(act: act.act, hash: hash), by: "minh", known: known, published: [], version: 2)
        }
    }

    @Test("Another person publishes, quoting the hash, and makes a version")
    func publish() throws {
        let record = try PolicyRules.publish(
            PublishPolicy(act: act.act, hash: hash), by: "minh", known: proposal(), published: [], version: 7)
        #expect(record.state == .published)
        #expect(record.publishedBy == "minh")
        #expect(record.proposedBy == "lan")
        #expect(record.version == 7)
        #expect(record.hash == hash)
    }

    @Test("Who proposed does not publish")
    func samePerson() {
        #expect(throws: PolicyRejection.samePerson(act.act, "lan")) {
            try PolicyRules.publish(
                PublishPolicy(act: act.act, hash: hash), by: "lan", known: proposal(), published: [], version: 1)
        }
    }

    @Test("Another hash than the proposal's is stale")
    func stale() {
        #expect(throws: PolicyRejection.stale(act.act, current: hash, given: "b")) {
            try PolicyRules.publish(
                PublishPolicy(act: act.act, hash: "b"), by: "minh", known: proposal(), published: [], version: 1)
        }
    }

    @Test("What was never proposed is not found")
    func notFound() {
        #expect(throws: PolicyRejection.notFound(act.act)) {
            try PolicyRules.publish(
                PublishPolicy(act: act.act, hash: hash), by: "minh", known: nil, published: [], version: 1)
        }
    }

    @Test("A proposal that another act has overtaken is not published")
    func overtaken() {
        let other = anAct("73/2024/NĐ-CP", baseSalaries: [aSalary()])
        let findings = PolicyCheck.findings(of: act, beside: [other])
        #expect(findings.map(\.rule) == ["row.overlap"])
        #expect(throws: PolicyRejection.unsound(act.act, findings)) {
            try PolicyRules.publish(
                PublishPolicy(act: act.act, hash: hash), by: "minh", known: proposal(), published: [other], version: 2)
        }
    }

    @Test("An act that replaces another takes its rows away")
    func replaces() {
        let old = anAct("73/2024/NĐ-CP", baseSalaries: [aSalary("2340000")])
        let new = anAct(replaces: ["73/2024/NĐ-CP"], baseSalaries: [aSalary("2350000")])
        let policy = Policy(version: 2, acts: [old, new])
        #expect(policy.baseSalary(on: "2024-07-01")?.row.amount == "2350000")
        #expect(policy.baseSalary(on: "2024-07-01")?.act == "1/2030/NĐ-CP")
        #expect(Policy.current([old, new]) == [new])
    }

    @Test("A row that has ended gives way to none before it")
    func ended() {
        let policy = Policy(
            version: 1,
            acts: [
                anAct(baseSalaries: [aSalary(from: "2024-01-01"), aSalary(from: "2025-01-01", lastDay: "2025-12-31")])
            ])
        #expect(policy.baseSalary(on: "2025-12-31") != nil)
        #expect(policy.baseSalary(on: "2026-01-01") == nil)
    }
}
