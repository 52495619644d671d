// The methods of meetings. What becomes of the decisions is for the task service, which follows the journal.

internal import MessageSchema
internal import RegistryDomain
internal import ServiceKit

enum MeetingHandlers {
    static func record(_ request: RecordMeeting, _ context: WriteContext) throws -> GroupMeeting {
        let group = try GroupHandlers.authorised(request.group, context)
        for unit in request.mentionedUnits where try !context.units().isKnown(unit) { throw UnknownUnit(unit) }
        let year = request.heldOn.civil.year
        let meeting = try MeetingRules.record(
            request, as: context.newIdentifier(MeetingID.self), group: group,
            isTaken: MeetingStore(context.writer).isTaken(request.document, year: year), today: context.today)
        let event = MeetingRecorded(
            meeting: meeting.id, group: group.code, groupName: group.name, unit: group.unit,
            document: meeting.document, heldOn: meeting.heldOn, decisions: meeting.decisions)
        let sequence = try context.append(event, subject: meeting.id)
        try MeetingStore.insert(meeting, sequence: sequence, in: context.writer)
        return meeting
    }

    static func get(_ request: GetMeeting, _ context: ReadContext) throws -> GroupMeeting {
        guard let meeting = try MeetingStore(context.reader).find(request.meeting, known: context.known) else {
            throw MeetingRejection.notFound(request.meeting)
        }
        return meeting
    }

    static func list(_ request: ListMeetings, _ context: ReadContext) throws -> Page<GroupMeeting> {
        let limit = try Paging.limit(request.limit)
        if let group = request.group, try GroupStore(context.reader).find(group, known: context.known) == nil {
            throw GroupRejection.notFound(group)
        }
        let meetings = try MeetingStore(context.reader).newestFirst(
            of: request.group, in: request.year, known: context.known, after: Paging.after(request.cursor),
            count: limit + 1)
        return Paging.page(meetings, limit: limit, key: \.place)
    }
}
