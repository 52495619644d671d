// All the notification service says on the wire.

/// Who has been told: templates, notices, inboxes, subscriptions.
public enum NotificationsContract: Contract {
    public static let service: ServiceName = "notifications"
    public static let summary = "Templates, notices and their recipients, inboxes, subscriptions."

    public static let methods: [any Method.Type] = [
        PublishTemplate.self, RenderTemplate.self, GetTemplate.self, ListTemplates.self,
        SendNotice.self, GetNotice.self, ListNotices.self, ExplainNotice.self,
        ListInbox.self, ReadDelivery.self,
        CreateSubscription.self, ListSubscriptions.self, RemoveSubscription.self,
    ]

    public static let events: [any Event.Type] = [
        TemplatePublished.self, NoticeSent.self, NoticeExpanded.self, DeliveriesRecorded.self, DeliveryRead.self,
        SubscriptionCreated.self, SubscriptionRemoved.self, SubscriptionRefused.self,
    ]

    public static let errors: [ErrorCase] = [
        ErrorCase(
            "notifications.template.notFound", .notFound, "There is no such template, or not in that version.",
            remedy: "See `sauro template list`."),
        ErrorCase(
            "notifications.template.faulty", .rejected,
            "The template has errors; `data.details.findings` lists them all, with language, line and column.",
            remedy: "Mend the template and publish it again."),
        ErrorCase(
            "notifications.template.nameTaken", .conflict, "Another unit keeps a template of this name.",
            remedy: "Choose another name."),
        ErrorCase(
            "notifications.template.badValues", .rejected,
            "A value is missing, unknown or malformed; `data.details.findings` lists which.",
            remedy: "Compare with the variables that `sauro template get` shows."),
        ErrorCase(
            "notifications.template.badText", .rejected,
            "With these values the text is empty, or longer than a notice may be.",
            remedy: "Try the values with `sauro template render`."),
        ErrorCase(
            "notifications.notice.notFound", .notFound,
            "There is no such notice, or it lies outside the caller's scope.", remedy: "See `sauro notice list`."),
        ErrorCase(
            "notifications.notice.badRecipients", .rejected,
            "A recipient is malformed; `data.details.findings` lists what is missing or too much.",
            remedy: "Name a person, a unit, a subtree's unit, or a role's unit and position."),
        ErrorCase(
            "notifications.inbox.notFound", .notFound,
            "There is no such person, or the person serves outside the caller's scope.",
            remedy: "See `sauro staff get`."),
        ErrorCase(
            "notifications.delivery.notFound", .notFound,
            "There is no such delivery in an inbox, or it lies outside the caller's scope.",
            remedy: "See `sauro inbox list`."),
        ErrorCase(
            "notifications.subscription.notFound", .notFound,
            "There is no such subscription, or it lies outside the caller's scope.",
            remedy: "See `sauro subscription list`."),
        ErrorCase(
            "notifications.subscription.faulty", .rejected,
            "The subscription has errors; `data.details.findings` lists them all.",
            remedy: "Mend what the findings name."),
        ErrorCase(
            "notifications.subscription.nameTaken", .conflict, "A subscription of this name is in force.",
            remedy: "Choose another name, or stop the other one with `sauro subscription remove`."),
    ]
}
