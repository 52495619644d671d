// The methods that write a draft and hand it out, as the assigner.

internal import MessageSchema
internal import ServiceKit
internal import Storage
internal import TasksDomain
internal import WireJSON

extension TaskHandlers {
    static func draft(_ request: DraftTask, _ context: WriteContext) throws -> AssignedTask {
        let units = try context.units()
        for code in request.mentionedUnits where !units.isKnown(code) { throw UnknownUnit(code) }
        let directive = try DirectiveStore(context.writer).found(request.directive)
        let before = try request.task.map { try rewritable($0, context) }
        let id = before?.draft.id ?? context.newIdentifier(TaskID.self)
        let draft = AssignedTask(drafting: request, id: id, under: directive.key, origin: before?.draft.origin)
        let record = TaskRecord(draft: draft, draftedOn: before?.draftedOn ?? context.today)
        try write(record, keep: before == nil ? TaskStore.insert : TaskStore.rewrite, context)
        return record.standing(on: context.today, in: units)
    }

    /// Journals and keeps a draft.
    static func write(
        _ record: TaskRecord, keep: (TaskRecord, Int64, Writer) throws -> Void, _ context: WriteContext
    ) throws {
        let sequence = try context.append(
            TaskDrafted(record.draft), subject: record.draft.id, personal: persons(of: record.draft))
        try keep(record, sequence, context.writer)
    }

    static func assign(_ request: AssignTask, _ context: WriteContext) throws -> AssignedTask {
        let directives = DirectiveStore(context.writer)
        return try step(request.task, as: .assigner, context) { task in
            let clarity = TaskClarity(
                task, under: try directives.found(task.directive), in: try context.units(), today: context.today)
            return try task.assigning(findings: clarity.findings, on: context.today)
        }
    }

    // The request's assigner is checked by the frame; whoever rewrites must also act for the draft's own.
    private static func rewritable(_ id: TaskID, _ context: WriteContext) throws -> TaskRecord {
        let record = try authorised(id, as: .assigner, context)
        try record.latest.checkRewriting()
        return record
    }

    // Names of persons belong in the part of an event that can be erased.
    private static func persons(of draft: AssignedTask) -> JSONValue? {
        let named = [("leader", draft.leader), ("officer", draft.officer)].compactMap { role, person in
            person.map { JSONMember(key: role, value: json($0)) }
        }
        return named.isEmpty ? nil : .object(named)
    }

    private static func json(_ person: ResponsiblePerson) -> JSONValue {
        ["name": .string(person.name.text), "staff": person.staff.map { .string($0.text) } ?? .null]
    }
}

extension TaskDrafted {
    fileprivate init(_ draft: AssignedTask) {
        self.init(
            task: draft.id, directive: draft.directive, assigner: draft.assigner, hosts: draft.hosts,
            title: draft.title, deadline: draft.deadline, origin: draft.origin)
    }
}
