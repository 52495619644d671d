// What a line costs and what of it lies in the fund's scope (Decision 4750/QĐ-BYT, appendix).

internal import MessageSchema

enum LineRule: AdjudicationRule {
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection) {
        for index in state.lines.indices {
            try reckonTotal(index, &state)
            try reckonScope(index, &state)
        }
        // All other sums are parts of this one, so what fits here fits everywhere.
        guard Reckoning.sum(state.lines.map(\.total)) != nil else {
            throw state.malformed(
                "claim.tooLarge", "XML1.T_TONGCHI_BV", "The lines come to more than 15 digits.",
                "Check quantities and prices.")
        }
    }

    private static func reckonTotal(_ index: Int, _ state: inout AdjudicationState) throws(ClaimRejection) {
        let line = state.lines[index].line
        let service = line.serviceRate ?? .whole
        guard let total = Reckoning.product(line.quantity, line.price, [service]) else {
            throw state.malformed(
                "line.tooLarge", "\(state.lines[index].place).THANH_TIEN_BV",
                "\(line.quantity) x \(line.price) has more than 15 digits.", "Check quantity and price.")
        }
        guard line.otherSources ?? .zero <= total else {
            throw state.malformed(
                "line.otherSources", "\(state.lines[index].place).T_NGUONKHAC",
                "Others pay \(line.otherSources ?? .zero) of a line that costs \(total).", "Check both.")
        }
        state.lines[index].total = total
        state.note(
            "line.total", at: state.lines[index].place, by: .format("Phụ lục, THANH_TIEN_BV"),
            [("quantity", line.quantity.text), ("price", line.price.text), ("serviceRate", "\(service) %")],
            "\(factors(line.quantity, line.price, [service])) = \(total)", total.text)
    }

    private static func reckonScope(_ index: Int, _ state: inout AdjudicationState) throws(ClaimRejection) {
        let line = state.lines[index].line
        let place = state.lines[index].place
        guard isInScope(state.lines[index]) else {
            let why = state.lines[index].isCovered ? "out of the fund's scope" : "no card is valid"
            state.note(
                "line.inScope", at: place, by: .format("Phụ lục, PHAM_VI"), [("scope", line.scope.rawValue)], why,
                Amount.zero.text)
            return
        }
        let price = fundPrice(index, &state)
        let rates = [line.serviceRate ?? .whole, paymentRate(index, &state)]
        // Not more than the total, which was not too large.
        guard let inScope = Reckoning.product(line.quantity, price, rates) else {
            preconditionFailure("the amount in scope is a part of the total")
        }
        state.lines[index].inScope = inScope
        state.note(
            "line.inScope", at: place, by: .format("Phụ lục, THANH_TIEN_BH"),
            [
                ("quantity", line.quantity.text), ("fundPrice", price.text), ("serviceRate", "\(rates[0]) %"),
                ("paymentRate", "\(rates[1]) %"),
            ],
            "\(factors(line.quantity, price, rates)) = \(inScope)", inScope.text)
    }

    // Out of the list is in scope for army, police and cipher officers only; out of scope is for nobody.
    private static func isInScope(_ line: LineState) -> Bool {
        switch line.line.scope {
        case .inScope: line.isCovered
        case .outOfScope: false
        case .forcesOnly: line.isCovered && line.coversOutOfList
        }
    }

    // The fund does not go by a higher price than was charged.
    private static func fundPrice(_ index: Int, _ state: inout AdjudicationState) -> UnitPrice {
        let line = state.lines[index].line
        guard let fundPrice = line.fundPrice, fundPrice > line.price else { return line.fundPrice ?? line.price }
        state.findings.append(
            .warning(
                "line.fundPrice", "\(state.lines[index].place).DON_GIA_BH",
                "The fund's price, \(fundPrice), is above the price charged, \(line.price), which counts.",
                "State the price that the fund goes by."))
        return line.price
    }

    private static func paymentRate(_ index: Int, _ state: inout AdjudicationState) -> Rate {
        let stated = state.lines[index].line.paymentRate ?? .whole
        guard state.lines[index].ignoresPaymentRates, stated < .whole else { return stated }
        state.findings.append(
            .warning(
                "line.paymentRate", "\(state.lines[index].place).TYLE_TT_BH",
                "A payment rate of \(stated) % is stated; for this patient none binds.", "100 % was paid."))
        return .whole
    }

    private static func factors(_ quantity: Quantity, _ price: UnitPrice, _ rates: [Rate]) -> String {
        "\(quantity) x \(price)" + rates.filter { $0 != .whole }.map { " x \($0) %" }.joined()
    }
}
