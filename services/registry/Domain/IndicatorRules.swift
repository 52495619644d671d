// The rules about indicators: which years they are kept for, and when a figure meets its target.

public import MessageSchema

/// Why a rule about indicators says no.
public enum IndicatorRejection: Rejection {
    case notFound(IndicatorCode)
    case codeTaken(IndicatorCode)
    case yearOutOfRange(Int)
    case futureYear(Int, today: CalendarDate)

    public var name: String {
        switch self {
        case .notFound: "registry.indicator.notFound"
        case .codeTaken: "registry.indicator.codeTaken"
        case .yearOutOfRange: "registry.indicator.yearOutOfRange"
        case .futureYear: "registry.indicator.futureYear"
        }
    }

    public var message: String {
        switch self {
        case .notFound(let code): "There is no indicator \(code)."
        case .codeTaken(let code): "An indicator has the code \(code)."
        case .yearOutOfRange(let year):
            "\(year) lies outside \(IndicatorRules.years.lowerBound) to \(IndicatorRules.years.upperBound)."
        case .futureYear(let year, let today): "\(year) has not begun on \(today)."
        }
    }
}

/// Decides about indicators.
public enum IndicatorRules {
    /// The years that figures and targets are kept for; a year outside is mistyped.
    public static let years = 1900...2100

    /// An indicator may be defined under a code that no other has.
    public static func define(_ request: DefineIndicator, isTaken: Bool) throws(IndicatorRejection) -> Indicator {
        guard !isTaken else { throw .codeTaken(request.code) }
        return Indicator(
            code: request.code, name: request.name, definition: request.definition, measuredIn: request.measuredIn,
            direction: request.direction, strict: request.strict ?? false, owner: request.owner)
    }

    /// A target may be set for any year, past ones too; it is strict as the indicator is, if it does not say.
    public static func target(
        _ request: SetIndicatorTarget, of indicator: Indicator
    ) throws(IndicatorRejection) -> IndicatorTarget {
        guard years.contains(request.year) else { throw .yearOutOfRange(request.year) }
        return IndicatorTarget(
            indicator: indicator.code, year: request.year, value: request.value,
            strict: request.strict ?? indicator.strict, source: request.source)
    }

    /// A figure may be recorded for a year that has begun.
    public static func record(
        _ request: RecordIndicator, today: CalendarDate
    ) throws(IndicatorRejection) -> IndicatorFigure {
        guard years.contains(request.year) else { throw .yearOutOfRange(request.year) }
        guard request.year <= today.civil.year else { throw .futureYear(request.year, today: today) }
        return IndicatorFigure(
            indicator: request.indicator, year: request.year, area: request.area, value: request.value,
            source: request.source)
    }

    /// An indicator in a year against its target.
    public static func progress(
        of indicator: Indicator, in year: Int, area: UnitCode?, target: IndicatorTarget?, actual: IndicatorFigure?
    ) -> IndicatorProgress {
        let direction = indicator.direction
        return IndicatorProgress(
            indicator: indicator.code, name: indicator.name, measuredIn: indicator.measuredIn, direction: direction,
            year: year, area: area, target: target?.value, strict: target?.strict ?? indicator.strict,
            actual: actual?.value, met: outcome(actual?.value, against: target, direction),
            distance: distance(of: actual?.value, beyond: target?.value, direction), targetSource: target?.source,
            actualSource: actual?.source)
    }

    /// Whether a figure meets a target: the target itself is enough, unless the target is strict.
    public static func outcome(
        _ actual: Measure?, against target: IndicatorTarget?, _ direction: IndicatorDirection
    ) -> TargetOutcome {
        guard let target else { return .noTarget }
        guard let actual else { return .noActual }
        if actual == target.value { return target.strict ? .no : .yes }
        return (actual > target.value) == (direction == .higher) ? .yes : .no
    }

    /// How far a figure lies beyond a target, the better way counted up.
    static func distance(
        of actual: Measure?, beyond target: Measure?, _ direction: IndicatorDirection
    ) -> Measure? {
        guard let actual, let target else { return nil }
        let (better, worse) = direction == .higher ? (actual, target) : (target, actual)
        // Two measures of 15 digits may lie further apart than one has digits for; then the distance is left out.
        return try? Measure(units: better.units - worse.units)
    }
}
