// The tables of indicators, their targets and figures. The only place with SQL about them.

internal import MessageSchema
internal import RegistryDomain
internal import Storage

/// Indicators, as known at a journal sequence.
struct IndicatorStore {
    private static let targets = VersionedTable(
        "indicator_target", key: ["indicator"], values: ["value", "strict", "source"])
    private static let figures = VersionedTable(
        "indicator_figure", key: ["indicator", "area"], values: ["value", "source"])
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    func find(_ code: IndicatorCode, known: Int64 = .max) throws -> Indicator? {
        try reader.first(
            "SELECT * FROM indicator WHERE code = $1 AND first_sequence <= $2", [.value(code), .integer(known)]
        ).map(Indicator.init)
    }

    /// The first indicators after a code.
    func list(known: Int64, after: String?, count: Int) throws -> [Indicator] {
        try reader.all(
            "SELECT * FROM indicator WHERE code > $1 AND first_sequence <= $2 ORDER BY code LIMIT $3",
            [.text(after ?? ""), .integer(known), .integer(Int64(count))]
        ).map(Indicator.init)
    }

    /// The first years after a place in which an indicator has a target, or a figure of the area.
    func progress(
        _ request: ShowIndicatorProgress, known: Int64, after: String?, count: Int
    ) throws -> [IndicatorProgress] {
        try reader.all(
            Self.progressQuery,
            [
                .integer(known), .text(request.area?.text ?? Self.wholeCountry), .text(after ?? ""),
                .integer(Int64(count)), .value(request.indicator),
                .optionalText(request.year.map { Self.year($0).from.text }),
            ]
        ).map { try Self.progress($0, area: request.area) }
    }

    /// The place of a row: indicator, then year. No code contains the space between them.
    static func place(of row: IndicatorProgress) -> String { "\(row.indicator) \(year(row.year).from)" }

    private static let progressQuery = """
        SELECT i.*, y.valid_from AS year_from, t.value AS target_value, t.strict AS target_strict,
          t.source AS target_source, f.value AS figure_value, f.source AS figure_source
        FROM (
          SELECT indicator, valid_from FROM indicator_target WHERE \(VersionedTable.known(1))
          UNION
          SELECT indicator, valid_from FROM indicator_figure WHERE area = $2 AND \(VersionedTable.known(1))
        ) AS y
        JOIN indicator i ON i.code = y.indicator
        LEFT JOIN indicator_target t ON t.indicator = y.indicator AND t.valid_from = y.valid_from
          AND \(VersionedTable.known(1, table: "t"))
        LEFT JOIN indicator_figure f ON f.indicator = y.indicator AND f.valid_from = y.valid_from AND f.area = $2
          AND \(VersionedTable.known(1, table: "f"))
        WHERE y.indicator || ' ' || y.valid_from > $3 AND (y.indicator = $5 OR $5 IS NULL)
          AND (y.valid_from = $6 OR $6 IS NULL)
        ORDER BY y.indicator || ' ' || y.valid_from LIMIT $4
        """

    private static func progress(_ row: Row, area: UnitCode?) throws -> IndicatorProgress {
        let indicator = try Indicator(row)
        let year = try row.value("year_from", as: CalendarDate.self).civil.year
        let target = try row.optionalInteger("target_value").map { value in
            IndicatorTarget(
                indicator: indicator.code, year: year, value: try Measure(units: value),
                strict: try row.boolean("target_strict"), source: try row.value("target_source"))
        }
        let figure = try row.optionalInteger("figure_value").map { value in
            IndicatorFigure(
                indicator: indicator.code, year: year, area: area, value: try Measure(units: value),
                source: try row.value("figure_source"))
        }
        return IndicatorRules.progress(of: indicator, in: year, area: area, target: target, actual: figure)
    }

    static func insert(_ indicator: Indicator, sequence: Int64, in writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO indicator
              (code, name_vi, name_en, definition_vi, definition_en, measured_in, direction, strict, owner,
               first_sequence)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                .value(indicator.code), .value(indicator.name.vi), .value(indicator.name.en),
                .value(indicator.definition?.vi), .value(indicator.definition?.en), .value(indicator.measuredIn),
                .text(indicator.direction.rawValue), .boolean(indicator.strict), .value(indicator.owner),
                .integer(sequence),
            ])
    }

    static func put(_ target: IndicatorTarget, sequence: Int64, in writer: Writer) throws {
        let year = year(target.year)
        try targets.put(
            [.value(target.indicator)],
            [.integer(target.value.units), .boolean(target.strict), .value(target.source)], from: year.from,
            until: year.until, sequence: sequence, in: writer)
    }

    static func put(_ figure: IndicatorFigure, sequence: Int64, in writer: Writer) throws {
        let year = year(figure.year)
        try figures.put(
            [.value(figure.indicator), .text(figure.area?.text ?? wholeCountry)],
            [.integer(figure.value.units), .value(figure.source)], from: year.from, until: year.until,
            sequence: sequence, in: writer)
    }

    /// The area of a figure that counts everybody; no unit has this code.
    private static let wholeCountry = ""

    /// A year's first day and the next one's; the rules let only years of the calendar pass.
    private static func year(_ year: Int) -> (from: CalendarDate, until: CalendarDate) {
        do {
            return (
                try CalendarDate(year: year, month: 1, day: 1), try CalendarDate(year: year + 1, month: 1, day: 1)
            )
        } catch { preconditionFailure("\(year) passed the rules about years: \(error)") }
    }
}

extension Indicator {
    fileprivate init(_ row: Row) throws {
        let definition: PlainText? = try row.optionalValue("definition_vi")
        self.init(
            code: try row.value("code"), name: try LocalizedText(row, "name"),
            definition: try definition.map { LocalizedText(vi: $0, en: try row.optionalValue("definition_en")) },
            measuredIn: try row.value("measured_in"), direction: try row.word("direction"),
            strict: try row.boolean("strict"), owner: try row.value("owner"))
    }
}
