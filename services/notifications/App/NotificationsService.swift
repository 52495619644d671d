// The notification service: its contract, its tables, its routes, what it does when others tell something, and what it
// does by itself. Start reading here.

internal import MessageSchema
internal import NotificationsDomain
public import ServiceKit
internal import Storage

/// The notification service.
public enum NotificationsService {
    /// All that the frame needs to run it.
    public static let blueprint = blueprint(DeliverySettings())

    /// The service with bounds of its own, for tests.
    static func blueprint(_ settings: DeliverySettings) -> Blueprint {
        Blueprint(
            contract: NotificationsContract.self,
            migrations: Migrations.all,
            routes: [
                .write(PublishTemplate.self, TemplateHandlers.publish),
                .read(RenderTemplate.self, TemplateHandlers.render),
                .read(GetTemplate.self, TemplateHandlers.get).brief,
                .read(ListTemplates.self, mentions: { [$0.unit] }, TemplateHandlers.list),

                .write(
                    SendNotice.self, within: { $0.recipients.compactMap(\.unit) },
                    NoticeHandlers(settings: settings).send),
                .read(GetNotice.self, NoticeHandlers.get).brief,
                .read(ListNotices.self, within: { [$0.sender] }, NoticeHandlers.list),
                .read(ExplainNotice.self, NoticeHandlers.explain),

                .read(ListInbox.self, InboxHandlers.list),
                .write(ReadDelivery.self, InboxHandlers.read),

                .write(
                    CreateSubscription.self, within: { $0.recipients.compactMap(\.unit) },
                    SubscriptionHandlers.create),
                .read(ListSubscriptions.self, SubscriptionHandlers.list),
                .write(RemoveSubscription.self, SubscriptionHandlers.remove),
            ],
            reactions: [
                .on(PostAppointed.self, purpose: .bookkeeping) { event, _, context in
                    try PostStore.appoint(event.post, context.writer)
                },
                .on(PostEnded.self, purpose: .bookkeeping) { event, _, context in
                    try PostStore.end(event.post, until: event.until, context.writer)
                },
            ] + SubscriptionReaction.all(settings),
            duties: [NoticeExpansion.duty(settings), FileDelivery.duty(settings)],
            measures: NoticeMeasures.all)
    }
}
