// What was measured beside something else in one run: each round measures both, one after the other.

/// One thing and what it is held against.
public struct Contest: Codable, Hashable, Sendable {
    /// Such as `small read, 64 callers`.
    public var name: String
    /// The peer or the limit, with its version.
    public var against: String
    /// What each side does.
    public var setting: String
    /// `calls/s`, of which more is better, or `µs`, of which less is.
    public var measure: Measure
    /// How many times as good as the other side it is to be.
    public var aim: Double
    /// A figure a round.
    public var ours: [Double]
    public var theirs: [Double]

    public enum Measure: String, Codable, Hashable, Sendable {
        case perSecond = "calls/s"
        case microseconds = "µs"
    }

    public init(_ name: String, against: String, setting: String, measure: Measure = .perSecond, aim: Double) {
        self.name = name
        self.against = against
        self.setting = setting
        self.measure = measure
        self.aim = aim
        ours = []
        theirs = []
    }

    public mutating func add(ours: Double, theirs: Double) {
        self.ours.append(ours)
        self.theirs.append(theirs)
    }

    /// How many times as good as the other side it was, round by round; the median.
    public var ratio: Double {
        Measurements.median(
            zip(ours, theirs).map { ours, theirs in
                measure == .perSecond ? ours / theirs : theirs / ours
            })
    }

    public var isMet: Bool { ratio >= aim }
}

/// All that one run measured beside other things.
public struct ContestFigures: Codable, Hashable, Sendable {
    public var day: String
    public var machine: String
    public var setting: String
    public var contests: [Contest]

    public init(day: String, machine: String, setting: String, contests: [Contest]) {
        self.day = day
        self.machine = machine
        self.setting = setting
        self.contests = contests
    }

    /// Markdown: a row a contest.
    public var table: String {
        let header = """
            | what | against | measure | Sauro | theirs | ratio | aim | met |
            |---|---|---|--:|--:|--:|--:|---|
            """
        let rows = contests.map { contest in
            let places = contest.measure == .perSecond ? 0 : 1
            let cells = [
                contest.name, contest.against, contest.measure.rawValue,
                Figure.fixed(Measurements.median(contest.ours), places),
                Figure.fixed(Measurements.median(contest.theirs), places), Figure.fixed(contest.ratio, 2),
                Figure.fixed(contest.aim, 2), contest.isMet ? "yes" : "no",
            ]
            return "| " + cells.joined(separator: " | ") + " |"
        }
        return ([header] + rows).joined(separator: "\n")
    }

    /// Markdown: what each row did.
    public var settings: String {
        contests.map { "- *\($0.name)*, \($0.against): \($0.setting)" }.joined(separator: "\n")
    }
}
