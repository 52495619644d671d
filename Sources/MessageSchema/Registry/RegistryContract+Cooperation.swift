// The refusals about groups, partners, meetings and indicators.

extension RegistryContract {
    static let cooperationErrors: [ErrorCase] = [
        ErrorCase(
            "registry.group.notFound", .notFound, "There is no such group.", remedy: "See `sauro group list`."),
        ErrorCase(
            "registry.group.codeTaken", .conflict, "A group has or had this code.",
            remedy: "Codes are never reused; choose another."),
        ErrorCase(
            "registry.group.absent", .rejected, "The group does not exist on that date.",
            remedy: "Give a date within the group's life."),
        ErrorCase(
            "registry.group.unitAbsent", .rejected, "The unit does not exist throughout that time.",
            remedy: "Give dates within the unit's life, or name its successor."),
        ErrorCase(
            "registry.group.datesReversed", .rejected, "It would end before it begins.",
            remedy: "`until` is the first day it no longer holds; give one after `from`."),
        ErrorCase(
            "registry.group.notOneOrganisation", .invalidParams, "A seat is a unit's or a partner's.",
            remedy: "Give `unit` or `partner`, one of the two."),
        ErrorCase(
            "registry.group.chairTaken", .conflict, "The group has another chair at that time.",
            remedy: "End the other seat first, `sauro group leave`."),
        ErrorCase(
            "registry.group.chairFromPartner", .rejected, "A unit chairs a group; a partner co-chairs.",
            remedy: "Give the partner the role `coChair`."),
        ErrorCase(
            "registry.group.alreadyMember", .conflict, "The organisation has a seat in this role at that time.",
            remedy: "See `sauro group get`."),
        ErrorCase(
            "registry.group.full", .rejected, "The group has as many seats as a group may have.",
            remedy: "End seats that are no longer held, `sauro group leave`."),
        ErrorCase(
            "registry.membership.notFound", .notFound, "There is no such seat in a group.",
            remedy: "See `sauro group get`."),
        ErrorCase(
            "registry.membership.alreadyEnded", .rejected, "The seat ends before that date.",
            remedy: "See `sauro group get`."),
        ErrorCase(
            "registry.partner.notFound", .notFound, "There is no such partner.",
            remedy: "See `sauro partner list`."),
        ErrorCase(
            "registry.partner.codeTaken", .conflict, "A partner has this code.",
            remedy: "Use the file that exists, or choose another code."),
        ErrorCase(
            "registry.meeting.notFound", .notFound, "There is no such meeting.",
            remedy: "See `sauro meeting list`."),
        ErrorCase(
            "registry.meeting.documentTaken", .conflict, "Minutes of that number and year are recorded already.",
            remedy: "See `sauro meeting list`."),
        ErrorCase(
            "registry.meeting.inTheFuture", .rejected, "The meeting would be held after today.",
            remedy: "Record a meeting once it was held."),
        ErrorCase(
            "registry.meeting.ordinalTwice", .rejected, "Two decisions have the same place in the minutes.",
            remedy: "Give each decision an ordinal of its own."),
    ]

    static let indicatorErrors: [ErrorCase] = [
        ErrorCase(
            "registry.indicator.notFound", .notFound, "There is no such indicator.",
            remedy: "See `sauro indicator list`."),
        ErrorCase(
            "registry.indicator.codeTaken", .conflict, "An indicator has this code.",
            remedy: "Use the one that exists, or choose another code."),
        ErrorCase(
            "registry.indicator.yearOutOfRange", .rejected, "The year is not one that indicators are kept for.",
            remedy: "Check the year."),
        ErrorCase(
            "registry.indicator.futureYear", .rejected, "The year has not begun, so nothing was counted in it.",
            remedy: "Set a target for it, `sauro indicator target`."),
    ]
}
