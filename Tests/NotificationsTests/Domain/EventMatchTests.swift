// An event against a subscription: conditions, values, recipients, scope.

import MessageSchema
import Testing

@testable import NotificationsDomain

@Suite struct EventMatchTests {
    private let event = EventMembers(texts: [
        "title": ["Ban hành thông tư"], "daysLeft": ["7"], "host": ["HD-DOH"], "lastDay": ["2026-08-10"],
        "coordinators": ["HP-DOH", "HP-HOSPITAL"], "staff": [staffID(1).text],
    ])
    private let template: Template

    init() throws {
        template = try TemplateRules.publish(
            aTemplate(), newest: nil, keeps: true, today: "2026-07-01"
        ).template
    }

    @Test("All conditions must hold; of a list one element is enough; what is missing fits nothing")
    func fits() {
        func fits(_ filter: EventCondition...) -> Bool { EventMatch.fits(filter, event) }
        #expect(EventMatch.fits([], event))
        #expect(fits(EventCondition(member: "daysLeft", equals: "7")))
        #expect(!fits(EventCondition(member: "daysLeft", equals: "07")))
        #expect(fits(EventCondition(member: "daysLeft", oneOf: ["3", "7"])))
        #expect(fits(EventCondition(member: "coordinators", equals: "HP-HOSPITAL")))
        #expect(!fits(EventCondition(member: "coordinators", equals: "MOH")))
        #expect(!fits(EventCondition(member: "percent", equals: "7")))
        #expect(
            !fits(EventCondition(member: "daysLeft", equals: "7"), EventCondition(member: "host", equals: "MOH")))
    }

    @Test("Values come from members and texts; lists are joined")
    func values() throws {
        let values = try EventMatch.values(
            [
                ValueSource(variable: "title", member: "coordinators"),
                ValueSource(variable: "lastDay", text: "2026-08-10"), ValueSource(variable: "cost", member: "amount"),
            ], for: template, event)
        #expect(values == ["title": "HP-DOH, HP-HOSPITAL", "lastDay": "2026-08-10"])
    }

    @Test("A member that a required variable needs must be there")
    func missing() {
        #expect(throws: EventProblem("the event has no member note, which the variable title needs")) {
            try EventMatch.values([ValueSource(variable: "title", member: "note")], for: template, event)
        }
    }

    @Test("A member that is a list names several recipients; what is none is refused")
    func recipients() throws {
        let named = try EventMatch.recipients(
            [
                SubscribedRecipient(kind: .role, unitMember: "coordinators", position: .director),
                SubscribedRecipient(kind: .person, personMember: "staff"),
                SubscribedRecipient(kind: .subtree, unit: Sector.ministry),
            ], event)
        #expect(
            named == [
                .role(.director, at: Sector.department), .role(.director, at: Sector.hospital), .person(staffID(1)),
                .subtree(Sector.ministry),
            ])
        #expect(throws: EventProblem("the event has no member leader, which a recipient needs")) {
            try EventMatch.recipients([SubscribedRecipient(kind: .person, personMember: "leader")], event)
        }
        #expect(throws: EventProblem.self) {
            try EventMatch.recipients([SubscribedRecipient(kind: .person, personMember: "title")], event)
        }
    }

    @Test("With a scope an event counts if a unit it names lies within, through the merger")
    func concerns() throws {
        let shape = try #require(EventShape(of: TaskDueSoon.name))
        func concerns(_ scope: UnitCode?, _ day: CalendarDate) -> Bool {
            EventMatch.concerns(scope, event, of: shape, in: Sector.units, on: day)
        }
        #expect(concerns(nil, "2025-06-30"))
        #expect(concerns(Sector.ministry, "2025-06-30"))
        #expect(!concerns(Sector.department, "2025-06-30"))
        #expect(concerns(Sector.department, "2025-07-01"))
        #expect(!concerns(Sector.hospital, "2025-07-01"))
    }

    @Test("An event's unit members are those of its declaration")
    func unitMembers() {
        #expect(EventShape(of: TaskDueSoon.name)?.unitMembers == ["host", "assigner"])
        #expect(EventShape(of: TaskAssigned.name)?.unitMembers == ["host", "coordinators"])
        #expect(EventShape(of: PostAppointed.name)?.unitMembers == ["post.unit"])
        #expect(EventShape(of: TaskAccepted.name)?.unitMembers == [])
    }
}
