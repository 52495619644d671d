// What is known of a person's year when a claim is decided, and what the claim adds to it. Read and written in the turn
// of the one transaction that takes the claim in, so that no two claims see the same total: in whatever order claims
// come, what is collected over the year is the ceiling and no more.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit

/// Whose claim it is, and what was counted before it.
struct PersonalHistory {
    /// Nil for a claim without a card.
    var number: InsuranceNumber?
    /// The number that stands for the person; nil for one of whom no claim was taken in.
    var person: Int64?
    /// Of the years of the visit.
    var counted: [CountedCopayment] = []
}

extension ClaimIntake {
    /// What was counted before a claim of the person whose card it states first.
    func history(of claim: Claim) throws -> PersonalHistory {
        guard let number = claim.cards.first?.card.number else { return PersonalHistory() }
        guard let person = try DecisionStore(context.writer).person(of: number) else {
            return PersonalHistory(number: number)
        }
        // A stay over the year's end counts in both years.
        let counted = try YearCountStore(context.writer).copayments(
            of: person, from: claim.arrivedAt.date.civil.year, until: claim.leftAt.date.civil.year)
        return PersonalHistory(number: number, person: person, counted: counted)
    }

    /// Keeps what a claim was decided from and to, and adds what it counts. The sequence is the claim's.
    func keep(_ decision: Decision, of claim: Claim, after history: PersonalHistory, _ sequence: Int64) throws {
        let person =
            try history.person
            ?? history.number.map { number in
                try DecisionStore.register(number, as: sequence, context.writer)
                return sequence
            }
        try DecisionStore.insert(
            StoredDecision(
                claim: sequence, number: 1, sequence: sequence, reason: .intake, person: person,
                arrivedDay: claim.arrivedAt.date, record: decision.record),
            context.writer)
        guard let person, !decision.counted.isEmpty else { return }
        for sum in history.counted.adding(decision.counted) where !history.counted.contains(sum) {
            try YearCountStore.put(sum, of: person, sequence, context.writer)
        }
    }
}
