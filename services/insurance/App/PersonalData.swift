// What is shown of persons: to who may read personal data all, to others no name, birth date, sex, citizen number and
// no patient.

internal import MessageSchema
internal import WireJSON

extension Member {
    /// The member as a caller may see it.
    func showing(personal: Bool) -> Member {
        personal
            ? self
            : Member(
                number: number, fiveYearsFrom: fiveYearsFrom, fiveYearsReckoned: fiveYearsReckoned,
                coverages: coverages)
    }

    /// What of the member must be erasable.
    var personal: JSONValue {
        let members: [(String, String?)] = [
            ("number", number.text), ("name", name?.text), ("birthDate", birthDate?.text), ("sex", sex?.rawValue),
            ("citizenNumber", citizenNumber?.text),
        ]
        return .object(members.compactMap { key, text in text.map { JSONMember(key: key, value: .string($0)) } })
    }
}

extension CardCheck {
    /// The answer as a caller may see it.
    func showing(personal: Bool) -> CardCheck {
        guard !personal else { return self }
        var check = self
        check.name = nil
        check.birthDate = nil
        return check
    }
}

extension ClaimRecord {
    /// The claim as a caller may see it.
    func showing(personal: Bool) -> ClaimRecord {
        guard !personal else { return self }
        var record = self
        record.patient = nil
        return record
    }
}
