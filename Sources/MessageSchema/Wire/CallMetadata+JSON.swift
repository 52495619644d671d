// What every call and every reply say of themselves, as they write and read their own JSON.
// Held to what `Codable` makes of it, member for member, by a test.

public import WireJSON

extension CallMetadata: DirectObject, DirectDecodableObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("deadline", deadline)
        json.member("idempotencyKey", idempotencyKey)
        json.member("traceparent", traceparent)
        json.member("actAs", actAs)
        json.member("asOf", asOf)
        json.member("knownAt", knownAt)
    }

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        deadline = try members.optional("deadline")
        idempotencyKey = try members.optional("idempotencyKey")
        traceparent = try members.optional("traceparent")
        actAs = try members.optional("actAs")
        asOf = try members.optional("asOf")
        knownAt = try members.optional("knownAt")
    }
}

extension KnownAt: DirectEncodable, DirectDecodable {
    public func write(to json: inout JSONWriter) {
        switch self {
        case .instant(let instant): instant.write(to: &json)
        case .sequence(let number): number.write(to: &json)
        }
    }

    public init(from json: JSONReader) throws(WireJSONError) {
        if let number = try? Int64(from: json) {
            guard number >= 0 else { throw json.invalid(Self.negative) }
            self = .sequence(number)
        } else {
            self = .instant(try Instant(from: json))
        }
    }
}

extension ReplyMetadata: DirectObject, DirectDecodableObject {
    public func writeMembers(to json: inout JSONWriter) {
        json.member("sequence", sequence)
        json.member("asOf", asOf)
    }

    public init(from members: inout JSONMembers) throws(WireJSONError) {
        sequence = try members.optional("sequence")
        asOf = try members.optional("asOf")
    }
}
