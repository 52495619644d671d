// The only way from a claim to its facts, for one handed in by itself and for one of an envelope alike.

internal import MessageSchema

extension ClaimFacts {
    init(_ claimCase: ClaimCase) {
        let claim = claimCase.claim
        let context = claimCase.context
        var packages: [String] = []
        let lines = claim.lines.map { LineFacts($0, &packages) }
        self.init(
            facility: claim.facility.packed, routing: claim.routing.packed, form: claim.form.packed,
            arrivedAt: claim.arrivedAt, leftAt: claim.leftAt, treatmentDays: claim.treatmentDays,
            fiveYearsFrom: claimCase.member?.fiveYearsFrom ?? claim.fiveYearsFrom, exemptFrom: claim.exemptFrom,
            paidBeforeStep: context.paid_before_step, paidAfterStep: context.paid_after_step,
            history: claimCase.counted.map(CountedWork.init), donor: context.donor,
            isEnrolled: claimCase.member != nil,
            coverages: claimCase.coverages.map(CoverageFacts.init), differingCards: claimCase.differingCards,
            packages: packages, lines: lines)
        sameDay = Set(claimCase.sameDay.map(\.line)).sorted()
        earlierVisits = claimCase.earlierVisits
    }
}

extension CountedWork {
    init(_ counted: CountedCopayment) {
        self.init(year: counted.year, baseSalary: counted.baseSalary.units, amount: counted.amount.units)
    }
}

extension ClaimCase {
    /// The coverages that count for the claim: those enrolled, or those stated of somebody who is not.
    var coverages: [Coverage] { member?.coverages ?? claim.cards.map(\.coverage) }

    /// Stated cards, by their place in the claim, that are not what is enrolled.
    fileprivate var differingCards: [Int] {
        guard let member else { return [] }
        return claim.cards.indices.filter { !member.coverages.contains(claim.cards[$0].coverage) }
    }
}

extension StatedCard {
    /// What the card says to be insured.
    var coverage: Coverage {
        Coverage(group: card.group, digit: card.digit, facility: facility, from: from, lastDay: lastDay)
    }
}

extension CoverageFacts {
    fileprivate init(_ coverage: Coverage) {
        self.init(
            group: coverage.group.packed, digit: coverage.digit, facility: coverage.facility.packed,
            from: coverage.from, lastDay: coverage.lastDay)
    }
}

extension LineFacts {
    fileprivate init(_ line: ClaimLine, _ packages: inout [String]) {
        let package = line.supplyPackage.map { packages.place(of: $0.text) }
        self.init(
            table: line.table, number: line.number, costGroup: line.costGroup, scope: line.scope,
            method: line.paymentMethod ?? .feeForService, isWarWound: line.warWound == true, package: package,
            quantity: line.quantity, price: line.price, fundPrice: line.fundPrice,
            serviceRate: line.serviceRate ?? .whole, paymentRate: line.paymentRate ?? .whole,
            orderedAt: line.orderedAt, otherSources: line.otherSources ?? .zero)
    }
}

extension [String] {
    /// Where a name stands, which is put at the end if it is new.
    fileprivate mutating func place(of name: String) -> Int {
        if let place = firstIndex(of: name) { return place }
        append(name)
        return count - 1
    }
}
