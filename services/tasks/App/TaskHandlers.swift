// The methods that show tasks.

internal import MessageSchema
internal import ServiceKit
internal import Storage
internal import TasksDomain

enum TaskHandlers {
    static func get(_ request: GetTask, _ context: ReadContext) throws -> AssignedTask {
        let record = try TaskStore(context.reader).found(request.task, known: context.known)
        guard record.draftedOn <= context.asOf else { throw TaskRejection.notFound(request.task) }
        return context.showing(record.standing(on: context.asOf, in: context.units))
    }

    static func list(_ request: ListTasks, _ context: ReadContext) throws -> Page<AssignedTask> {
        let limit = try Paging.limit(request.limit)
        let directive = try context.directive(request.directive)
        if let host = request.host { try context.requireKnown(host) }
        var found: [AssignedTask] = []
        try TaskStore(context.reader).each(
            under: directive, after: Paging.after(request.cursor), known: context.known
        ) { record in
            let task = record.listed(on: context.asOf, in: context.units)
            if let task, isWanted(task, request, context) { found.append(context.showing(task)) }
            return found.count <= limit
        }
        return Paging.page(found, limit: limit, key: ListOrder.task)
    }

    static func lint(_ request: LintTask, _ context: ReadContext) throws -> LintReport {
        let record = try TaskStore(context.reader).found(request.task, known: context.known)
        let directive = try DirectiveStore(context.reader).found(record.draft.directive, known: context.known)
        let clarity = TaskClarity(record.draft, under: directive, in: context.units, today: context.today)
        return LintReport(task: request.task, findings: clarity.findings)
    }

    private static func isWanted(_ task: AssignedTask, _ request: ListTasks, _ context: ReadContext) -> Bool {
        guard request.stage == nil || task.stage == request.stage else { return false }
        guard request.status == nil || task.status == request.status else { return false }
        guard let host = request.host else { return true }
        return HostRules.hosts(
            task, unit: host, subtree: request.subtree ?? false, in: context.units, on: context.asOf)
    }
}
