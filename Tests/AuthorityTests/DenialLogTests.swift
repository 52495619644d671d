// A denied call is logged once, for operators: who, what, and what was missing; never what was asked for.

import Logging
import MessageSchema
import ServiceTesting
import Testing
import WireJSON

@Suite struct DenialLogTests {
    private static let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    private static let reader = Principal(name: "chi", roles: [.reader], via: "local:1000")
    private static let local = Principal.with("dung", roles: [.administrator], scope: House.beside)

    /// A house without entries so far.
    private func house() async throws -> (House, CollectedLog) {
        let log = CollectedLog()
        let house = try await House(log: log)
        try #require(log.denials.isEmpty)
        return (house, log)
    }

    @Test("A call without the permission is logged with who, via whom, which method and which permission")
    func permission() async throws {
        let (house, log) = try await house()
        let params: JSONValue = ["unit": "HP-DOH", "_meta": ["traceparent": .string(Self.trace)]]
        _ = try await house.answer("registry.unit.rename", params, as: Self.reader)
        #expect(log.denials.map(\.level) == [.notice])
        #expect(
            log.denials.map(\.metadata) == [
                [
                    "principal": "chi", "via": "local:1000", "method": "registry.unit.rename",
                    "missing": "the permission manageUnits", "trace": Self.trace,
                ]
            ])
    }

    /// Methods that name what lies beside the caller's scope, or what concerns all units.
    private static let methods = [
        "registry.unit.rename", "registry.unit.establish", "registry.staff.get", "registry.post.end",
        "registry.group.leave", "registry.indicator.record", "registry.reorganisation.approve", "tasks.task.draft",
        "tasks.task.accept", "tasks.task.return", "insurance.member.get", "insurance.policy.propose",
        "insurance.claim.get", "notifications.notice.send", "notifications.notice.get", "notifications.inbox.list",
        "notifications.inbox.read", "notifications.subscription.remove", "registry.events.read",
        "notifications.events.read",
    ]
    /// A facility that the registry does not know is for callers without a scope alone: a denial as well.
    private static let facilityMethods = ["insurance.member.enrol", "insurance.claim.submit", "insurance.claim.import"]

    @Test("A call outside the scope is logged as such, though the caller is told that nothing is there")
    func scope() async throws {
        let (house, log) = try await house()
        for method in Self.methods + Self.facilityMethods {
            let row = try #require(MatrixRow.all.first { $0.method == method })
            let params = try await example(method).merged(with: row.existing(house).changes)
            try await house.followAll()
            let before = log.denials.count
            _ = try await house.answer(method, params, as: Self.local)
            let denials = log.denials.dropFirst(before).map(\.metadata)
            #expect(
                denials.map { [$0["principal"], $0["method"], $0["missing"]] } == [["dung", method, "the scope"]])
            // The same of what is nowhere is no denial: nobody was kept from anything.
            guard row.reach == .named else { continue }
            _ = try await house.answer(method, params.merged(with: row.missing), as: Self.local)
            let isDenied = Self.facilityMethods.contains(method)
            #expect(log.denials.count == before + (isDenied ? 2 : 1), "\(method)")
        }
    }

    @Test("What is allowed, what a rule refuses and what a list leaves out is no denial")
    func noDenial() async throws {
        let (house, log) = try await house()
        let claim = try await house.newClaim()
        _ = try await house.newNotice()
        try await house.call("insurance.claim.list", as: Self.local)
        try await house.call("notifications.notice.list", as: Self.local)
        try await house.call("insurance.claim.get", ["claim": claim])
        _ = try await house.answer("insurance.claim.get", ["claim": MatrixRow.nobody], as: .administrator)
        _ = try await house.answer("insurance.claim.get", ["claim": 1], as: .administrator)
        // One of several places was out of scope, another was not: what follows is a rule's no.
        let draft = house.drafting(under: try await house.newDirective()).merged(with: ["hosts": ["DN-HOSP"]])
        let task = JSONValue.string(try await house.call("tasks.task.draft", draft, "id"))
        let early = try Answer(try await house.answer("tasks.task.accept", ["task": task], as: Self.local))
        #expect(early.name == "tasks.task.wrongStage", "\(early.text)")
        #expect(log.denials.map(\.text) == [])
    }

    @Test("A trace that has not the form of one stays out of the log, and the denial in it")
    func malformedTrace() async throws {
        let (house, log) = try await house()
        let params: JSONValue = ["unit": "HP-DOH", "_meta": ["traceparent": "what the caller wrote"]]
        _ = try await house.answer("registry.unit.rename", params, as: Self.reader)
        #expect(log.denials.count == 1)
        #expect(!log.text.contains("what the caller wrote"))
        #expect(log.denials.first?.metadata["trace"]?.isEmpty == false)
    }

    @Test("Each denied request of a batch is logged, and one that acts as another without the right to")
    func batches() async throws {
        let (house, log) = try await house()
        let entry = #"{"jsonrpc":"2.0","id":1,"method":"registry.unit.rename","params":{}}"#
        _ = await house["registry"].raw("[\(entry),\(entry)]", as: Self.reader)
        #expect(log.denials.count == 2)
        let params: JSONValue = ["_meta": ["actAs": "somebody"]]
        _ = try await house.answer("registry.unit.list", params, as: Self.local)
        // A method that nobody has is the caller's own text, and stays out of the log.
        _ = try await house.answer("registry.secret.text", params, as: Self.local)
        let last = log.denials.suffix(2)
        #expect(last.map { $0.metadata["missing"] } == Array(repeating: "the right to act as another", count: 2))
        #expect(last.map { $0.metadata["method"] } == ["registry.unit.list", "unknown"])
    }
}
