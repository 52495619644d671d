// Subscriptions: an event makes one notice, once; what does not fit is kept with the reason; nothing holds up the rest.

import MessageSchema
import ServiceTesting
import Testing

@Suite struct SubscriptionTests {
    /// The reminder a week before a deadline, to the director of the host.
    private func reminder(
        _ name: SubscriptionName = "due-in-7-days", unit: UnitCode = Sector.department,
        recipients: [SubscribedRecipient] = [
            SubscribedRecipient(kind: .role, unitMember: "host", position: .director)
        ]
    ) -> CreateSubscription {
        CreateSubscription(
            name: name, unit: unit, event: TaskDueSoon.name,
            filter: [EventCondition(member: "daysLeft", equals: "7")], template: "task.due-soon",
            values: [
                ValueSource(variable: "title", member: "title"), ValueSource(variable: "lastDay", member: "lastDay"),
            ], recipients: recipients)
    }

    private func subscriptions(_ bureau: Bureau) async throws -> [Subscription] {
        try await bureau.service.call(ListSubscriptions(removed: true)).items
    }

    @Test("A week before a deadline the director of the host has a reminder, once")
    func dueSoon() async throws {
        let bureau = try await Bureau()
        let subscription = try await bureau.service.call(reminder(), as: Caller.communicator)
        try await bureau.tell(.dueSoon(1, daysLeft: 7))
        try await bureau.tell(.dueSoon(2, daysLeft: 3))
        #expect(try await bureau.reached() == [1])
        let delivery = try #require(try await bureau.inbox(1).first)
        #expect(delivery.title.vi == "Sắp đến hạn: Nhiệm vụ 1")
        #expect(delivery.sender == Sector.department)
        let notices = try await bureau.service.call(ListNotices(subscription: subscription.id)).items
        #expect(notices.count == 1)
        let cause = try #require(notices.first?.cause)
        #expect(cause.type == "tasks.task.dueSoon")
        #expect(cause.subscription == subscription.id)
        #expect(cause.event.hasSuffix("/1"))
        #expect(try await subscriptions(bureau).map { "\($0.matched) \($0.refused)" } == ["1 0"])
    }

    @Test("Two instances that follow make one notice of an event")
    func once() async throws {
        let bureau = try await Bureau()
        try await bureau.service.call(reminder())
        let other = try bureau.another()
        for number in 1...20 { try await bureau.tasks.call(TellTasks.dueSoon(number)) }
        async let one: Void = bureau.service.followNow()
        async let two: Void = other.followNow()
        _ = try await (one, two)
        try await bureau.service.followNow()
        #expect(try await bureau.inbox(1).count == 20)
        #expect(try await subscriptions(bureau).map(\.matched) == [20])
    }

    @Test("Several subscriptions to one event each send theirs")
    func several() async throws {
        let bureau = try await Bureau()
        try await bureau.service.call(reminder())
        try await bureau.service.call(
            reminder("to-assigner", recipients: [SubscribedRecipient(kind: .subtree, unitMember: "assigner")]))
        try await bureau.tell(.dueSoon())
        #expect(try await bureau.reached() == [1, 2, 3, 4, 5, 6])
        #expect(try await bureau.inbox(1).count == 2)
    }

    @Test("A host that was merged away is read as what it has become")
    func merger() async throws {
        let bureau = try await Bureau()
        try await bureau.service.call(reminder())
        try await bureau.tell(.merger)
        try bureau.service.advance(to: "2025-07-01")
        try bureau.tasks.advance(to: "2025-07-01")
        try await bureau.tell(.dueSoon(host: Sector.merged))
        #expect(try await bureau.reached() == [1, 4])
    }

    @Test("What was told before does not count, even if it is heard later")
    func earlier() async throws {
        let bureau = try await Bureau()
        try await bureau.tasks.call(TellTasks.dueSoon(1))
        try bureau.service.advance(to: "2025-05-03")
        try bureau.tasks.advance(to: "2025-05-03")
        try await bureau.service.call(reminder())
        try await bureau.service.followNow()
        #expect(try await bureau.reached() == [])
        try await bureau.tell(.dueSoon(2))
        #expect(try await bureau.reached() == [1])
    }

    @Test("A removed subscription is silent; its name is free, what it sent stays")
    func removed() async throws {
        let bureau = try await Bureau()
        let first = try await bureau.service.call(reminder())
        try await bureau.tell(.dueSoon(1))
        let refused = try await refusal { try await bureau.service.call(reminder()) }
        #expect(refused?.name == "notifications.subscription.nameTaken")
        let removed = try await bureau.service.call(RemoveSubscription(subscription: first.id))
        #expect(removed.removed == "2025-05-02T05:00:00Z")
        try bureau.service.advance(to: "2025-05-03")
        #expect(try await bureau.service.call(RemoveSubscription(subscription: first.id)) == removed)
        #expect(try await bureau.events(SubscriptionRemoved.self).map(\.subscription) == [first.id])
        try await bureau.tell(.dueSoon(2))
        #expect(try await bureau.inbox(1).count == 1)
        #expect(try await bureau.service.call(ListSubscriptions()).items == [])
        #expect(try await subscriptions(bureau).map(\.matched) == [1])
        #expect(try await bureau.service.call(reminder()).id != first.id)
    }

    @Test("A member that is not there, or does not fit, is kept as the reason, and nothing waits for it")
    func refused() async throws {
        let bureau = try await Bureau()
        try await bureau.service.call(
            CreateSubscription(
                name: "assigned", unit: Sector.department, event: TaskAssigned.name, template: "task.due-soon",
                values: [
                    ValueSource(variable: "title", text: "Giao việc"),
                    ValueSource(variable: "lastDay", member: "deadline"),
                ], recipients: [SubscribedRecipient(kind: .unit, unitMember: "host")]))
        func assigned(_ deadline: Deadline?) -> TellTasks {
            TellTasks(assigned: [
                TaskAssigned(
                    task: taskID(1), host: Sector.department, coordinators: [], deadline: deadline, on: "2025-05-02")
            ])
        }
        try await bureau.tell(assigned(nil))
        #expect(
            try await subscriptions(bureau).first?.lastProblem
                == "the event has no member deadline, which the variable lastDay needs")
        try await bureau.tell(assigned(try Deadline("Q3/2025")))
        let problem = try #require(try await subscriptions(bureau).first?.lastProblem)
        #expect(problem.text.contains("lastDay"))
        #expect(problem.text.contains("Q3/2025"))
        try await bureau.tell(assigned(try Deadline("2025-05-09")))
        #expect(try await bureau.reached() == [1, 2])
        let subscription = try #require(try await subscriptions(bureau).first)
        #expect(subscription.matched == 1)
        #expect(subscription.refused == 2)
        #expect(subscription.lastRefused?.hasSuffix("/2") == true)
        #expect(try await bureau.events(SubscriptionRefused.self).count == 2)
    }

    @Test("A newer template that wants more makes events refused, until it is mended")
    func newerTemplate() async throws {
        let bureau = try await Bureau()
        try await bureau.service.call(reminder())
        let wanting = aTemplate(
            titleVietnamese: "{{title}} {{who}}", titleEnglish: "{{title}} {{who}}",
            variables: dueSoonVariables + [TemplateVariable(name: "who", kind: .text)])
        try await bureau.service.call(wanting)
        try await bureau.tell(.dueSoon(1))
        #expect(try await subscriptions(bureau).first?.lastProblem?.text.contains("who is missing") == true)
        try await bureau.service.call(aTemplate(titleVietnamese: "Nhắc: {{title}}"))
        try await bureau.tell(.dueSoon(2))
        #expect(try await bureau.inbox(1).map(\.title.vi) == ["Nhắc: Nhiệm vụ 2"])
    }

    @Test("With a scope only events that concern it count, and only those within are reached")
    func scope() async throws {
        let bureau = try await Bureau()
        try await bureau.service.call(reminder(), as: Caller.local)
        try await bureau.service.call(
            reminder("all", recipients: [SubscribedRecipient(kind: .unit, unitMember: "assigner")]), as: Caller.local)
        try await bureau.tell(.dueSoon(1, host: Sector.merged))
        #expect(try await bureau.reached() == [])
        try await bureau.tell(.dueSoon(2, host: Sector.department))
        #expect(try await bureau.reached() == [1])
        #expect(try await subscriptions(bureau).map { "\($0.name) \($0.matched)" } == ["all 1", "due-in-7-days 1"])
        let notices = try await bureau.service.call(ListNotices()).items
        let outside = try #require(notices.first { $0.counts.dropped == 1 })
        #expect(try await bureau.explain(outside.id).recipients.map(\.dropped) == [.unknown])
    }

    @Test("A fixed recipient lies in the caller's scope; a faulty or foreign subscription is refused")
    func refusedToCreate() async throws {
        let bureau = try await Bureau()
        func refused(_ request: CreateSubscription, as caller: Principal = Caller.local) async throws -> String? {
            try await refusal { try await bureau.service.call(request, as: caller) }?.name
        }
        let outside = [SubscribedRecipient(kind: .unit, unit: Sector.merged)]
        #expect(try await refused(reminder(recipients: outside)) == "frame.unit.notFound")
        #expect(try await refused(reminder(unit: Sector.merged)) == "frame.unit.notFound")
        var request: CreateSubscription = reminder()
        request.event = "tasks.task.due"
        #expect(try await refused(request) == "notifications.subscription.faulty")
        request = reminder()
        request.template = "nothing"
        #expect(try await refused(request) == "notifications.template.notFound")
        #expect(try await refused(reminder(), as: Caller.reader) == "frame.scope.forbidden")
        #expect(try await subscriptions(bureau) == [])
    }

    @Test("The list is by name, in pages, within the caller's scope; elsewhere nothing can be removed")
    func list() async throws {
        let bureau = try await Bureau()
        for name in ["c", "a", "b"] as [SubscriptionName] { try await bureau.service.call(reminder(name)) }
        let other = try await bureau.service.call(reminder("d", unit: Sector.merged))
        let page = try await bureau.service.call(ListSubscriptions(limit: 2), as: Caller.local)
        #expect(page.items.map(\.name) == ["a", "b"])
        let rest = try await bureau.service.call(ListSubscriptions(limit: 2, cursor: page.nextCursor), as: Caller.local)
        #expect(rest.items.map(\.name) == ["c"])
        #expect(rest.nextCursor == nil)
        for id in [other.id, .sample] {
            let refused = try await refusal {
                try await bureau.service.call(RemoveSubscription(subscription: id), as: Caller.local)
            }
            #expect(refused?.name == "notifications.subscription.notFound")
        }
    }

    @Test("The registry's own events can be subscribed to as well: a new post")
    func registry() async throws {
        let bureau = try await Bureau()
        try await bureau.service.call(
            CreateSubscription(
                name: "welcome", unit: Sector.department, event: PostAppointed.name,
                filter: [EventCondition(member: "post.position", oneOf: ["director", "deputyDirector"])],
                template: "task.due-soon",
                values: [
                    ValueSource(variable: "title", text: "Nhận nhiệm vụ"),
                    ValueSource(variable: "lastDay", member: "post.from"),
                ], recipients: [SubscribedRecipient(kind: .person, personMember: "post.staff")]))
        try await bureau.tell(
            TellRegistry(appointed: [
                TellRegistry.post(30, at: Sector.hospital, as: .director), TellRegistry.post(31, at: Sector.hospital),
            ]))
        #expect(try await bureau.inbox(30).count == 1)
        #expect(try await bureau.inbox(31).isEmpty)
    }
}
