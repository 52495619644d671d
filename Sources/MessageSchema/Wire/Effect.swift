// What a method does to the service's state; from it follows whether a lost request may be repeated.

/// The effect of a method on stored state.
public enum Effect: String, Codable, Sendable {
    /// Changes nothing: may always be repeated.
    case reads
    /// Changes state, and doing it twice is the same as doing it once.
    case idempotentWrite
    /// Changes state: may be repeated only under an idempotency key.
    case write
}

extension Effect {
    /// Whether running a call with this effect twice does no harm.
    public func isRepeatable(hasKey: Bool) -> Bool { self != .write || hasKey }
}
