// The scene of the App's tests: an insurance service that follows a registry, a policy published by two persons, and
// the people who call.

import InsuranceApp
import MessageSchema
import ServiceTesting
import Storage
import WireJSON

/// Who calls.
enum Caller {
    /// Keeps members and policy, everywhere.
    static let insurer = Principal.with("lan", roles: [.insurer])
    /// Publishes what another proposed.
    static let publisher = Principal.with("minh", roles: [.approver])
    /// A hospital of the province 31, without the permission to read personal data.
    static let hospital = Principal.with("hospital", roles: [.hospital], scope: "31")
    /// The same in another province.
    static let stranger = Principal.with("stranger", roles: [.hospital], scope: "48")
    /// Keeps members and looks after claims in one province.
    static func insurer(of scope: String) -> Principal { .with("insurer-\(scope)", roles: [.insurer], scope: scope) }
    static let reader = Principal.with("reader", roles: [.reader])
}

/// An insurance service on 10 August 2026 with three acts of policy, and the registry it follows.
struct Office {
    let registry: TestService
    let insurance: TestService

    /// Starts; `acts` are proposed by one and published by another.
    init(at start: String = "2026-08-10T05:00:00Z", acts: [PolicyAct] = SmallPolicy.acts) async throws {
        registry = try TestService.start(RegistryTelling.blueprint, at: start)
        insurance = try TestService.start(InsuranceService.blueprint, at: start, follows: registry)
        try await tell(.sector)
        for act in acts { try await publish(act) }
    }

    /// Makes the registry tell of units and the insurance service hear of it.
    func tell(_ news: TellRegistry) async throws {
        try await registry.call(news)
        try await insurance.followNow()
    }

    @discardableResult
    func publish(_ act: PolicyAct) async throws -> PolicyRecord {
        let proposed = try await insurance.call(ProposePolicy(act), as: Caller.insurer)
        return try await insurance.call(
            PublishPolicy(act: act.act, hash: proposed.hash), as: Caller.publisher)
    }

    @discardableResult
    func submit(
        _ claim: Claim, context: ClaimContext? = nil, as caller: Principal = .administrator,
        metadata: CallMetadata = .init()
    ) async throws -> ClaimRecord {
        try await insurance.call(SubmitClaim(claim: claim, context: context), as: caller, metadata: metadata)
    }

    @discardableResult
    func importing(
        _ envelope: String, context: [String: ClaimContext]? = nil, as caller: Principal = .administrator
    ) async throws -> ImportClaims.Reply {
        try await insurance.call(ImportClaims(envelope: envelope, context: context), as: caller)
    }

    /// The service's events, with their private parts.
    func events() async throws -> [CloudEvent] {
        try await insurance.call(ReadEvents<InsuranceContract>(after: 0, limit: 1000)).items
    }

    /// The events after a sequence; what a refused request must not have appended.
    func head() async throws -> Int64 {
        try await insurance.call(ReadEvents<InsuranceContract>(after: 0, limit: 1)).head
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

extension CallMetadata {
    static func on(_ date: CalendarDate) -> CallMetadata { CallMetadata(asOf: date) }
    static func knowing(_ sequence: Int64?) -> CallMetadata {
        CallMetadata(knownAt: sequence.map(KnownAt.sequence))
    }
}

extension CloudEvent {
    /// The event as its type.
    func told<E: Event>(_ type: E.Type) throws -> E { try WireJSON.decode(E.self, from: data.bytes) }
}

extension Failure {
    /// The rules that a refusal's findings name.
    var rules: [String] { details?["findings"]?.array?.compactMap { $0["rule"]?.string } ?? [] }
}

/// A request of a batch.
struct BatchEntry {
    var method: String
    var params: JSONValue

    init<M: Method>(_ request: M) throws {
        method = M.name.text
        params = try WireJSON.decode(JSONValue.self, from: WireJSON.encode(request))
    }
}

extension TestService {
    /// Sends requests as one batch, so that their writes share a commit, and gives the answers in their order.
    func batch(_ entries: [BatchEntry], as principal: Principal) async throws -> [JSONValue] {
        let body = JSONValue.array(
            entries.enumerated().map { index, entry in
                [
                    "jsonrpc": "2.0", "id": .integer(Int64(index)), "method": .string(entry.method),
                    "params": entry.params,
                ]
            })
        let text = String(decoding: try WireJSON.encode(body), as: UTF8.self)
        let answer = await raw(text, as: principal)
        let answers = try WireJSON.decode([JSONValue].self, from: Array(answer.utf8))
        return answers.sorted { ($0["id"]?.integer ?? 0) < ($1["id"]?.integer ?? 0) }
    }
}

extension Office {
    /// Changes the data behind the service's back.
    func change(_ statement: String) async throws {
        _ = try await insurance.store.write(
            WriteRequest(principal: Principal(name: "tester", roles: [.administrator]), purpose: .bookkeeping)
        ) { writer in
            try writer.execute(statement)
            return []
        }
    }
}
