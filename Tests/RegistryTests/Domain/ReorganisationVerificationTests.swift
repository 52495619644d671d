// What a verification proves, and that each of its checks can fail.

import MessageSchema
import RegistryDomain
import Testing

@Suite struct ReorganisationVerificationTests {
    private func checks(
        _ steps: [ReorganisationStep] = [mergeDepartments], units: UnitStructure? = nil,
        posts: [Post] = [post(1, unit: "HD-DOH"), post(2, unit: "HP-DOH", fullTime: 60)], doubled: [StaffID] = []
    ) -> [Check] {
        let document = document(steps)
        let after = ReorganisationPlanner.propose(document, in: situation()).after
        return ReorganisationVerification(of: document, units: units ?? after, posts: posts, doubled: doubled)
            .checks()
    }

    @Test func `a merger leaves no gap`() {
        let checks = checks()
        #expect(checks.map(\.failures) == [[], [], [], [], []])
        #expect(checks.map(\.checked) == [2, 2, 2, 1, 2])
    }

    @Test func `a split into thirds resolves to three units`() {
        let steps = [
            founding("N1"), founding("N2"),
            step(
                .split, "HD-DOH",
                into: [("N1", "0.333333", true), ("N2", "0.333333", false), ("HP-DOH", "0.333334", false)]),
        ]
        #expect(checks(steps).flatMap(\.failures) == [])
    }

    @Test func `a unit dissolved without successor is gone on the day, and that is right`() {
        #expect(checks([step(.dissolve, "HD-GH")]).flatMap(\.failures) == [])
    }

    @Test func `a unit that was not dissolved is found`() {
        let checks = checks([step(.dissolve, "HD-GH")], units: sector())
        #expect(checks[1].failures == ["HD-GH"])
    }

    @Test func `a code without successor is found, with those it takes along`() {
        let gap = sector([healthUnit("HD-DOH", until: "2025-07-01"), healthUnit("HP-DOH")])
        let checks = checks(units: gap)
        #expect(checks.map(\.holds) == [true, false, false, false, true])
        #expect(checks[1].failures == ["HD-DOH"])
        #expect(checks[2].failures == [identifier(1) as StaffID].map(\.text))
        #expect(checks[3].failures == ["HD-DOH: 100 before, 0 after"])
    }

    @Test func `shares that do not make one whole are found`() {
        let half = sector(
            [healthUnit("HD-DOH", until: "2025-07-01"), healthUnit("HP-DOH")],
            lineage: [row("HD-DOH", "HP-DOH", share: share("0.5"))])
        #expect(checks(units: half)[1].failures == ["HD-DOH"])
    }

    @Test func `a code that did not exist the day before is found`() {
        #expect(checks(units: sector([healthUnit("HP-DOH")]))[0].failures == ["HD-DOH"])
    }

    @Test func `a person without main post on the day is found`() {
        let checks = checks(posts: [post(1, until: "2025-07-01"), post(2)])
        #expect(checks[2].failures == [identifier(1) as StaffID].map(\.text))
        #expect(checks[2].checked == 2)
    }

    @Test func `full-time percents that do not serve on are found`() {
        #expect(checks(posts: [post(1), post(2)])[3].failures.isEmpty)
        let lost = checks(posts: [post(1, until: "2025-07-01"), post(2)])[3]
        #expect(lost.failures.count == 1)
        #expect(lost.failures.first?.contains("before") == true)
    }

    @Test func `two main posts at once are found`() {
        #expect(checks(doubled: [identifier(5)])[4].holds == false)
    }
}
