// Looking at an act through the service: it is held against what is published, and nothing is kept.

import MessageSchema
import ServiceTesting
import Testing

@Suite struct PolicyReviewTests {
    private static let act = PolicyAct(
        act: "1/2030/NĐ-CP", title: LocalizedText(vi: "Văn bản"),
        baseSalaries: [BaseSalaryRow(from: "2030-01-01", amount: "9000000", article: "Điều 1")],
        options: [PolicyOptionRow(name: "liftRate", from: "2030-01-01", value: "50", article: "Điều 1")])

    @Test("Lint and diff look at an act beside the published ones, by everybody who may read policy, and keep nothing")
    func looked() async throws {
        let office = try await Office()
        let lint = try await office.insurance.call(LintPolicy(Self.act), as: Caller.reader)
        #expect(lint.act == "1/2030/NĐ-CP")
        #expect(lint.findings.allSatisfy { $0.severity == .warning })
        let diff = try await office.insurance.call(DiffPolicy(Self.act), as: Caller.reader)
        #expect(diff.changes.map(\.key) == ["baseSalary", "liftRate"])
        #expect(diff.changes.map(\.after) == ["9000000.00", "50"])
        let refused = try await refusal {
            try await office.insurance.call(ShowPolicy(act: "1/2030/NĐ-CP"), as: Caller.reader)
        }
        #expect(refused?.name == "insurance.policy.notFound")
    }

    @Test("An act that would be refused is looked at all the same")
    func unsound() async throws {
        var act = Self.act
        act.options?[0].name = "colour"
        let office = try await Office()
        let lint = try await office.insurance.call(LintPolicy(act), as: Caller.reader)
        #expect(lint.findings.first?.rule == "row.unreadable")
    }

    @Test("An act of options only is proposed, listed with its rows and published")
    func published() async throws {
        let office = try await Office()
        var act = Self.act
        act.baseSalaries = nil
        _ = try await office.publish(act)
        let listed = try await office.insurance.call(ListPolicies(), as: Caller.reader)
        #expect(listed.items.first { $0.act == act.act }?.rows == 1)
    }
}
