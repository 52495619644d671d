// A member of a dynamic object.

/// A name and its value, as an object of ``JSONValue`` holds them.
public struct JSONMember: Sendable, Hashable {
    /// The name, escapes undone.
    public var key: String
    /// The value.
    public var value: JSONValue

    /// A member made of its parts.
    public init(key: String, value: JSONValue) {
        self.key = key
        self.value = value
    }
}
