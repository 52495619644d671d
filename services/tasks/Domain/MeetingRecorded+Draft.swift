// What a group's meeting becomes here: the minutes a directive, each decision the draft of a task. Nothing is refused:
// what a decision lacks or gets wrong, the check for the six clarities says of the draft.

public import MessageSchema

extension MeetingRecorded {
    /// The minutes' number with the year of the meeting.
    public var directiveKey: DirectiveKey { DirectiveKey(number: document, year: heldOn.civil.year) }

    /// The minutes as a directive of the group. Decree 30/2020/NĐ-CP knows minutes (biên bản) as a kind of document of
    /// their own; what they decide is handed on like the notice of a conclusion (thông báo).
    public var directive: Directive {
        Directive(
            key: directiveKey, title: title, kind: .notice, issuer: groupName.vi, issuedOn: heldOn, unit: unit)
    }

    private var title: LocalizedText {
        let (year, month, day) = heldOn.civil
        let vi = Self.text("Biên bản họp \(groupName.vi) ngày \(day)/\(month)/\(year)", or: groupName.vi)
        return LocalizedText(
            vi: vi, en: groupName.en.map { Self.text("Minutes of the \($0) of \(heldOn)", or: $0) })
    }

    // A group's name may be as long as a text can be; then it stands for the whole.
    private static func text(_ text: String, or name: PlainText) -> PlainText { (try? PlainText(text)) ?? name }

    /// The task that a decision would be; `event` is the id of the event that tells of the meeting.
    public func draft(
        of decision: MeetingDecision, id: TaskID, under directive: DirectiveKey, event: String
    ) -> AssignedTask {
        AssignedTask(
            id: id, directive: directive, ordinal: decision.ordinal, title: decision.title,
            description: decision.description, assigner: unit, hosts: decision.host.map { [$0] } ?? [],
            coordinators: decision.coordinators ?? [], product: decision.product, deadline: decision.deadline,
            authority: decision.authority, stage: .drafted,
            origin: TaskOrigin(event: event, meeting: meeting, decision: decision.ordinal))
    }
}
