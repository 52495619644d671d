// Requests full of personal data, and the ways in which a service can fail over them.

import Foundation
import MessageSchema
import ServiceTesting
import Storage
import TestGround
import WireJSON

extension PersonalDataLogTests {
    /// The insurance number of somebody of the same name.
    static let otherNumber = "9876543211"

    func staff(citizen number: String) -> JSONValue {
        [
            "unit": House.unit, "name": .string(PersonalMarkers.name), "profession": "nurse",
            "birthDate": .string(PersonalMarkers.birthDate), "citizenNumber": .string(number),
        ]
    }

    var member: JSONValue {
        [
            "number": .string(PersonalMarkers.insuranceNumber), "name": .string(PersonalMarkers.name),
            "birthDate": .string(PersonalMarkers.birthDate), "sex": "female",
            "citizenNumber": .string(PersonalMarkers.citizenNumber), "group": "DN", "digit": 4, "facility": "31999",
            "from": "2025-01-01",
        ]
    }

    var patient: JSONValue {
        [
            "number": .string(PersonalMarkers.insuranceNumber), "name": .string(PersonalMarkers.name),
            "birthDate": .string(PersonalMarkers.birthDate), "sex": "female",
            "citizenNumber": .string(PersonalMarkers.citizenNumber),
            "diagnosis": "\(PersonalMarkers.diagnosisCode) \(PersonalMarkers.diagnosis)",
        ]
    }

    func partner(_ house: House) -> JSONValue {
        [
            "code": "P-\(house.next())", "name": ["vi": "Đối tác"], "kind": "internationalOrganisation",
            "unit": House.unit, "contact": "\(PersonalMarkers.name) \(PersonalMarkers.phone)",
        ]
    }

    func seat(in group: JSONValue) -> JSONValue {
        [
            "group": group, "unit": "HP-HOSP", "role": "member", "from": "2020-01-01",
            "representative": "\(PersonalMarkers.name) \(PersonalMarkers.phone)",
        ]
    }

    /// An envelope whose texts are personal and whose structure is none.
    func envelope() throws -> JSONValue {
        let text = """
            <?xml version="1.0" encoding="utf-8"?><GIAMDINHHS><\(PersonalMarkers.citizenNumber.reversed())>\
            <HO_TEN>\(PersonalMarkers.name)</HO_TEN><MA_BENH>\(PersonalMarkers.diagnosisCode)</MA_BENH></GIAMDINHHS>
            """
        return .string(Data(text.utf8).base64EncodedString())
    }

    /// Makes rows such that reading them fails over what they hold, and writing a second one over a constraint. Gives a
    /// person of whom that is true.
    func spoil(_ house: House) async throws -> JSONValue {
        let (citizen, name) = (PersonalMarkers.citizenNumber, PersonalMarkers.name)
        let registry = house["registry"]
        let (head, person) = try await registry.store.read { reader in
            let row = try reader.first("SELECT MIN(id) AS id FROM staff WHERE citizen_number IS NOT NULL")
            return (try reader.head().sequence, try row?.text("id"))
        }
        try await change(
            registry,
            [
                "UPDATE staff SET citizen_number = citizen_number || '-\(name)' WHERE citizen_number IS NOT NULL",
                "CREATE UNIQUE INDEX staff_name ON staff (name) WHERE first_sequence > \(head)",
            ])
        try await change(
            house["insurance"],
            [
                "UPDATE member_version SET coverages = '[{\"group\":\"\(citizen)\",\"\(name)\":1' WHERE number = "
                    + "'\(PersonalMarkers.insuranceNumber)'",
                "UPDATE member_version SET sex = '\(name)' WHERE number = '\(Self.otherNumber)'",
            ])
        try await change(
            house["notifications"],
            [
                "UPDATE notice SET status = 'sending', sender = '\(PersonalMarkers.phone) \(name)'"
            ])
        return person.map { .string($0) } ?? nil
    }

    private func change(_ service: TestService, _ statements: [String]) async throws {
        _ = try await service.store.write(WriteRequest(principal: .administrator, purpose: .bookkeeping)) { writer in
            for statement in statements { try writer.execute(statement) }
            return []
        }
    }

    /// Makes the registry tell of a post and of a meeting what nobody can read.
    func tellNonsense(_ house: House) async throws {
        _ = try await house["registry"].store.write(WriteRequest(principal: .administrator)) { writer in
            try writer.append(BadPost(), subject: "bad")
            try writer.append(BadMeeting(), subject: "bad")
            return []
        }
        try await house.followAll()
    }
}

private struct BadPost: Event {
    static let name = PostAppointed.name
    static let summary = "Somebody was appointed, and the post is no post."
    static let example = Self()
    var post = PersonalMarkers.citizenNumber
}

private struct BadMeeting: Event {
    static let name = MeetingRecorded.name
    static let summary = "A meeting was held, and it is none."
    static let example = Self()
    var meeting = PersonalMarkers.name
}
