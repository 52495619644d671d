// Stands where the rule for donors will: they take over parts of the patient's and the fund's money, each kind in an
// order of its own. Until then a claim with other sources waits for evidence.

internal import MessageSchema

enum DonorGuard {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) {
        guard work.facts.lines.contains(where: { $0.otherSources != .zero }) else { return }
        work.hold(.donorNotYet)
    }
}
