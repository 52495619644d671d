// What each service is made to do: one write after the other, each answered with the identifier of what it wrote.

public import Fabric
public import MessageSchema

/// The work of one service.
public struct Work: Sendable {
    public let service: String
    /// The event whose subject is that identifier.
    public let event: String
    /// Writes once. Lane and number make the write another than all others.
    public let write: @Sendable (_ lane: Int, _ number: Int, Client, CallMetadata) async throws -> String

    public static let all = [staff, tasks, claims, notices]
    /// People in the unit to which notices go; each gets every notice once a channel.
    public static let persons = 3
    public static let channels: [NoticeChannel] = [.inbox, .file]

    /// Files of staff are opened; a subscription tells of each.
    private static let staff = Work(service: "registry", event: StaffRegistered.name) {
        lane, number, client, metadata in
        let request = RegisterStaff(
            unit: try UnitCode("HP-DOH"), name: try PlainText("Người \(lane) số \(number)"), profession: .nurse)
        return try await client.call(request, metadata: metadata).value.id.text
    }

    private static let tasks = Work(service: "tasks", event: TaskDrafted.name) { lane, number, client, metadata in
        let request = DraftTask(
            directive: try DirectiveKey("1/KH-SYT"), assigner: try UnitCode("HP-DOH"),
            title: try PlainText("Việc \(lane) số \(number)"))
        return try await client.call(request, metadata: metadata).value.id.text
    }

    /// Claims are handed in, decided and posted.
    private static let claims = Work(
        service: "insurance", event: ClaimAdjudicated.name
    ) { lane, number, client, metadata in
        let request = SubmitClaim(
            claim: try InsuranceFixture.claim(
                key: "K-\(lane)-\(number)", name: "Người \(lane) số \(number)"))
        return try await client.call(request, metadata: metadata).value.id.text
    }

    private static let notices = Work(
        service: "notifications", event: NoticeSent.name
    ) { lane, number, client, metadata in
        let unit = try UnitCode("HP-DOH")
        let request = SendNotice(
            sender: unit, template: "told", values: ["text": try PlainText("Tin \(lane) số \(number)")],
            recipients: [.unit(unit)], channels: channels)
        return try await client.call(request, metadata: metadata).value.id.text
    }
}
