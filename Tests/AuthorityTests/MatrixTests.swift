// Every method, called by every role without a scope, with a scope that contains what the request names and with one
// beside it. What must come of it follows from the declarations alone: the method's permission, the table of roles and
// where the thing lies.

import MessageSchema
import ServiceTesting
import Testing
import WireJSON

@Suite(.serialized) struct MatrixTests {
    /// One house for all rows: denied calls change nothing, and what a call would change is arranged anew for it.
    static let house = Task { try await House() }

    @Test("Every method of every service has its row in the matrix, and no row is of another")
    func rows() {
        let declared = Catalogue.contracts.flatMap { contract in contract.allMethods.map { $0.name.text } }
        #expect(Set(declared).subtracting(MatrixRow.all.map { $0.method }).sorted() == [])
        #expect(Set(MatrixRow.all.map { $0.method }).subtracting(declared).sorted() == [])
    }

    @Test("A row agrees with its method's declared scope; a write states one", arguments: MatrixRow.all)
    func declarations(_ row: MatrixRow) throws {
        let method = try #require(Catalogue.method(named: row.method)?.method)
        guard row.reach != .gateway else { return }
        func isAnywhere<M: Method>(_ method: M.Type) -> Bool {
            if case .anywhere = M.scope { true } else { false }
        }
        let (statesNone, isRead) = (isAnywhere(method), method.effect == .reads)
        switch row.reach {
        case .named: #expect(!statesNone)
        case .everywhere, .filtered: #expect(statesNone && isRead)
        case .unscopedOnly, .gateway: #expect(!statesNone || isRead)
        }
    }

    @Test("A caller gets what roles and scope allow, and learns nothing else", arguments: MatrixRow.all)
    func walk(_ row: MatrixRow) async throws {
        guard row.reach != .gateway else { return }
        let house = try await Self.house.value
        let method = try #require(Catalogue.method(named: row.method)?.method)
        let walk = try await MatrixWalk(row, method, house)
        for role in Role.allCases {
            for scope in [nil, House.inside, House.beside] {
                let caller = Principal.with("\(role)-of-\(scope ?? "all")", roles: [role], scope: scope)
                try await walk.call(as: caller)
            }
        }
    }
}

/// One row on its way through all callers.
private struct MatrixWalk {
    let row: MatrixRow
    let permission: Permission
    let isWrite: Bool
    let house: House
    /// What denied callers name; nobody else does, so that it stays as it is.
    let existing: JSONValue
    let missing: JSONValue
    let mark: String?

    init(_ row: MatrixRow, _ method: any Method.Type, _ house: House) async throws {
        self.row = row
        permission = method.permission
        isWrite = method.effect != .reads
        self.house = house
        let request = try await row.existing(house)
        existing = try example(row.method).merged(with: request.changes)
        missing = existing.merged(with: row.missing)
        mark = request.mark
        // So that no denied call finds news of units that it might take in.
        try await house.followAll()
    }

    func call(as caller: Principal) async throws {
        guard caller.roles.contains(where: { $0.permissions.contains(permission) }) else {
            return try await expectForbidden(caller, also: ["nonsense": true])
        }
        switch row.reach {
        case .unscopedOnly where caller.scope != nil: try await expectForbidden(caller)
        case .named where caller.scope == House.beside: try await expectInvisible(caller)
        case .filtered where caller.scope == House.beside: try await expectNothing(caller)
        default: try await expectAllowed(caller)
        }
    }

    /// The answer is `forbidden`, the very same whatever the request names, and nothing has changed.
    private func expectForbidden(_ caller: Principal, also nonsense: JSONValue? = nil) async throws {
        let head = try await house.head(row.method)
        let answers = try await [existing, missing, nonsense ?? existing].asyncMap {
            try await house.answer(row.method, $0, as: caller)
        }
        #expect(try Answer(answers[0]).kind == "forbidden", "\(caller.name): \(answers[0])")
        #expect(Set(answers).count == 1, "\(caller.name): \(answers)")
        #expect(try await house.head(row.method) == head, "\(caller.name) changed something")
    }

    /// What exists elsewhere is answered as what does not exist, and nothing has changed.
    private func expectInvisible(_ caller: Principal) async throws {
        let head = try await house.head(row.method)
        let answers = try await answersToBoth(caller)
        #expect(try Answer(answers.existing).kind == "notFound", "\(caller.name): \(answers.existing)")
        #expect(answers.existing == answers.missing, "\(caller.name)")
        #expect(try await house.head(row.method) == head, "\(caller.name) changed something")
    }

    /// A list holds nothing of what lies elsewhere, and a filter that names it finds what one does that names nothing.
    private func expectNothing(_ caller: Principal) async throws {
        let answers = try await answersToBoth(caller)
        let mark = try #require(mark)
        #expect(!answers.existing.contains(mark), "\(caller.name): \(answers.existing)")
        #expect(answers.existing == answers.missing, "\(caller.name)")
    }

    /// Authority does not stand in the way.
    private func expectAllowed(_ caller: Principal) async throws {
        var (params, mark) = (existing, mark)
        if isWrite || row.own != nil {
            let request = if let own = row.own { try await own(house, caller) } else { try await row.existing(house) }
            (params, mark) = (try example(row.method).merged(with: request.changes), request.mark)
            try await house.followAll()
        }
        let answer = try Answer(try await house.answer(row.method, params, as: caller))
        #expect(answer.name == row.rule, "\(caller.name): \(answer.text)")
        guard let mark else { return }
        let may = row.marked.isEmpty || caller.roles.contains { !$0.permissions.isDisjoint(with: row.marked) }
        #expect(
            answer.text.contains(mark) == (may && caller.scope != House.beside),
            "\(caller.name) and \(mark): \(answer.text)")
    }

    /// The answers to the request that names what exists and to the one that names nothing, the names taken out.
    private func answersToBoth(_ caller: Principal) async throws -> (existing: String, missing: String) {
        let answers = try await [existing, missing].asyncMap { try await house.answer(row.method, $0, as: caller) }
        let names = row.names + zip(existing.texts, missing.texts).filter { $0 != $1 }
        return names.reduce((answers[0], answers[1])) { answers, name in
            (answers.0.replacing(name.0, with: "…"), answers.1.replacing(name.1, with: "…"))
        }
    }
}

extension Array {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
