// The policy made ready for lookups, kept between requests. Keyed by the very acts it is made of, so that a reader of
// an older state, a writer in the middle of a batch and two stores in one process each see their own.

internal import InsuranceDomain
internal import MessageSchema
internal import Synchronization

/// The last policies that were asked for.
final class PolicyCache: Sendable {
    static let shared = PolicyCache()

    /// What a policy is made of: its version, and the acts that count with the hashes of what they say.
    struct Key: Hashable {
        var version: Int
        var acts: [String]
        var hashes: [String]
    }
    private let entries = Mutex<[(key: Key, policy: Policy)]>([])

    /// How many are kept: the present one, and those that card checks of the past ask for.
    private static let keptMax = 4

    /// The policy of a key, made if it is not kept.
    func policy(_ key: Key, make: () throws -> Policy) rethrows -> Policy {
        if let kept = entries.withLock({ entries in entries.last { $0.key == key }?.policy }) { return kept }
        let policy = try make()
        entries.withLock { entries in
            entries.removeAll { $0.key == key }
            entries.append((key, policy))
            if entries.count > Self.keptMax { entries.removeFirst() }
        }
        return policy
    }
}
