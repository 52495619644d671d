// What a plan is refused for: a table of documents, each with the one rule it breaks and where.

import MessageSchema
import RegistryDomain
import Testing
import WireJSON

@Suite struct ReorganisationRefusalTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var rule: String
        var place: String
        var steps: [ReorganisationStep] = [mergeDepartments]
        var effective = "2025-07-01"
        var units = sector()
        var posts: [Post] = []
        var pending: [ReorganisationSituation.Pending] = []

        init(
            _ testDescription: String, _ rule: String, at place: String,
            _ steps: [ReorganisationStep] = [mergeDepartments], effective: String = "2025-07-01",
            units: UnitStructure = sector(), posts: [Post] = [],
            pending: [ReorganisationSituation.Pending] = []
        ) {
            self.testDescription = testDescription
            (self.rule, self.place, self.steps, self.effective) = (rule, place, steps, effective)
            (self.units, self.posts, self.pending) = (units, posts, pending)
        }
    }

    static let documents = [
        Row("today is too late", "date.past", at: "effective", effective: "2025-06-10"),
        Row("nothing ordered", "step.incomplete", at: "steps", []),
        Row("unknown unit", "unit.unknown", at: "steps[0].from", [step(.merge, "HP-DOH", from: ["NOWHERE"])]),
        Row("unknown survivor", "unit.unknown", at: "steps[0].unit", [step(.merge, "NOWHERE", from: ["HD-DOH"])]),
        Row("unknown parent", "unit.unknown", at: "steps[0].parent", [step(.move, "HD-GH", parent: "NOWHERE")]),
        Row(
            "dissolved before", "unit.dissolvedBefore", at: "steps[0].unit",
            [step(.rename, "OLD", name: "Tên khác")]),
        Row(
            "dissolved on the very day by an earlier act", "unit.dissolvedBefore", at: "steps[0].unit",
            [step(.rename, "HD-DOH", name: "Tên khác")], units: PostRulesTests.merged),
        Row("not yet there", "unit.notYet", at: "steps[0].into", splitDepartment([("SOON", "1", true)])),
        Row("code in use", "unit.duplicateCode", at: "steps[0].unit", [founding("HD-GH")]),
        Row("code used long ago", "unit.duplicateCode", at: "steps[0].unit", [founding("OLD")]),
        Row("code twice", "unit.duplicateCode", at: "steps[1].unit", [founding("NEW"), founding("NEW")]),
        Row(
            "cycle by a move", "unit.cycle", at: "HP-DOH", [step(.move, "HP-DOH", parent: "HP-VT")]),
        Row("under itself", "unit.cycle", at: "HD-GH", [step(.move, "HD-GH", parent: "HD-GH")]),
        Row(
            "merged into its own child", "unit.cycle", at: "HD-GH", [step(.merge, "HD-GH", from: ["HD-DOH"])]),
        Row(
            "new units under each other", "unit.cycle", at: "NEW-A",
            [founding("NEW-A", under: "NEW-B"), founding("NEW-B", under: "NEW-A")]),
        Row(
            "dissolved twice", "step.overlap", at: "steps[1].from",
            [mergeDepartments, step(.merge, "VN", from: ["HD-DOH"])]),
        Row(
            "its own source", "step.overlap", at: "steps[0].from",
            [step(.merge, "HP-DOH", from: ["HD-DOH", "HP-DOH"])]),
        Row(
            "takes over and goes", "step.overlap", at: "steps[1].from",
            [mergeDepartments, step(.merge, "31", from: ["HP-DOH"])]),
        Row(
            "renamed and dissolved", "step.overlap", at: "steps[1].unit",
            [mergeDepartments, step(.rename, "HD-DOH", name: "Tên khác")]),
        Row(
            "renamed twice", "step.overlap", at: "steps[1].unit",
            [step(.rename, "HP-VT", name: "Một"), step(.rename, "HP-VT", name: "Hai")]),
        Row(
            "new and moved", "step.overlap", at: "steps[1].unit",
            [founding("NEW"), step(.move, "NEW", parent: "31")]),
        Row(
            "shares above one", "step.sharesNotWhole", at: "steps[0].into",
            splitDepartment([("HP-DOH", "0.6", true), ("31", "0.5", false)])),
        Row(
            "shares below one", "step.sharesNotWhole", at: "steps[0].into",
            splitDepartment([("HP-DOH", "0.6", true), ("31", "0.399999", false)])),
        Row(
            "a part of nothing", "step.sharesNotWhole", at: "steps[0].into",
            splitDepartment([("HP-DOH", "1", true), ("31", "0", false)])),
        Row(
            "one part twice", "step.overlap", at: "steps[0].into",
            splitDepartment([("HP-DOH", "0.6", true), ("HP-DOH", "0.4", false)])),
        Row(
            "no primary", "step.primaryNotOne", at: "steps[0].into",
            splitDepartment([("HP-DOH", "0.6", false), ("31", "0.4", false)])),
        Row(
            "two primaries", "step.primaryNotOne", at: "steps[0].into",
            splitDepartment([("HP-DOH", "0.6", true), ("31", "0.4", true)])),
        Row(
            "person without post", "staff.withoutPost", at: "HD-GH", [step(.dissolve, "HD-GH")],
            posts: [post(unit: "HD-GH")]),
        Row(
            "person without post, appointed for later", "staff.withoutPost", at: "HD-GH",
            [step(.dissolve, "HD-GH")], posts: [post(unit: "HD-GH", from: "2026-01-01")]),
        Row(
            "person without post, at a predecessor", "staff.withoutPost", at: "HP-DOH",
            [step(.dissolve, "HP-DOH"), step(.move, "HP-VT", parent: "31")],
            effective: "2025-08-01", units: PostRulesTests.merged.without("HD-GH", "SOON"),
            posts: [post(unit: "HD-DOH")]),
        Row("orphaned", "unit.orphaned", at: "HD-DOH", [step(.dissolve, "HD-DOH")]),
        Row(
            "orphaned before it is there", "unit.orphaned", at: "HP-DOH",
            [step(.dissolve, "HP-DOH"), step(.dissolve, "HP-VT")]),
        Row(
            "touched by an act not yet in force", "step.overlap", at: "HD-DOH",
            pending: [.init(document: .sample, effective: day("2025-09-01"), touched: codes("HD-DOH", "31"))]),
    ]

    private static func splitDepartment(_ parts: [(String, String, Bool)]) -> [ReorganisationStep] {
        [step(.split, "HD-DOH", into: parts)]
    }

    @Test(arguments: documents)
    func `a document is refused for one reason, at its place`(row: Row) {
        let proposal = ReorganisationPlanner.propose(
            document(row.steps, effective: row.effective),
            in: situation(units: row.units, posts: row.posts, pending: row.pending))
        #expect(proposal.errors.map { "\($0.rule) at \($0.place)" } == ["\(row.rule) at \(row.place)"])
        let rejection = refusal(ReorganisationRejection.self) { try proposal.refuseErrors() }
        #expect(rejection == .refused(proposal.errors))
        #expect(rejection?.details?["findings"]?.array?.first?["rule"]?.string == row.rule)
    }

    @Test(arguments: [
        (step(.establish, "NEW"), ["name", "unitKind", "parent"]), (step(.merge, "HP-DOH"), ["from"]),
        (step(.split, "HD-DOH"), ["into"]), (step(.rename, "HP-VT"), ["name"]), (step(.move, "HP-VT"), ["parent"]),
    ])
    func `step.incomplete: each missing member is named`(step: ReorganisationStep, missing: [String]) {
        let proposal = ReorganisationPlanner.propose(document([step]), in: situation())
        let incomplete = proposal.errors.filter { $0.rule == "step.incomplete" }
        #expect(incomplete.map(\.place) == missing.map { "steps[0].\($0)" })
    }

    @Test func `step.superfluous: a dissolution with successors is not one`() {
        let odd = step(.dissolve, "HD-GH", into: [("HP-VT", "1", true)])
        let proposal = ReorganisationPlanner.propose(document([odd]), in: situation())
        #expect(proposal.errors.contains { $0.rule == "step.superfluous" && $0.place == "steps[0].into" })
    }

    @Test func `all errors are found at once`() {
        let proposal = ReorganisationPlanner.propose(
            document(
                [
                    step(.merge, "HP-DOH", from: ["NOWHERE", "OLD"]), founding("HD-GH"), step(.dissolve, "HD-DOH"),
                ], effective: "2025-06-01"), in: situation(posts: [post()]))
        #expect(
            Set(proposal.errors.map(\.rule)) == [
                "date.past", "unit.unknown", "unit.dissolvedBefore", "unit.duplicateCode", "unit.orphaned",
                "staff.withoutPost",
            ])
    }
}

extension UnitStructure {
    /// The structure without some units, so that nothing else hinders.
    fileprivate func without(_ units: String...) -> UnitStructure {
        UnitStructure(
            versions: versions.values.joined().filter { !units.contains($0.code.text) },
            lineage: versions.keys.flatMap(successors(of:)))
    }
}
