// A write repeated under its idempotency key by a caller whose rights have changed since.

import MessageSchema
import ServiceTesting
import Testing
import WireJSON

@Suite struct RepeatedWriteTests {
    private func caller(_ role: Role = .administrator, scope: String?) -> Principal {
        .with("clerk", roles: [role], scope: scope)
    }

    private func keyed(_ params: JSONValue) -> JSONValue { params.merged(with: ["_meta": ["idempotencyKey": "k-1"]]) }

    private func directive() throws -> JSONValue {
        keyed(try example("tasks.directive.register").merged(with: ["number": "77/NQ-HĐND", "unit": House.unit]))
    }

    @Test("Who has kept the right gets the first answer again, and nothing is done twice")
    func kept() async throws {
        let house = try await House()
        let first = try await house.answer("tasks.directive.register", directive(), as: caller(scope: House.inside))
        let head = try await house.head("tasks.directive.register")
        for scope in [House.inside, "HP-DOH", nil] {
            let again = try await house.answer("tasks.directive.register", directive(), as: caller(scope: scope))
            #expect(again == first)
        }
        #expect(try await house.head("tasks.directive.register") == head)
    }

    @Test("Who has lost the scope or the role gets what a first call would get, and it is logged")
    func lost() async throws {
        let log = CollectedLog()
        let house = try await House(log: log)
        _ = try await house.answer("tasks.directive.register", directive(), as: caller(scope: House.inside))
        let beside = try await house.answer("tasks.directive.register", directive(), as: caller(scope: House.beside))
        #expect(try Answer(beside).name == "frame.unit.notFound", "\(beside)")
        let new = try directive().merged(with: ["_meta": ["idempotencyKey": "k-2"]])
        #expect(try await house.answer("tasks.directive.register", new, as: caller(scope: House.beside)) == beside)
        let reader = caller(.reader, scope: House.inside)
        let refused = try Answer(try await house.answer("tasks.directive.register", directive(), as: reader))
        #expect(refused.kind == "forbidden", "\(refused.text)")
        let missing = log.denials.map { $0.metadata["missing"] }
        #expect(missing == ["the scope", "the scope", "the permission manageDirectives"])
    }

    @Test("In a batch a keyed write is judged by what the entries before it did")
    func batch() async throws {
        let house = try await House()
        func entry(_ method: String, _ params: JSONValue, _ key: JSONValue) -> JSONValue {
            let params = params.merged(with: ["_meta": ["idempotencyKey": key]])
            return ["jsonrpc": "2.0", "id": key, "method": .string(method), "params": params]
        }
        let unit: JSONValue = [
            "code": "HP-NEW", "name": ["vi": "Mới"], "kind": "division", "parent": "HP-DOH", "from": "2000-01-01",
        ]
        let rename: JSONValue = ["unit": "HP-NEW", "name": ["vi": "Mới hơn"], "from": "2027-01-01"]
        let body: JSONValue = [
            entry("registry.unit.establish", unit, "k-1"), entry("registry.unit.rename", rename, "k-2"),
        ]
        let text = String(decoding: try WireJSON.encode(body), as: UTF8.self)
        let first = await house["registry"].raw(text, as: caller(scope: House.inside))
        #expect(!first.contains("\"error\""), "\(first)")
        #expect(await house["registry"].raw(text, as: caller(scope: House.inside)) == first)
        #expect(await house["registry"].raw(text, as: caller(scope: House.beside)).contains("frame.unit.notFound"))
    }

    /// Where the unit lies in what is stored, the handler would have to run to find it. The answer is the caller's own
    /// first one, word for word, so that it learns nothing that it was not told.
    @Test("Of a write that finds its unit itself, the first answer comes again for as long as it is kept")
    func found() async throws {
        let house = try await House()
        let task = try await house.newTask(before: .assign)
        let params = keyed(["task": task])
        let first = try await house.answer("tasks.task.assign", params, as: caller(scope: House.inside))
        #expect(try Answer(first).error == nil, "\(first)")
        #expect(try await house.answer("tasks.task.assign", params, as: caller(scope: House.beside)) == first)
        let other = params.merged(with: ["_meta": ["idempotencyKey": "k-2"]])
        let refused = try Answer(try await house.answer("tasks.task.assign", other, as: caller(scope: House.beside)))
        #expect(refused.name == "tasks.task.notFound")
    }
}
