// What the fund pays of the cost in scope: the card's level times the routing rate, or that rate of the whole.

internal import MessageSchema

enum RoutingLevelRule: AdjudicationRule {
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection) {
        guard let routing = state.routing else {
            for index in state.lines.indices { state.lines[index].level = .zero }
            return
        }
        var noted: Set<Rate> = []
        for index in state.lines.indices where state.lines[index].coverage != nil {
            let card = routing.row.ignoresLevel == true ? Rate.whole : state.lines[index].level
            let level = Reckoning.product(card, routing.row.rate)
            state.lines[index].level = level
            guard noted.insert(card).inserted else { continue }
            state.note(
                "level.routing", by: routing.citation,
                [("level", "\(card) %"), ("routing", "\(routing.row.rate) %")],
                "\(card) % x \(routing.row.rate) % = \(level) %", "\(level) %")
        }
    }
}
