// What the rules have found out so far: each reads it, extends it, and writes down what it did for who listens. Nothing
// here is text, so that a claim that nobody explains is decided without any.

internal import MessageSchema

struct Evaluation<L: Listener> {
    let facts: ClaimFacts
    let policy: CompiledPolicy
    let listener: L

    /// The rules of the deciding day.
    private(set) var rules: DayRules
    /// The day that picks base salary, level and routing.
    private(set) var day: CalendarDate
    var baseSalary: Int64 = 0
    /// Whether the visit counts as a stay.
    var isStay = false
    /// Nil until it is found, and where the policy is silent.
    var routing: RoutingCell?
    var lines: [LineWork]
    var totals = TotalWork()
    var treatmentDays: Int
    /// What the fund would pay but for an officer who took lines out, in hundredths of a đồng.
    var refused: Int64 = 0
    /// Co-payment that counts towards the exemption after five years, a year after the other.
    var counted: [CountedWork] = []
    var remarks: [Remark] = []

    /// The visit is not the fund's to pay.
    var isRefused = false
    /// A person has to see evidence.
    var needsEvidence = false
    /// False where nothing says what the fund pays, so that the figures are not held against those stated.
    var isReckoned = true
    /// True where nothing is left to adjudicate.
    var isOver = false

    init(_ facts: ClaimFacts, by policy: CompiledPolicy, listener: L) {
        self.facts = facts
        self.policy = policy
        self.listener = listener
        day = facts.arrivedAt.date
        rules = policy.rules(on: day)
        lines = [LineWork](repeating: LineWork(), count: facts.lines.count)
        treatmentDays = facts.treatmentDays
    }

    /// Goes by the rules of another day than that of the arrival.
    mutating func decide(on day: CalendarDate) {
        self.day = day
        rules = policy.rules(on: day)
    }

    /// The row of the entitlement's table that the visit falls under.
    var setting: VisitSetting { isStay ? .inpatient : .outpatient }

    var options: DayOptions { rules.options }
    /// Whether the fund's rate for the way to the facility is one with which small costs and five years exempt.
    var isOnTheWay: Bool { routing.map { $0.rate.units >= options.liftRate.units } ?? false }
    /// Whether it is one with which co-payment counts towards that exemption.
    var isCounting: Bool { routing.map { $0.rate.units >= options.countedRate.units } ?? false }
    /// Whose the donations are: as was told beside the claim.
    var donor: DonorKind { facts.donor ?? options.donorDefault }
    /// The lines as they use up a ceiling.
    var linesInOrder: [Int] { facts.lines(in: options.ceilingOrder) }
    /// The year in which a line's co-payment counts.
    func year(of line: Int) -> Int {
        switch options.yearOf {
        case .orderDay: facts.lines[line].orderedAt.date.civil.year
        case .arrival: facts.arrivedAt.date.civil.year
        case .departure: facts.leftAt.date.civil.year
        }
    }

    mutating func remark(_ code: Remark.Code, line: Int = 0, _ value: Int64 = 0) {
        remarks.append(Remark(code: code, line: line, value: value))
    }

    /// Writes down a step; nothing of it is worded where nobody listens.
    @inline(__always)
    func note(
        _ rule: @autoclosure () -> String, at line: Int? = nil, by citation: @autoclosure () -> Citation? = nil,
        _ inputs: @autoclosure () -> [(String, String)] = [], _ arithmetic: @autoclosure () -> String,
        _ result: @autoclosure () -> String
    ) {
        guard L.isOn else { return }
        let source = citation()
        listener.take(
            TraceStep(
                rule: rule(), place: line.map { facts.lines[$0].place }, act: source?.act, article: source?.article,
                inputs: inputs().map { TraceInput(name: $0.0, value: $0.1) }, arithmetic: arithmetic(),
                result: result()))
    }

    /// Where a cell of the policy stands.
    func citation(_ source: RuleSource.Number) -> Citation? { policy.source(source)?.citation }

    /// The value of a setting; refuses a claim that needs one which the policy lacks.
    func value<Value>(_ cell: SettingCell<Value>, _ name: PolicySetting) throws(Refusal) -> Value {
        if let value = cell.value { return value }
        throw refusal(.policyMissing(cell.source == RuleSource.none ? .setting(name) : .readableSetting(name)))
    }

    func refusal(_ reason: Refusal.Reason) -> Refusal { Refusal(reason: reason, day: day) }
}

extension Evaluation where L == Silent {
    init(_ facts: ClaimFacts, by policy: CompiledPolicy) { self.init(facts, by: policy, listener: Silent()) }
}
