// What a replay comes to: sums over all, by group, digit, province and facility, the claims that change most, those
// that cannot be decided. A claim stands in the rows of the card that paid as it was decided, on both sides.

internal import MessageSchema

struct ReplayTally: Sendable {
    /// A claim with its figures on both sides.
    struct Changed: Sendable {
        var claim: ReplayCase
        var facts: ClaimFacts
        var group: String
        var before: PaidFigures
        var after: PaidFigures
    }
    private(set) var all = ReplaySum()
    private(set) var byGroup: [String: ReplaySum] = [:]
    private(set) var byDigit: [String: ReplaySum] = [:]
    private(set) var byProvince: [String: ReplaySum] = [:]
    private(set) var byFacility: [String: ReplaySum] = [:]
    /// In the order of their change.
    private(set) var most: [Changed] = []

    private(set) var undecided = 0
    private(set) var undecidedFund: Int128 = 0
    private(set) var firstUndecided: (claim: Int64, reason: String)?

    private(set) var drifted = 0
    private(set) var drift = ReplaySum.Pair()

    /// The key of claims without a card.
    static let none = "none"
    static let mostShown = 10

    /// Takes a claim that both policies decide.
    mutating func add(_ claim: ReplayCase, _ facts: ClaimFacts, _ kept: Verdict, _ after: PaidFigures) {
        let before = PaidFigures(kept)
        let coverage = Self.coverage(facts, kept)
        let group = coverage.map { CardGroup(packed: $0.group).text } ?? Self.none
        let facility = FacilityCode(packed: facts.facility)
        all.add(before, after)
        byGroup[group, default: ReplaySum()].add(before, after)
        byDigit[coverage.map { String($0.digit) } ?? Self.none, default: ReplaySum()].add(before, after)
        byProvince[facility.province, default: ReplaySum()].add(before, after)
        byFacility[facility.text, default: ReplaySum()].add(before, after)
        guard before != after else { return }
        place(Changed(claim: claim, facts: facts, group: group, before: before, after: after))
    }

    /// Takes a claim that cannot be decided.
    mutating func leaveOut(_ claim: ReplayCase, fund: Int64, _ reason: String) {
        undecided += 1
        undecidedFund += Int128(fund)
        if firstUndecided == nil { firstUndecided = (claim.claim, reason) }
    }

    /// Notes what the published policy alone makes of a claim; nil if it does not decide it.
    mutating func compare(_ kept: PaidFigures, _ present: PaidFigures?) {
        guard kept != present else { return }
        drifted += 1
        if let present { drift.add(kept.fund, present.fund) }
    }

    /// The coverage that paid the first line that one paid; else the first one.
    private static func coverage(_ facts: ClaimFacts, _ kept: Verdict) -> CoverageFacts? {
        let paying = kept.lines.lazy.compactMap(\.coverage).first
        if let paying, facts.coverages.indices.contains(paying) { return facts.coverages[paying] }
        return facts.coverages.first
    }

    private mutating func place(_ changed: Changed) {
        let place = most.firstIndex { changed.isBefore($0) } ?? most.count
        guard place < Self.mostShown else { return }
        most.insert(changed, at: place)
        if most.count > Self.mostShown { most.removeLast() }
    }
}

extension ReplayTally.Changed {
    /// The larger change of the fund's part first, then of the patient's, then the earlier claim.
    fileprivate func isBefore(_ other: Self) -> Bool {
        let (mine, others) = (rank, other.rank)
        return mine != others ? mine > others : claim.claim < other.claim.claim
    }

    private var rank: (UInt64, UInt64) {
        ((after.fund - before.fund).magnitude, (after.patient - before.patient).magnitude)
    }
}
