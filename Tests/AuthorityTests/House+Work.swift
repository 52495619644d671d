// What the rows of the matrix need to be there of tasks, of insurance and of notices.

import Foundation
import MessageSchema
import ServiceTesting
import WireJSON

extension House {
    func newDirective() async throws -> JSONValue {
        let directive: JSONValue = [
            "number": "\(next())/CT-BYT", "title": ["vi": "Chỉ thị"], "kind": "directive", "issuer": "Bộ Y tế",
            "issuedOn": "2026-04-01", "unit": House.unit,
        ]
        return .string(try await call("tasks.directive.register", directive, "key"))
    }

    /// A draft that lacks nothing.
    func drafting(under directive: JSONValue, leader: String = "Ông Phạm Văn Chín") -> JSONValue {
        [
            "directive": directive, "assigner": House.unit, "title": "Ban hành thông tư về trạm y tế xã",
            "ordinal": "I.\(next())",
            "description": "Soạn, lấy ý kiến, ban hành", "hosts": ["HP-HOSP"], "leader": ["name": .string(leader)],
            "officer": ["name": "Bà Đỗ Thị Mười"], "product": ["kind": "circular", "description": "Thông tư"],
            "deadline": "2026-12-31", "authority": ["level": "minister", "matter": "Ký ban hành"],
        ]
    }

    /// The steps of a task's way, in order.
    enum Step: String, CaseIterable {
        case assign, accept, submit, complete
    }

    /// A new task that has taken the steps before one.
    func newTask(before step: Step, leader: String = "Ông Phạm Văn Chín") async throws -> JSONValue {
        let draft = drafting(under: try await newDirective(), leader: leader)
        let task = JSONValue.string(try await call("tasks.task.draft", draft, "id"))
        for taken in Step.allCases.prefix(while: { $0 != step }) {
            var step: JSONValue = ["task": task]
            if taken == .submit { step = step.merged(with: ["evidence": ["7/TT-BYT"]]) }
            try await call("tasks.task.\(taken.rawValue)", step)
        }
        return task
    }

    /// An insurance number that nobody has.
    func newNumber() -> String { String(3_100_000_000 + next()) }

    func enrolment(_ more: JSONValue = [:]) -> JSONValue {
        let member: JSONValue = [
            "number": .string(newNumber()), "name": "Hoàng Văn Một", "birthDate": "1980-02-14", "sex": "male",
            "group": "DN", "digit": 4, "facility": "31999", "from": "2025-01-01",
        ]
        return member.merged(with: more)
    }

    func newMember(_ more: JSONValue = [:]) async throws -> String {
        try await call("insurance.member.enrol", enrolment(more), "number")
    }

    /// A household of one person in the province 31.
    func newHousehold() async throws -> String {
        try await call("insurance.household.declare", household(), "household")
    }

    func household() -> JSONValue {
        ["facility": "31999", "members": [.string(newNumber())], "from": "2026-01-01"]
    }

    /// A drug among those of a facility in the province 31.
    func newListedItem() async throws -> String {
        let code = "D\(next())"
        let row: JSONValue = ["code": .string(code), "name": "Paracetamol", "from": "2025-01-01"]
        _ = try await call(
            "insurance.catalogue.import", ["kind": "drugs", "facility": "31999", "rows": [row]])
        return code
    }

    /// A card of ten digits that was given out.
    func newCard() async throws -> String {
        try await call("insurance.card.issue", ["card": .string(newMember()), "from": "2025-01-01"], "card")
    }

    /// A claim of one visit at a facility of the province 31.
    func claim(_ more: JSONValue = [:]) -> JSONValue {
        let claim: JSONValue = [
            "key": "K-\(next())", "facility": "31999",
            "patient": [
                "number": "BN1", "name": "Hoàng Văn Một", "birthDate": "1980-02-14", "sex": "male", "diagnosis": "I10",
            ],
            "cards": [["card": "DN4313123456789", "facility": "31999", "from": "2025-01-01", "lastDay": "2026-12-31"]],
            "routing": "1.1", "form": "01", "arrivedAt": "2026-08-10T08:00", "leftAt": "2026-08-10T10:00",
            "treatmentDays": 0, "month": "2026-08",
            "lines": [
                [
                    "table": "XML3", "number": 1, "code": "23.0000", "name": "Xét nghiệm", "costGroup": 1,
                    "scope": "inScope", "quantity": "1", "price": "500000", "orderedAt": "2026-08-10T08:30",
                ]
            ],
        ]
        return claim.merged(with: more)
    }

    func newClaim(_ more: JSONValue = [:]) async throws -> JSONValue {
        .string(try await call("insurance.claim.submit", ["claim": claim(more)], "id"))
    }

    /// A quarter that nobody has settled, with the hash of its statement.
    func unsettled() async throws -> JSONValue {
        let number = next()
        let quarter: JSONValue = .string("\(1000 + number / 4)-Q\(1 + number % 4)")
        let drawn = try await call(
            "insurance.statement.draw", ["facility": "31999", "month": nil, "quarter": quarter])
        return ["facility": "31999", "quarter": quarter, "quotes": drawn["hash"] ?? nil]
    }

    /// An act of policy that touches no other one: the level of a group of cards of its own.
    func act() -> JSONValue {
        let number = next()
        let letters = [number / 26 % 26, number % 26].map { Character(Unicode.Scalar(UInt8(65 + $0))) }
        return [
            "act": "\(number)/2020/NĐ-CP", "title": ["vi": "Mức hưởng"], "baseSalaries": nil,
            "levels": [
                ["group": .string(String(letters)), "from": "2025-01-01", "level": "100", "article": "Điều 1"]
            ],
        ]
    }

    func newProposal() async throws -> JSONValue {
        let proposed = try await call("insurance.policy.propose", act())
        return ["act": proposed["act"]?["act"] ?? nil, "hash": proposed["hash"] ?? nil]
    }

    func newNotice(to person: JSONValue? = nil, title: String = "Báo cáo") async throws -> JSONValue {
        .string(try await call("notifications.notice.send", notice(to: person, title: title), "id"))
    }

    func notice(to person: JSONValue? = nil, title: String = "Báo cáo") -> JSONValue {
        let recipient: JSONValue =
            person.map { ["kind": "person", "person": $0] } ?? ["kind": "unit", "unit": House.unit]
        return [
            "sender": House.unit, "template": "task.due-soon",
            "values": ["title": .string(title), "lastDay": "2026-08-10"], "recipients": [recipient],
        ]
    }

    /// A notice in the inbox of somebody new: the person and the delivery.
    func newDelivery(title: String = "Báo cáo") async throws -> (person: JSONValue, delivery: JSONValue) {
        let person = try await newPost().person
        _ = try await newNotice(to: person, title: title)
        let inbox = try await call("notifications.inbox.list", ["staff": person])
        return (person, inbox["items"]?.array?.first?["id"] ?? nil)
    }

    func subscription() -> JSONValue {
        [
            "name": "subscription-\(next())", "unit": House.unit, "event": "tasks.task.assigned",
            "template": "task.due-soon", "filter": nil,
            "values": [["variable": "title", "member": "task"], ["variable": "lastDay", "member": "on"]],
            "recipients": [["kind": "unit", "unit": House.unit]],
        ]
    }

    func newSubscription() async throws -> JSONValue {
        .string(try await call("notifications.subscription.create", subscription(), "id"))
    }

    /// One template, and the policy by which claims of these tests are decided.
    func arrangeTemplateAndPolicy() async throws {
        try await call("notifications.template.publish", try example("notifications.template.publish"))
        let proposed = try await call("insurance.policy.propose", Self.policy)
        try await call(
            "insurance.policy.publish",
            ["act": proposed["act"]?["act"] ?? nil, "hash": proposed["hash"] ?? nil],
            as: .with("approver", roles: [.approver]))
    }

    private static let policy: JSONValue = [
        "act": "project-defaults", "title": ["vi": "Mặc định"],
        "baseSalaries": [["from": "2024-07-01", "amount": "2340000", "article": "Điều 3"]],
        "levels": [["digit": 4, "from": "2025-01-01", "level": "80", "article": "Điều 14"]],
        "routings": [["code": "1.1", "setting": "any", "from": "2025-01-01", "rate": "100", "article": "Phụ lục 1"]],
        "settings": .array(
            [
                ("smallCostPercent", "15"), ("decidingDate", "arrival"), ("inpatientForms", "03 04 09"),
                ("examinationRates", "100 30 30 30 10 0"), ("graceDays", "15"), ("unknownMember", "stated"),
                ("unlistedRouting", "refuse"), ("supplyCeilingSalaries", "45"), ("fiveYearsSalaries", "6"),
            ].map { name, value in
                ["name": .string(name), "from": "2025-01-01", "value": .string(value), "article": "default"]
            }),
    ]

    /// An envelope of one visit at the facility 31999, or the same sent by another one.
    static func envelope(from facility: String = "31999") throws -> JSONValue {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let file = folder.appendingPathComponent("../InsuranceTests/Envelopes/valid-0001.xml").standardizedFileURL
        let text = try String(contentsOf: file, encoding: .utf8)
            .replacingOccurrences(of: "<MACSKCB>31999<", with: "<MACSKCB>\(facility)<")
        return .string(Data(text.utf8).base64EncodedString())
    }
}

/// The request of a method's example.
func example(_ name: String) throws -> JSONValue {
    guard let method = Catalogue.method(named: name)?.method else { throw Refused(method: name, answer: "no method") }
    func params<M: Method>(_ method: M.Type) throws -> JSONValue {
        try WireJSON.decode(JSONValue.self, from: WireJSON.encode(M.example.request))
    }
    return try params(method)
}
