// Notices under load: each reaches each person once; and subscriptions, which make one notice of one event.

import Fabric
import MessageSchema
import TestGround
import Testing

/// Notices are sent to a unit of three.
struct NoticeWorkload: Workload {
    typealias Owner = NotificationsContract
    let event = NoticeSent.name
    static let persons = 3

    func prepare(_ client: Client) async throws {
        try await foundDepartment(client)
        for number in 1...Self.persons { try await appoint(number, client) }
        _ = try await insist(
            PublishTemplate(
                name: "told", unit: try UnitCode("HP-DOH"), title: LocalizedText(vi: "Thông báo"),
                body: LocalizedText(vi: "{{text}}"), variables: [TemplateVariable(name: "text", kind: .text)]),
            key: "template", client)
        let staffed = try await client.insist(CheckHealth<RegistryContract>()).sequence
        try await eventually("the posts to be known") {
            (try? await client.call(CheckHealth<NotificationsContract>()).value.unitsFollowed) ?? 0 >= staffed
        }
    }

    private func appoint(_ number: Int, _ client: Client) async throws {
        let unit = try UnitCode("HP-DOH")
        let file = try await insist(
            RegisterStaff(unit: unit, name: try PlainText("Người số \(number)"), profession: .nurse),
            key: "staff-\(number)", client)
        _ = try await insist(
            AppointToPost(
                staff: file.id, unit: unit, position: .practitioner, main: true, fullTime: 100,
                from: try CalendarDate("2020-01-01")), key: "post-\(number)", client)
    }

    func write(_ text: String, _ client: Client, _ metadata: CallMetadata) async throws -> String {
        let unit = try UnitCode("HP-DOH")
        let request = SendNotice(
            sender: unit, template: "told", values: ["text": try PlainText(text)], recipients: [.unit(unit)],
            channels: [.inbox, .file])
        return try await client.call(request, metadata: metadata).value.id.text
    }

    func verify(_ count: Int, _ client: Client) async throws {
        let notices = try await settled(count, client)
        #expect(notices.count == count)
        // Each person once by each of the two channels.
        #expect(notices.allSatisfy { $0.counts.delivered == 2 * Self.persons && $0.counts.dropped == 0 })
    }

    /// All notices once none waits any more.
    private func settled(_ count: Int, _ client: Client) async throws -> [Notice] {
        var notices: [Notice] = []
        try await eventually("all deliveries") {
            notices = try await Self.all(client)
            return notices.count >= count && notices.allSatisfy { $0.status == .sent && $0.counts.waiting == 0 }
        }
        return notices
    }

    static func all(_ client: Client) async throws -> [Notice] {
        var notices: [Notice] = []
        var request = ListNotices(limit: 1000)
        repeat {
            let page = try await client.insist(request)
            notices += page.items
            request.cursor = page.nextCursor
        } while request.cursor != nil
        return notices
    }
}

/// Files of staff are opened, and a subscription tells of each.
struct SubscribedWorkload: Workload {
    typealias Owner = RegistryContract
    let event = StaffRegistered.name

    func prepare(_ client: Client) async throws {
        try await foundDepartment(client)
        let unit = try UnitCode("HP-DOH")
        _ = try await insist(
            PublishTemplate(
                name: "newcomer", unit: unit, title: LocalizedText(vi: "Người mới"),
                body: LocalizedText(vi: "{{staff}}"), variables: [TemplateVariable(name: "staff", kind: .text)]),
            key: "template", client)
        _ = try await insist(
            CreateSubscription(
                name: "newcomers", unit: unit, event: StaffRegistered.name, template: "newcomer",
                values: [ValueSource(variable: "staff", member: "staff")],
                recipients: [SubscribedRecipient(kind: .unit, unit: unit)]),
            key: "subscription", client)
    }

    func write(_ text: String, _ client: Client, _ metadata: CallMetadata) async throws -> String {
        try await StaffWorkload().write(text, client, metadata)
    }

    func verify(_ count: Int, _ client: Client) async throws {
        var notices: [Notice] = []
        try await eventually("a notice of each event") {
            notices = try await NoticeWorkload.all(client)
            return notices.count >= count
        }
        #expect(notices.count == count)
        #expect(Set(notices.compactMap { $0.cause?.event }).count == count)
    }
}
