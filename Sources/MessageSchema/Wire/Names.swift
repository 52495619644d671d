// Names of services, methods and events: `service`, `service.noun.verb`, `service.noun.pastTense`.

/// The name of a service on the wire, such as `registry`: lower-case ASCII letters.
public struct ServiceName: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    public let text: String
    public init?(_ text: String) {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        guard (1...32).contains(text.utf8.count), text.utf8.allSatisfy(letters.contains) else { return nil }
        self.text = text
    }
    public init(stringLiteral value: StaticString) {
        text = "\(value)"
    }
    public var description: String { text }
}

/// The name of a method, `service.noun.verb`.
public struct MethodName: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    public let text: String
    public init(_ text: String) { self.text = text }
    public init(stringLiteral value: StaticString) { text = "\(value)" }
    public var description: String { text }

    /// The three parts, or nil when there are not three.
    public var parts: (service: String, noun: String, verb: String)? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        return (String(parts[0]), String(parts[1]), String(parts[2]))
    }
}
