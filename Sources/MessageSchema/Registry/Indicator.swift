// Indicators of the sector: what is measured, what it should be in a year, and what it was.

/// The code of an indicator: 1 to 48 of `a-z`, `0-9` and `_`, beginning with a letter.
public struct IndicatorCode: TextValue {
    public let text: String

    public init(_ text: String) throws(ValueError) {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        guard (1...48).contains(text.utf8.count), let first = text.utf8.first, letters.contains(first),
            text.utf8.allSatisfy({ letters.contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_") })
        else { throw ValueError("\"\(text)\" is no indicator code; \(Self.form)") }
        self.text = text
    }

    public static let pattern: String? = "^[a-z][a-z0-9_]{0,47}$"
    public static let form =
        "an indicator code is 1 to 48 of a-z, 0-9 and '_', beginning with a letter, such as bhyt_coverage_pct"
    public static let sampleText = "bhyt_coverage_pct"
}

/// Which way is better.
public enum IndicatorDirection: String, WireEnum {
    case higher, lower
}

/// An indicator.
public struct Indicator: Codable, Hashable, Sendable {
    public var code: IndicatorCode
    public var name: LocalizedText
    /// How it is counted.
    public var definition: LocalizedText?
    /// What it is counted in, such as `%` or `per 10,000 people`.
    public var measuredIn: PlainText
    public var direction: IndicatorDirection
    /// True if a target is met only strictly beyond it; a target may say otherwise.
    public var strict: Bool
    /// The unit that keeps it.
    public var owner: UnitCode

    public init(
        code: IndicatorCode, name: LocalizedText, definition: LocalizedText? = nil, measuredIn: PlainText,
        direction: IndicatorDirection, strict: Bool, owner: UnitCode
    ) {
        self.code = code
        self.name = name
        self.definition = definition
        self.measuredIn = measuredIn
        self.direction = direction
        self.strict = strict
        self.owner = owner
    }

    static let example = Indicator(
        code: .sample, name: LocalizedText(vi: "Tỷ lệ bao phủ bảo hiểm y tế", en: "Health insurance coverage"),
        measuredIn: "%", direction: .higher, strict: false, owner: .sample)
}

/// Defines an indicator.
public struct DefineIndicator: Method {
    public static let name: MethodName = "registry.indicator.define"
    public static let effect = Effect.write
    public static let permission = Permission.manageIndicators
    public static let scope = Scope<Self>.unit(\Self.owner)
    public static let summary = "Define an indicator: what it counts, in what, and which way is better."

    public var code: IndicatorCode
    public var name: LocalizedText
    public var definition: LocalizedText?
    public var measuredIn: PlainText
    public var direction: IndicatorDirection
    /// False when left out: the target itself is enough.
    public var strict: Bool?
    public var owner: UnitCode

    public init(
        code: IndicatorCode, name: LocalizedText, definition: LocalizedText? = nil, measuredIn: PlainText,
        direction: IndicatorDirection, strict: Bool? = nil, owner: UnitCode
    ) {
        self.code = code
        self.name = name
        self.definition = definition
        self.measuredIn = measuredIn
        self.direction = direction
        self.strict = strict
        self.owner = owner
    }

    public typealias Reply = Indicator
    public static let example = Example(
        Self(code: .sample, name: Indicator.example.name, measuredIn: "%", direction: .higher, owner: .sample),
        reply: .example)
}

/// What an indicator should be in a year.
public struct IndicatorTarget: Codable, Hashable, Sendable {
    public var indicator: IndicatorCode
    public var year: Int
    public var value: Measure
    /// True if it is met only strictly beyond the value.
    public var strict: Bool
    /// The document or text that sets it.
    public var source: PlainText

    public init(indicator: IndicatorCode, year: Int, value: Measure, strict: Bool, source: PlainText) {
        self.indicator = indicator
        self.year = year
        self.value = value
        self.strict = strict
        self.source = source
    }

    static let example = IndicatorTarget(
        indicator: .sample, year: 2025, value: .sample, strict: false, source: "72-NQ/TW")
}

/// Sets the target of an indicator for a year; a later one for the same year takes its place.
public struct SetIndicatorTarget: Method {
    public static let name: MethodName = "registry.indicator.target"
    public static let effect = Effect.write
    public static let permission = Permission.manageIndicators
    public static let scope = Scope<Self>.found
    public static let summary = "Set an indicator's target for a year; a later one takes its place."

    public var indicator: IndicatorCode
    public var year: Int
    public var value: Measure
    /// As the indicator has it when left out.
    public var strict: Bool?
    public var source: PlainText

    public init(indicator: IndicatorCode, year: Int, value: Measure, strict: Bool? = nil, source: PlainText) {
        self.indicator = indicator
        self.year = year
        self.value = value
        self.strict = strict
        self.source = source
    }

    public typealias Reply = IndicatorTarget
    public static let example = Example(
        Self(indicator: .sample, year: 2025, value: .sample, source: "72-NQ/TW"), reply: .example)
}

/// What an indicator was in a year, in the whole country or in the area of a unit.
public struct IndicatorFigure: Codable, Hashable, Sendable {
    public var indicator: IndicatorCode
    public var year: Int
    /// The unit whose area was counted, as it was then; nil for the whole country.
    public var area: UnitCode?
    public var value: Measure
    public var source: PlainText

    public init(indicator: IndicatorCode, year: Int, area: UnitCode? = nil, value: Measure, source: PlainText) {
        self.indicator = indicator
        self.year = year
        self.area = area
        self.value = value
        self.source = source
    }

    static let example = IndicatorFigure(
        indicator: .sample, year: 2025, value: .sample, source: "Báo cáo tổng kết công tác y tế")
}

/// Records what an indicator was in a year; a later figure for the same year and area takes its place.
public struct RecordIndicator: Method {
    public static let name: MethodName = "registry.indicator.record"
    public static let effect = Effect.write
    public static let permission = Permission.manageIndicators
    public static let scope = Scope<Self>.found
    public static let summary = "Record what an indicator was in a year; a later figure takes its place."

    public var indicator: IndicatorCode
    public var year: Int
    public var area: UnitCode?
    public var value: Measure
    public var source: PlainText

    public init(indicator: IndicatorCode, year: Int, area: UnitCode? = nil, value: Measure, source: PlainText) {
        self.indicator = indicator
        self.year = year
        self.area = area
        self.value = value
        self.source = source
    }

    public typealias Reply = IndicatorFigure
    public static let example = Example(
        Self(indicator: .sample, year: 2025, value: .sample, source: "Báo cáo tổng kết công tác y tế"),
        reply: .example)
}

/// Lists indicators by code.
public struct ListIndicators: Method {
    public static let name: MethodName = "registry.indicator.list"
    public static let effect = Effect.reads
    public static let permission = Permission.readReports
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "List indicators by code."

    public var limit: Int?
    public var cursor: String?

    public init(limit: Int? = nil, cursor: String? = nil) {
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<Indicator>
    public static let example = Example(Self(limit: 10), reply: Page(items: [.example]))
}
