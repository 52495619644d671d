// A meeting that the registry tells of becomes drafts, each decision once.

import MessageSchema
import ServiceTesting
import TasksApp
import Testing

@testable import TasksDomain

@Suite struct MeetingTests {
    private func drafts(_ office: Office, _ directive: DirectiveKey = "12/BB-HPG@2025") async throws -> [AssignedTask] {
        try await office.tasks.call(ListTasks(directive: directive)).items
    }

    @Test("The minutes are registered and each decision is drafted, with a link back to the event")
    func drafted() async throws {
        let office = try await Office()
        try office.tasks.advance(to: "2025-05-21")
        let meeting = aMeeting(decisions: [aDecision("1"), aDecision("2", host: Sector.hospital, deadline: "Q4/2025")])
        try await office.tell(meeting)
        let directive = try await office.tasks.call(GetDirective(directive: "12/BB-HPG"))
        #expect(directive == meeting.directive)
        let drafts = try await drafts(office)
        #expect(drafts.map(\.ordinal) == ["1", "2"])
        #expect(drafts.map(\.host) == [Sector.merged, Sector.hospital])
        #expect(drafts.map(\.deadline) == ["2025-06-30", "Q4/2025"])
        #expect(drafts.allSatisfy { $0.stage == .drafted && $0.assigner == Sector.ministry })
        let told = try await office.told(MeetingRecorded.name)
        #expect(
            drafts.map(\.origin)
                == ["1", "2"].map { TaskOrigin(event: told[0].id, meeting: meeting.meeting, decision: $0) })
        #expect(try await office.tasks.call(GetTask(task: drafts[0].id)) == drafts[0])
        let events = try await office.events(TaskDrafted.name)
        #expect(try events.map { try $0.told(TaskDrafted.self).origin } == drafts.map(\.origin))
        #expect(events.map(\.actor) == ["service:tasks", "service:tasks"])
        #expect(try await office.events(DirectiveRegistered.name).count == 2)
    }

    @Test("A draft made of a decision is cleared and handed out as any other, and keeps its link")
    func handedOut() async throws {
        let office = try await Office()
        try office.tasks.advance(to: "2025-05-21")
        try await office.tell(aMeeting())
        let draft = try #require(try await drafts(office).first)
        let lint = try await office.tasks.call(LintTask(task: draft.id))
        #expect(lint.findings.map(\.rule) == ["people.missing", "people.missing"])
        let cleared = try await office.tasks.call(
            office.drafting(task: draft.id, directive: "12/BB-HPG", ordinal: "1"), as: Caller.assigner)
        #expect(cleared.origin == draft.origin)
        #expect(try await office.tasks.call(GetTask(task: draft.id)) == cleared)
        let assigned = try await office.tasks.call(AssignTask(task: draft.id), as: Caller.assigner)
        #expect(assigned.stage == .assigned)
        #expect(assigned.origin == draft.origin)
    }

    @Test("A directive that was registered by hand is used; minutes without decisions become nothing")
    func registered() async throws {
        let office = try await Office()
        try office.tasks.advance(to: "2025-05-21")
        let own = try await office.register("12/BB-HPG", kind: .conclusion, issuedOn: "2025-05-21")
        try await office.tell(aMeeting())
        #expect(try await office.tasks.call(GetDirective(directive: "12/BB-HPG")) == own)
        #expect(try await drafts(office).count == 1)
        try await office.tell(aMeeting("13/BB-HPG", decisions: [], number: 2))
        let none = try await refusal { try await office.tasks.call(GetDirective(directive: "13/BB-HPG")) }
        #expect(none?.name == "tasks.directive.notFound")
        #expect(try await office.events(EventRefused.name).isEmpty)
    }

    @Test("A decision that names unknown or no units is drafted, and the check says what is wrong")
    func malformed() async throws {
        let office = try await Office()
        try office.tasks.advance(to: "2025-05-21")
        try await office.tell(
            aMeeting(decisions: [
                aDecision("1", host: Sector.unknown), aDecision("2", host: nil, deadline: nil),
                aDecision("3", coordinators: [Sector.merged, Sector.unknown]),
            ]))
        var rules: [[String]] = []
        for draft in try await drafts(office) {
            let report = try await office.tasks.call(LintTask(task: draft.id))
            #expect(!report.clear)
            rules.append(report.findings.map(\.rule).filter { $0 != "people.missing" })
        }
        #expect(
            rules == [
                ["responsibility.hostGone"], ["time.missing", "responsibility.missing"],
                ["responsibility.hostCoordinates", "responsibility.coordinatorGone"],
            ])
        #expect(try await office.events(EventRefused.name).isEmpty)
    }

    @Test("Two instances that follow at once draft each decision once, and so does following again")
    func once() async throws {
        let office = try await Office()
        try office.tasks.advance(to: "2025-05-21")
        let other = try TestService.start(TasksService.blueprint, sharing: office.tasks, follows: office.registry)
        for number in 1...6 {
            try await office.registry.call(
                TellRegistry(meetings: [
                    aMeeting(
                        DocumentNumber(known: "\(number)/BB-HPG"), decisions: [aDecision("1"), aDecision("2")],
                        number: number)
                ]))
            async let one: Void = office.tasks.followNow()
            async let two: Void = other.followNow()
            _ = try await (one, two)
        }
        try await office.tasks.followNow()
        try await other.followNow()
        let drafts = try await office.tasks.call(ListTasks(limit: 100)).items
        #expect(drafts.count == 12)
        #expect(Set(drafts.compactMap(\.origin)).count == 12)
        #expect(try await office.tasks.call(ListDirectives()).items.count == 7)
    }
}

extension Office {
    /// Makes the registry tell of a meeting and the task service hear of it.
    func tell(_ meeting: MeetingRecorded) async throws {
        try await registry.call(TellRegistry(meetings: [meeting]))
        try await tasks.followNow()
    }

    /// What the registry told of one type.
    func told(_ type: String) async throws -> [CloudEvent] {
        try await registry.call(ReadEvents<RegistryTelling>(after: 0, limit: 1000)).items.filter { $0.type == type }
    }
}
