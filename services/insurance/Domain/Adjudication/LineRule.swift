// What a line costs and what of it lies in the fund's scope (Decision 4750/QĐ-BYT, appendix).

internal import MessageSchema

enum LineRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) throws(Refusal) {
        for index in work.lines.indices {
            try reckonTotal(index, &work)
            reckonScope(index, &work)
        }
        // All other sums are parts of this one, so what fits here fits everywhere.
        guard Reckoning.sum(work.lines, \.total) != nil else { throw work.refusal(.claimTooLarge) }
    }

    private static func reckonTotal<L: Listener>(_ index: Int, _ work: inout Evaluation<L>) throws(Refusal) {
        let line = work.facts.lines[index]
        let rate = work.lines[index].dueRate ?? line.serviceRate
        let rounding = work.options.rounding
        guard let total = Reckoning.product(line.quantity.units, line.price.units, rate.units, by: rounding) else {
            throw work.refusal(.lineTooLarge(index))
        }
        guard line.otherSources.units <= total else { throw work.refusal(.otherSourcesTooLarge(index)) }
        work.lines[index].total = total
        work.note(
            "line.total", at: index, by: .format("Phụ lục, THANH_TIEN_BV"),
            [
                ("quantity", line.quantity.text), ("price", line.price.text),
                ("serviceRate", "\(rate) %"),
            ],
            "\(factors(line.quantity, line.price, [rate])) = \(Amount(reckoned: total))",
            Amount(reckoned: total).text)
    }

    private static func reckonScope<L: Listener>(_ index: Int, _ work: inout Evaluation<L>) {
        let line = work.facts.lines[index]
        guard isInScope(work.lines[index], line.scope) else {
            work.note(
                "line.inScope", at: index, by: .format("Phụ lục, PHAM_VI"), [("scope", line.scope.rawValue)],
                work.lines[index].isCovered ? "out of the fund's scope" : "no card is valid", Amount.zero.text)
            return
        }
        let price = fundPrice(index, &work)
        let rate = paymentRate(index, &work)
        if work.donor == .facility, line.otherSources.units > 0 { return takeGift(index, price, rate, &work) }
        let service = work.lines[index].dueRate ?? line.serviceRate
        // Not more than the total, which was not too large.
        guard
            let inScope = Reckoning.product(
                line.quantity.units, price.units, service.units, rate.units, by: work.options.rounding)
        else { preconditionFailure("the amount in scope is a part of the total") }
        work.lines[index].inScope = inScope
        work.note(
            "line.inScope", at: index, by: .format("Phụ lục, THANH_TIEN_BH"),
            [
                ("quantity", line.quantity.text), ("fundPrice", price.text),
                ("serviceRate", "\(service) %"), ("paymentRate", "\(rate) %"),
            ],
            "\(factors(line.quantity, price, [service, rate])) = \(Amount(reckoned: inScope))",
            Amount(reckoned: inScope).text)
    }

    // A gift to the whole facility lowers the line's cost first; of the rest as much is in scope as the fund's price is
    // of the price charged (project default).
    private static func takeGift<L: Listener>(
        _ index: Int, _ price: UnitPrice, _ rate: Rate, _ work: inout Evaluation<L>
    ) {
        let line = work.facts.lines[index]
        if work.options.donorPrice == .difference { return takeDifference(index, price, rate, &work) }
        let rest = work.lines[index].total - line.otherSources.units
        let inScope = Reckoning.share(of: rest, price.units, of: line.price.units, rate, by: work.options.rounding)
        work.lines[index].inScope = inScope
        let ratio = price == line.price ? "" : " x \(price) / \(line.price)"
        work.note(
            "line.inScope", at: index, by: .format("Phụ lục, T_NGUONKHAC"),
            [
                ("total", Amount(reckoned: work.lines[index].total).text), ("otherSources", line.otherSources.text),
                ("fundPrice", price.text), ("paymentRate", "\(rate) %"),
            ],
            "(\(Amount(reckoned: work.lines[index].total)) - \(line.otherSources))\(ratio) x \(rate) % = "
                + "\(Amount(reckoned: inScope))",
            Amount(reckoned: inScope).text)
    }

    // The other reading: the gift comes off what the line costs at the fund's price.
    private static func takeDifference<L: Listener>(
        _ index: Int, _ price: UnitPrice, _ rate: Rate, _ work: inout Evaluation<L>
    ) {
        let (line, rounding) = (work.facts.lines[index], work.options.rounding)
        let service = work.lines[index].dueRate ?? line.serviceRate
        guard
            let cost = Reckoning.product(line.quantity.units, price.units, service.units, by: rounding)
        else { preconditionFailure("the amount in scope is a part of the total") }
        let rest = max(0, cost - line.otherSources.units)
        let inScope = Reckoning.part(rate, of: rest, by: rounding)
        work.lines[index].inScope = inScope
        work.note(
            "line.inScope", at: index, by: .format("Phụ lục, T_NGUONKHAC"),
            [
                ("atFundPrice", Amount(reckoned: cost).text), ("otherSources", line.otherSources.text),
                ("paymentRate", "\(rate) %"),
            ],
            "(\(Amount(reckoned: cost)) - \(line.otherSources)) x \(rate) % = \(Amount(reckoned: inScope))",
            Amount(reckoned: inScope).text)
    }

    // Out of the list is in scope for army, police and cipher officers only; out of scope is for nobody.
    private static func isInScope(_ work: LineWork, _ scope: BenefitScope) -> Bool {
        switch scope {
        case .inScope: work.isCovered
        case .outOfScope: false
        case .forcesOnly: work.isCovered && work.coversOutOfList
        }
    }

    // The fund does not go by a higher price than was charged.
    private static func fundPrice<L: Listener>(_ index: Int, _ work: inout Evaluation<L>) -> UnitPrice {
        let line = work.facts.lines[index]
        guard let fundPrice = line.fundPrice, fundPrice.units > line.price.units else {
            return line.fundPrice ?? line.price
        }
        work.remark(.fundPrice, line: index)
        return line.price
    }

    private static func paymentRate<L: Listener>(_ index: Int, _ work: inout Evaluation<L>) -> Rate {
        let stated = work.facts.lines[index].paymentRate
        guard work.lines[index].ignoresPaymentRates, stated.units < Rate.whole.units else { return stated }
        let isStated = work.options.ignoredRate == .payStated
        work.remark(.paymentRate, line: index, isStated ? 1 : 0)
        return isStated ? stated : .whole
    }

    private static func factors(_ quantity: Quantity, _ price: UnitPrice, _ rates: [Rate]) -> String {
        "\(quantity) x \(price)" + rates.filter { $0 != .whole }.map { " x \($0) %" }.joined()
    }
}
