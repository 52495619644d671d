// The four services of the suite beside each other, with a sector of two provinces, and short words for what a test
// arranges. Requests are JSON, as they cross the wire: what is tested is what any client may send.

import Logging
import MessageSchema
import ServiceTesting
import Storage
import Surroundings
import Synchronization
public import WireJSON

import InsuranceApp
import NotificationsApp
import RegistryApp
import TasksApp

/// All services on 10 August 2026. Two provinces, 31 and 48, each with a department and a hospital.
final class House: Sendable {
    /// The unit that rows of the matrix lie at, in the province 31.
    static let unit: JSONValue = "HP-DOH"
    /// The scope that contains it, and one beside it.
    static let (inside, beside) = ("31", "48")

    private let services: [String: TestService]
    private let count = Mutex(0)

    init(log: (any LogHandler)? = nil) async throws {
        let start = "2026-08-10T05:00:00Z"
        let registry = try TestService.start(RegistryService.blueprint, at: start, log: log)
        let tasks = try TestService.start(TasksService.blueprint, at: start, follows: registry, log: log)
        services = [
            "registry": registry, "tasks": tasks,
            "insurance": try TestService.start(InsuranceService.blueprint, at: start, follows: registry, log: log),
            "notifications": try TestService.start(
                NotificationsService.blueprint, at: start, follows: registry, tasks, log: log),
        ]
        for (code, parent, kind) in Self.sector {
            try await establish(code, under: parent, kind: kind)
        }
        try await followAll()
        try await arrangeTemplateAndPolicy()
    }

    private static let sector: [(String, String?, String)] = [
        ("VN", nil, "state"), ("31", "VN", "province"), ("48", "VN", "province"),
        ("HP-DOH", "31", "provincialDepartment"), ("HP-HOSP", "HP-DOH", "hospital"),
        ("DN-DOH", "48", "provincialDepartment"), ("DN-HOSP", "DN-DOH", "hospital"),
    ]

    subscript(name: String) -> TestService {
        guard let service = services[name] else { preconditionFailure("the house has no \(name)") }
        return service
    }

    /// The service that has a method.
    func service(of method: String) -> TestService { self[String(method.prefix { $0 != "." })] }

    /// Moves the clocks of all services to a date's noon.
    func advance(to date: String) throws {
        for service in services.values { try service.advance(to: date) }
    }

    /// A number that was not given before.
    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }

    /// All services take over what the others have told.
    func followAll() async throws {
        for name in ["tasks", "insurance", "notifications"] { try await self[name].followNow() }
    }

    /// The answer to a request as it is on the wire.
    func answer(_ method: String, _ params: JSONValue, as caller: Principal) async throws -> String {
        let body: JSONValue = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": params]
        let text = String(decoding: try WireJSON.encode(body), as: UTF8.self)
        return await service(of: method).raw(text, as: caller)
            .replacing(/"traceId":"[0-9a-f]{32}"/, with: #""traceId":"…""#)
    }

    /// The result of a request; a refusal is thrown.
    @discardableResult
    func call(
        _ method: String, _ params: JSONValue = [:], as caller: Principal = .administrator
    ) async throws -> JSONValue {
        let answer = try Answer(try await answer(method, params, as: caller))
        guard let result = answer.result else { throw Refused(method: method, answer: answer.text) }
        return result
    }

    /// The result's member of that name, a text.
    func call(_ method: String, _ params: JSONValue, _ member: String) async throws -> String {
        let result = try await call(method, params)
        guard let text = result[member]?.string else { throw Refused(method: method, answer: "no member \(member)") }
        return text
    }

    /// The last sequence of a service's journal.
    func head(_ method: String) async throws -> Int64 {
        try await service(of: method).store.read { try $0.head().sequence }
    }
}

/// A request of a test's arrangement was refused.
struct Refused: Error, CustomStringConvertible {
    var method: String
    var answer: String
    var description: String { "\(method): \(answer)" }
}

/// An answer, read.
struct Answer {
    let text: String
    let result: JSONValue?
    let error: JSONValue?

    init(_ text: String) throws {
        self.text = text
        let whole = try WireJSON.decode(JSONValue.self, from: Array(text.utf8))
        result = whole["result"]
        error = whole["error"]
    }

    var kind: String? { error?["data"]?["kind"]?.string }
    var name: String? { error?["data"]?["name"]?.string }
}

extension JSONValue: ExpressibleByStringInterpolation {}

extension JSONValue {
    /// This object with another one's members over its own; objects within objects likewise, `null` takes one away.
    func merged(with other: JSONValue) -> JSONValue {
        guard case .object(var members) = self, case .object(let changes) = other else { return other }
        for change in changes {
            let index = members.firstIndex { $0.key == change.key }
            if change.value.isNull {
                if let index { members.remove(at: index) }
            } else if let index {
                members[index].value = members[index].value.merged(with: change.value)
            } else {
                members.append(change)
            }
        }
        return .object(members)
    }

    /// All texts in it, in order.
    var texts: [String] {
        switch self {
        case .string(let text): [text]
        case .array(let elements): elements.flatMap(\.texts)
        case .object(let members): members.flatMap(\.value.texts)
        default: []
        }
    }
}
