// Deciding claims again by a draft, one after the other: a person's in the order they came in, so that the co-payment
// that counts by the draft is the next claim's history. Reads what was kept of decisions, changes nothing.

internal import MessageSchema

/// A claim's decision as a replay takes it.
public struct ReplayCase: Hashable, Sendable {
    /// The claim's sequence.
    public var claim: Int64
    /// The number that stands for the person; nil for a claim without a card.
    public var person: Int64?
    public var record: DecisionRecord

    public init(claim: Int64, person: Int64?, record: DecisionRecord) {
        self.claim = claim
        self.person = person
        self.record = record
    }
}

/// What goes on from one claim of a person to the next.
public struct ReplayCarry: Hashable, Sendable {
    /// Nil before the first claim, and after one of nobody.
    public var person: Int64?
    public var byDraft: [CountDifference]
    /// The same by the published policy without the draft.
    public var byPublished: [CountDifference]

    public init(person: Int64? = nil, byDraft: [CountDifference] = [], byPublished: [CountDifference] = []) {
        self.person = person
        self.byDraft = byDraft
        self.byPublished = byPublished
    }
}

/// A replay under way.
public struct PolicyReplay: Sendable {
    private let draft: CompiledPolicy
    private let published: CompiledPolicy
    /// What a next page begins with.
    public private(set) var carry: ReplayCarry
    private(set) var tally = ReplayTally()

    /// `draft` is the published policy with the draft on top (``PolicyRules/acts(_:withDraft:)``).
    public init(draft: Policy, published: Policy, carry: ReplayCarry = ReplayCarry()) {
        self.draft = draft.compiled
        self.published = published.compiled
        self.carry = carry
    }

    /// Takes the next claim: of the same person as the one before, or the first of another.
    public mutating func take(_ claim: ReplayCase) {
        if claim.person == nil || claim.person != carry.person { carry = ReplayCarry(person: claim.person) }
        let (facts, kept): (ClaimFacts, Verdict)
        do throws(FormFault) {
            facts = try FactsForm.facts(from: claim.record.facts)
            kept = try ResultForm.verdict(from: claim.record.result)
        } catch {
            return tally.leaveOut(claim, fund: 0, "what was kept of it cannot be read: \(error.message)")
        }
        let paid = PaidFigures(kept)
        let again = Self.decide(facts, by: published, after: carry.byPublished)
        let present: Verdict? = if case .success(let verdict) = again { verdict } else { nil }
        tally.compare(paid, present.map { PaidFigures($0) })
        if let present { carry.byPublished = carry.byPublished.adding(present.counted, instead: kept.counted) }
        switch Self.decide(facts, by: draft, after: carry.byDraft) {
        case .success(let verdict):
            tally.add(claim, facts, kept, PaidFigures(verdict))
            carry.byDraft = carry.byDraft.adding(verdict.counted, instead: kept.counted)
        case .failure(let refusal):
            // It goes on counting as it was decided.
            tally.leaveOut(claim, fund: paid.fund, refusal.words(of: facts))
        }
    }

    private static func decide(
        _ facts: ClaimFacts, by policy: CompiledPolicy, after differences: [CountDifference]
    ) -> Result<Verdict, Refusal> {
        var work = Evaluation(facts.counting(differences), by: policy)
        do throws(Refusal) { try work.run() } catch { return .failure(error) }
        return .success(Verdict(work))
    }
}

extension Refusal {
    /// Why the facts cannot be decided, where the claim itself is not at hand.
    func words(of facts: ClaimFacts) -> String {
        switch reason {
        case .policyMissing(let need): "The policy has no row for \(need.words(facts)) on \(day)."
        case .noCard: "It states no card."
        case .notEnrolled: "Its bearer is not enrolled."
        case .notValid: "No card of it is valid on \(day)."
        case .unknownRouting: "\(RoutingCode(packed: facts.routing)) is no entitlement on \(day)."
        case .lineTooLarge(let line): "The line \(facts.lines[line].place) comes to more than 15 digits."
        case .otherSourcesTooLarge(let line): "Others pay more of the line \(facts.lines[line].place) than it costs."
        case .claimTooLarge: "The lines come to more than 15 digits."
        }
    }
}

extension Refusal.Need {
    fileprivate func words(_ facts: ClaimFacts) -> String {
        switch self {
        case .baseSalary: "the base salary"
        case .level(let index): "the level of a card \(facts.coverages[index].kind)"
        case .setting(let name), .readableSetting(let name): "a readable setting \(name.rawValue)"
        }
    }
}
