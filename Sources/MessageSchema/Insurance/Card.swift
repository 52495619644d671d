// Checking a card: whose it is, what it covers on a day, and where its bearer is registered.

/// What a card code says by itself.
public struct CardParts: Codable, Hashable, Sendable {
    public var group: CardGroup
    public var digit: Int
    /// Two digits of a province before the mergers of 2025.
    public var province: String
    public var number: InsuranceNumber

    public init(_ card: CardCode) {
        group = card.group
        digit = card.digit
        province = card.province
        number = card.number
    }
}

/// The facility of a coverage, and what it has become.
public struct RegisteredFacility: Codable, Hashable, Sendable {
    /// As registered.
    public var facility: FacilityCode
    /// The unit that it is on the day; nil if the registry has none of that code.
    public var unit: UnitCode?
    public init(facility: FacilityCode, unit: UnitCode?) {
        self.facility = facility
        self.unit = unit
    }
}

/// The answer to a card check; codes and their meaning are those of the national lookup.
public struct CardCheck: Codable, Hashable, Sendable {
    /// `000` if the card is valid; else why not, such as `010` expired or `050` not found.
    public var code: String
    public var message: PlainText
    /// True if a coverage holds on the day.
    public var covered: Bool
    public var day: CalendarDate
    /// What the code says, when a card code was asked for.
    public var card: CardParts?
    public var number: InsuranceNumber?
    /// The coverage that holds, or the last one that did.
    public var coverage: Coverage?
    /// The benefit level of that coverage on the day by the published policy; nil without one.
    public var level: Rate?
    public var registered: RegisteredFacility?
    /// Shown only to who may read personal data.
    public var name: PlainText?
    public var birthDate: CalendarDate?
    /// The same as a facility notes it for a visit, `00` to `11`.
    public var visitCode: String?

    public init(
        code: String, message: PlainText, covered: Bool, day: CalendarDate, card: CardParts? = nil,
        number: InsuranceNumber? = nil, coverage: Coverage? = nil, level: Rate? = nil,
        registered: RegisteredFacility? = nil, name: PlainText? = nil, birthDate: CalendarDate? = nil,
        visitCode: String? = nil
    ) {
        self.code = code
        self.message = message
        self.covered = covered
        self.day = day
        self.card = card
        self.number = number
        self.coverage = coverage
        self.level = level
        self.registered = registered
        self.name = name
        self.birthDate = birthDate
        self.visitCode = visitCode
    }
}

/// Checks a card on a day.
public struct CheckCard: Method {
    public static let name: MethodName = "insurance.card.check"
    public static let effect = Effect.reads
    public static let permission = Permission.readMembers
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.both
    public static let summary = "Check a card on a day: whose it is, what it covers, where its bearer is registered."

    public var card: CardReference
    /// Compared with what is enrolled, diacritics and case aside, if given.
    public var name: PlainText?
    public var birthDate: CalendarDate?
    public var sex: Sex?
    /// The facility of registration that the card prints; compared with what is enrolled, through mergers.
    public var facility: FacilityCode?
    /// The last day of the visit that begins on the day asked for.
    public var until: CalendarDate?

    public init(
        card: CardReference, name: PlainText? = nil, birthDate: CalendarDate? = nil, sex: Sex? = nil,
        facility: FacilityCode? = nil, until: CalendarDate? = nil
    ) {
        self.card = card
        self.name = name
        self.birthDate = birthDate
        self.sex = sex
        self.facility = facility
        self.until = until
    }

    public typealias Reply = CardCheck
    public static let example = Example(
        Self(card: .sample),
        reply: CardCheck(
            code: "000", message: "The card is valid.", covered: true, day: .sample, card: CardParts(.sample),
            number: .sample, coverage: .example, level: .sample,
            registered: RegisteredFacility(facility: .sample, unit: nil)))
}
