// Cards as issued things: given out, replaced by another, taken back. Old ones have a code of 15 characters, those
// since 2021 print the insurance number of 10 digits (Decision 1666/QĐ-BHXH of 2020).

/// Where a card stands.
public enum CardState: String, WireEnum {
    case issued, replaced, revoked
}

/// Why a card was taken back, as the national lookup tells it.
public enum CardRevocation: String, WireEnum {
    /// 110
    case revoked
    /// 120
    case reduced
    /// 121, the bearer moved to another province
    case movedOut
    /// 122, the bearer moved within the province
    case movedWithin
    /// 123, the bearer was enrolled anew by the same employer or office
    case enrolledAnew
    /// 124, the bearer is insured no longer
    case stopped
}

/// A card that was given out.
public struct IssuedCard: Codable, Hashable, Sendable {
    /// What is printed on it: 15 characters, or 10 digits.
    public var card: CardReference
    public var number: InsuranceNumber
    public var from: CalendarDate
    /// The last day printed on it; nil for one without end.
    public var lastDay: CalendarDate?
    public var state: CardState
    /// The first day on which it was taken back or replaced.
    public var endedFrom: CalendarDate?
    public var reason: CardRevocation?

    public init(
        card: CardReference, number: InsuranceNumber, from: CalendarDate, lastDay: CalendarDate? = nil,
        state: CardState = .issued, endedFrom: CalendarDate? = nil, reason: CardRevocation? = nil
    ) {
        self.card = card
        self.number = number
        self.from = from
        self.lastDay = lastDay
        self.state = state
        self.endedFrom = endedFrom
        self.reason = reason
    }

    static let example = IssuedCard(card: .sample, number: .sample, from: .sample)
}

/// Issues a card to a member, in the place of an earlier one if it says so.
public struct IssueCard: Method {
    public static let name: MethodName = "insurance.card.issue"
    public static let effect = Effect.write
    public static let permission = Permission.manageMembers
    public static let scope = Scope<Self>.found
    public static let summary = "Issue a card to a member, in the place of an earlier one if it says so."

    /// 15 characters, or the member's number for a card that prints only that.
    public var card: CardReference
    public var from: CalendarDate
    public var lastDay: CalendarDate?
    /// The card that this one takes the place of, from the same day on.
    public var replaces: CardReference?

    public init(
        card: CardReference, from: CalendarDate, lastDay: CalendarDate? = nil, replaces: CardReference? = nil
    ) {
        self.card = card
        self.from = from
        self.lastDay = lastDay
        self.replaces = replaces
    }

    public typealias Reply = IssuedCard
    public static let example = Example(Self(card: .sample, from: .sample), reply: .example)
}

/// Takes a card back from a day on.
public struct RevokeCard: Method {
    public static let name: MethodName = "insurance.card.revoke"
    public static let effect = Effect.write
    public static let permission = Permission.manageMembers
    public static let scope = Scope<Self>.found
    public static let summary = "Take a card back from a day on, and say why."

    public var card: CardReference
    public var reason: CardRevocation
    /// The first day on which it is worth nothing.
    public var from: CalendarDate

    public init(card: CardReference, reason: CardRevocation, from: CalendarDate) {
        self.card = card
        self.reason = reason
        self.from = from
    }

    public typealias Reply = IssuedCard
    public static let example = Example(
        Self(card: .sample, reason: .stopped, from: .sample),
        reply: IssuedCard(
            card: .sample, number: .sample, from: .sample, state: .revoked, endedFrom: .sample, reason: .stopped))
}

/// A card was issued.
public struct CardIssued: Event {
    public static let name = "insurance.card.issued"
    public static let summary = "A card was issued."
    public var from: CalendarDate
    public var lastDay: CalendarDate?
    /// True if it took the place of another.
    public var replaces: Bool
    public init(from: CalendarDate, lastDay: CalendarDate?, replaces: Bool) {
        self.from = from
        self.lastDay = lastDay
        self.replaces = replaces
    }
    public static let example = Self(from: .sample, lastDay: nil, replaces: false)
}

/// A card was taken back.
public struct CardRevoked: Event {
    public static let name = "insurance.card.revoked"
    public static let summary = "A card was taken back."
    public var reason: CardRevocation
    public var from: CalendarDate
    public init(reason: CardRevocation, from: CalendarDate) {
        self.reason = reason
        self.from = from
    }
    public static let example = Self(reason: .stopped, from: .sample)
}
