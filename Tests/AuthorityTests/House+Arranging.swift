// What the rows of the matrix need to be there, each arranged by one word, as an administrator.

import Foundation
import MessageSchema
import ServiceTesting
import WireJSON

extension House {
    @discardableResult
    func establish(_ code: String, under parent: String?, kind: String = "division") async throws -> String {
        var unit: JSONValue = [
            "code": .string(code), "name": ["vi": "Đơn vị \(code)"], "kind": .string(kind), "from": "2000-01-01",
        ]
        if let parent { unit = unit.merged(with: ["parent": .string(parent)]) }
        return try await call("registry.unit.establish", unit, "code")
    }

    /// A new unit under the one of the rows.
    func newUnit() async throws -> JSONValue { .string(try await establish("U-\(next())", under: "HP-DOH")) }

    /// A new member of staff of a unit.
    func newPerson(_ more: JSONValue = [:], at unit: JSONValue = House.unit) async throws -> JSONValue {
        let person: JSONValue = ["unit": unit, "name": "Trần Văn Bảy", "profession": "nurse"]
        return .string(try await call("registry.staff.register", person.merged(with: more), "id"))
    }

    /// A new member of staff with a post, of whom the other services have heard.
    func newPost(at unit: JSONValue = House.unit) async throws -> (person: JSONValue, post: JSONValue) {
        let person = try await newPerson(at: unit)
        let post = try await call("registry.post.appoint", posting(person, at: unit), "id")
        try await followAll()
        return (person, .string(post))
    }

    func posting(_ person: JSONValue, at unit: JSONValue = House.unit) -> JSONValue {
        [
            "staff": person, "unit": unit, "position": "specialist", "main": true, "fullTime": 100,
            "from": "2020-01-01",
        ]
    }

    func newGroup() async throws -> JSONValue {
        .string(
            try await call(
                "registry.group.create",
                [
                    "code": "G-\(next())", "name": ["vi": "Nhóm"], "kind": "workingGroup", "unit": House.unit,
                    "from": "2020-01-01",
                ], "code"))
    }

    func newSeat(in group: JSONValue, representative: String = "Bà Lê Thị Tám") async throws -> JSONValue {
        let seat: JSONValue = [
            "group": group, "unit": "HP-HOSP", "role": "member", "representative": .string(representative),
            "from": "2020-01-01",
        ]
        return .string(try await call("registry.group.join", seat, "id"))
    }

    func newPartner(contact: String = "contact-of-a-partner") async throws -> JSONValue {
        let partner: JSONValue = [
            "code": "P-\(next())", "name": ["vi": "Đối tác"], "kind": "internationalOrganisation", "unit": House.unit,
            "contact": .string(contact),
        ]
        return .string(try await call("registry.partner.register", partner, "code"))
    }

    func newIndicator() async throws -> JSONValue {
        let indicator: JSONValue = [
            "code": "indicator_\(next())", "name": ["vi": "Chỉ số"], "definition": ["vi": "Cách tính"],
            "measuredIn": "%", "direction": "higher", "owner": House.unit,
        ]
        return .string(try await call("registry.indicator.define", indicator, "code"))
    }

    /// A plan to rename a new unit next year, not approved yet: its id and its hash.
    func newPlan() async throws -> JSONValue {
        let planned = try await call("registry.reorganisation.plan", try await planning())
        return ["reorganisation": planned["id"] ?? nil, "hash": planned["hash"] ?? nil]
    }

    /// A document that renames a new unit, or the one given.
    func planning(unit: JSONValue? = nil) async throws -> JSONValue {
        let unit = if let unit { unit } else { try await newUnit() }
        return [
            "title": ["vi": "Đổi tên"], "document": "\(next())/QĐ-UBND", "effective": "2027-01-01",
            "steps": [["kind": "rename", "unit": unit, "name": ["vi": "Tên mới"]]],
        ]
    }

    /// Approved by somebody who planned nothing.
    func newApproval() async throws -> JSONValue {
        let plan = try await newPlan()
        try await call("registry.reorganisation.approve", plan, as: .with("approver", roles: [.approver]))
        return plan["reorganisation"] ?? nil
    }

    func newMeeting() async throws -> JSONValue {
        let group = try await newGroup()
        return .string(try await call("registry.meeting.record", meeting(of: group), "id"))
    }

    func meeting(of group: JSONValue) -> JSONValue {
        ["group": group, "document": "\(next())/BB-NKT", "heldOn": "2026-07-01", "decisions": []]
    }
}
