// The scene of the App's tests: a notification service that follows a registry and a task service, a few people with
// posts, one template published, and those who call.

import MessageSchema
import ServiceKit
import ServiceTesting
import WireJSON

@testable import NotificationsApp
@testable import NotificationsDomain

/// Who calls.
enum Caller {
    /// Sends in the whole sector.
    static let communicator = Principal.with("communicator", roles: [.communicator])
    /// Sends at and under the department that the other one is merged into.
    static let local = Principal.with("local-communicator", roles: [.communicator], scope: "HP-DOH")
    /// Read inboxes at and under one department each.
    static let officer = Principal.with("officer", roles: [.officer], scope: "HP-DOH")
    static let neighbour = Principal.with("neighbour", roles: [.officer], scope: "HD-DOH")
    static let reader = Principal.with("reader", roles: [.reader])
    static let auditor = Principal.with("auditor", roles: [.auditor])
}

/// A notification service on 2 May 2025.
///
/// Persons by number: 1 director and 2 specialist at HP-DOH, 3 specialist at HP-HOSPITAL, 4 director and 5 specialist
/// at HD-DOH, 6 specialist at HD-HOSPITAL and at HP-HOSPITAL, 7 left HP-DOH after 31 March 2025, 8 begins there on
/// 1 June 2025.
struct Bureau {
    let registry: TestService
    let tasks: TestService
    let service: TestService
    private let blueprint: Blueprint

    init(_ settings: DeliverySettings = DeliverySettings()) async throws {
        let start = "2025-05-02T05:00:00Z"
        blueprint = NotificationsService.blueprint(settings)
        registry = try TestService.start(RegistryTelling.blueprint, at: start)
        tasks = try TestService.start(TasksTelling.blueprint, at: start)
        service = try TestService.start(blueprint, at: start, follows: registry, tasks)
        try await tell(.sector)
        try await tell(
            TellRegistry(appointed: [
                TellRegistry.post(1, at: Sector.department, as: .director),
                TellRegistry.post(2, at: Sector.department), TellRegistry.post(3, at: Sector.hospital),
                TellRegistry.post(4, at: Sector.merged, as: .director), TellRegistry.post(5, at: Sector.merged),
                TellRegistry.post(6, at: Sector.mergedHospital), TellRegistry.post(16, person: 6, at: Sector.hospital),
                TellRegistry.post(7, at: Sector.department, until: "2025-04-01"),
                TellRegistry.post(8, at: Sector.department, from: "2025-06-01"),
            ]))
        try await service.call(aTemplate())
    }

    /// Makes the registry tell, and the service hear of it.
    func tell(_ news: TellRegistry) async throws {
        try await registry.call(news)
        try await service.followNow()
    }

    /// Makes the task service tell, and the service hear of it.
    func tell(_ news: TellTasks) async throws {
        try await tasks.call(news)
        try await service.followNow()
    }

    /// Another instance of the service on the same data.
    func another() throws -> TestService {
        try TestService.start(blueprint, sharing: service, follows: registry, tasks)
    }

    /// A notice to recipients.
    func notice(
        to recipients: Recipient..., sender: UnitCode = Sector.department, channels: [NoticeChannel]? = nil
    ) -> SendNotice {
        notice(to: recipients, sender: sender, channels: channels)
    }

    func notice(
        to recipients: [Recipient], sender: UnitCode = Sector.department, channels: [NoticeChannel]? = nil
    ) -> SendNotice {
        SendNotice(
            sender: sender, template: "task.due-soon", values: ["title": "Báo cáo quý", "lastDay": "2025-05-09"],
            recipients: recipients, channels: channels)
    }

    /// What stands in a person's inbox, newest first.
    func inbox(_ person: Int, as caller: Principal = .administrator) async throws -> [NoticeDelivery] {
        try await service.call(ListInbox(staff: staffID(person)), as: caller).items
    }

    /// The numbers of those persons, up to a number, who have something in their inbox.
    func reached(upTo last: Int = 8) async throws -> [Int] {
        var reached: [Int] = []
        for person in 1...last where try await !inbox(person).isEmpty { reached.append(person) }
        return reached
    }

    func explain(_ notice: NoticeID) async throws -> NoticeExplanation {
        try await service.call(ExplainNotice(notice: notice))
    }

    /// The service's events of one type.
    func events<E: Event>(_ type: E.Type) async throws -> [E] {
        let page = try await service.call(ReadEvents<NotificationsContract>(after: 0, limit: 1000))
        return try page.items.filter { $0.type == E.name }.map { try WireJSON.decode(E.self, from: $0.data.bytes) }
    }
}

/// The failure that a call ends with; nil if it succeeds.
func refusal(of call: () async throws -> some Sendable) async throws -> Failure? {
    do {
        _ = try await call()
        return nil
    } catch let failure as Failure {
        return failure
    }
}
