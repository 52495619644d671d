// What the service does when the registry tells of a meeting. The frame runs it once for each meeting, in the
// transaction that moves the place in the registry's journal.

internal import MessageSchema
internal import ServiceKit
internal import TasksDomain

enum MeetingReactions {
    /// Registers the minutes, unless somebody did, and drafts a task for each decision.
    static func draft(_ meeting: MeetingRecorded, _ origin: CloudEvent, _ context: WriteContext) throws {
        guard !meeting.decisions.isEmpty else { return }
        let directive = try directive(of: meeting, context)
        for decision in meeting.decisions {
            let draft = meeting.draft(
                of: decision, id: context.newIdentifier(TaskID.self), under: directive, event: origin.id)
            let record = TaskRecord(draft: draft, draftedOn: context.today)
            try TaskHandlers.write(record, keep: TaskStore.insert, context)
        }
    }

    private static func directive(of meeting: MeetingRecorded, _ context: WriteContext) throws -> DirectiveKey {
        if let registered = try DirectiveStore(context.writer).directive(meeting.directiveKey) {
            return registered.key
        }
        try DirectiveHandlers.keep(meeting.directive, context)
        return meeting.directiveKey
    }
}
