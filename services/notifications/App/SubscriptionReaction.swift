// What subscriptions do when another service tells something. Each event has one answer a subscription: a notice, or
// why none could be made of it. Nothing an event says holds up the ones after it.

internal import MessageSchema
internal import NotificationsDomain
internal import ServiceKit
internal import Storage
internal import WireJSON

struct SubscriptionReaction {
    let settings: DeliverySettings

    /// The reactions to all services that can be subscribed to.
    static func all(_ settings: DeliverySettings) -> [Reaction] {
        let reaction = SubscriptionReaction(settings: settings)
        return EventShape.services.map { .onAny(of: $0, reaction.answer) }
    }

    private func answer(_ origin: CloudEvent, _ context: WriteContext) throws {
        let store = SubscriptionStore(context.writer)
        let candidates = try store.inForce(event: origin.type)
        guard !candidates.isEmpty, let shape = EventShape(of: origin.type) else { return }
        let event = try EventMembers(origin.data)
        for candidate in candidates {
            let subscription = candidate.subscription
            // What was recorded before it was created is none of its business, whenever it is heard.
            guard origin.time >= subscription.created, EventMatch.fits(subscription.filter, event),
                try concerns(candidate.scope, event, shape, context),
                try !store.hasAnswered(origin.id, subscription.id)
            else { continue }
            try answer(origin, event, candidate, context)
        }
    }

    private func concerns(
        _ scope: String?, _ event: EventMembers, _ shape: EventShape, _ context: WriteContext
    ) throws -> Bool {
        guard let scope else { return true }
        // A scope that is no unit code reaches nothing.
        guard let top = try? UnitCode(scope) else { return false }
        return EventMatch.concerns(top, event, of: shape, in: try context.units(), on: context.today)
    }

    private func answer(
        _ origin: CloudEvent, _ event: EventMembers, _ stored: StoredSubscription, _ context: WriteContext
    ) throws {
        let subscription = stored.subscription
        do {
            let draft = try draft(origin, event, stored, TemplateStore(context.writer))
            let sent = try NoticeSending(context: context, settings: settings).send(draft)
            try SubscriptionStore.answer(origin.id, subscription.id, with: sent.sequence, context.writer)
        } catch let problem as EventProblem {
            try refuse(origin, subscription, problem, context)
        } catch let rejection as TemplateRejection {
            try refuse(origin, subscription, EventProblem(rejection.message), context)
        }
    }

    // Everything that can say no does so here, before the first change.
    private func draft(
        _ origin: CloudEvent, _ event: EventMembers, _ stored: StoredSubscription, _ templates: TemplateStore
    ) throws -> NoticeDraft {
        let subscription = stored.subscription
        let template = try templates.found(subscription.template)
        let values = try EventMatch.values(subscription.values, for: template, event)
        return NoticeDraft(
            sender: subscription.unit, text: try TemplateRules.render(template, values: values), values: values,
            recipients: try EventMatch.recipients(subscription.recipients, event), channels: subscription.channels,
            cause: NoticeCause(subscription: subscription.id, type: origin.type, event: origin.id),
            scope: stored.scope)
    }

    private func refuse(
        _ origin: CloudEvent, _ subscription: Subscription, _ problem: EventProblem, _ context: WriteContext
    ) throws {
        try context.append(
            SubscriptionRefused(subscription: subscription.id, event: origin.id, problem: problem.text),
            subject: subscription.id)
        try SubscriptionStore.refuse(origin.id, subscription.id, problem.text, context.writer)
    }
}

extension EventMembers {
    /// Reads an event's data.
    init(_ data: RawJSON) throws {
        var texts: [String: [String]] = [:]
        Self.collect(try WireJSON.parse(data.bytes), at: "", &texts)
        self.init(texts: texts)
    }

    private static func collect(_ node: JSONNode, at path: String, _ texts: inout [String: [String]]) {
        switch node.kind {
        case .object:
            for member in node.members {
                collect(member.value, at: path.isEmpty ? member.key : "\(path).\(member.key)", &texts)
            }
        case .array: for element in node.elements { collect(element, at: path, &texts) }
        case .string: texts[path, default: []].append(node.string ?? "")
        case .number, .bool: texts[path, default: []].append(String(decoding: node.raw, as: UTF8.self))
        case .null: break
        }
    }
}
