// What the fund pays of the cost in scope: the card's level times the routing rate, or that rate of the whole.

internal import MessageSchema

enum RoutingLevelRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) {
        guard let routing = work.routing else {
            for index in work.lines.indices { work.lines[index].level = .zero }
            return
        }
        var noted: Set<Rate> = []
        for index in work.lines.indices where work.lines[index].coverage != nil {
            let card = routing.ignoresLevel ? Rate.whole : work.lines[index].level
            let level = Reckoning.product(card, routing.rate, places: work.options.percentPlaces, work.options.rounding)
            work.lines[index].level = level
            guard L.isOn, noted.insert(card).inserted else { continue }
            work.note(
                "level.routing", by: work.citation(routing.source),
                [("level", "\(card) %"), ("routing", "\(routing.rate) %")],
                "\(card) % x \(routing.rate) % = \(level) %", "\(level) %")
        }
    }
}
