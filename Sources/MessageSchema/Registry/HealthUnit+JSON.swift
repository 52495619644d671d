// Units as they write their own JSON, since every service asks for them.
// Held to what `Codable` makes of them, member for member, by a test.

public import WireJSON

extension HealthUnit: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("code", code)
        json.member("name", name)
        json.member("kind", kind)
        json.member("parent", parent)
        json.member("from", from)
        json.member("until", until)
    }
}

extension LocalizedText: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("vi", vi)
        json.member("en", en)
    }
}
