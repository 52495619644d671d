// A rule's no, typed, as Domain returns it.

public import WireJSON

/// A rule says no. The frame turns it into the error of that name in the service's contract.
public protocol Rejection: Error, Sendable, Hashable {
    /// The case in the contract's error table, such as `registry.unit.alreadyDissolved`.
    var name: String { get }
    /// What and where, for people.
    var message: String { get }
    /// More for programs.
    var details: JSONValue? { get }
}

extension Rejection {
    public var details: JSONValue? { nil }
}
