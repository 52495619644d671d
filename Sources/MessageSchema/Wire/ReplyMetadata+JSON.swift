// What every reply says of itself, as it writes its own JSON.
// Held to what `Codable` makes of it, member for member, by a test.

public import WireJSON

extension ReplyMetadata: DirectObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("sequence", sequence.map { Int($0) })
        json.member("asOf", asOf)
    }
}
