// A method of a service, declared once: the request type is the method. The typed call, the route, the
// command-line verb, the schema, the permission check and the retry policy all come from here.

/// A request that a service answers.
public protocol Method: Codable, Hashable, Sendable {
    associatedtype Reply: Codable & Hashable & Sendable

    /// `service.noun.verb`
    static var name: MethodName { get }
    static var effect: Effect { get }
    /// What the caller needs to be allowed.
    static var permission: Permission { get }
    /// Where the caller needs to be allowed it.
    static var scope: Scope<Self> { get }
    /// Whether the method answers for a date, or for an earlier state of knowledge.
    static var timeTravel: TimeTravel { get }
    /// One sentence, in the imperative.
    static var summary: String { get }
    /// An exchange for documentation and golden tests.
    static var example: Example<Self> { get }
}

extension Method {
    public static var timeTravel: TimeTravel { .none }
}

/// Where a method acts.
public enum Scope<Request: Method>: Sendable {
    /// The permission is enough: the method concerns no one unit, or filters what it returns by the caller's scope.
    case anywhere
    /// The unit named by a member of the request; checked before the handler runs.
    case unit(any KeyPath<Request, UnitCode> & Sendable)
    /// The unit lies in stored state; the handler authorises before its first change.
    case found
}

/// Which of `asOf` and `knownAt` a method takes.
public enum TimeTravel: String, Sendable {
    case none
    /// Takes `asOf` and `knownAt`.
    case both
    /// Takes `knownAt` only; the date comes from the request itself.
    case knownAt
}

/// A request and the reply it might get.
public struct Example<Request: Method>: Sendable {
    public var request: Request
    public var reply: Request.Reply
    public init(_ request: Request, reply: Request.Reply) {
        self.request = request
        self.reply = reply
    }
}

/// A fact that a service publishes in its journal. The type is the event's data.
public protocol Event: Codable, Hashable, Sendable {
    /// `service.noun.pastTense`
    static var name: String { get }
    /// One sentence: what happened.
    static var summary: String { get }
    static var example: Self { get }
}

/// A named refusal of a service: one row of its error table.
public struct ErrorCase: Hashable, Sendable {
    /// `service.noun.fact`
    public var name: String
    public var kind: ErrorKind
    /// What it means.
    public var meaning: String
    /// What the caller can do about it.
    public var remedy: String

    public init(_ name: String, _ kind: ErrorKind, _ meaning: String, remedy: String) {
        self.name = name
        self.kind = kind
        self.meaning = meaning
        self.remedy = remedy
    }
}

/// All a service says on the wire.
public protocol Contract: Sendable {
    static var service: ServiceName { get }
    /// What the service is for, in one sentence.
    static var summary: String { get }
    static var methods: [any Method.Type] { get }
    static var events: [any Event.Type] { get }
    static var errors: [ErrorCase] { get }
}
