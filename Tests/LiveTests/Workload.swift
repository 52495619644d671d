// What each service is made to do while it is killed: one write after the other, each acknowledged by an identifier
// that its journal must hold once.

import Fabric
import MessageSchema
import TestGround

/// The work of one service under load.
protocol Workload: Sendable {
    associatedtype Owner: Contract
    /// The event whose subject is the identifier of what was written.
    var event: String { get }
    /// What has to be there before the first write.
    func prepare(_ client: Client) async throws
    /// Writes once; gives the identifier of what was written.
    func write(_ text: String, _ client: Client, _ metadata: CallMetadata) async throws -> String
    /// What else must hold at the end, given how many writes were acknowledged.
    func verify(_ count: Int, _ client: Client) async throws
}

extension Workload {
    /// Asks until the service answers, under a key, so that what it asks happens once.
    func insist<M: Method>(_ request: M, as name: String? = nil, key: String, _ client: Client) async throws -> M.Reply
    {
        try await client.insist(request, CallMetadata(idempotencyKey: key, actAs: name))
    }

    func foundDepartment(_ client: Client) async throws {
        _ = try await insist(
            EstablishUnit(
                code: try UnitCode("HP-DOH"), name: LocalizedText(vi: "Sở Y tế"), kind: .provincialDepartment,
                from: try CalendarDate("2000-01-01")), key: "found", client)
    }
}

extension Client {
    /// Asks until the service answers: one that was killed may not be there again yet. A write needs a key.
    func insist<M: Method>(_ request: M, _ metadata: CallMetadata = .init()) async throws -> M.Reply {
        var reply: M.Reply?
        try await eventually("\(M.name)") {
            do throws(Failure) {
                reply = try await call(request, metadata: metadata).value
                return true
            } catch {
                guard error.kind.repetition != .no || error.name == "frame.unit.notFound" else { throw error }
                return false
            }
        }
        guard let reply else { throw LiveProblem("\(M.name) had no reply") }
        return reply
    }
}

/// Files of staff are opened.
struct StaffWorkload: Workload {
    typealias Owner = RegistryContract
    let event = StaffRegistered.name

    func prepare(_ client: Client) async throws { try await foundDepartment(client) }

    func write(_ text: String, _ client: Client, _ metadata: CallMetadata) async throws -> String {
        let request = RegisterStaff(unit: try UnitCode("HP-DOH"), name: try PlainText(text), profession: .nurse)
        return try await client.call(request, metadata: metadata).value.id.text
    }

    func verify(_ count: Int, _ client: Client) async throws {}
}

/// Tasks are drafted.
struct TaskWorkload: Workload {
    typealias Owner = TasksContract
    let event = TaskDrafted.name

    func prepare(_ client: Client) async throws {
        try await foundDepartment(client)
        _ = try await insist(
            RegisterDirective(
                number: try DocumentNumber("1/KH-SYT"), title: LocalizedText(vi: "Kế hoạch"), kind: .plan,
                issuer: "Sở Y tế", issuedOn: try CalendarDate("2025-01-02"), unit: try UnitCode("HP-DOH")),
            key: "directive", client)
    }

    func write(_ text: String, _ client: Client, _ metadata: CallMetadata) async throws -> String {
        let request = DraftTask(
            directive: try DirectiveKey("1/KH-SYT"), assigner: try UnitCode("HP-DOH"), title: try PlainText(text))
        return try await client.call(request, metadata: metadata).value.id.text
    }

    func verify(_ count: Int, _ client: Client) async throws {}
}
