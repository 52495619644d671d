// What stands before every request, as it writes and reads its own JSON.
// Held to what `Codable` makes of it, member for member, by a test.

public import WireJSON

extension RequestHead: DirectObject, DirectDecodableObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("principal", principal)
        json.member("agedMilliseconds", agedMilliseconds)
        json.member("sent", sent)
    }

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        principal = try members.value("principal")
        agedMilliseconds = try members.value("agedMilliseconds")
        sent = try members.value("sent")
    }
}

extension Principal: DirectObject, DirectDecodableObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("name", name)
        json.member("roles", roles)
        json.member("scope", scope)
        json.member("via", via)
    }

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        name = try members.value("name")
        roles = try members.value("roles")
        scope = try members.optional("scope")
        via = try members.optional("via")
    }
}
