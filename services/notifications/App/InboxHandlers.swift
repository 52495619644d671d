// The methods about inboxes. An inbox lies where its person serves; who cannot reach that sees no inbox at all.

internal import MessageSchema
internal import NotificationsDomain
internal import ServiceKit
internal import Storage

enum InboxHandlers {
    static func list(_ request: ListInbox, _ context: ReadContext) throws -> Page<NoticeDelivery> {
        let limit = try Paging.limit(request.limit)
        let units = PersonStanding(try PostStore(context.reader).posts(of: request.staff), on: context.today).units
        guard try units.contains(where: { try context.reaches($0) }) else {
            throw NoticeRejection.noInbox(request.staff)
        }
        let found = try DeliveryStore(context.reader).inbox(
            of: request.staff, unread: request.unread ?? false, before: Paging.before(request.cursor),
            limit: limit + 1)
        return Paging.page(found.map(\.delivery), limit: limit) { last in
            found.first { $0.delivery.id == last.id }.map { String($0.notice) } ?? ""
        }
    }

    static func read(_ request: ReadDelivery, _ context: WriteContext) throws -> NoticeDelivery {
        guard let found = try DeliveryStore(context.writer).inInbox(request.delivery),
            try reaches(found.person, context)
        else { throw NoticeRejection.noDelivery(request.delivery) }
        var delivery = found.delivery
        guard delivery.read == nil else { return delivery }
        delivery.read = context.now
        try context.append(
            DeliveryRead(delivery: delivery.id, notice: delivery.notice, person: found.person), subject: delivery.id)
        try DeliveryStore.markRead(delivery.id, at: context.now, context.writer)
        try NoticeStore.add(DeliveryCounts(read: 1), to: found.notice, context.writer)
        return delivery
    }

    private static func reaches(_ person: StaffID, _ context: WriteContext) throws -> Bool {
        let posts = try PostStore(context.writer).posts(of: person)
        return try PersonStanding(posts, on: context.today).units.contains { unit in
            do {
                try context.authorise(unit)
                return true
            } catch is UnknownUnit { return false }
        }
    }
}
