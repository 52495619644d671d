// What a walk along the hash chain found.

/// A point of the chain that is trusted: a sealed one, kept elsewhere, or 0 for the beginning.
public struct JournalAnchor: Sendable, Hashable {
    public var sequence: Int64
    /// The chain's hash at that sequence.
    public var hash: [UInt8]

    public init(sequence: Int64, hash: [UInt8]) {
        self.sequence = sequence
        self.hash = hash
    }
}

/// The result of verifying a journal.
public struct JournalVerification: Sendable, Hashable {
    /// The first place where the chain does not hold.
    public struct Fault: Sendable, Hashable {
        public var sequence: Int64
        /// What differs, in a sentence.
        public var difference: String
    }

    /// The journal's id.
    public var journal: String
    /// The last good point; an anchor for the next verification.
    public var verified: JournalAnchor
    /// Entries looked at.
    public var entries: Int64
    /// Entries whose personal part is there and fits its seal.
    public var personalPresent: Int64
    /// Entries whose personal part was erased.
    public var personalErased: Int64
    /// nil if the journal is whole.
    public var fault: Fault?
}
