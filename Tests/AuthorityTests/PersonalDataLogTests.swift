// Personal data never appears in logs: a run of all four services, with what is taken, what is refused, what is
// malformed and what fails, listened to from trace on.

import MessageSchema
import ServiceTesting
import Storage
import TestGround
import Testing
import WireJSON

@Suite struct PersonalDataLogTests {
    private typealias Marker = PersonalMarkers

    @Test("Nothing personal is logged of what is taken, denied, refused and malformed")
    func requests() async throws {
        let log = CollectedLog()
        let house = try await House(log: log)
        let answers = try await play(in: house)
        #expect(log.denials.count > 10)
        #expect(answers.contains { $0.contains(Marker.citizenNumber) }, "the run shows them to who may see them")
        #expect(PersonalMarkers.found(in: log.text) == [])
    }

    @Test("Nothing personal is logged of what fails: rows that do not fit, constraints, events and duties")
    func failures() async throws {
        let log = CollectedLog()
        let house = try await House(log: log)
        _ = try await play(in: house)
        let person = try await spoil(house)
        let spoilt = try await house.answer("registry.staff.get", ["staff": person], as: .administrator)
        let failed = try await ([spoilt] + play(in: house)).filter { $0.contains("internalError") }
        #expect(failed.count > 5)
        #expect(PersonalMarkers.found(in: failed.joined()) == [], "nor do they cross the wire")
        try await tellNonsense(house)
        try await house["notifications"].withDuties {
            try await eventually("a failing duty") { log.text.contains("a duty failed") }
        }
        for message in ["request failed", "an event was refused", "a duty failed"] {
            #expect(log.entries.contains { $0.message == message }, "\(message)")
        }
        for cause in [
            "column citizen_number", "column coverages", "column sex", "UNIQUE constraint failed", "column sender",
        ] {
            #expect(log.entries.contains { $0.metadata["cause"]?.contains(cause) == true }, "\(cause)")
        }
        #expect(PersonalMarkers.found(in: log.text) == [])
    }

    /// Every request about persons, by callers who may and callers who may not, well formed and not; the answers.
    private func play(in house: House) async throws -> [String] {
        var answers: [String] = []
        for (method, params) in try await requests(in: house) {
            for caller in Self.callers {
                for meta in Self.metas {
                    let whole = params.merged(with: ["_meta": meta])
                    answers.append(try await house.answer(method, whole, as: caller))
                }
            }
        }
        return answers
    }

    private static let callers: [Principal] = [
        .administrator, .with("reader", roles: [.reader]),
        .with("elsewhere", roles: [.administrator], scope: House.beside),
    ]

    /// What callers may write beside the parameters.
    private static let metas: [JSONValue] = [
        [:], ["traceparent": .string(Marker.citizenNumber)], ["actAs": .string(Marker.phone)],
        ["idempotencyKey": .string(Marker.citizenNumber)],
    ]

    private func requests(in house: House) async throws -> [(String, JSONValue)] {
        let person = staff(citizen: Marker.citizenNumber)
        let group = try await house.newGroup()
        let claim = house.claim(["patient": patient, "cards": [["card": .string(Marker.card)]]])
        let text = JSONValue.string("\(Marker.name), \(Marker.phone), \(Marker.diagnosis)")
        return [
            ("registry.staff.register", person), ("registry.staff.register", staff(citizen: Marker.otherCitizenNumber)),
            ("registry.staff.register", person.merged(with: ["birthDate": "1999-01-01"])),
            ("registry.staff.register", person.merged(with: ["citizenNumber": .string(Marker.malformedCitizenNumber)])),
            ("registry.staff.register", person.merged(with: ["birthDate": .string(Marker.phone)])),
            ("registry.staff.register", person.merged(with: .object([JSONMember(key: Marker.phone, value: true)]))),
            ("registry.staff.get", ["staff": .string(Marker.citizenNumber)]),
            ("registry.partner.register", partner(house)), ("registry.group.join", seat(in: group)),
            ("registry.\(Marker.phone).get", person),
            ("insurance.member.enrol", member), ("insurance.member.enrol", member.merged(with: ["digit": 3])),
            ("insurance.member.enrol", member.merged(with: ["number": .string(Self.otherNumber)])),
            (
                "insurance.member.enrol",
                member.merged(with: ["number": .string(Self.otherNumber), "citizenNumber": nil])
            ),
            ("insurance.member.enrol", member.merged(with: ["sex": .string(Marker.phone)])),
            ("insurance.member.get", ["member": .string(Marker.citizenNumber)]),
            ("insurance.member.get", ["member": .string(Marker.insuranceNumber)]),
            ("insurance.member.get", ["member": .string(Marker.otherCitizenNumber)]),
            ("insurance.member.search", ["text": .string(Marker.name)]),
            ("insurance.member.search", ["text": .string(Marker.foldedName), "cursor": .string(Marker.phone)]),
            ("insurance.card.check", ["card": .string(Marker.card), "name": .string(Marker.name)]),
            ("insurance.claim.submit", ["claim": house.claim(["patient": patient])]),
            ("insurance.claim.submit", ["claim": claim]),
            ("insurance.claim.submit", ["claim": house.claim(["patient": patient, "form": .string(Marker.phone)])]),
            ("insurance.claim.import", ["envelope": text]), ("insurance.claim.import", ["envelope": try envelope()]),
            ("insurance.claim.list", ["month": nil, "key": .string(Marker.citizenNumber)]),
            ("tasks.task.draft", house.drafting(under: try await house.newDirective(), leader: Marker.name)),
            ("tasks.task.draft", ["leader": ["name": .string(Marker.name), "phone": .string(Marker.phone)]]),
            ("notifications.notice.send", house.notice(title: "\(Marker.name) \(Marker.phone)")),
            ("notifications.notice.send", house.notice().merged(with: ["values": ["lastDay": text]])),
        ]
    }
}
