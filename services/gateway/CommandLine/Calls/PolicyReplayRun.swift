// A replay under way: its first page fixes what is known, then each part goes on by itself, as known then.

import MessageSchema
import Synchronization

/// Asks for all pages of a replay.
struct PolicyReplayRun: Sendable {
    let connection: SuiteConnection
    let policy: PolicyAct
    let from: CalendarDate
    let to: CalendarDate
    /// How many parts are asked for side by side.
    let jobs: Int
    let metadata: CallMetadata
    /// Makes what is told how far it is, of so many claims.
    let progress: @Sendable (Int) -> StepProgress

    /// The sums of all parts. Stateless on both sides: what breaks off is simply begun anew.
    func run() async throws -> ReplayTotals {
        let first = try await page(part: 1, cursor: nil, metadata)
        let told = progress(first.inAll ?? 0)
        told.add(first.sums.claims + first.undecided.claims)
        var pinned = metadata
        pinned.knownAt = .sequence(first.known)
        let known = pinned
        var parts = [ReplayTotals?](repeating: nil, count: jobs)
        try await withThrowingTaskGroup(of: (Int, ReplayTotals).self) { group in
            for part in 1...jobs {
                group.addTask { (part, try await follow(part, from: part == 1 ? first : nil, known, told)) }
            }
            for try await (part, totals) in group { parts[part - 1] = totals }
        }
        // In the order of the parts, so that what is named first is always the same.
        return parts.compactMap(\.self).reduce(into: ReplayTotals()) { $0.add($1) }
    }

    /// Both decisions of the claims that change most, of so many, as known to the replay.
    func explanations(of count: Int, in totals: ReplayTotals) async throws -> [ReconsiderClaim.Reply] {
        var pinned = metadata
        pinned.knownAt = .sequence(totals.known)
        var replies: [ReconsiderClaim.Reply] = []
        for claim in totals.most.prefix(count) {
            let request = ReconsiderClaim(claim: claim.claim, policy: policy, from: from, to: to)
            replies.append(try await connection.call(request, pinned))
        }
        return replies
    }

    private func follow(
        _ part: Int, from first: PolicyReplayPage?, _ metadata: CallMetadata, _ told: StepProgress
    ) async throws -> ReplayTotals {
        var totals = ReplayTotals()
        if let first { totals.add(first) }
        var cursor = first?.nextCursor
        guard first == nil || cursor != nil else { return totals }
        for _ in 0..<Bounds.pagesMax {
            let page = try await page(part: part, cursor: cursor, metadata)
            totals.add(page)
            told.add(page.sums.claims + page.undecided.claims)
            guard let next = page.nextCursor else { return totals }
            cursor = next
        }
        throw Failure.fabric(.tooLarge, "a part has more than \(Bounds.pagesMax) pages; ask for fewer days")
    }

    private func page(part: Int, cursor: String?, _ metadata: CallMetadata) async throws -> PolicyReplayPage {
        try await connection.call(
            ReplayPolicy(policy: policy, from: from, to: to, part: part, parts: jobs, cursor: cursor), metadata)
    }
}
