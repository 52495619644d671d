// An error as it crosses the wire: kind, name, a sentence for people, details for programs.

public import WireJSON

/// A refusal or failure, the `error` member of a JSON-RPC response.
public struct Failure: Error, Sendable, Equatable {
    /// Whether the request ran before it failed.
    public enum Executed: String, Codable, Sendable { case no, unknown }

    public var kind: ErrorKind
    /// The case, such as `registry.unit.notFound`; errors of the fabric itself are `fabric.` and the kind.
    public var name: String
    /// A sentence for people that says what and where.
    public var message: String
    /// More for programs: findings, the offending member, the state found.
    public var details: JSONValue?
    /// Milliseconds to wait before trying again.
    public var retryAfter: Int?
    public var executed: Executed?
    public var traceId: String?

    public init(
        _ kind: ErrorKind, name: String, message: String, details: JSONValue? = nil,
        retryAfter: Int? = nil, executed: Executed? = nil, traceId: String? = nil
    ) {
        self.kind = kind
        self.name = name
        self.message = message
        self.details = details
        self.retryAfter = retryAfter
        self.executed = executed
        self.traceId = traceId
    }

    /// An error of the fabric itself, named after its kind.
    public static func fabric(
        _ kind: ErrorKind, _ message: String, details: JSONValue? = nil, retryAfter: Int? = nil,
        executed: Executed? = nil
    ) -> Failure {
        Failure(
            kind, name: "fabric.\(kind.rawValue)", message: message, details: details,
            retryAfter: retryAfter, executed: executed)
    }
}

extension Failure: CustomStringConvertible {
    public var description: String { "\(name): \(message)" }
}

extension Failure: Codable {
    private enum Keys: String, CodingKey { case code, message, data }
    private enum DataKeys: String, CodingKey {
        case kind, name, retryable, retryAfter, executed, traceId, details
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(kind.code, forKey: .code)
        try container.encode(message, forKey: .message)
        var data = container.nestedContainer(keyedBy: DataKeys.self, forKey: .data)
        try data.encode(kind.rawValue, forKey: .kind)
        try data.encode(name, forKey: .name)
        try data.encode(isRetryable, forKey: .retryable)
        try data.encodeIfPresent(retryAfter, forKey: .retryAfter)
        try data.encodeIfPresent(executed, forKey: .executed)
        try data.encodeIfPresent(traceId, forKey: .traceId)
        try data.encodeIfPresent(details, forKey: .details)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        let code = try container.decode(Int.self, forKey: .code)
        message = try container.decode(String.self, forKey: .message)
        kind = ErrorKind(code: code) ?? .internalError
        guard container.contains(.data) else {
            name = "fabric.\(kind.rawValue)"
            return
        }
        let data = try container.nestedContainer(keyedBy: DataKeys.self, forKey: .data)
        name = try data.decodeIfPresent(String.self, forKey: .name) ?? "fabric.\(kind.rawValue)"
        retryAfter = try data.decodeIfPresent(Int.self, forKey: .retryAfter)
        executed = try data.decodeIfPresent(Executed.self, forKey: .executed)
        traceId = try data.decodeIfPresent(String.self, forKey: .traceId)
        details = try data.decodeIfPresent(JSONValue.self, forKey: .details)
    }

    /// True when the same request may be sent again as it is, without a key, and may then succeed.
    public var isRetryable: Bool {
        switch kind.repetition {
        case .no: false
        case .yes: true
        case .withKey: executed == .no
        }
    }
}
