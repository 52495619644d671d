// What the entitlement under which somebody came leads to: the routing rate, or no rate at all.

internal import MessageSchema

enum RoutingRule: AdjudicationRule {
    // Without a row the fund's share stays undecided.
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection) {
        let code = state.claim.routing
        guard let row = state.policy.routing(code, isStay: state.isStay, on: state.day) else {
            return try meetSilence(&state)
        }
        state.routing = row
        state.note(
            "routing.rate", by: row.citation,
            [("routing", code.text), ("setting", state.setting.rawValue), ("day", state.day.text)],
            row.row.ignoresLevel == true ? "of the whole cost in scope, whatever the card" : "of the card's level",
            "\(row.row.rate) %")
        decide(row.row.decision ?? .pays, &state)
    }

    private static func decide(_ decision: RoutingDecision, _ state: inout AdjudicationState) {
        let code = state.claim.routing
        switch decision {
        case .pays: return
        case .refuses:
            state.isRefused = true
            state.findings.append(
                .warning(
                    "routing.refused", "XML1", "Visits under \(code) are not the fund's to pay.",
                    "Nothing is to be done, unless the entitlement is wrong."))
        case .needsEvidence:
            state.needsEvidence = true
            state.findings.append(
                .warning(
                    "routing.case", "XML1", "Visits under \(code) are decided case by case.",
                    "See the evidence of the visit."))
        case .recalls:
            state.needsEvidence = true
            state.isOver = true
            state.lines = []
            state.findings.append(
                .warning(
                    "routing.recall", "XML1", "\(code) takes an earlier claim back and is not adjudicated.",
                    "Find the claim that it takes back."))
        }
    }

    // Where the list of entitlements of the day is complete, a code that is not in it is a mistake; else the policy
    // is silent, and nobody guesses.
    private static func meetSilence(_ state: inout AdjudicationState) throws(ClaimRejection) {
        let code = state.claim.routing
        let isListed = state.policy.routing(code, isStay: !state.isStay, on: state.day) != nil
        if !isListed {
            let word: UnlistedRouting = try state.word(state.setting(.unlistedRouting))
            guard word == .evidence else {
                throw state.malformed(
                    "routing.unknown", "XML1.MA_DOITUONG_KCB", "\(code) is no entitlement on \(state.day).",
                    "State one that the list of that day has.")
            }
        }
        state.needsEvidence = true
        state.isReckoned = false
        let what = isListed ? "is for the other setting than \(state.setting.rawValue)" : "has no row on \(state.day)"
        state.findings.append(
            .warning(
                "routing.silent", "XML1.MA_DOITUONG_KCB", "The policy does not say: \(code) \(what).",
                "See the evidence; no share of the fund is reckoned."))
        state.note(
            "routing.rate", [("routing", code.text), ("setting", state.setting.rawValue)],
            "the policy has no row", "undecided")
    }
}
