// Sends a notice: renders it once, keeps it, names its recipients. A handler and a subscription both come through here.

internal import MessageSchema
internal import NotificationsDomain
internal import ServiceKit
internal import WireJSON

/// A notice before it is sent, checked: its recipients are well formed, its text is rendered.
struct NoticeDraft {
    var sender: UnitCode
    var text: RenderedTemplate
    var values: [String: PlainText]
    var recipients: [Recipient]
    var channels: [NoticeChannel]
    var cause: NoticeCause?
    /// The unit in whose subtree the sender may act, as the principal has it; nil is everywhere.
    var scope: String?
}

struct NoticeSending {
    let context: WriteContext
    let settings: DeliverySettings

    /// Sends it. Who can be looked up at once has a delivery when this returns; the rest is looked up by a duty.
    func send(_ draft: NoticeDraft) throws -> StoredNotice {
        let id = context.newIdentifier(NoticeID.self)
        let sequence = try context.append(
            NoticeSent(
                notice: id, sender: draft.sender, template: draft.text.template, version: draft.text.version,
                recipients: draft.recipients, channels: draft.channels, cause: draft.cause),
            subject: id, personal: personal(draft))
        let notice = Notice(
            id: id, status: .sending, sender: draft.sender, template: draft.text.template,
            version: draft.text.version, title: draft.text.title, body: draft.text.body, channels: draft.channels,
            sent: context.now, cause: draft.cause)
        let stored = StoredNotice(sequence: sequence, day: context.today, notice: notice, place: LookupPlace())
        try NoticeStore.insert(stored, context.writer)
        var tally = DeliveryCounts()
        for (ordinal, recipient) in draft.recipients.enumerated() {
            try add(recipient, ordinal: Int64(ordinal), to: stored, scope: draft.scope, &tally)
        }
        let expansion = NoticeExpansion(context: context)
        return try expansion.step(stored, personsMax: settings.personsAtOnce, with: tally)
    }

    /// What the values say may be personal.
    private func personal(_ draft: NoticeDraft) -> JSONValue? {
        guard !draft.values.isEmpty else { return nil }
        let members = draft.values.sorted { $0.key < $1.key }.map { name, value in
            JSONMember(key: name, value: .string(value.text))
        }
        return ["values": .object(members)]
    }

    private func add(
        _ recipient: Recipient, ordinal: Int64, to stored: StoredNotice, scope: String?, _ tally: inout DeliveryCounts
    ) throws {
        var resolved = ResolvedRecipient(recipient)
        var codes: [UnitCode] = []
        if let person = recipient.person {
            try resolve(person, in: stored, scope, &resolved, &tally)
        } else if let unit = recipient.unit {
            codes = try resolve(unit, scope, &resolved)
        }
        if resolved.dropped != nil { tally.dropped += 1 }
        try RecipientStore.insert(resolved, ordinal: ordinal, of: stored.sequence, context.writer)
        try RecipientStore.insert(codes, ordinal: ordinal, of: stored.sequence, context.writer)
    }

    private func resolve(
        _ person: StaffID, in stored: StoredNotice, _ scope: String?, _ resolved: inout ResolvedRecipient,
        _ tally: inout DeliveryCounts
    ) throws {
        var standing = PersonStanding(try PostStore(context.writer).posts(of: person), on: context.today)
        // Who serves elsewhere looks like who is not known at all.
        if try !standing.units.contains(where: { try isWithin(scope, $0) }) { standing = .unknown }
        if let drop = standing.drop {
            (resolved.dropped, resolved.day) = drop
        } else {
            let expansion = NoticeExpansion(context: context)
            resolved.persons = try expansion.deliver(stored, to: person, &tally) ? 1 : 0
        }
    }

    private func resolve(
        _ unit: UnitCode, _ scope: String?, _ resolved: inout ResolvedRecipient
    ) throws -> [UnitCode] {
        guard try isWithin(scope, unit) else {
            resolved.dropped = .unknown
            return []
        }
        switch RecipientRules.units(
            of: unit, subtree: resolved.kind == .subtree, in: try context.units(), on: context.today)
        {
        case .dropped(let reason, let day):
            (resolved.dropped, resolved.day) = (reason, day)
            return []
        case .codes(let codes, let became):
            (resolved.became, resolved.units) = (became, codes.count)
            return codes
        }
    }

    private func isWithin(_ scope: String?, _ unit: UnitCode) throws -> Bool {
        guard let scope else { return true }
        // A scope that is no unit code reaches nothing.
        guard let top = try? UnitCode(scope) else { return false }
        return try context.units().isWithin(unit, top, on: context.today)
    }
}
