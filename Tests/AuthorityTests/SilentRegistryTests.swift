// What a service says of units when the registry is silent: that it cannot tell, and to nobody more than that.

import MessageSchema
import ServiceTesting
import Storage
import Testing
import WireJSON

@Suite struct SilentRegistryTests {
    /// Each names a unit in the member that is its scope, or in one beside that.
    private static func requests(naming unit: JSONValue, _ house: House) async throws -> [(String, JSONValue)] {
        let directive = try await house.newDirective()
        return [
            ("tasks.directive.register", ["number": "\(house.next())/NQ-HĐND", "unit": unit]),
            ("tasks.task.draft", house.drafting(under: directive).merged(with: ["assigner": unit])),
            ("notifications.notice.send", house.notice().merged(with: ["sender": unit])),
            ("notifications.subscription.create", house.subscription().merged(with: ["unit": unit])),
        ]
    }

    /// What that unit's requests are answered with, the unit's name taken out.
    private func answers(naming unit: String, _ house: House, as caller: Principal) async throws -> [Answer] {
        var answers: [Answer] = []
        for (method, params) in try await Self.requests(naming: .string(unit), house) {
            let head = try await house.head(method)
            let whole = try example(method).merged(with: params)
            let answer = try await house.answer(method, whole, as: caller)
            answers.append(try Answer(answer.replacing(unit, with: "…")))
            if answers.last?.error != nil { #expect(try await house.head(method) == head, "\(method)") }
        }
        return answers
    }

    @Test("A unit that a silent registry alone may know is answered `unavailable`, to be tried again")
    func unknown() async throws {
        let house = try await House()
        try await house.establish("HP-NEW", under: "HP-DOH")
        house["registry"].store.close()
        for unit in ["HP-NEW", "NOWHERE"] {
            for answer in try await answers(naming: unit, house, as: .administrator) {
                #expect(answer.kind == "unavailable", "\(answer.text)")
                #expect(answer.error?["data"]?["executed"]?.string == "no")
                #expect(answer.error?["data"]?["retryable"] == .bool(true))
                #expect(answer.error?["data"]?["retryAfter"] != nil)
            }
        }
        // What is known needs no registry.
        #expect(try await answers(naming: "HP-DOH", house, as: .administrator).map(\.name) == [nil, nil, nil, nil])
    }

    @Test("A unit named beside the scope's own is asked for as well")
    func mentioned() async throws {
        let house = try await House()
        let draft = house.drafting(under: try await house.newDirective()).merged(with: ["hosts": ["HP-NEW"]])
        house["registry"].store.close()
        let answer = try Answer(try await house.answer("tasks.task.draft", draft, as: .administrator))
        #expect(answer.kind == "unavailable", "\(answer.text)")
    }

    @Test("Recipients beside the scope, known or not, look alike as well")
    func recipients() async throws {
        let house = try await House()
        house["registry"].store.close()
        let inside = Principal.with("inside", roles: [.administrator], scope: House.inside)
        for (method, params) in [
            ("notifications.notice.send", house.notice()), ("notifications.subscription.create", house.subscription()),
        ] {
            var answers: Set<String> = []
            for unit in ["DN-DOH", "NOWHERE"] {
                let recipients: JSONValue = ["recipients": [["kind": "unit", "unit": .string(unit)]]]
                let whole = try example(method).merged(with: params.merged(with: recipients))
                answers.insert(try await house.answer(method, whole, as: inside).replacing(unit, with: "…"))
            }
            #expect(try answers.map { try Answer($0).kind } == ["unavailable"], "\(answers)")
        }
    }

    @Test(
        "A list that is asked for by a new unit asks the registry, too",
        arguments: [
            ("tasks.task.list", "host"), ("tasks.report.monthly", "unit"), ("notifications.template.list", "unit"),
            ("notifications.notice.list", "sender"),
        ])
    func lists(_ method: String, _ member: String) async throws {
        let house = try await House()
        func answer(_ unit: String) async throws -> Answer {
            var params = try example(method).merged(with: ["directive": nil, "template": nil])
            params = params.merged(with: .object([JSONMember(key: member, value: .string(unit))]))
            let inside = Principal.with("inside", roles: [.administrator], scope: House.inside)
            return try Answer(try await house.answer(method, params, as: inside))
        }
        for unit in ["HP-NEW", "HP-NEXT"] { try await house.establish(unit, under: "HP-DOH") }
        let known = try await answer("HP-NEW")
        #expect(known.error == nil, "\(known.text)")
        try await house.establish("HP-LAST", under: "HP-DOH")
        house["registry"].store.close()
        #expect(try await answer("HP-NEXT").error == nil)
        #expect(try await answer("HP-LAST").kind == "unavailable")
    }

    @Test("Who may not act there learns nothing from the silence, neither by role nor by scope")
    func withoutAuthority() async throws {
        let house = try await House()
        try await house.establish("HP-NEW", under: "HP-DOH")
        house["registry"].store.close()
        let reader = Principal.with("reader", roles: [.reader])
        let beside = Principal.with("beside", roles: [.administrator], scope: House.beside)
        for (caller, kind) in [(reader, "forbidden"), (beside, "unavailable")] {
            let elsewhere = try await answers(naming: "HP-DOH", house, as: caller)
            #expect(elsewhere.map(\.kind) == Array(repeating: kind, count: 4))
            for unit in ["HP-NEW", "NOWHERE"] {
                #expect(try await answers(naming: unit, house, as: caller).map(\.text) == elsewhere.map(\.text))
            }
        }
        // In one's own subtree work goes on.
        let inside = Principal.with("inside", roles: [.administrator], scope: House.inside)
        #expect(try await answers(naming: "HP-DOH", house, as: inside).map(\.name) == [nil, nil, nil, nil])
    }

    @Test("A registry that speaks is asked before a unit is refused, and its word is the last")
    func speaking() async throws {
        let house = try await House()
        try await house.establish("HP-NEW", under: "HP-DOH")
        let inside = Principal.with("inside", roles: [.administrator], scope: House.inside)
        #expect(try await answers(naming: "HP-NEW", house, as: inside).map(\.name) == [nil, nil, nil, nil])
        let unknown = try await answers(naming: "NOWHERE", house, as: inside)
        #expect(unknown.map(\.kind) == Array(repeating: "notFound", count: 4))
        let beside = Principal.with("beside", roles: [.administrator], scope: House.beside)
        #expect(try await answers(naming: "HP-NEW", house, as: beside).map(\.text) == unknown.map(\.text))
    }
}
