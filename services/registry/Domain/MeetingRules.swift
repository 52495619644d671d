// The rules about meetings: held by a group that existed, no later than today, recorded once.

public import MessageSchema

/// Why a rule about meetings says no.
public enum MeetingRejection: Rejection {
    case notFound(MeetingID)
    case documentTaken(DocumentNumber, year: Int)
    case inTheFuture(heldOn: CalendarDate, today: CalendarDate)
    case ordinalTwice(PlainText)

    public var name: String {
        switch self {
        case .notFound: "registry.meeting.notFound"
        case .documentTaken: "registry.meeting.documentTaken"
        case .inTheFuture: "registry.meeting.inTheFuture"
        case .ordinalTwice: "registry.meeting.ordinalTwice"
        }
    }

    public var message: String {
        switch self {
        case .notFound(let id): "There is no meeting \(id)."
        case .documentTaken(let document, let year): "Minutes \(document) of \(year) are recorded already."
        case .inTheFuture(let heldOn, let today): "The meeting would be held on \(heldOn), after today, \(today)."
        case .ordinalTwice(let ordinal): "Two decisions have the place \(ordinal) in the minutes."
        }
    }
}

/// Decides about meetings.
public enum MeetingRules {
    /// A meeting may be recorded once it was held, by a group that existed then. Minutes are known by number and year
    /// (Decree 30/2020/NĐ-CP, article 8 and annex: numbering begins anew each year).
    /// - Parameter isTaken: whether minutes of the number and year are recorded, whichever group's.
    public static func record(
        _ request: RecordMeeting, as id: MeetingID, group: CooperationGroup, isTaken: Bool, today: CalendarDate
    ) throws -> GroupMeeting {
        guard request.heldOn <= today else {
            throw MeetingRejection.inTheFuture(heldOn: request.heldOn, today: today)
        }
        try group.checkExists(on: request.heldOn)
        guard !isTaken else {
            throw MeetingRejection.documentTaken(request.document, year: request.heldOn.civil.year)
        }
        var places: Set<PlainText> = []
        for decision in request.decisions where !places.insert(decision.ordinal).inserted {
            throw MeetingRejection.ordinalTwice(decision.ordinal)
        }
        return GroupMeeting(
            id: id, group: group.code, document: request.document, heldOn: request.heldOn,
            agenda: request.agenda ?? [], decisions: request.decisions)
    }
}

extension GroupMeeting {
    /// Sorts meetings newest first in plain binary order; also the cursor of their list.
    public var place: String {
        // The last day of year 9999 is day 2,932,896 since 1970: counting down from above it keeps seven digits.
        "\(9_000_000 - heldOn.days) \(id)"
    }
}

extension RecordMeeting {
    /// The units that the decisions name.
    public var mentionedUnits: [UnitCode] {
        decisions.flatMap { decision in (decision.host.map { [$0] } ?? []) + (decision.coordinators ?? []) }
    }
}
