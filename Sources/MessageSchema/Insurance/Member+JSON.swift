// Members as they write and read their own JSON, since rolls have millions of them.
// Held to what `Codable` makes of them, member for member, by a test.

public import WireJSON

extension Coverage: DirectObject, DirectDecodableObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("group", group)
        json.member("digit", digit)
        json.member("facility", facility)
        json.member("from", from)
        json.member("lastDay", lastDay)
    }

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        group = try members.value("group")
        digit = try members.value("digit")
        facility = try members.value("facility")
        from = try members.value("from")
        lastDay = try members.optional("lastDay")
    }
}

extension Member: DirectObject, DirectDecodableObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("number", number)
        json.member("name", name)
        json.member("birthDate", birthDate)
        json.member("sex", sex)
        json.member("citizenNumber", citizenNumber)
        json.member("fiveYearsFrom", fiveYearsFrom)
        json.member("fiveYearsReckoned", fiveYearsReckoned)
        json.member("coverages", coverages)
    }

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        number = try members.value("number")
        name = try members.optional("name")
        birthDate = try members.optional("birthDate")
        sex = try members.optional("sex")
        citizenNumber = try members.optional("citizenNumber")
        fiveYearsFrom = try members.optional("fiveYearsFrom")
        fiveYearsReckoned = try members.optional("fiveYearsReckoned")
        coverages = try members.value("coverages")
    }
}

extension EnrolMember: DirectObject, DirectDecodableObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("number", number)
        json.member("name", name)
        json.member("birthDate", birthDate)
        json.member("sex", sex)
        json.member("citizenNumber", citizenNumber)
        json.member("fiveYearsFrom", fiveYearsFrom)
        json.member("group", group)
        json.member("digit", digit)
        json.member("facility", facility)
        json.member("from", from)
        json.member("lastDay", lastDay)
        json.member("paidOn", paidOn)
        json.member("grade", grade)
    }

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        number = try members.value("number")
        name = try members.value("name")
        birthDate = try members.value("birthDate")
        sex = try members.value("sex")
        citizenNumber = try members.optional("citizenNumber")
        fiveYearsFrom = try members.optional("fiveYearsFrom")
        group = try members.value("group")
        digit = try members.value("digit")
        facility = try members.value("facility")
        from = try members.value("from")
        lastDay = try members.optional("lastDay")
        paidOn = try members.optional("paidOn")
        grade = try members.optional("grade")
    }
}

extension ImportMembers: DirectObject, DirectDecodableObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("rows", rows)
    }

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        rows = try members.value("rows")
    }
}

extension MemberEnrolled: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("coverage", coverage)
    }
}
