// Issuing cards and taking them back. A card fits what is enrolled: its number, its group and digit, its days.

public import MessageSchema

/// The rules about cards as issued things.
public enum IssuedCardRules {
    /// The cards as the request makes them: the new one, and the one that it replaces. `issued` are the member's.
    public static func issue(
        _ request: IssueCard, to member: Member, issued: [IssuedCard]
    ) throws(CardRejection) -> (card: IssuedCard, replaced: IssuedCard?) {
        guard !issued.contains(where: { $0.card == request.card }) else { throw .taken }
        try check(request, member)
        let card = IssuedCard(
            card: request.card, number: member.number, from: request.from, lastDay: request.lastDay)
        guard let code = request.replaces else { return (card, nil) }
        guard var replaced = issued.first(where: { $0.card == code }) else { throw .notFound }
        guard replaced.state == .issued else { throw .ended }
        guard replaced.from <= request.from else {
            throw .unfitting("It begins on \(request.from), before the card that it replaces, \(replaced.from).")
        }
        (replaced.state, replaced.endedFrom) = (.replaced, request.from)
        return (card, replaced)
    }

    /// The card as it is once taken back.
    public static func revoke(_ request: RevokeCard, _ card: IssuedCard) throws(CardRejection) -> IssuedCard {
        guard card.state != .revoked else { throw .ended }
        guard card.from <= request.from else {
            throw .unfitting("It would end on \(request.from), before it begins on \(card.from).")
        }
        var card = card
        (card.state, card.endedFrom, card.reason) = (.revoked, request.from, request.reason)
        return card
    }

    private static func check(_ request: IssueCard, _ member: Member) throws(CardRejection) {
        if let lastDay = request.lastDay, lastDay < request.from {
            throw .unfitting("It ends on \(lastDay), before it begins on \(request.from).")
        }
        switch request.card.kind {
        case .citizen: throw .unfitting("A citizen number is no card; give 15 characters, or the number of 10 digits.")
        case .number: return
        case .card(let code):
            guard member.coverages.contains(where: { $0.group == code.group && $0.digit == code.digit }) else {
                throw .unfitting("The member has no coverage of the group \(code.group) with the digit \(code.digit).")
            }
        }
    }
}
