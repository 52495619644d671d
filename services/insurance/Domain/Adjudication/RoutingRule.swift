// What the entitlement under which somebody came leads to: the routing rate, or no rate at all.

internal import MessageSchema

enum RoutingRule {
    // Without a row the fund's share stays undecided.
    static func apply<L: Listener>(_ work: inout Evaluation<L>) throws(Refusal) {
        let code = work.facts.routing
        guard let cell = work.policy.routing(code, isStay: work.isStay, by: work.rules) else {
            return try meetSilence(&work)
        }
        work.routing = cell
        work.note(
            "routing.rate", by: work.citation(cell.source),
            [
                ("routing", RoutingCode(packed: code).text), ("setting", work.setting.rawValue),
                ("day", work.day.text),
            ],
            cell.ignoresLevel ? "of the whole cost in scope, whatever the card" : "of the card's level",
            "\(cell.rate) %")
        decide(cell.decision, &work)
    }

    private static func decide<L: Listener>(_ decision: RoutingDecision, _ work: inout Evaluation<L>) {
        switch decision {
        case .pays: return
        case .refuses:
            work.isRefused = true
            work.remark(.routingRefused)
        case .needsEvidence:
            work.needsEvidence = true
            work.remark(.routingCase)
        case .recalls:
            work.needsEvidence = true
            work.isOver = true
            work.lines = []
            work.remark(.routingRecall)
        }
    }

    // Where the list of entitlements of the day is complete, a code that is not in it is a mistake; else the policy
    // is silent, and nobody guesses.
    private static func meetSilence<L: Listener>(_ work: inout Evaluation<L>) throws(Refusal) {
        let code = work.facts.routing
        let isListed = work.policy.routing(code, isStay: !work.isStay, by: work.rules) != nil
        if !isListed {
            let word = try work.value(work.rules.unlistedRouting, .unlistedRouting)
            guard word == .evidence else { throw work.refusal(.unknownRouting) }
        }
        work.needsEvidence = true
        work.isReckoned = false
        work.remark(.routingSilent, isListed ? 1 : 0)
        work.note(
            "routing.rate", [("routing", RoutingCode(packed: code).text), ("setting", work.setting.rawValue)],
            "the policy has no row", "undecided")
    }
}
