// What a plan says: effects, counts, warnings, access, and the basis of its hash.

import MessageSchema
import RegistryDomain
import Testing
import WireJSON

@Suite struct ReorganisationPlannerTests {
    private func propose(
        _ steps: [ReorganisationStep] = [mergeDepartments], units: UnitStructure = sector(), posts: [Post] = []
    ) -> ReorganisationProposal {
        ReorganisationPlanner.propose(document(steps), in: situation(units: units, posts: posts))
    }

    /// One step of each kind, none in another's way.
    private static let everything = [
        founding("NEW"), step(.rename, "HP-VT", name: "Việt Tiệp 2"), step(.move, "HD-GH", parent: "HP-DOH"),
        step(.merge, "31", name: "Hải Phòng mới", from: ["30"]),
        step(.split, "HD-DOH", into: [("HP-DOH", "0.7", true), ("NEW", "0.3", false)]), step(.dissolve, "A"),
    ]
    private static let withClinic = sector(sectorUnits + [healthUnit("A")])

    @Test func `every kind of step is counted`() {
        let posts = [
            post(1, unit: "HD-DOH"), post(2, staff: 1, unit: "HD-DOH", main: false, fullTime: 50),
            post(3, unit: "HD-DOH", until: "2025-07-01"), post(4, unit: "HP-DOH"),
            post(5, unit: "HD-DOH", fullTime: 80, from: "2026-01-01"),
        ]
        let proposal = propose(Self.everything, units: Self.withClinic, posts: posts)
        #expect(proposal.errors == [])
        #expect(
            proposal.plan.counts
                == ReorganisationPlan.Counts(
                    established: 1, merged: 1, split: 1, renamed: 2, moved: 1, dissolved: 1, posts: 3, persons: 2,
                    fullTimePercent: 230))
    }

    @Test func `the effects are what the steps order, in the order of their recording`() {
        let effects = propose(Self.everything, units: Self.withClinic).effects
        #expect(effects.established.map(\.code) == [code("NEW")])
        #expect(effects.established.map(\.document) == [.sample])
        #expect(effects.renamed.map(\.code) == [code("HP-VT"), code("31")])
        #expect(
            effects.moved == [UnitMoved(code: code("HD-GH"), parent: code("HP-DOH"), from: day("2025-07-01"))])
        #expect(
            effects.lineage.map(\.row) == [
                row("30", "31"), row("HD-DOH", "HP-DOH", share: share("0.7")),
                row("HD-DOH", "NEW", share: share("0.3"), primary: false),
            ])
        #expect(effects.dissolved.map(\.code.text) == ["30", "HD-DOH", "A"])
    }

    @Test func `afterwards units are as ordered, before the day as they were`() {
        let after = propose(Self.everything, units: Self.withClinic).after
        #expect(after.version(of: code("HP-VT"), on: day("2025-07-01"))?.name == name("Việt Tiệp 2"))
        #expect(after.version(of: code("HP-VT"), on: day("2025-06-30"))?.name == name("Bệnh viện Việt Tiệp"))
        #expect(after.parent(of: code("HD-GH"), on: day("2025-07-01")) == code("HP-DOH"))
        #expect(after.parent(of: code("HD-GH"), on: day("2025-06-30")) == code("HD-DOH"))
        #expect(after.version(of: code("NEW"), on: day("2025-06-30")) == nil)
        #expect(after.resolve(code("HD-DOH"), on: day("2025-07-01"))?.parts.count == 2)
        #expect(after.resolve(code("A"), on: day("2025-07-01"))?.primary == code("A"))
        #expect(after.resolve(code("A"), on: day("2025-07-01"))?.state == .dissolved)
    }

    @Test func `a rename reaches until the next name, not beyond`() {
        let units = sector([
            healthUnit("VN", under: nil), healthUnit("X", "Một", until: "2026-01-01"),
            healthUnit("X", "Hai", from: "2026-01-01"),
        ])
        let after = propose([step(.rename, "X", name: "Ba")], units: units).after
        let names = ["2025-06-30", "2025-07-01", "2026-01-01"].map {
            after.version(of: code("X"), on: day($0))?.name.vi.text
        }
        #expect(names == ["Một", "Ba", "Hai"])
    }

    @Test func `a unit that goes takes with it the names it was to bear later`() {
        let units = sector([
            healthUnit("VN", under: nil), healthUnit("X", "Một", until: "2026-01-01"),
            healthUnit("X", "Hai", from: "2026-01-01"),
        ])
        let after = propose([step(.dissolve, "X")], units: units).after
        #expect(after.versions[code("X")] == [healthUnit("X", "Một", until: "2025-07-01")])
    }

    @Test func `access tells whose scope gains and loses units`() {
        let access = propose([mergeDepartments]).plan.access
        // 30 loses its department and hospital; 31 and HP-DOH gain the hospital; HD-DOH's scope is HP-DOH's now.
        #expect(
            access == [
                .init(scope: code("30"), before: 3, after: 1), .init(scope: code("31"), before: 3, after: 4),
                .init(scope: code("HD-DOH"), before: 2, after: 3), .init(scope: code("HP-DOH"), before: 2, after: 3),
                .init(scope: code("VN"), before: 7, after: 6),
            ])
    }

    struct Warning: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var place: String
        var steps: [ReorganisationStep]
        var posts: [Post] = []
    }

    @Test(arguments: [
        Warning(
            testDescription: "merge.empty", place: "steps[0].from", steps: [step(.merge, "HP-DOH", from: [])]),
        Warning(
            testDescription: "rename.same", place: "steps[0].name",
            steps: [step(.rename, "HP-DOH", name: "Sở Y tế Hải Phòng")]),
        Warning(
            testDescription: "move.same", place: "steps[0].parent", steps: [step(.move, "HP-VT", parent: "HP-DOH")]),
        Warning(
            testDescription: "staff.twoDirectors", place: "HP-DOH", steps: [mergeDepartments],
            posts: [
                post(1, unit: "HD-DOH", position: .director), post(2, unit: "HP-DOH", position: .director),
            ]),
    ])
    func `what is allowed but odd is a warning`(warning: Warning) {
        let proposal = propose(warning.steps, posts: warning.posts)
        #expect(proposal.errors == [])
        #expect(proposal.plan.findings.map(\.rule) == [warning.testDescription])
        #expect(proposal.plan.findings.map(\.place) == [warning.place])
        #expect(proposal.plan.findings.allSatisfy { $0.severity == .warning })
    }

    @Test func `one director who leaves in time is no warning`() {
        let proposal = propose(posts: [
            post(1, unit: "HD-DOH", position: .director, until: "2025-07-01"),
            post(2, unit: "HP-DOH", position: .director),
        ])
        #expect(proposal.plan.findings == [])
    }

    private func basis(
        _ document: PlanReorganisation = document(), units: UnitStructure = sector(), posts: [Post] = []
    ) throws -> [UInt8] {
        let proposal = ReorganisationPlanner.propose(document, in: situation(units: units, posts: posts))
        return try WireJSON.encode(proposal.basis)
    }

    @Test func `the basis is the same for the same state, in whatever order it comes`() throws {
        let posts = [post(1), post(2), post(3, unit: "HP-DOH")]
        #expect(
            try basis(posts: posts)
                == basis(units: sector(sectorUnits.reversed()), posts: posts.reversed()))
    }

    @Test func `the basis moves with all that the plan depends on, and with nothing else`() throws {
        let posts = [post(1)]
        let present = try basis(posts: posts)
        let renamed = sectorUnits.map { unit in
            var unit = unit
            if unit.code == code("HD-DOH") { unit.name = name("Khác") }
            return unit
        }
        #expect(try basis(units: sector(renamed), posts: posts) != present)
        let lineage = [row("OLD", "HD-DOH", from: "2020-01-01")]
        #expect(try basis(units: sector(lineage: lineage), posts: posts) != present)
        #expect(try basis(posts: posts + [post(2)]) != present)
        #expect(try basis(document(effective: "2025-07-02"), posts: posts) != present)
        #expect(try basis(units: sector(sectorUnits + [healthUnit("A")]), posts: posts) == present)
        #expect(try basis(posts: posts + [post(2, unit: "HP-DOH")]) == present)
    }
}
