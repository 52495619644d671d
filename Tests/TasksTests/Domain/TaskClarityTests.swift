// The six clarities: every rule of the check, what triggers it and what does not.

import MessageSchema
import Testing

@testable import TasksDomain

@Suite struct TaskClarityTests {
    /// The findings of a task on a day, as `rule severity place`.
    private func findings(
        _ task: AssignedTask, directive: Directive = aDirective(), today: CalendarDate = "2025-10-01"
    ) -> [String] {
        TaskClarity(task, under: directive, in: Sector.units, today: today).findings.map {
            "\($0.rule) \($0.severity.rawValue) \($0.place)"
        }
    }

    @Test("A task with all six clarities has no findings")
    func clear() {
        #expect(findings(aTask()) == [])
    }

    @Test("A task with nothing but a title lacks every clarity, in their order")
    func empty() {
        let task = aTask(
            title: "Làm", description: nil, hosts: [], leader: nil, officer: nil, product: nil, deadline: nil,
            authority: nil)
        #expect(
            findings(task) == [
                "people.missing error leader", "people.missing error officer", "work.missing error title",
                "work.vague warning description", "time.missing error deadline",
                "responsibility.missing error hosts", "products.missing error product",
                "authority.missing error authority",
            ])
    }

    struct Row: CustomTestStringConvertible {
        var task: AssignedTask
        var today: CalendarDate = "2025-10-01"
        var findings: [String]
        var why: String
        var testDescription: String { why }
    }

    @Test(
        "People, work, products and authority",
        arguments: [
            Row(task: aTask(leader: nil), findings: ["people.missing error leader"], why: "no leader"),
            Row(task: aTask(officer: nil), findings: ["people.missing error officer"], why: "no officer"),
            Row(task: aTask(title: "Chín chữ."), findings: ["work.missing error title"], why: "nine characters"),
            Row(task: aTask(title: "Mười chữ ở"), findings: [], why: "ten characters, more bytes"),
            Row(task: aTask(description: nil), findings: ["work.vague warning description"], why: "undescribed"),
            Row(task: aTask(product: nil), findings: ["products.missing error product"], why: "no product"),
            Row(task: aTask(authority: nil), findings: ["authority.missing error authority"], why: "nobody decides"),
        ])
    func plainRules(_ row: Row) {
        #expect(findings(row.task, today: row.today) == row.findings)
    }

    @Test(
        "Time",
        arguments: [
            Row(task: aTask(deadline: nil), findings: ["time.missing error deadline"], why: "no deadline"),
            Row(
                task: aTask(deadline: "2025-10-01"), today: "2025-10-01", findings: [],
                why: "the last day itself is on time"),
            Row(
                task: aTask(deadline: "2025-10-01"), today: "2025-10-02", findings: ["time.passed error deadline"],
                why: "the day after"),
            Row(
                task: aTask(deadline: "2025-06"), today: "2025-06-01",
                findings: ["time.beforeDirective warning deadline"], why: "due before the directive of September"),
            Row(
                task: aTask(deadline: "2025-09-09"), today: "2025-09-09", findings: [],
                why: "due on the day of the directive"),
            Row(
                task: aTask(deadline: "yearly"), findings: ["time.recurring warning deadline"], why: "recurs"),
            Row(task: aTask(deadline: "2035-10-01"), findings: [], why: "ten years ahead"),
            Row(
                task: aTask(deadline: "2035-10-02"), findings: ["time.far warning deadline"],
                why: "ten years and a day ahead"),
        ])
    func time(_ row: Row) {
        #expect(findings(row.task, today: row.today) == row.findings)
    }

    @Test(
        "Responsibility",
        arguments: [
            Row(task: aTask(hosts: []), findings: ["responsibility.missing error hosts"], why: "no host"),
            Row(
                task: aTask(hosts: [Sector.department, Sector.department]),
                findings: ["responsibility.severalHosts error hosts"], why: "one host twice is not one"),
            Row(
                task: aTask(hosts: [Sector.gone]), findings: ["responsibility.hostGone error hosts"],
                why: "dissolved without successor"),
            Row(
                task: aTask(hosts: [Sector.gone]), today: "2025-02-28",
                findings: [], why: "not dissolved yet"),
            Row(
                task: aTask(hosts: [Sector.merged]), findings: ["responsibility.hostGone warning hosts"],
                why: "merged away"),
            Row(
                task: aTask(hosts: [Sector.merged]), today: "2025-06-30", findings: [],
                why: "the day before the merger"),
            Row(
                task: aTask(hosts: [Sector.unknown]), findings: ["responsibility.hostGone error hosts"],
                why: "unknown, as after an undone reorganisation"),
            Row(
                task: aTask(hosts: [Sector.coming]), findings: ["responsibility.hostNotYet error hosts"],
                why: "not founded yet"),
            Row(
                task: aTask(coordinators: [Sector.hospital, Sector.department]),
                findings: ["responsibility.hostCoordinates error coordinators"], why: "the host coordinates"),
            Row(
                task: aTask(coordinators: [Sector.merged]),
                findings: ["responsibility.hostCoordinates error coordinators"],
                why: "a coordinator was merged into the host"),
            Row(
                task: aTask(coordinators: [Sector.merged]), today: "2025-06-30", findings: [],
                why: "a coordinator will be merged into the host"),
            Row(
                task: aTask(coordinators: [Sector.hospital, Sector.hospital]),
                findings: ["responsibility.coordinatorTwice warning coordinators"], why: "a coordinator twice"),
            Row(
                task: aTask(hosts: [Sector.ministry], coordinators: [Sector.department, Sector.merged]),
                findings: ["responsibility.coordinatorTwice warning coordinators"],
                why: "a coordinator and what was merged into it"),
            Row(
                task: aTask(coordinators: [Sector.gone]),
                findings: ["responsibility.coordinatorGone warning coordinators"], why: "a coordinator is gone"),
        ])
    func responsibility(_ row: Row) {
        #expect(findings(row.task, directive: aDirective(issuedOn: "2025-01-01"), today: row.today) == row.findings)
    }

    @Test("Acceptance fact E11: a task with two host units is not handed out (Decree 191/2026/NĐ-CP, article 2(2))")
    func acceptanceFactE11() {
        let task = aTask(hosts: [Sector.department, Sector.hospital])
        let found = TaskClarity(task, under: aDirective(), in: Sector.units, today: "2025-10-01").findings
        #expect(found.map(\.rule) == ["responsibility.severalHosts"])
        #expect(found.first?.message == "2 hosts are named: HP-DOH, HP-HOSPITAL.")
        #expect(throws: TaskRejection.unclear(task.id, found)) {
            try task.assigning(findings: found, on: "2025-10-01")
        }
    }

    @Test("The warning about a merged host names its successor")
    func successorIsNamed() {
        let task = aTask(hosts: [Sector.merged])
        let found = TaskClarity(task, under: aDirective(), in: Sector.units, today: "2025-10-01").findings
        #expect(found.map(\.message) == ["The host HD-DOH is now HP-DOH."])
    }

    @Test("Every finding says what to do about it")
    func hints() {
        let task = aTask(
            title: "Làm", description: nil, hosts: [Sector.gone, Sector.coming], coordinators: [Sector.gone],
            leader: nil, officer: nil, product: nil, deadline: "2020", authority: nil)
        let found = TaskClarity(task, under: aDirective(), in: Sector.units, today: "2025-10-01").findings
        #expect(found.count == 13)
        #expect(found.allSatisfy { !$0.hint.isEmpty && $0.message.hasSuffix(".") })
    }
}
