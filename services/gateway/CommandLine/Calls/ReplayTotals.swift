// Pages of a replay added up: in 128 bits, whatever their order, so that parts can be asked for side by side.

import MessageSchema

/// A figure on both sides, in hundredths of a đồng.
struct ReplayPair: Sendable, Equatable {
    var before: Int128 = 0
    var after: Int128 = 0

    var change: Int128 { after - before }

    static func + (left: ReplayPair, right: ReplayPair) -> ReplayPair {
        ReplayPair(before: left.before + right.before, after: left.after + right.after)
    }
}

/// Claims added up.
struct ReplayTotal: Sendable, Equatable {
    var claims = 0
    var changed = 0
    var fund = ReplayPair()
    var copayment = ReplayPair()
    var ownCost = ReplayPair()

    /// The patients', inside the scope and outside.
    var patients: ReplayPair { copayment + ownCost }

    mutating func add(_ other: ReplayTotal) {
        claims += other.claims
        changed += other.changed
        fund = fund + other.fund
        copayment = copayment + other.copayment
        ownCost = ownCost + other.ownCost
    }
}

/// By what claims are added up.
enum ReplayDimension: String, CaseIterable, Sendable {
    case group, digit, province, facility

    func rows(of page: PolicyReplayPage) -> [ReplayRow] {
        switch self {
        case .group: page.byGroup
        case .digit: page.byDigit
        case .province: page.byProvince
        case .facility: page.byFacility
        }
    }
}

/// All that a replay came to.
struct ReplayTotals: Sendable, Equatable {
    var policyVersion = 0
    var known: Int64 = 0
    var notKept = 0
    var all = ReplayTotal()
    var rows: [ReplayDimension: [String: ReplayTotal]] = [:]
    /// In the order of their change, ten at most.
    var most: [ReplayedClaim] = []
    var undecided = 0
    var undecidedFund: Int128 = 0
    var firstUndecided: ClaimID?
    var reason: String?
    var drifted = 0
    var drift = ReplayPair()

    static let mostShown = 10

    mutating func add(_ page: PolicyReplayPage) {
        var other = ReplayTotals(policyVersion: page.policyVersion, known: page.known, notKept: page.notKept ?? 0)
        other.all = ReplayTotal(page.sums)
        for dimension in ReplayDimension.allCases {
            let rows = dimension.rows(of: page).map { ($0.key, ReplayTotal($0.sums)) }
            other.rows[dimension] = Dictionary(rows) { first, _ in first }
        }
        other.most = page.most
        (other.undecided, other.undecidedFund) = (page.undecided.claims, Int128(page.undecided.fund.units))
        (other.firstUndecided, other.reason) = (page.undecided.first, page.undecided.reason)
        (other.drifted, other.drift) = (page.withoutDraft.claims, ReplayPair(page.withoutDraft.fund))
        add(other)
    }

    mutating func add(_ other: ReplayTotals) {
        (policyVersion, known) = (max(policyVersion, other.policyVersion), max(known, other.known))
        notKept += other.notKept
        all.add(other.all)
        for (dimension, rows) in other.rows {
            for (key, total) in rows { self.rows[dimension, default: [:]][key, default: ReplayTotal()].add(total) }
        }
        most = Array((most + other.most).sorted { $0.isBefore($1) }.prefix(Self.mostShown))
        undecided += other.undecided
        undecidedFund += other.undecidedFund
        if firstUndecided == nil { (firstUndecided, reason) = (other.firstUndecided, other.reason) }
        drifted += other.drifted
        drift = drift + other.drift
    }

    /// The rows of a dimension, the largest change of the fund's part first.
    func sorted(_ dimension: ReplayDimension) -> [(key: String, total: ReplayTotal)] {
        (rows[dimension] ?? [:]).map { (key: $0.key, total: $0.value) }.sorted { left, right in
            let (mine, others) = (left.total.fund.change.magnitude, right.total.fund.change.magnitude)
            return mine != others ? mine > others : left.key < right.key
        }
    }
}

extension ReplayPair {
    init(_ change: ReplayChange) {
        self.init(before: Int128(change.before.units), after: Int128(change.after.units))
    }
}

extension ReplayTotal {
    fileprivate init(_ sums: ReplaySums) {
        self.init(
            claims: sums.claims, changed: sums.changed, fund: ReplayPair(sums.fund),
            copayment: ReplayPair(sums.copayment), ownCost: ReplayPair(sums.ownCost))
    }
}

extension ReplayedClaim {
    /// The patient's, inside the scope and outside.
    var patient: ReplayPair { ReplayPair(copayment) + ReplayPair(ownCost) }

    /// The larger change of the fund's part first, then of the patient's, then the earlier identifier.
    fileprivate func isBefore(_ other: ReplayedClaim) -> Bool {
        let (mine, others) = (rank, other.rank)
        return mine != others ? mine > others : claim.text < other.claim.text
    }
    private var rank: (UInt128, UInt128) {
        (ReplayPair(fund).change.magnitude, patient.change.magnitude)
    }
}
