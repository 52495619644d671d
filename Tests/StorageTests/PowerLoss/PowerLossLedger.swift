// What a power cut may and may not have taken: written down by those who were answered.

import Storage

/// The answers that one disk's writers got, over all its lives.
struct PowerLossLedger: Sendable {
    /// What must be there, by id: what was acknowledged, and what was found after an earlier cut.
    var kept: [String: Kept] = [:]
    /// What must not be there.
    var refused: Set<String> = []
    /// The journal's id, once a store was open on the disk.
    var journal: String?
    /// What went wrong otherwise.
    var faults: [String] = []

    struct Kept: Sendable {
        var write: PowerLossWrite
        /// Of its last event.
        var sequence: Int64
    }

    mutating func note(_ write: PowerLossWrite, _ result: Result<WriteOutcome, any Error>, isCut: Bool) {
        switch result {
        case .success(let outcome):
            kept[write.id] = Kept(write: write, sequence: outcome.sequence)
            if outcome.answer != write.answer { faults.append("\(write.id) got another's answer") }
        case .failure(is Refusal): refused.insert(write.id)
        case .failure(let error) where !isCut: faults.append("\(write.id) failed with power on: \(error)")
        // Lost with the power: it may be there whole, or not at all.
        case .failure: break
        }
    }
}
