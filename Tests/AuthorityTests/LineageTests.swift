// A scope is a unit's subtree as of now: references never move, they resolve. Who may act for a unit that has taken
// another one over acts for both from that day on, and what the past was like gives nobody a right today.

import MessageSchema
import ServiceTesting
import Testing
import WireJSON

@Suite struct LineageTests {
    /// Something of each kind that lies at DN-DOH, and how it is asked for.
    private func belongings(of house: House) async throws -> [(method: String, params: JSONValue)] {
        let unit: JSONValue = "DN-DOH"
        try await house.establish("48001", under: "DN-DOH", kind: "hospital")
        let person = try await house.newPost(at: unit).person
        let notice = house.notice(to: person).merged(with: ["sender": unit])
        let sent = try await house.call("notifications.notice.send", notice, "id")
        let member = try await house.newMember(["facility": "48001"])
        return [
            ("registry.staff.get", ["staff": person]), ("registry.post.roster", ["unit": unit]),
            ("notifications.inbox.list", ["staff": person]), ("notifications.notice.get", ["notice": .string(sent)]),
            ("insurance.member.get", ["member": .string(member)]),
            ("insurance.claim.get", ["claim": try await house.newClaim(["facility": "48001"])]),
        ]
    }

    /// The methods by which somebody with that scope sees something of a list.
    private func seen(
        _ belongings: [(method: String, params: JSONValue)], from scope: String, in house: House
    ) async throws -> [String] {
        let caller = Principal.with("of-\(scope)", roles: [.administrator], scope: scope)
        var seen: [String] = []
        for (method, params) in belongings {
            let answer = try Answer(try await house.answer(method, params, as: caller))
            if answer.error == nil { seen.append(method) } else { #expect(answer.kind == "notFound", "\(answer.text)") }
        }
        return seen
    }

    private func reorganise(_ steps: JSONValue, _ house: House) async throws {
        let planned = try await house.call(
            "registry.reorganisation.plan",
            [
                "title": ["vi": "Sắp xếp"], "document": "1/NQ-CP", "effective": "2026-09-01", "steps": steps,
            ])
        try await house.call(
            "registry.reorganisation.approve",
            ["reorganisation": planned["id"] ?? nil, "hash": planned["hash"] ?? nil],
            as: .with("approver", roles: [.approver]))
        try await house.followAll()
    }

    @Test("The successor's scope reaches what was the predecessor's from the day of the merger on, and not before")
    func merger() async throws {
        let house = try await House()
        let belongings = try await belongings(of: house)
        let all = belongings.map(\.method)
        var task = house.drafting(under: try await house.newDirective())
        task = task.merged(with: ["hosts": ["DN-DOH"]])
        let drafted = JSONValue.string(try await house.call("tasks.task.draft", task, "id"))
        try await house.call("tasks.task.assign", ["task": drafted])
        try await reorganise([["kind": "merge", "from": ["DN-DOH"], "unit": "HP-DOH"]], house)

        func accepts(_ scope: String) async throws -> String? {
            let officer = Principal.with("of-\(scope)", roles: [.officer], scope: scope)
            return try Answer(try await house.answer("tasks.task.accept", ["task": drafted], as: officer)).name
        }
        try house.advance(to: "2026-08-31")
        #expect(try await seen(belongings, from: "HP-DOH", in: house) == [])
        #expect(try await seen(belongings, from: "31", in: house) == [])
        #expect(try await seen(belongings, from: "DN-DOH", in: house) == all)
        #expect(try await seen(belongings, from: "48", in: house) == all)
        #expect(try await accepts("HP-DOH") == "tasks.task.notFound")
        #expect(try await accepts("HP-HOSP") == "tasks.task.notFound")

        try house.advance(to: "2026-09-01")
        #expect(try await seen(belongings, from: "HP-DOH", in: house) == all)
        #expect(try await seen(belongings, from: "31", in: house) == all)
        // A scope that names the unit that is gone is read as what it has become; the province above has lost it.
        #expect(try await seen(belongings, from: "DN-DOH", in: house) == all)
        #expect(try await seen(belongings, from: "48", in: house) == [])
        #expect(try await accepts("48") == "tasks.task.notFound")
        #expect(try await accepts("HP-DOH") == nil)
    }

    @Test("Of the parts of a split the primary one alone takes over authority")
    func split() async throws {
        let house = try await House()
        let belongings = try await belongings(of: house)
        try await house.establish("DN-NEW", under: "48", kind: "provincialDepartment")
        try await reorganise(
            [
                [
                    "kind": "split", "unit": "DN-DOH",
                    "into": [
                        ["unit": "DN-NEW", "share": "0.3", "primary": true],
                        ["unit": "HP-DOH", "share": "0.7", "primary": false],
                    ],
                ]
            ], house)
        try house.advance(to: "2026-08-31")
        #expect(try await seen(belongings, from: "DN-NEW", in: house) == [])
        try house.advance(to: "2026-09-01")
        #expect(try await seen(belongings, from: "DN-NEW", in: house) == belongings.map(\.method))
        #expect(try await seen(belongings, from: "HP-DOH", in: house) == [])
    }

    @Test("A scope that is no unit, or none that is known, reaches nothing", arguments: ["nowhere", "NOWHERE", ""])
    func noUnit(_ scope: String) async throws {
        let house = try await House()
        #expect(try await seen(belongings(of: house), from: scope, in: house) == [])
    }

    @Test("Asking about the past shows nobody who is elsewhere today")
    func past() async throws {
        let house = try await House()
        let caller = Principal.with("local", roles: [.administrator], scope: House.beside)
        // Somebody had a post here once.
        let person = try await house.newPerson()
        let once = house.posting(person, at: "DN-DOH").merged(with: ["until": "2026-01-01"])
        try await house.call("registry.post.appoint", once)
        let then: JSONValue = ["staff": person, "_meta": ["asOf": "2025-06-01"]]
        let seen = try Answer(try await house.answer("registry.staff.get", then, as: caller))
        #expect(seen.name == "registry.staff.notFound")
        // Somebody has a post here as far as was known then.
        let leaver = try await house.newPerson()
        let post = try await house.call("registry.post.appoint", house.posting(leaver, at: "DN-DOH"), "id")
        let known = try await house.head("registry.post.end")
        try await house.call("registry.post.end", ["post": .string(post), "until": "2026-08-01"])
        let knowing: JSONValue = ["staff": leaver, "_meta": ["knownAt": .integer(known)]]
        let left = try Answer(try await house.answer("registry.staff.get", knowing, as: caller))
        #expect(left.name == "registry.staff.notFound")
        // Somebody was registered here once, and that is all that was known then.
        let number = house.newNumber()
        let first = house.enrolment(["number": .string(number), "facility": "48001", "lastDay": "2025-12-31"])
        let enrolled = try await house.call("insurance.member.enrol", first)
        let sequence = try #require(enrolled["_meta"]?["sequence"])
        let second = house.enrolment(["number": .string(number), "facility": "31999", "from": "2026-01-01"])
        try await house.call("insurance.member.enrol", second)
        for meta: JSONValue in [[:], ["knownAt": sequence]] {
            let params: JSONValue = ["member": .string(number), "_meta": meta]
            let found = try Answer(try await house.answer("insurance.member.get", params, as: caller))
            #expect(found.name == "insurance.member.notFound")
        }
    }

    @Test("After a merger the days before it, and what was known then, open nothing to who has lost the unit")
    func before() async throws {
        let house = try await House()
        let timed = try await belongings(of: house).filter {
            ["registry.staff.get", "insurance.member.get"].contains($0.method)
        }
        let metas: [JSONValue] = [
            ["asOf": "2026-08-31", "knownAt": .integer(try await house.head("registry.staff.get"))],
            ["knownAt": .integer(try await house.head("insurance.member.get"))],
        ]
        let asked = zip(timed, metas).map { (method: $0.method, params: $0.params.merged(with: ["_meta": $1])) }
        try await reorganise([["kind": "merge", "from": ["DN-DOH"], "unit": "HP-DOH"]], house)
        try house.advance(to: "2026-09-01")
        #expect(try await seen(asked, from: "48", in: house) == [])
        #expect(try await seen(asked, from: "31", in: house) == timed.map(\.method))
        let dated = timed.prefix(1).map {
            (method: $0.method, params: $0.params.merged(with: ["_meta": ["asOf": "2026-08-31"]]))
        }
        #expect(try await seen(dated, from: "48", in: house) == [])
        #expect(try await seen(dated, from: "31", in: house) == ["registry.staff.get"])
    }

    @Test("Who may act in one subtree founds no roots, alone or by a reorganisation")
    func roots() async throws {
        let house = try await House()
        let caller = Principal.with("local", roles: [.administrator], scope: House.inside)
        let root: JSONValue = ["code": "ROOT", "name": ["vi": "Gốc"], "kind": "other", "from": "2027-01-01"]
        func founding(under parent: JSONValue?) -> JSONValue {
            var step: JSONValue = ["kind": "establish", "unit": "ROOT", "name": ["vi": "Gốc"], "unitKind": "other"]
            if let parent { step = step.merged(with: ["parent": parent]) }
            return ["title": ["vi": "Lập"], "document": "2/NQ-CP", "effective": "2027-01-01", "steps": [step]]
        }
        let roots = [("registry.unit.establish", root), ("registry.reorganisation.plan", founding(under: nil))]
        for (method, params) in roots {
            let answer = try Answer(try await house.answer(method, params, as: caller))
            #expect(answer.kind == "forbidden", "\(answer.text)")
        }
        let within = founding(under: "HP-DOH")
        let planned = try Answer(try await house.answer("registry.reorganisation.plan", within, as: caller))
        #expect(planned.error == nil, "\(planned.text)")
    }
}
