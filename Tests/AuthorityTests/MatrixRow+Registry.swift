// The rows of the registry.

import MessageSchema
import WireJSON

extension MatrixRow {
    static let units = [
        MatrixRow("registry.unit.establish", .named, missing: ["parent": nowhere]) { house in
            Request(["code": "N-\(house.next())", "parent": House.unit])
        },
        MatrixRow("registry.unit.get", .everywhere, missing: ["unit": nowhere]),
        MatrixRow("registry.unit.list", .everywhere),
        MatrixRow("registry.unit.search", .everywhere),
        MatrixRow("registry.unit.rename", .named, missing: ["unit": nowhere]) { house in
            Request(["unit": try await house.newUnit()])
        },
        MatrixRow("registry.unit.history", .everywhere, missing: ["unit": nowhere]),
        MatrixRow("registry.unit.resolve", .everywhere, missing: ["unit": nowhere]),
    ]

    static let reorganisations = [
        MatrixRow(
            "registry.reorganisation.plan", .named,
            missing: ["steps": [["kind": "rename", "unit": nowhere, "name": ["vi": "Tên mới"]]]]
        ) { house in Request(try await house.planning()) },
        MatrixRow("registry.reorganisation.show", .everywhere, missing: ["reorganisation": nobody]) { house in
            Request(["reorganisation": try await house.newApproval()])
        },
        MatrixRow("registry.reorganisation.list", .everywhere),
        MatrixRow("registry.reorganisation.approve", .named, missing: ["reorganisation": nobody]) { house in
            Request(try await house.newPlan())
        },
        MatrixRow("registry.reorganisation.undo", .named, missing: ["reorganisation": nobody]) { house in
            Request(["reorganisation": try await house.newApproval()])
        },
        MatrixRow("registry.reorganisation.verify", .everywhere, missing: ["reorganisation": nobody]) { house in
            Request(["reorganisation": try await house.newApproval()])
        },
    ]

    static let people = [
        MatrixRow("registry.staff.register", .named, marked: [.readPersonalData], missing: ["unit": nowhere]) { house in
            let number = "03108000\(1000 + house.next())"
            return Request(
                ["unit": House.unit, "birthDate": "1980-02-14", "citizenNumber": .string(number)], mark: number)
        },
        MatrixRow("registry.staff.get", .named, marked: [.readPersonalData], missing: ["staff": nobody]) { house in
            let number = "03108000\(1000 + house.next())"
            let more: JSONValue = ["birthDate": "1980-02-14", "citizenNumber": .string(number)]
            return Request(["staff": try await house.newPerson(more)], mark: number)
        },
        MatrixRow("registry.post.appoint", .named, missing: ["unit": nowhere]) { house in
            Request(house.posting(try await house.newPerson()))
        },
        MatrixRow("registry.post.end", .named, missing: ["post": nobody]) { house in
            Request(["post": try await house.newPost().post, "until": "2026-12-01"])
        },
        MatrixRow("registry.post.roster", .named, missing: ["unit": nowhere]) { house in
            let unit = try await house.newUnit()
            let person = try await house.newPost(at: unit).person
            return Request(["unit": unit], mark: person.string)
        },
    ]

    static let cooperation = [
        MatrixRow("registry.group.create", .named, missing: ["unit": nowhere]) { house in
            Request(["code": "N-\(house.next())"])
        },
        MatrixRow("registry.group.join", .named, missing: ["group": "NO-GROUP"]) { house in
            Request(["group": try await house.newGroup(), "role": "member"])
        },
        MatrixRow("registry.group.leave", .named, missing: ["membership": nobody]) { house in
            let group = try await house.newGroup()
            return Request(["membership": try await house.newSeat(in: group), "until": "2026-12-01"])
        },
        MatrixRow(
            "registry.group.get", .everywhere, marked: [.manageCooperation, .readStaff, .readPersonalData],
            missing: ["group": "NO-GROUP"]
        ) { house in
            let group = try await house.newGroup()
            let name = "Bà Lê Thị Tám \(house.next())"
            _ = try await house.newSeat(in: group, representative: name)
            return Request(["group": group], mark: name)
        },
        MatrixRow("registry.group.list", .everywhere),
        MatrixRow("registry.partner.register", .named, missing: ["unit": nowhere]) { house in
            Request(["code": "N-\(house.next())"])
        },
        MatrixRow(
            "registry.partner.get", .everywhere, marked: [.manageCooperation, .readPersonalData],
            missing: ["partner": "NO-PARTNER"]
        ) { house in
            let contact = "contact-\(house.next())"
            return Request(["partner": try await house.newPartner(contact: contact)], mark: contact)
        },
        MatrixRow("registry.partner.list", .everywhere, marked: [.manageCooperation, .readPersonalData]) { house in
            let contact = "contact-\(house.next())"
            _ = try await house.newPartner(contact: contact)
            return Request(["limit": 1000], mark: contact)
        },
        MatrixRow("registry.meeting.record", .named, missing: ["group": "NO-GROUP"]) { house in
            Request(house.meeting(of: try await house.newGroup()))
        },
        MatrixRow("registry.meeting.get", .everywhere, missing: ["meeting": nobody]) { house in
            Request(["meeting": try await house.newMeeting()])
        },
        MatrixRow("registry.meeting.list", .everywhere, missing: ["group": "NO-GROUP"]) { house in
            Request(["group": try await house.newGroup()])
        },
    ]

    static let indicators = [
        MatrixRow("registry.indicator.define", .named, missing: ["owner": nowhere]) { house in
            Request(["code": "new_\(house.next())"])
        },
        MatrixRow("registry.indicator.target", .named, missing: ["indicator": "no_indicator"]) { house in
            Request(["indicator": try await house.newIndicator()])
        },
        MatrixRow("registry.indicator.record", .named, missing: ["indicator": "no_indicator"]) { house in
            Request(["indicator": try await house.newIndicator()])
        },
        // The figures of an area are kept by the area as well: one that reaches neither sees no such indicator.
        MatrixRow(
            "registry.indicator.record", .named, missing: ["indicator": "no_indicator"]
        ) { house in Request(["indicator": try await house.newIndicator(), "area": "31"]) },
        MatrixRow("registry.indicator.list", .everywhere),
        MatrixRow("registry.indicator.progress", .everywhere),
    ]
}
