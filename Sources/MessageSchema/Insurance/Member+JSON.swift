// Members as they write their own JSON, since rolls have millions of them.
// Held to what `Codable` makes of them, member for member, by a test.

public import WireJSON

extension Coverage: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("group", group)
        json.member("digit", digit)
        json.member("facility", facility)
        json.member("from", from)
        json.member("lastDay", lastDay)
    }
}

extension Member: DirectObject {
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
}

extension EnrolMember: DirectObject {
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
}

extension ImportMembers: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("rows", rows)
    }
}

extension MemberEnrolled: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("coverage", coverage)
    }
}
