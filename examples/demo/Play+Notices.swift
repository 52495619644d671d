// Who is told: everyone whom the merger touches, once, and a lead unit's head a week before a task's last day.

internal import MessageSchema

extension Play {
    private static let department = "HP-DOH"

    /// Tells everyone in the merged sector, in one notice.
    func tellEveryone() async throws {
        Console.scene("Everyone whom the merger touches is told, once each, in their inbox")
        try await waitUntilNotificationsFollow()
        try sauro(
            "template", "publish", "--input", examples.file("notices/merger.template.yaml"), "--as",
            Cast.communicator, showing: 4)
        let file = examples.file("notices/merger.notice.yaml")
        // The same words and the same key twice: a person who presses the button again sends nothing again.
        for _ in 1...2 {
            try sauro(
                "notice", "send", "--input", file, "--as", Cast.communicator, "--idempotency-key", "merger-told",
                showing: 5)
        }
        let notices = try await call(ListNotices(template: "merger.told")).items
        checks.equal("notices of the merger", notices.count, 1)
        guard let first = notices.first else { throw DemoError("there is no notice of the merger") }
        let notice = try await waitUntilSent(first.id)
        checks.equal("persons told of the merger", notice.counts.delivered, options.staff)
        try sauro("notice", "explain", notice.id.text, showing: 12)
        try await inboxes(of: notice)
    }

    /// A few inboxes hold the notice exactly once, and reading it is remembered.
    private func inboxes(of notice: Notice) async throws {
        let day = try CalendarDate("2025-07-01")
        let roster = try await call(
            ShowRoster(unit: UnitCode(Self.department), subtree: true, limit: 40), asOf: day)
        var counts: [Int] = []
        for staff in Set(roster.items.map(\.post.staff)) {
            counts.append(try await call(ListInbox(staff: staff)).items.count { $0.notice == notice.id })
        }
        checks.equal(
            "times that \(counts.count) of them find it in their inbox", Set(counts), [1])
        guard let person = roster.items.first?.post.staff else { throw DemoError("the roster is empty") }
        try sauro("inbox", "list", person.text, showing: 8)
        let item = try await call(ListInbox(staff: person)).items.first
        guard let item else { throw DemoError("the inbox is empty") }
        try sauro("inbox", "read", item.id.text, showing: 3)
        let unread = try await call(ListInbox(staff: person, unread: true)).items
        checks.equal("unread in that inbox after reading", unread.count, 0)
    }

    /// Subscribes to the last days that come near.
    func subscribeToDeadlines() throws {
        Console.scene("A subscription: a week before a task's last day whoever directs its lead unit is told")
        try sauro(
            "template", "publish", "--input", examples.file("notices/reminder.template.yaml"), "--as",
            Cast.communicator, showing: 2)
        try sauro(
            "subscription", "create", "--input", examples.file("notices/reminder.subscription.yaml"), "--as",
            Cast.communicator, showing: 4)
    }

    /// On 24 December a week is left for what is due at the year's end.
    func remindersArrive() async throws {
        try advance(to: "2025-12-24")
        Console.scene("A week before the year's end the heads of the lead units are reminded")
        let open = (tasks["hai-phong-2025"] ?? []).map(\.id)
        var due: Set<UnitCode> = []
        var count = 0
        for task in open {
            let task = try await call(GetTask(task: task))
            guard task.status == .notDue, task.deadline?.lastDay?.text == "2025-12-31" else { continue }
            due.insert(task.host ?? task.assigner)
            count += 1
        }
        let notices = try await waitForReminders(count)
        checks.equal("reminders, one for each open task of the sector that is due on 2025-12-31", notices.count, count)
        let reached = notices.reduce(0) { $0 + $1.counts.delivered }
        checks.add(
            "heads of lead units reached by inbox and by file", "\(reached) deliveries at \(due.count) units",
            holds: reached >= count && count > 0)
        try sauro("subscription", "list", showing: 5)
        guard let first = notices.first else { return }
        try sauro("notice", "explain", first.id.text, showing: 14)
    }

    private func waitForReminders(_ count: Int) async throws -> [Notice] {
        for _ in 0..<500 {
            let notices = try await call(ListNotices(template: "task.due-soon", limit: 100)).items
            let areDone = notices.allSatisfy { $0.status == .sent && $0.counts.waiting == 0 }
            if notices.count >= count, areDone { return notices }
            try await Task.sleep(for: .milliseconds(20))
        }
        return try await call(ListNotices(template: "task.due-soon", limit: 100)).items
    }

    private func waitUntilSent(_ id: NoticeID) async throws -> Notice {
        let began = Console.milliseconds()
        for _ in 0..<3000 {
            let notice = try await call(GetNotice(notice: id))
            if notice.status == .sent {
                Console.say("sent to all after \(Console.seconds(since: began))")
                return notice
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw DemoError("the notice did not reach everyone within a minute")
    }

    private func waitUntilNotificationsFollow() async throws {
        let wanted = try await call(CheckHealth<RegistryContract>()).sequence
        for _ in 0..<1500 {
            if try await call(CheckHealth<NotificationsContract>()).unitsFollowed ?? 0 >= wanted { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw DemoError("the notifications did not follow the registry to \(wanted) within half a minute")
    }
}
