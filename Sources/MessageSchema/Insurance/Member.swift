// Members: the insured, their coverage and the facility they are registered at.

/// What the claim format knows of a person's sex (GIOI_TINH 1, 2, 3).
public enum Sex: String, WireEnum {
    case male, female, undetermined
}

/// A stretch of time for which a member is insured in one group.
public struct Coverage: Codable, Hashable, Sendable {
    public var group: CardGroup
    /// The benefit digit printed on the card, 1 to 5.
    public var digit: Int
    /// The facility where the member is registered for first treatment. Kept as it was given; it resolves to what that
    /// unit has become.
    public var facility: FacilityCode
    public var from: CalendarDate
    /// The last day that is covered; nil for one without end.
    public var lastDay: CalendarDate?

    public init(
        group: CardGroup, digit: Int, facility: FacilityCode, from: CalendarDate, lastDay: CalendarDate? = nil
    ) {
        self.group = group
        self.digit = digit
        self.facility = facility
        self.from = from
        self.lastDay = lastDay
    }

    static let example = Coverage(group: .sample, digit: 4, facility: .sample, from: .sample)
}

/// A member. Name, birth date, sex and citizen number are shown only to who may read personal data.
public struct Member: Codable, Hashable, Sendable {
    public var number: InsuranceNumber
    public var name: PlainText?
    public var birthDate: CalendarDate?
    public var sex: Sex?
    public var citizenNumber: CitizenNumber?
    /// The day from which five years without a gap are complete; nil if it is not known.
    public var fiveYearsFrom: CalendarDate?
    /// The same as the coverages come to by the published policy, where no authority has stated it.
    public var fiveYearsReckoned: CalendarDate?
    /// In order of time; several may hold at once.
    public var coverages: [Coverage]

    public init(
        number: InsuranceNumber, name: PlainText? = nil, birthDate: CalendarDate? = nil, sex: Sex? = nil,
        citizenNumber: CitizenNumber? = nil, fiveYearsFrom: CalendarDate? = nil,
        fiveYearsReckoned: CalendarDate? = nil, coverages: [Coverage]
    ) {
        self.number = number
        self.name = name
        self.birthDate = birthDate
        self.sex = sex
        self.citizenNumber = citizenNumber
        self.fiveYearsFrom = fiveYearsFrom
        self.fiveYearsReckoned = fiveYearsReckoned
        self.coverages = coverages
    }

    static let example = Member(
        number: .sample, name: "Nguyễn Văn An", birthDate: .sample, sex: .male, coverages: [.example])
}

/// Where a pupil stands in school, as far as the days of a card depend on it.
public enum SchoolGrade: String, WireEnum {
    case first, middle, last
}

/// Enrols a person, or covers a member for a further stretch of time.
public struct EnrolMember: Method {
    public static let name: MethodName = "insurance.member.enrol"
    public static let effect = Effect.write
    public static let permission = Permission.manageMembers
    public static let scope = Scope<Self>.found
    public static let summary = "Enrol a person, or cover a member for a further stretch of time."

    public var number: InsuranceNumber
    public var name: PlainText
    public var birthDate: CalendarDate
    public var sex: Sex
    public var citizenNumber: CitizenNumber?
    public var fiveYearsFrom: CalendarDate?
    public var group: CardGroup
    public var digit: Int
    public var facility: FacilityCode
    public var from: CalendarDate
    /// The last day that is covered; of children and, with `grade`, of pupils the rules say it where it is left out.
    public var lastDay: CalendarDate?
    /// The day of payment; the first day is then checked against the time that first contributions wait.
    public var paidOn: CalendarDate?
    public var grade: SchoolGrade?

    public init(
        number: InsuranceNumber, name: PlainText, birthDate: CalendarDate, sex: Sex,
        citizenNumber: CitizenNumber? = nil, fiveYearsFrom: CalendarDate? = nil, group: CardGroup, digit: Int,
        facility: FacilityCode, from: CalendarDate, lastDay: CalendarDate? = nil, paidOn: CalendarDate? = nil,
        grade: SchoolGrade? = nil
    ) {
        self.number = number
        self.name = name
        self.birthDate = birthDate
        self.sex = sex
        self.citizenNumber = citizenNumber
        self.fiveYearsFrom = fiveYearsFrom
        self.group = group
        self.digit = digit
        self.facility = facility
        self.from = from
        self.lastDay = lastDay
        self.paidOn = paidOn
        self.grade = grade
    }

    public typealias Reply = Member
    public static let example = Example(
        Self(
            number: .sample, name: "Nguyễn Văn An", birthDate: .sample, sex: .male, group: .sample, digit: 4,
            facility: .sample, from: .sample),
        reply: .example)
}

/// Registers a member at another facility for first treatment, from a day on.
public struct RegisterMember: Method {
    public static let name: MethodName = "insurance.member.register"
    public static let effect = Effect.write
    public static let permission = Permission.manageMembers
    public static let scope = Scope<Self>.found
    public static let summary = "Register a member at another facility for first treatment, from a day on."

    public var member: CardReference
    public var facility: FacilityCode
    public var from: CalendarDate
    /// The group of the coverage; all coverages that hold then or later when left out.
    public var group: CardGroup?

    public init(member: CardReference, facility: FacilityCode, from: CalendarDate, group: CardGroup? = nil) {
        self.member = member
        self.facility = facility
        self.from = from
        self.group = group
    }

    public typealias Reply = Member
    public static let example = Example(
        Self(member: .sample, facility: .sample, from: .sample), reply: .example)
}

/// Shows a member, by insurance number, card code or citizen number.
public struct GetMember: Method {
    public static let name: MethodName = "insurance.member.get"
    public static let effect = Effect.reads
    public static let permission = Permission.readMembers
    public static let scope = Scope<Self>.found
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "Show a member, by insurance number, card code or citizen number."

    public var member: CardReference
    public init(member: CardReference) { self.member = member }

    public typealias Reply = Member
    public static let example = Example(Self(member: .sample), reply: .example)
}

/// Finds members by name, diacritics and case aside, and birth date if given.
public struct SearchMembers: Method {
    public static let name: MethodName = "insurance.member.search"
    public static let effect = Effect.reads
    public static let permission = Permission.readPersonalData
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Find members by name, diacritics and case aside, and birth date if given."

    /// Words of the name, two letters at least.
    public var text: PlainText
    public var birthDate: CalendarDate?
    public var facility: FacilityCode?
    public var limit: Int?
    public var cursor: String?

    public init(
        text: PlainText, birthDate: CalendarDate? = nil, facility: FacilityCode? = nil, limit: Int? = nil,
        cursor: String? = nil
    ) {
        self.text = text
        self.birthDate = birthDate
        self.facility = facility
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<Member>
    public static let example = Example(Self(text: "nguyen van"), reply: Page(items: [.example]))
}
