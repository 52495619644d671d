// What has to be there before the first write: a unit with people, a directive, a policy, templates, a subscription.

public import Fabric
internal import MessageSchema
internal import Surroundings

/// Lays the ground for the work of all services.
public struct Groundwork: Sendable {
    private let client: Client
    private let publisher: Client?
    private let traceparent: String

    /// `publisher` publishes what the other proposed; nil if the client may act as another. `traceparent` is the trace
    /// context that the entries of the ground carry, so that they are told from the work's.
    public init(client: Client, publisher: Client? = nil, traceparent: String) {
        self.client = client
        self.publisher = publisher
        self.traceparent = traceparent
    }

    /// Lays it for registry, tasks and insurance; for the notifications, too, unless they do not run, and waits until
    /// they know the posts.
    public func lay(notifying: Bool = true) async throws {
        let unit = try UnitCode("HP-DOH")
        let founded = try CalendarDate("2000-01-01")
        _ = try await insist(
            EstablishUnit(
                code: unit, name: LocalizedText(vi: "Sở Y tế"), kind: .provincialDepartment, from: founded),
            key: "unit")
        for number in 1...Work.persons { try await appoint(number, unit) }
        _ = try await insist(
            RegisterDirective(
                number: try DocumentNumber("1/KH-SYT"), title: LocalizedText(vi: "Kế hoạch"), kind: .plan,
                issuer: "Sở Y tế", issuedOn: try CalendarDate("2025-01-02"), unit: unit), key: "directive")
        let policy = try InsuranceFixture.policy()
        let proposed = try await insist(ProposePolicy(policy), key: "policy")
        _ = try await insist(PublishPolicy(act: policy.act, hash: proposed.hash), as: "publisher", key: "published")
        guard notifying else { return }
        try await subscribe(unit)
        try await awaitPosts()
    }

    /// Repeats a request under its key until it is answered, two minutes at most.
    private func insist<M: Method>(_ request: M, as name: String? = nil, key: String) async throws -> M.Reply {
        var last: Failure?
        for _ in 0..<600 {
            do throws(Failure) {
                let other = name == nil ? nil : publisher
                let metadata = CallMetadata(
                    idempotencyKey: key, traceparent: traceparent, actAs: other == nil ? name : nil)
                return try await (other ?? client).call(request, metadata: metadata).value
            } catch {
                // A service may not have heard of the unit yet.
                guard error.kind.repetition != .no || error.name == "frame.unit.notFound" else { throw error }
                last = error
            }
            guard await Pause.take(milliseconds: 200) else { break }
        }
        throw Trouble("\(M.name) had no answer: \(last?.description ?? "")")
    }

    private func appoint(_ number: Int, _ unit: UnitCode) async throws {
        let file = try await insist(
            RegisterStaff(unit: unit, name: try PlainText("Cán bộ \(number)"), profession: .nurse),
            key: "staff-\(number)")
        _ = try await insist(
            AppointToPost(
                staff: file.id, unit: unit, position: .practitioner, main: true, fullTime: 100,
                from: try CalendarDate("2020-01-01")), key: "post-\(number)")
    }

    private func subscribe(_ unit: UnitCode) async throws {
        for (name, variable) in [("told", "text"), ("newcomer", "staff")] {
            _ = try await insist(
                PublishTemplate(
                    name: try TemplateName(name), unit: unit, title: LocalizedText(vi: "Thông báo"),
                    body: LocalizedText(vi: try PlainText("{{\(variable)}}")),
                    variables: [TemplateVariable(name: try VariableName(variable), kind: .text)]),
                key: "template-\(name)")
        }
        _ = try await insist(
            CreateSubscription(
                name: "newcomers", unit: unit, event: StaffRegistered.name, template: "newcomer",
                values: [ValueSource(variable: "staff", member: "staff")],
                recipients: [SubscribedRecipient(kind: .unit, unit: unit)]), key: "subscription")
    }

    private func awaitPosts() async throws {
        let told = try await client.call(CheckHealth<RegistryContract>()).value.sequence
        for _ in 0..<600 {
            let health = try await client.call(CheckHealth<NotificationsContract>()).value
            if health.unitsFollowed ?? 0 >= told { return }
            guard await Pause.take(milliseconds: 100) else { break }
        }
        throw Trouble("the notifications did not follow the registry to \(told)")
    }
}
