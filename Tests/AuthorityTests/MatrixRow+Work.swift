// The rows of tasks, of insurance and of notices.

import MessageSchema
import WireJSON

extension MatrixRow {
    static let directives = [
        MatrixRow("tasks.directive.register", .named, missing: ["unit": nowhere]) { house in
            Request(["number": "\(house.next())/NQ-HĐND"])
        },
        MatrixRow("tasks.directive.get", .everywhere, missing: ["directive": "9999/CT-BYT@2025"]) { house in
            Request(["directive": try await house.newDirective()])
        },
        MatrixRow("tasks.directive.list", .everywhere),
    ]

    /// Whose names are shown in a task.
    private static let seesPersons: [Permission] = [.assignTasks, .workOnTasks, .readPersonalData]

    static let tasks = [
        MatrixRow("tasks.task.draft", .named, missing: ["assigner": nowhere]) { house in
            Request(house.drafting(under: try await house.newDirective()))
        },
        // A draft written anew must be the caller's own before and after.
        MatrixRow("tasks.task.draft", .named, missing: ["assigner": nowhere, "task": nobody]) { house in
            let draft = house.drafting(under: try await house.newDirective())
            return Request(draft.merged(with: ["task": try await house.newTask(before: .assign)]))
        },
        MatrixRow("tasks.task.lint", .everywhere, missing: ["task": nobody]) { house in
            Request(["task": try await house.newTask(before: .assign)])
        },
        MatrixRow("tasks.task.assign", .named, missing: ["task": nobody]) { house in
            Request(["task": try await house.newTask(before: .assign)])
        },
        MatrixRow("tasks.task.accept", .named, missing: ["task": nobody]) { house in
            Request(["task": try await house.newTask(before: .accept)])
        },
        // A draft has no working unit yet.
        MatrixRow("tasks.task.accept", .named, rule: "tasks.task.wrongStage", missing: ["task": nobody]) { house in
            Request(["task": try await house.newTask(before: .assign)])
        },
        MatrixRow("tasks.task.progress", .named, missing: ["task": nobody]) { house in
            Request(["task": try await house.newTask(before: .submit)])
        },
        MatrixRow("tasks.task.submit", .named, missing: ["task": nobody]) { house in
            Request(["task": try await house.newTask(before: .submit)])
        },
        MatrixRow("tasks.task.return", .named, missing: ["task": nobody]) { house in
            Request(["task": try await house.newTask(before: .complete)])
        },
        MatrixRow("tasks.task.complete", .named, missing: ["task": nobody]) { house in
            Request(["task": try await house.newTask(before: .complete)])
        },
        MatrixRow("tasks.task.get", .everywhere, marked: seesPersons, missing: ["task": nobody]) { house in
            let name = "Ông Phạm Văn Chín \(house.next())"
            return Request(["task": try await house.newTask(before: .assign, leader: name)], mark: name)
        },
        MatrixRow("tasks.task.list", .everywhere, marked: seesPersons) { house in
            let name = "Ông Phạm Văn Chín \(house.next())"
            _ = try await house.newTask(before: .accept, leader: name)
            return Request(["directive": nil, "limit": 1000], mark: name)
        },
        MatrixRow("tasks.host.verify", .everywhere),
        MatrixRow("tasks.report.monthly", .everywhere) { _ in Request(["directive": nil]) },
    ]

    /// An enrolment at a facility that nobody knows.
    private static let elsewhere: JSONValue = [
        "number": "3100000001", "name": "Hoàng Văn Một", "birthDate": "1980-02-14", "sex": "male", "group": "DN",
        "digit": 4, "facility": "99999", "from": "2025-01-01",
    ]

    static let members = [
        MatrixRow("insurance.member.enrol", .named, missing: ["facility": "99999"]) { house in
            Request(house.enrolment())
        },
        MatrixRow("insurance.member.import", .named, missing: ["rows": [elsewhere]]) { house in
            Request(["rows": [house.enrolment()]])
        },
        MatrixRow("insurance.member.register", .named, missing: ["facility": "99999"]) { house in
            let number = try await house.newMember(["facility": "31999", "lastDay": nil])
            return Request(
                ["member": .string(number), "facility": "31001", "from": "2026-01-01", "group": nil])
        },
        MatrixRow(
            "insurance.member.get", .named, marked: [.readPersonalData], missing: ["member": "3999999999"]
        ) { house in
            let number = "03108000\(1000 + house.next())"
            let member = try await house.newMember(["citizenNumber": .string(number)])
            return Request(["member": .string(member)], mark: number)
        },
        MatrixRow("insurance.member.search", .filtered) { house in
            let number = try await house.newMember(["name": "Đặng Thị Hai"])
            return Request(["text": "dang thi hai", "limit": 1000], mark: number)
        },
        MatrixRow("insurance.member.search", .filtered, missing: ["facility": "99999"]) { house in
            let number = try await house.newMember(["name": "Đặng Thị Hai"])
            return Request(["text": "dang thi hai", "facility": "31999", "limit": 1000], mark: number)
        },
        // Patients come to facilities far from their own; their names do not go there.
        MatrixRow("insurance.card.check", .everywhere, marked: [.readPersonalData]) { house in
            let name = "Bùi Văn Ba \(house.next())"
            let number = try await house.newMember(["name": .string(name)])
            return Request(["card": .string("DN431\(number)")], mark: name)
        },
        MatrixRow("insurance.card.issue", .named, missing: ["card": "3999999999"]) { house in
            Request(["card": .string(try await house.newMember())])
        },
        MatrixRow("insurance.card.revoke", .named, missing: ["card": "3999999999"]) { house in
            Request(["card": .string(try await house.newCard())])
        },
        MatrixRow("insurance.household.declare", .named, missing: ["facility": "99999"]) { house in
            Request(house.household())
        },
        MatrixRow("insurance.household.get", .named, missing: ["household": nobody]) { house in
            Request(["household": .string(try await house.newHousehold())])
        },
        // The policy of the house says nothing of ladders.
        MatrixRow(
            "insurance.household.quote", .named, rule: "insurance.household.unfitting", missing: ["household": nobody]
        ) { house in
            Request(["household": .string(try await house.newHousehold())])
        },
        MatrixRow(
            "insurance.household.pay", .named, rule: "insurance.household.unfitting", missing: ["household": nobody]
        ) { house in
            Request(["household": .string(try await house.newHousehold())])
        },
        MatrixRow("insurance.catalogue.import", .named, missing: ["facility": "99999"]) { _ in
            Request(["facility": "31999"])
        },
        MatrixRow("insurance.catalogue.import", .unscopedOnly) { _ in
            Request(["kind": "communes", "facility": nil, "rows": [["code": "1", "name": "Xã", "from": "2026-01-01"]]])
        },
        MatrixRow("insurance.catalogue.list", .filtered, missing: ["facility": "99999"]) { house in
            let code = try await house.newListedItem()
            return Request(["facility": "31999", "code": .string(code)], mark: code)
        },
        MatrixRow("insurance.catalogue.list", .everywhere) { _ in Request(["kind": "communes", "facility": nil]) },
    ]

    static let policies = [
        // An act binds the whole sector.
        MatrixRow("insurance.policy.propose", .unscopedOnly) { house in
            Request(house.act())
        },
        MatrixRow("insurance.policy.publish", .unscopedOnly, missing: ["act": "9999/2020/NĐ-CP"]) { house in
            Request(try await house.newProposal())
        },
        MatrixRow("insurance.policy.show", .everywhere, missing: ["act": "9999/2020/NĐ-CP"]) { _ in
            Request(["act": "project-defaults"])
        },
        MatrixRow("insurance.policy.list", .everywhere),
        // No act of these tests says who pays.
        MatrixRow("insurance.contribution.quote", .everywhere, rule: "insurance.contribution.unsettled"),
        MatrixRow("insurance.entitlement.find", .everywhere, rule: "insurance.entitlement.unsettled"),
        MatrixRow("insurance.licence.check", .everywhere, rule: "insurance.licence.unsettled"),
        MatrixRow("insurance.reimbursement.quote", .everywhere, rule: "insurance.reimbursement.unsettled"),
        MatrixRow("insurance.deadline.list", .everywhere, rule: "insurance.deadline.unsettled"),
        MatrixRow("insurance.policy.lint", .everywhere) { house in Request(house.act()) },
        MatrixRow("insurance.policy.diff", .everywhere) { house in Request(house.act()) },
        // What all facilities' claims come to.
        MatrixRow("insurance.policy.replay", .unscopedOnly) { house in Request(["policy": house.act()]) },
    ]

    static let claims = [
        MatrixRow(
            "insurance.claim.submit", .named, marked: [.readPersonalData], missing: ["claim": ["facility": "99999"]]
        ) { house in
            let name = "Vũ Thị Bốn \(house.next())"
            return Request(["claim": house.claim(["patient": ["name": .string(name)]])], mark: name)
        },
        MatrixRow(
            "insurance.claim.import", .named, missing: ["envelope": (try? House.envelope(from: "99999")) ?? nil],
            names: [("31999", "99999")]
        ) { _ in Request(["envelope": try House.envelope()]) },
        MatrixRow("insurance.claim.get", .named, marked: [.readPersonalData], missing: ["claim": nobody]) { house in
            let name = "Vũ Thị Bốn \(house.next())"
            return Request(["claim": try await house.newClaim(["patient": ["name": .string(name)]])], mark: name)
        },
        MatrixRow("insurance.claim.explain", .named, marked: [.readPersonalData], missing: ["claim": nobody]) { house in
            let name = "Vũ Thị Bốn \(house.next())"
            return Request(["claim": try await house.newClaim(["patient": ["name": .string(name)]])], mark: name)
        },
        MatrixRow("insurance.claim.verify", .named, missing: ["claim": nobody]) { house in
            Request(["claim": try await house.newClaim()])
        },
        MatrixRow("insurance.claim.dossier", .named, missing: ["claim": nobody]) { house in
            Request(["claim": try await house.newClaim(), "file": nil])
        },
        MatrixRow("insurance.claim.reconsider", .named, missing: ["claim": nobody]) { house in
            Request(["claim": try await house.newClaim(), "policy": house.act()])
        },
        MatrixRow("insurance.claim.review", .named, missing: ["claim": nobody]) { house in
            Request(["claim": try await house.newClaim(), "decision": "refuse", "quotes": 1])
        },
        MatrixRow("insurance.claim.correct", .named, missing: ["claim": nobody]) { house in
            let document = house.claim()
            let id = try await house.call("insurance.claim.submit", ["claim": document], "id")
            return Request(["claim": .string(id), "corrected": document, "context": nil, "quotes": 1])
        },
        MatrixRow("insurance.claim.appeal", .named, missing: ["claim": nobody]) { house in
            Request(["claim": try await house.newClaim(), "quotes": 1])
        },
        MatrixRow("insurance.claim.recall", .named, missing: ["claim": nobody]) { house in
            Request(["claim": try await house.newClaim()])
        },
        MatrixRow("insurance.claim.history", .named, missing: ["claim": nobody]) { house in
            Request(["claim": try await house.newClaim()])
        },
        MatrixRow("insurance.claim.list", .filtered) { house in
            Request(["month": nil, "limit": 1000], mark: try await house.newClaim().string)
        },
        MatrixRow("insurance.claim.list", .filtered, missing: ["facility": "99999"]) { house in
            Request(["month": nil, "facility": "31999", "limit": 1000], mark: try await house.newClaim().string)
        },
    ]

    /// What is owed to a facility is seen from where the facility lies; the sums of all of them by who has no scope.
    static let ledger = [
        MatrixRow(
            "insurance.contribution.record", .unscopedOnly, rule: "insurance.fund.unsettled",
            missing: ["province": "99"]
        ) { house in
            Request(["reference": .string("UNC-\(house.next())")])
        },
        MatrixRow(
            "insurance.advance.quote", .named, rule: "insurance.fund.unsettled", missing: ["facility": "99999"]
        ) { _ in
            Request(["facility": "31999"])
        },
        MatrixRow("insurance.advance.record", .named, missing: ["facility": "99999"]) { house in
            Request(["facility": "31999", "reference": .string("UNC-\(house.next())")])
        },
        MatrixRow("insurance.statement.draw", .named, missing: ["facility": "99999"]) { _ in
            Request(["facility": "31999"])
        },
        MatrixRow("insurance.settlement.run", .named, missing: ["facility": "99999"]) { house in
            Request(try await house.unsettled())
        },
        MatrixRow("insurance.settlement.list", .filtered, missing: ["facility": "99999"]) { house in
            let unsettled = try await house.unsettled()
            let posting = try await house.call("insurance.settlement.run", unsettled, "posting")
            return Request(["facility": nil, "quarter": unsettled["quarter"] ?? nil], mark: posting)
        },
        MatrixRow("insurance.fund.balance", .unscopedOnly, missing: ["year": 1999]),
        MatrixRow("insurance.fund.closing", .unscopedOnly, rule: "insurance.fund.unsettled", missing: ["year": 1999]),
        MatrixRow("insurance.fund.close", .unscopedOnly, rule: "insurance.fund.unsettled", missing: ["year": 1999]),
        MatrixRow("insurance.fund.forecast", .unscopedOnly, missing: ["year": 1999]),
        MatrixRow("insurance.ledger.balance", .filtered) { house in
            _ = try await house.newClaim()
            return Request(["account": "payable", "limit": 1000], mark: "payable:31999")
        },
        MatrixRow("insurance.ledger.balance", .filtered, missing: ["account": "payable:99999"]) { house in
            _ = try await house.newClaim()
            return Request(["account": "payable:31999"], mark: "payable:31999")
        },
        MatrixRow("insurance.ledger.trial", .unscopedOnly, missing: ["month": "1999-01"]),
        MatrixRow("insurance.ledger.export", .unscopedOnly, missing: ["month": "1999-01"]),
    ]

    static let notices = [
        MatrixRow("notifications.template.publish", .named, missing: ["unit": nowhere]) { house in
            Request(["name": "template-\(house.next())"])
        },
        MatrixRow("notifications.template.render", .everywhere, missing: ["template": "no-template"]),
        MatrixRow("notifications.template.get", .everywhere, missing: ["template": "no-template"]),
        MatrixRow("notifications.template.list", .everywhere),
        MatrixRow("notifications.notice.send", .named, missing: ["sender": nowhere]) { house in
            Request(house.notice())
        },
        MatrixRow("notifications.notice.get", .named, missing: ["notice": nobody]) { house in
            let notice = try await house.newNotice()
            return Request(["notice": notice], mark: notice.string)
        },
        MatrixRow("notifications.notice.list", .filtered) { house in
            Request(["limit": 1000], mark: try await house.newNotice().string)
        },
        MatrixRow("notifications.notice.list", .filtered, missing: ["sender": nowhere]) { house in
            Request(["template": nil, "sender": House.unit, "limit": 1000], mark: try await house.newNotice().string)
        },
        MatrixRow("notifications.notice.explain", .named, missing: ["notice": nobody]) { house in
            Request(["notice": try await house.newNotice()])
        },
        MatrixRow("notifications.inbox.list", .named, missing: ["staff": nobody]) { house in
            let title = "Báo cáo \(house.next())"
            return Request(["staff": try await house.newDelivery(title: title).person], mark: title)
        },
        MatrixRow("notifications.inbox.read", .named, missing: ["delivery": nobody]) { house in
            Request(["delivery": try await house.newDelivery().delivery])
        },
    ]

    static let subscriptions = [
        MatrixRow("notifications.subscription.create", .named, missing: ["unit": nowhere]) { house in
            Request(house.subscription())
        },
        MatrixRow("notifications.subscription.list", .filtered) { house in
            Request(["limit": 1000], mark: try await house.newSubscription().string)
        },
        MatrixRow("notifications.subscription.remove", .named, missing: ["subscription": nobody]) { house in
            Request(["subscription": try await house.newSubscription()])
        },
    ]
}
