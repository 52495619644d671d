// The drafts of examples/policies/drafts: each passes the check beside the acts of the examples, none of which it is,
// and says something new.

import Foundation
import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct PolicyDraftTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../examples/policies/drafts").standardizedFileURL

    private static func draft(_ name: String) throws -> PolicyAct {
        try ExamplePolicy.act(
            String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self))
    }

    private static var names: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }.sorted()
        }
    }

    @Test("Every draft passes the check of a proposal, and is no act of the examples")
    func sound() throws {
        let names = try Self.names
        #expect(
            names == [
                "basic-level-2030.yaml", "basic-level-tried-2026.yaml", "check-up-2026.yaml",
                "contribution-2027.yaml", "pensioners-100.yaml", "small-cost-20.yaml",
            ])
        for name in names {
            let act = try Self.draft(name)
            #expect(PolicyCheck.findings(of: act, beside: ExamplePolicy.acts) == [], "\(name)")
            #expect(act.act.text == "draft/\(name.dropLast(5))")
            #expect(!ExamplePolicy.acts.contains { $0.act == act.act })
        }
    }

    @Test("All but that about contributions change figures of the policy, from their day on")
    func changes() throws {
        for (name, count, from) in [
            ("basic-level-2030.yaml", 6, "2030-01-01"), ("basic-level-tried-2026.yaml", 6, "2026-01-01"),
            ("check-up-2026.yaml", 10, "2026-01-01"),
            ("pensioners-100.yaml", 1, "2026-01-01"), ("small-cost-20.yaml", 1, "2026-01-01"),
        ] as [(String, Int, CalendarDate)] {
            let changes = PolicyDiff.changes(by: try Self.draft(name), beside: ExamplePolicy.acts)
            #expect(changes.count == count, "\(name): \(changes.map(\.key))")
            #expect(changes.allSatisfy { $0.from == from }, "\(name)")
        }
    }

    @Test("Contributions of the draft come to 5.1 %, for everybody for whom the decree has a row")
    func contributions() throws {
        let rows = try #require(try Self.draft("contribution-2027.yaml").contributions)
        #expect(rows.allSatisfy { $0.shares.reduce(0) { $0 + $1.rate.units } == 510 })
        let decree = ExamplePolicy.acts.flatMap { $0.contributions ?? [] }.filter { $0.from == "2025-08-15" }
        #expect(decree.map(\.groups) == rows.map(\.groups) && decree.map(\.conditions) == rows.map(\.conditions))
        #expect(rows.count > 5)
    }
}
