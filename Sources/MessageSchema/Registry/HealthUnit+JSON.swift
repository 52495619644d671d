// Units as they write and read their own JSON, since every service asks for them.
// Held to what `Codable` makes of them, member for member, by a test.

public import WireJSON

extension HealthUnit: DirectObject, DirectDecodableObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("code", code)
        json.member("name", name)
        json.member("kind", kind)
        json.member("parent", parent)
        json.member("from", from)
        json.member("until", until)
    }

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        code = try members.value("code")
        name = try members.value("name")
        kind = try members.value("kind")
        parent = try members.optional("parent")
        from = try members.value("from")
        until = try members.optional("until")
    }
}

extension LocalizedText: DirectObject, DirectDecodableObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("vi", vi)
        json.member("en", en)
    }

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        vi = try members.value("vi")
        en = try members.optional("en")
    }
}
