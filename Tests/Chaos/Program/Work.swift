// What each service is made to do: one write after the other, each answered with the identifier of what it wrote.

import Fabric
import Foundation
import MessageSchema
import Surroundings

/// The work of one service.
struct Work: Sendable {
    let service: String
    /// The event whose subject is that identifier.
    let event: String
    /// Writes once. Lane and number make the write another than all others.
    let write: @Sendable (_ lane: Int, _ number: Int, Client, CallMetadata) async throws -> String

    static let all = [staff, tasks, claims, notices]
    /// People in the unit to which notices go; each gets every notice once a channel.
    static let persons = 3
    static let channels: [NoticeChannel] = [.inbox, .file]

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
        let request = SubmitClaim(claim: try claim("K-\(lane)-\(number)", "Người \(lane) số \(number)"))
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

    private static func claim(_ key: String, _ name: String) throws -> Claim {
        let day = try CalendarDate("2025-03-10")
        return Claim(
            key: try ClaimKey(key), facility: try FacilityCode("31999"),
            patient: Patient(
                number: "BN1", name: try PlainText(name), birthDate: try CalendarDate("1980-02-14"), sex: .male,
                diagnosis: "I10"),
            cards: [
                StatedCard(
                    card: try CardCode("DN4313123456789"), facility: try FacilityCode("31999"),
                    from: try CalendarDate("2025-01-01"), lastDay: try CalendarDate("2025-12-31"))
            ],
            routing: try RoutingCode("1.1"), form: try VisitForm("01"),
            arrivedAt: try LocalMinute(date: day, minute: 480), leftAt: try LocalMinute(date: day, minute: 600),
            treatmentDays: 0, month: try Month("2025-03"),
            lines: [
                ClaimLine(
                    table: .services, number: 1, code: "02.1896", name: "Khám", costGroup: 13, scope: .inScope,
                    quantity: try Quantity("1"), price: try UnitPrice("1000000"),
                    orderedAt: try LocalMinute(date: day, minute: 500))
            ])
    }
}
