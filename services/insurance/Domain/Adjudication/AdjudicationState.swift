// What the rules have found out so far: each reads it, extends it, and writes down what it did.

internal import MessageSchema

struct AdjudicationState: Sendable {
    let claim: Claim
    let context: ClaimContext
    let member: MemberFacts?
    let policy: Policy

    /// The day that picks base salary, level and routing.
    var day: CalendarDate
    var baseSalary: Amount = .zero
    /// Whether the visit counts as a stay.
    var isStay = false
    /// Nil until it is found, and where the policy is silent.
    var routing: Cited<RoutingRow>?
    var lines: [LineState]
    var totals: ClaimTotals = .nothing
    var treatmentDays: Int

    /// The visit is not the fund's to pay.
    var isRefused = false
    /// A person has to see evidence.
    var needsEvidence = false
    /// False where figures miss a rule that would change them, so that they are not held against those stated.
    var isReckoned = true
    /// True where nothing is left to adjudicate.
    var isOver = false

    var trace: [TraceStep] = []
    var findings: [Finding] = []

    init(_ claimCase: ClaimCase, by policy: Policy) {
        claim = claimCase.claim
        context = claimCase.context
        member = claimCase.member
        self.policy = policy
        day = claimCase.claim.arrivedAt.date
        lines = claimCase.claim.lines.map(LineState.init)
        treatmentDays = claimCase.claim.treatmentDays
    }

    /// Writes down a step.
    mutating func note(
        _ rule: String, at place: String? = nil, by citation: Citation? = nil, _ inputs: [(String, String)] = [],
        _ arithmetic: String, _ result: String
    ) {
        trace.append(
            TraceStep(
                rule: rule, place: place, act: citation?.act, article: citation?.article,
                inputs: inputs.map { TraceInput(name: $0.0, value: $0.1) }, arithmetic: arithmetic, result: result))
    }

    /// Lets the claim wait for evidence, since a rule that would change its figures is not written yet.
    mutating func hold(_ rule: String, _ place: String, _ message: String) {
        needsEvidence = true
        isReckoned = false
        findings.append(
            .warning(
                rule, place, "\(message) The rule for it is not applied yet; the figures are without it.",
                "Decide the claim by hand."))
    }

    /// The row of the entitlement's table that the visit falls under.
    var setting: VisitSetting { isStay ? .inpatient : .outpatient }

    /// A setting on the deciding day; refuses a claim that needs one which the policy lacks.
    func setting(_ name: PolicySetting) throws(ClaimRejection) -> Cited<PolicySettingRow> {
        guard let row = policy.setting(name, on: day) else { throw missing("the setting \(name.rawValue)") }
        return row
    }

    /// The value of a setting; the policy's check lets no other pass.
    func read<Value>(
        _ setting: Cited<PolicySettingRow>, _ form: (PlainText) throws(ValueError) -> Value
    ) throws(ClaimRejection) -> Value {
        do throws(ValueError) { return try form(setting.row.value) } catch {
            throw missing("a readable setting \(setting.row.name.rawValue)")
        }
    }

    /// The value of a setting that is one of a few words.
    func word<Word: WireEnum>(_ setting: Cited<PolicySettingRow>) throws(ClaimRejection) -> Word {
        do throws(ValueError) { return try SettingForm.word(setting.row.value) } catch {
            throw missing("a readable setting \(setting.row.name.rawValue)")
        }
    }

    /// The refusal of a claim that the policy cannot decide for want of something.
    func missing(_ what: String) -> ClaimRejection {
        .policyMissing(
            on: day,
            [
                .error(
                    "policy.missing", "policy", "It has no row for \(what) on \(day).",
                    "Propose and publish the act that has it.")
            ])
    }

    /// The refusal of a claim for one thing that no claim can have.
    func malformed(_ rule: String, _ place: String, _ message: String, _ hint: String) -> ClaimRejection {
        .malformed(claim.key, [.error(rule, place, message, hint)])
    }
}

/// A line as far as it is decided.
struct LineState: Sendable {
    let line: ClaimLine
    /// The coverage that pays; nil where none does.
    var coverage: Coverage?
    /// What the fund pays of the amount in scope.
    var level: Rate = .zero
    var ignoresPaymentRates = false
    var coversOutOfList = false
    /// Whether the fund covers the line at all.
    var isCovered = true
    var total: Amount = .zero
    var inScope: Amount = .zero
    var fund: Amount = .zero
    var copayment: Amount = .zero
    var ownCost: Amount = .zero

    init(_ line: ClaimLine) { self.line = line }

    /// Such as `XML2/1`.
    var place: String { "\(line.table.rawValue)/\(line.number)" }

    var decided: AdjudicatedLine {
        AdjudicatedLine(
            table: line.table, number: line.number, name: line.name, total: total, inScope: inScope, level: level,
            ownCost: ownCost, copayment: copayment, fund: fund, otherSources: line.otherSources ?? .zero)
    }
}

extension ClaimTotals {
    static let nothing = ClaimTotals(
        drugs: .zero, supplies: .zero, total: .zero, inScope: .zero, ownCost: .zero, copayment: .zero, fund: .zero,
        otherSources: .zero, fundFeeForService: .zero)
}

extension Citation {
    /// The national claim format's own rules (Decision 4750/QĐ-BYT), by the field they define.
    static func format(_ article: PlainText) -> Citation { Citation(act: formatAct, article: article) }

    private static let formatAct: ActNumber = {
        do { return try ActNumber("4750/QĐ-BYT") } catch { preconditionFailure("\(error)") }
    }()
}
