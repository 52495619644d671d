// The methods of indicators.

internal import MessageSchema
internal import RegistryDomain
internal import ServiceKit

enum IndicatorHandlers {
    static func define(_ request: DefineIndicator, _ context: WriteContext) throws -> Indicator {
        try context.refuseGone(request.owner)
        let indicator = try IndicatorRules.define(
            request, isTaken: IndicatorStore(context.writer).find(request.code) != nil)
        let sequence = try context.append(IndicatorDefined(indicator: indicator), subject: indicator.code)
        try IndicatorStore.insert(indicator, sequence: sequence, in: context.writer)
        return indicator
    }

    static func target(_ request: SetIndicatorTarget, _ context: WriteContext) throws -> IndicatorTarget {
        let indicator = try authorised(request.indicator, area: nil, context)
        let target = try IndicatorRules.target(request, of: indicator)
        let sequence = try context.append(IndicatorTargeted(target: target), subject: target.indicator)
        try IndicatorStore.put(target, sequence: sequence, in: context.writer)
        return target
    }

    static func record(_ request: RecordIndicator, _ context: WriteContext) throws -> IndicatorFigure {
        _ = try authorised(request.indicator, area: request.area, context)
        if let area = request.area, try !context.units().isKnown(area) { throw UnknownUnit(area) }
        let figure = try IndicatorRules.record(request, today: context.today)
        let sequence = try context.append(IndicatorRecorded(figure: figure), subject: figure.indicator)
        try IndicatorStore.put(figure, sequence: sequence, in: context.writer)
        return figure
    }

    /// An indicator whose owner lies in the caller's scope, or of which the caller keeps the area's figures.
    private static func authorised(
        _ code: IndicatorCode, area: UnitCode?, _ context: WriteContext
    ) throws -> Indicator {
        guard let indicator = try IndicatorStore(context.writer).find(code) else {
            throw IndicatorRejection.notFound(code)
        }
        for unit in [indicator.owner] + (area.map { [$0] } ?? []) {
            do {
                try context.authorise(unit)
                return indicator
            } catch is UnknownUnit { continue }
        }
        throw IndicatorRejection.notFound(code)
    }

    static func list(_ request: ListIndicators, _ context: ReadContext) throws -> Page<Indicator> {
        let limit = try Paging.limit(request.limit)
        let indicators = try IndicatorStore(context.reader).list(
            known: context.known, after: Paging.after(request.cursor), count: limit + 1)
        return Paging.page(indicators, limit: limit, key: \.code.text)
    }

    static func progress(_ request: ShowIndicatorProgress, _ context: ReadContext) throws -> Page<IndicatorProgress> {
        let limit = try Paging.limit(request.limit)
        let store = IndicatorStore(context.reader)
        if let code = request.indicator, try store.find(code, known: context.known) == nil {
            throw IndicatorRejection.notFound(code)
        }
        if let year = request.year, !IndicatorRules.years.contains(year) {
            throw IndicatorRejection.yearOutOfRange(year)
        }
        if let area = request.area, !context.units.isKnown(area) { throw UnknownUnit(area) }
        let rows = try store.progress(
            request, known: context.known, after: Paging.after(request.cursor), count: limit + 1)
        return Paging.page(rows, limit: limit, key: IndicatorStore.place)
    }
}
