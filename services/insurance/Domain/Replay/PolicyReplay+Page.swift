// A replay's sums as they go over the wire.

public import MessageSchema

extension PolicyReplay {
    /// The sequences of the claims that a page names: those that change most, and the first that is not decided.
    public var named: [Int64] { tally.most.map(\.claim.claim) + (tally.firstUndecided.map { [$0.claim] } ?? []) }

    /// The page; `ids` has the identifiers of the claims that are named. Refused where a sum has more digits than an
    /// amount can have.
    public func page(
        policyVersion: Int, known: Int64, ids: [Int64: ClaimID]
    ) throws(PolicyRejection) -> PolicyReplayPage {
        var page = PolicyReplayPage(
            policyVersion: policyVersion, known: known, sums: try tally.all.onWire(),
            undecided: ReplayUndecided(
                claims: tally.undecided, fund: try amount(tally.undecidedFund),
                first: tally.firstUndecided.flatMap { ids[$0.claim] }, reason: tally.firstUndecided?.reason),
            withoutDraft: ReplayDrift(claims: tally.drifted, fund: try tally.drift.onWire()))
        page.byGroup = try rows(tally.byGroup)
        page.byDigit = try rows(tally.byDigit)
        page.byProvince = try rows(tally.byProvince)
        page.byFacility = try rows(tally.byFacility)
        page.most = tally.most.compactMap { changed in
            ids[changed.claim.claim].map { ReplayedClaim(changed, id: $0) }
        }
        return page
    }

    private func rows(_ sums: [String: ReplaySum]) throws(PolicyRejection) -> [ReplayRow] {
        var rows: [ReplayRow] = []
        for key in sums.keys.sorted() {
            if let sum = sums[key] { rows.append(ReplayRow(key: key, sums: try sum.onWire())) }
        }
        return rows
    }
}

extension ReplaySum {
    fileprivate func onWire() throws(PolicyRejection) -> ReplaySums {
        ReplaySums(
            claims: claims, changed: changed, fund: try fund.onWire(), copayment: try copayment.onWire(),
            ownCost: try ownCost.onWire())
    }
}

extension ReplaySum.Pair {
    fileprivate func onWire() throws(PolicyRejection) -> ReplayChange {
        ReplayChange(before: try amount(before), after: try amount(after))
    }
}

extension ReplayedClaim {
    fileprivate init(_ changed: ReplayTally.Changed, id: ClaimID) {
        let (before, after) = (changed.before, changed.after)
        func change(_ figure: (PaidFigures) -> Int64) -> ReplayChange {
            ReplayChange(before: Amount(reckoned: figure(before)), after: Amount(reckoned: figure(after)))
        }
        self.init(
            claim: id, facility: FacilityCode(packed: changed.facts.facility),
            arrivedOn: changed.facts.arrivedAt.date, group: changed.group, fund: change(\.fund),
            copayment: change(\.copayment), ownCost: change(\.ownCost))
    }
}

/// A sum as an amount of the wire, which has 15 digits at most.
private func amount(_ units: Int128) throws(PolicyRejection) -> Amount {
    guard units.magnitude <= UInt128(Amount.unitsMax) else {
        throw .replayUnfitting(
            "A sum has more than 15 digits before the point; ask for pages of fewer claims, `limit`.")
    }
    return Amount(reckoned: Int64(units))
}
