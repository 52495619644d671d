// The rules about indicators: years, and when a target is met. The figures are the sector's own of 2023 to 2025.

import MessageSchema
import RegistryDomain
import Testing

@Suite struct IndicatorRulesTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var indicator: String
        var direction: IndicatorDirection
        var target: String
        var strict: Bool
        var actual: String
        var met: TargetOutcome
        var distance: String
        var testDescription: String { "\(indicator) \(actual) against \(strict ? "beyond " : "")\(target)" }

        init(
            _ indicator: String, _ direction: IndicatorDirection, _ target: String, strict: Bool = false,
            _ actual: String,
            _ met: TargetOutcome, _ distance: String
        ) {
            self.indicator = indicator
            self.direction = direction
            self.target = target
            self.strict = strict
            self.actual = actual
            self.met = met
            self.distance = distance
        }
    }

    @Test(arguments: [
        // The 2023 conference: insurance covers 93.2 % of the people at least; 93.35 % were reached.
        Row("bhyt_coverage_pct", .higher, "93.2", "93.35", .yes, "0.15"),
        Row("bhyt_coverage_pct", .higher, "93.2", "93.2", .yes, "0"),
        Row("bhyt_coverage_pct", .higher, "93.2", "93.199", .no, "-0.001"),
        // 72-NQ/TW: over 95 % in 2026.
        Row("bhyt_coverage_pct", .higher, "95", strict: true, "95", .no, "0"),
        Row("bhyt_coverage_pct", .higher, "95", strict: true, "95.001", .yes, "0.001"),
        // The 2023 conference: over 80 % are satisfied.
        Row("satisfaction_pct", .higher, "80", strict: true, "80", .no, "0"),
        Row("satisfaction_pct", .higher, "80", strict: true, "90", .yes, "10"),
        // The 2023 conference: stunting below 18.6 %, lower is better.
        Row("stunting_u5_pct", .lower, "18.6", strict: true, "18.2", .yes, "0.4"),
        Row("stunting_u5_pct", .lower, "18.6", strict: true, "18.6", .no, "0"),
        Row("stunting_u5_pct", .lower, "18.6", strict: true, "18.601", .no, "-0.001"),
        // The 2023 conference: 111.2 boys a hundred girls at most.
        Row("sex_ratio_at_birth", .lower, "111.2", "112.0", .no, "-0.8"),
        Row("sex_ratio_at_birth", .lower, "111.2", "111.2", .yes, "0"),
        Row("sex_ratio_at_birth", .lower, "111.2", "111.1", .yes, "0.1"),
    ])
    func `a target is met by direction and strictness`(row: Row) {
        let indicator = indicator(row.indicator, row.direction)
        let progress = IndicatorRules.progress(
            of: indicator, in: 2023, area: nil,
            target: IndicatorTarget(
                indicator: indicator.code, year: 2023, value: measure(row.target), strict: row.strict,
                source: "72-NQ/TW"),
            actual: IndicatorFigure(
                indicator: indicator.code, year: 2023, value: measure(row.actual), source: "Báo cáo"))
        #expect(progress.met == row.met)
        #expect(progress.distance == measure(row.distance))
        #expect(progress.strict == row.strict)
        #expect(progress.targetSource == "72-NQ/TW")
        #expect(progress.actualSource == "Báo cáo")
    }

    @Test func `without a target or a figure there is nothing to meet`() {
        let indicator = indicator(strict: true)
        let target = IndicatorTarget(
            indicator: indicator.code, year: 2030, value: measure("100"), strict: false, source: "72-NQ/TW")
        let planned = IndicatorRules.progress(of: indicator, in: 2030, area: nil, target: target, actual: nil)
        #expect(planned.met == .noActual)
        #expect(planned.target == measure("100"))
        #expect(planned.distance == nil)
        let figure = IndicatorFigure(indicator: indicator.code, year: 2024, value: measure("94.2"), source: "Báo cáo")
        let counted = IndicatorRules.progress(of: indicator, in: 2024, area: nil, target: nil, actual: figure)
        #expect(counted.met == .noTarget)
        #expect(counted.actual == measure("94.2"))
        #expect(counted.strict)
        #expect(counted.distance == nil)
    }

    @Test func `a distance that a measure has no digits for is left out`() {
        let indicator = indicator()
        let most = "999999999999999"
        let progress = IndicatorRules.progress(
            of: indicator, in: 2023, area: nil,
            target: IndicatorTarget(
                indicator: indicator.code, year: 2023, value: measure("-" + most), strict: false, source: "A"),
            actual: IndicatorFigure(indicator: indicator.code, year: 2023, value: measure(most), source: "B"))
        #expect(progress.met == .yes)
        #expect(progress.distance == nil)
    }

    private func record(_ year: Int) throws -> IndicatorFigure {
        try IndicatorRules.record(
            RecordIndicator(indicator: indicator().code, year: year, value: measure("1"), source: "A"),
            today: day("2025-06-10"))
    }

    private func target(_ year: Int, strict: Bool? = nil, of indicator: Indicator = indicator()) throws
        -> IndicatorTarget
    {
        try IndicatorRules.target(
            SetIndicatorTarget(
                indicator: indicator.code, year: year, value: measure("1"), strict: strict, source: "A"),
            of: indicator)
    }

    @Test func `figures are of years that have begun, targets of any`() throws {
        #expect(try record(2025).year == 2025)
        #expect(try target(2050).year == 2050)
        #expect(
            refusal { _ = try record(2026) } == IndicatorRejection.futureYear(2026, today: day("2025-06-10")))
    }

    @Test(arguments: [1899, 2101, 20_255, -1])
    func `yearOutOfRange: a year that is mistyped is refused`(year: Int) {
        #expect(refusal { _ = try record(year) } == IndicatorRejection.yearOutOfRange(year))
        #expect(refusal { _ = try target(year) } == IndicatorRejection.yearOutOfRange(year))
    }

    @Test func `a target is as strict as its indicator, if it does not say`() throws {
        let strict = indicator(strict: true)
        #expect(try target(2023, of: strict).strict)
        #expect(try !target(2023, strict: false, of: strict).strict)
        #expect(try target(2023, strict: true).strict)
        #expect(try !target(2023).strict)
    }

    @Test func `codeTaken: a code names one indicator`() {
        let request = DefineIndicator(
            code: indicatorCode("bhyt_coverage_pct"), name: name("Bao phủ"), measuredIn: "%", direction: .higher,
            owner: code("VN"))
        #expect(
            refusal { _ = try IndicatorRules.define(request, isTaken: true) }
                == IndicatorRejection.codeTaken(indicatorCode("bhyt_coverage_pct")))
        #expect((try? IndicatorRules.define(request, isTaken: false))?.strict == false)
    }
}
