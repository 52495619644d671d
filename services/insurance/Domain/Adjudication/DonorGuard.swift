// Stands where the rule for donors will: they take over parts of the patient's and the fund's money, each kind in an
// order of its own. Until then a claim with other sources waits for evidence.

internal import MessageSchema

enum DonorGuard: AdjudicationRule {
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection) {
        guard state.lines.contains(where: { $0.line.otherSources ?? .zero != .zero }) else { return }
        state.hold("donor.notYet", "XML1.T_NGUONKHAC", "Other sources pay a part of the claim.")
    }
}
