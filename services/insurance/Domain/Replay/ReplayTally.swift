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
    /// Claims that stand in the same rows; one of these is found for a claim, and no text is made.
    private struct Cell: Hashable {
        /// Packed; nil for a claim without a card.
        var group: UInt16?
        var digit: Int?
        var facility: Int32
    }
    private var cells: [Cell: ReplaySum] = [:]
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
        let cell = Cell(group: coverage?.group, digit: coverage?.digit, facility: facts.facility)
        cells[cell, default: ReplaySum()].add(before, after)
        guard before != after else { return }
        place(Changed(claim: claim, facts: facts, group: Self.text(cell.group), before: before, after: after))
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

    private static func text(_ group: UInt16?) -> String { group.map { CardGroup(packed: $0).text } ?? none }

    private mutating func place(_ changed: Changed) {
        let place = most.firstIndex { changed.isBefore($0) } ?? most.count
        guard place < Self.mostShown else { return }
        most.insert(changed, at: place)
        if most.count > Self.mostShown { most.removeLast() }
    }
}

extension ReplayTally {
    var all: ReplaySum { cells.values.reduce(into: ReplaySum()) { $0.add($1) } }
    var byGroup: [String: ReplaySum] { rows { Self.text($0.group) } }
    var byDigit: [String: ReplaySum] { rows { $0.digit.map { String($0) } ?? Self.none } }
    var byProvince: [String: ReplaySum] { rows { FacilityCode(packed: $0.facility).province } }
    var byFacility: [String: ReplaySum] { rows { FacilityCode(packed: $0.facility).text } }

    private func rows(_ key: (Cell) -> String) -> [String: ReplaySum] {
        cells.reduce(into: [:]) { $0[key($1.key), default: ReplaySum()].add($1.value) }
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
