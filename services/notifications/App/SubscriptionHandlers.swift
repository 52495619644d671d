// The methods about subscriptions.

internal import MessageSchema
internal import NotificationsDomain
internal import ServiceKit
internal import Storage

enum SubscriptionHandlers {
    static func create(_ request: CreateSubscription, _ context: WriteContext) throws -> Subscription {
        let scope = context.principal.scope
        let template = try TemplateStore(context.writer).found(request.template)
        try SubscriptionRules.check(request, template: template, isScoped: scope != nil)
        for recipient in request.recipients { if let unit = recipient.unit { try context.authorise(unit) } }
        guard try !SubscriptionStore(context.writer).isTaken(request.name) else {
            throw SubscriptionRejection.nameTaken(request.name)
        }
        let subscription = Subscription(request, id: context.newIdentifier(SubscriptionID.self), at: context.now)
        try context.append(SubscriptionCreated(subscription: subscription), subject: subscription.id)
        try SubscriptionStore.insert(StoredSubscription(subscription: subscription, scope: scope), context.writer)
        return subscription
    }

    static func list(_ request: ListSubscriptions, _ context: ReadContext) throws -> Page<Subscription> {
        let limit = try Paging.limit(request.limit)
        let store = SubscriptionStore(context.reader)
        var after = try Paging.after(request.cursor)
        var found: [Subscription] = []
        while found.count <= limit {
            let page = try store.byName(after: after, removed: request.removed ?? false, limit: limit + 1)
            found += try page.filter { try context.reaches($0.unit) }
            guard page.count > limit, let last = page.last else { break }
            after = last.place
        }
        return Paging.page(found, limit: limit, key: \.place)
    }

    static func remove(_ request: RemoveSubscription, _ context: WriteContext) throws -> Subscription {
        guard var subscription = try SubscriptionStore(context.writer).subscription(request.subscription) else {
            throw SubscriptionRejection.notFound(request.subscription)
        }
        do { try context.authorise(subscription.unit) } catch is UnknownUnit {
            throw SubscriptionRejection.notFound(request.subscription)
        }
        guard subscription.removed == nil else { return subscription }
        subscription.removed = context.now
        try context.append(SubscriptionRemoved(subscription: subscription.id), subject: subscription.id)
        try SubscriptionStore.remove(subscription.id, at: context.now, context.writer)
        return subscription
    }
}

extension Subscription {
    fileprivate init(_ request: CreateSubscription, id: SubscriptionID, at now: Instant) {
        self.init(
            id: id, name: request.name, unit: request.unit, event: request.event, filter: request.filter ?? [],
            template: request.template, values: request.values ?? [], recipients: request.recipients,
            channels: (request.channels ?? []).eachOnce, created: now)
    }

    /// Its place in the list.
    fileprivate var place: String { "\(name) \(id)" }
}
