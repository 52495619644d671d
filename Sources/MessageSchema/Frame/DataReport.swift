// What a service's program says of a data folder when it is asked to look at it instead of serving it.

/// The outcome of `sauro-SERVICE --verify`.
public struct DataReport: Codable, Hashable, Sendable {
    /// Something that does not hold.
    public struct Fault: Codable, Hashable, Sendable {
        /// The check that found it, in a word.
        public var check: String
        public var problem: String
        public init(check: String, problem: String) {
            self.check = check
            self.problem = problem
        }
    }

    public var service: String
    public var version: String
    /// The journal's id, its last sequence and that entry's hash in hexadecimal.
    public var journal: String
    public var sequence: Int64
    public var hash: String
    /// How far it had followed others.
    public var follows: [FollowedPlace]
    /// What was checked, in order.
    public var checks: [String]
    public var faults: [Fault]

    public init(
        service: String, version: String, journal: String, sequence: Int64, hash: String, follows: [FollowedPlace],
        checks: [String], faults: [Fault]
    ) {
        self.service = service
        self.version = version
        self.journal = journal
        self.sequence = sequence
        self.hash = hash
        self.follows = follows
        self.checks = checks
        self.faults = faults
    }
}
