// The reports. A report knows nothing that was recorded after its sequence and counts nothing that happened after its
// day, so that quoting both reproduces it byte for byte.

internal import MessageSchema
internal import ServiceKit
internal import Storage
internal import TasksDomain

enum ReportHandlers {
    static func monthly(_ request: ReportMonth, _ context: ReadContext) throws -> MonthlyReport {
        let day = try MonthlyReportRules.day(
            of: request.month, stated: context.statedAsOf, today: context.today)
        context.answering(asOf: day)
        if let unit = request.unit { try context.requireKnown(unit) }
        let directive = try context.directive(request.directive)
        return MonthlyReportRules.report(
            request, directive: directive, tasks: try context.standingTasks(under: directive),
            in: context.units, on: day)
    }
}

extension ReadContext {
    /// All tasks, or those of a directive, as they stand on the date the reply answers for.
    func standingTasks(under directive: DirectiveKey? = nil) throws -> [AssignedTask] {
        var tasks: [AssignedTask] = []
        try TaskStore(reader).each(under: directive, known: known) { record in
            tasks.append(record.standing(on: asOf, in: units))
            return true
        }
        return tasks
    }
}
