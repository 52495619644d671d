// The way of a reorganisation from plan to approval and back: every refusal by its row.

import MessageSchema
import RegistryDomain
import Testing

@Suite struct ReorganisationRulesTests {
    private func reorganisation(
        state: Reorganisation.State = .planned, steps: [ReorganisationStep] = [mergeDepartments],
        hash: String = "aa"
    ) -> Reorganisation {
        Reorganisation(
            id: identifier(1), state: state, title: name("Hợp nhất"), document: .sample,
            effective: day("2025-07-01"), steps: steps,
            plan: ReorganisationPlan(counts: .init(), findings: [], access: []), hash: hash, plannedBy: "an")
    }

    private func approve(
        state: Reorganisation.State = .planned, by principal: String = "binh", hash: String = "aa",
        present: String = "aa", errors: [Finding] = []
    ) -> ReorganisationRejection? {
        refusal {
            try ReorganisationRules.approve(
                reorganisation(state: state), by: principal, hash: hash, present: (present, errors))
        }
    }

    private let finding = Finding(rule: "date.past", severity: .error, place: "effective", message: "", hint: "")

    @Test func `somebody else approves what has not moved`() { #expect(approve() == nil) }

    @Test func `samePerson: who planned it cannot approve it`() { #expect(approve(by: "an") == .samePerson("an")) }

    @Test(
        "stale plan",
        arguments: [
            ("another plan's hash", "bb", "aa", false), ("the state moved", "aa", "bb", false),
            ("the state moved into errors", "aa", "bb", true),
        ])
    func stale(row: String, hash: String, present: String, hasErrors: Bool) {
        let rejection = approve(hash: hash, present: present, errors: hasErrors ? [finding] : [])
        #expect(rejection == .stale(identifier(1)), "row: \(row)")
    }

    @Test func `refused: a plan whose day has come is refused with its findings`() {
        #expect(approve(errors: [finding]) == .refused([finding]))
    }

    @Test(arguments: [Reorganisation.State.approved, .undone])
    func `notPlanned: what was approved or undone is not approved again`(state: Reorganisation.State) {
        #expect(approve(state: state) == .notPlanned(identifier(1), state))
    }

    private func undo(
        state: Reorganisation.State = .approved, steps: [ReorganisationStep] = [mergeDepartments],
        today: String = "2025-06-30", units: UnitStructure = sector(), users: [String] = []
    ) -> ReorganisationRejection? {
        refusal {
            try ReorganisationRules.undo(
                reorganisation(state: state, steps: steps), today: day(today), units: units, users: users)
        }
    }

    @Test func `what is not in force yet is taken back`() { #expect(undo() == nil) }

    @Test(arguments: ["2025-07-01", "2025-07-02"])
    func `inForce: from its first day on nothing is taken back`(today: String) {
        #expect(undo(today: today) == .inForce(identifier(1), since: day("2025-07-01")))
    }

    @Test(arguments: [Reorganisation.State.planned, .undone])
    func `notApproved: only what was approved is taken back or verified`(state: Reorganisation.State) {
        #expect(undo(state: state) == .notApproved(identifier(1), state))
        let verifying = refusal(ReorganisationRejection.self) {
            try ReorganisationRules.verify(reorganisation(state: state))
        }
        #expect(verifying == .notApproved(identifier(1), state))
    }

    @Test func `builtUpon: a unit it founds has others under it`() {
        let units = sector(sectorUnits + [healthUnit("NEW"), healthUnit("CHILD", under: "NEW")])
        #expect(
            undo(steps: [founding("NEW")], units: units)
                == .builtUpon(identifier(1), by: "CHILD stands under a unit it founds"))
    }

    @Test func `what it founds itself does not hinder`() {
        let units = sector(sectorUnits + [healthUnit("NEW"), healthUnit("CHILD", under: "NEW")])
        #expect(undo(steps: [founding("NEW"), founding("CHILD", under: "NEW")], units: units) == nil)
    }

    @Test func `builtUpon: people at a unit it founds`() {
        #expect(undo(users: ["post 7 stands at NEW"]) == .builtUpon(identifier(1), by: "post 7 stands at NEW"))
    }
}
