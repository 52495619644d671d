// Indicators against their targets, year by year.

/// Whether a figure meets its target.
public enum TargetOutcome: String, WireEnum {
    case yes, no
    /// There is a figure, but nothing to hold it against.
    case noTarget
    /// There is a target, and no figure yet.
    case noActual
}

/// An indicator in a year: what it should be and what it was.
public struct IndicatorProgress: Codable, Hashable, Sendable {
    public var indicator: IndicatorCode
    public var name: LocalizedText
    public var measuredIn: PlainText
    public var direction: IndicatorDirection
    public var year: Int
    /// The unit whose area was counted; nil for the whole country.
    public var area: UnitCode?
    public var target: Measure?
    /// True if the target is met only strictly beyond it.
    public var strict: Bool
    public var actual: Measure?
    public var met: TargetOutcome
    /// How far the figure lies beyond the target, the better way counted up; below zero is what is missing.
    public var distance: Measure?
    /// Where the target and the figure come from.
    public var targetSource: PlainText?
    public var actualSource: PlainText?

    public init(
        indicator: IndicatorCode, name: LocalizedText, measuredIn: PlainText, direction: IndicatorDirection, year: Int,
        area: UnitCode? = nil, target: Measure? = nil, strict: Bool, actual: Measure? = nil, met: TargetOutcome,
        distance: Measure? = nil, targetSource: PlainText? = nil, actualSource: PlainText? = nil
    ) {
        self.indicator = indicator
        self.name = name
        self.measuredIn = measuredIn
        self.direction = direction
        self.year = year
        self.area = area
        self.target = target
        self.strict = strict
        self.actual = actual
        self.met = met
        self.distance = distance
        self.targetSource = targetSource
        self.actualSource = actualSource
    }

    static let example = IndicatorProgress(
        indicator: .sample, name: Indicator.example.name, measuredIn: "%", direction: .higher, year: 2025,
        strict: false, actual: .sample, met: .noTarget)
}

/// Shows indicators against their targets, by indicator and year.
public struct ShowIndicatorProgress: Method {
    public static let name: MethodName = "registry.indicator.progress"
    public static let effect = Effect.reads
    public static let permission = Permission.readReports
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "Show indicators against their targets: met or not, and how far."

    public var year: Int?
    public var indicator: IndicatorCode?
    /// Figures of this unit's area, as it was called in the year, against the same targets; left out, the country's.
    public var area: UnitCode?
    public var limit: Int?
    public var cursor: String?

    public init(
        year: Int? = nil, indicator: IndicatorCode? = nil, area: UnitCode? = nil, limit: Int? = nil,
        cursor: String? = nil
    ) {
        self.year = year
        self.indicator = indicator
        self.area = area
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<IndicatorProgress>
    public static let example = Example(Self(year: 2025), reply: Page(items: [.example]))
}
