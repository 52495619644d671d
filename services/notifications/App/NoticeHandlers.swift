// The methods about notices.

internal import MessageSchema
internal import NotificationsDomain
internal import ServiceKit
internal import Storage

struct NoticeHandlers {
    let settings: DeliverySettings

    func send(_ request: SendNotice, _ context: WriteContext) throws -> Notice {
        try RecipientRules.check(request.recipients)
        for recipient in request.recipients { if let unit = recipient.unit { try context.authorise(unit) } }
        let template = try TemplateStore(context.writer).found(request.template, version: request.version)
        let values = request.values ?? [:]
        let draft = NoticeDraft(
            sender: request.sender, text: try TemplateRules.render(template, values: values), values: values,
            recipients: request.recipients, channels: (request.channels ?? []).eachOnce, cause: nil,
            scope: context.principal.scope)
        return try NoticeSending(context: context, settings: settings).send(draft).notice
    }

    static func get(_ request: GetNotice, _ context: ReadContext) throws -> Notice {
        context.showing(try context.found(request.notice).notice)
    }

    static func list(_ request: ListNotices, _ context: ReadContext) throws -> Page<Notice> {
        let limit = try Paging.limit(request.limit)
        if let sender = request.sender { try context.authorise(sender) }
        let store = NoticeStore(context.reader)
        var before = try Paging.before(request.cursor)
        var found: [StoredNotice] = []
        while found.count <= limit {
            let page = try store.newest(
                before: before, template: request.template, subscription: request.subscription, limit: limit + 1)
            found += try page.filter { try isWanted($0.notice, request.sender, context) }
            guard page.count > limit, let last = page.last else { break }
            before = last.sequence
        }
        return Paging.page(found.map { context.showing($0.notice) }, limit: limit) { last in
            found.first { $0.notice.id == last.id }.map { String($0.sequence) } ?? ""
        }
    }

    static func explain(_ request: ExplainNotice, _ context: ReadContext) throws -> NoticeExplanation {
        let stored = try context.found(request.notice)
        let deliveries = DeliveryStore(context.reader)
        return NoticeExplanation(
            notice: context.showing(stored.notice), day: stored.day,
            recipients: try RecipientStore(context.reader).recipients(of: stored.sequence),
            channels: try deliveries.outcomes(of: stored.sequence, channels: stored.notice.channels),
            dropped: try deliveries.dropped(of: stored.sequence, limit: linesMax),
            attempts: try deliveries.attempts(of: stored.sequence, limit: linesMax))
    }

    /// Deliveries and attempts that an explanation lists.
    private static let linesMax = 100

    private static func isWanted(_ notice: Notice, _ sender: UnitCode?, _ context: ReadContext) throws -> Bool {
        guard try context.reaches(notice.sender) else { return false }
        guard let sender else { return true }
        return context.units.primary(of: notice.sender, on: context.today)
            == context.units.primary(of: sender, on: context.today)
    }
}

extension ReadContext {
    /// A notice whose sender lies in the caller's scope; refused as if there were none.
    fileprivate func found(_ id: NoticeID) throws -> StoredNotice {
        guard let stored = try NoticeStore(reader).notice(id), try reaches(stored.notice.sender) else {
            throw NoticeRejection.notFound(id)
        }
        return stored
    }

    /// The notice as the caller may see it. What it says may be personal: it is shown to those who may send notices,
    /// and to those who may read personal data.
    fileprivate func showing(_ notice: Notice) -> Notice {
        guard !may(.sendNotices), !may(.readPersonalData) else { return notice }
        var notice = notice
        notice.title = nil
        notice.body = nil
        return notice
    }

    /// Whether a unit lies in the caller's scope.
    func reaches(_ unit: UnitCode) throws -> Bool {
        do {
            try authorise(unit)
            return true
        } catch is UnknownUnit { return false }
    }
}

extension Paging {
    /// The journal's entry before which a list of the newest first goes on.
    static func before(_ cursor: String?) throws -> Int64 {
        guard let place = try after(cursor) else { return .max }
        guard let sequence = Int64(place) else {
            throw Failure(
                .invalidParams, name: "frame.page.badCursor", message: "the cursor is not one that a page gave")
        }
        return sequence
    }
}

extension [NoticeChannel] {
    /// Each channel once, in a fixed order; the inbox if there is none.
    var eachOnce: [NoticeChannel] { isEmpty ? [.inbox] : NoticeChannel.allCases.filter(contains) }
}
