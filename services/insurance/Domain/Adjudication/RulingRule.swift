// What a person decided over the rules of entitlement: evidence was seen, the claim was refused, or taken
// back. A ruling is a fact like others, so that the decision can be made again from what was kept. Nobody can
// pay what nothing reckons.

/// What a person decided over the rules.
public enum Ruling: UInt8, Sendable {
    case pays = 1
    case refuses = 2
    case recalls = 3
}

enum RulingRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) {
        guard let ruling = work.facts.ruling else { return }
        switch ruling {
        case .pays:
            guard work.isReckoned, !work.isOver else { return }
            work.needsEvidence = false
        case .refuses, .recalls:
            work.needsEvidence = false
            work.isRefused = true
        }
        work.note("review.ruling", [], "a person decided over the rules", "\(ruling)")
    }
}
