// People of the sector: their file, kept by a unit.

/// What a member of staff is by profession (Law 15/2023 on examination and treatment, titles that need a licence,
/// and those beside them).
public enum Profession: String, WireEnum {
    case doctor, assistantDoctor, nurse, midwife, technician, nutritionist, ambulanceOfficer, psychologist
    case traditionalPractitioner, pharmacist, publicHealthOfficer, populationOfficer, manager, administrator, other
}

/// A member of staff. `citizenNumber` and `birthDate` are shown only to who may read personal data.
public struct StaffMember: Codable, Hashable, Sendable {
    public var id: StaffID
    public var name: PlainText
    public var profession: Profession
    /// The unit that keeps the file.
    public var unit: UnitCode
    public var birthDate: CalendarDate?
    public var citizenNumber: CitizenNumber?
    /// Number of the practising licence, as issued.
    public var licence: PlainText?
    /// The posts that are held on the date of the reply.
    public var posts: [Post]

    public init(
        id: StaffID, name: PlainText, profession: Profession, unit: UnitCode, birthDate: CalendarDate? = nil,
        citizenNumber: CitizenNumber? = nil, licence: PlainText? = nil, posts: [Post] = []
    ) {
        self.id = id
        self.name = name
        self.profession = profession
        self.unit = unit
        self.birthDate = birthDate
        self.citizenNumber = citizenNumber
        self.licence = licence
        self.posts = posts
    }

    static let example = StaffMember(id: .sample, name: "Nguyễn Thị An", profession: .nurse, unit: .sample)
}

/// Opens a file for a member of staff.
public struct RegisterStaff: Method {
    public static let name: MethodName = "registry.staff.register"
    public static let effect = Effect.write
    public static let permission = Permission.manageStaff
    public static let scope = Scope<Self>.unit(\Self.unit)
    public static let summary = "Open a file for a member of staff."

    public var unit: UnitCode
    public var name: PlainText
    public var profession: Profession
    public var birthDate: CalendarDate?
    public var citizenNumber: CitizenNumber?
    public var licence: PlainText?

    public init(
        unit: UnitCode, name: PlainText, profession: Profession, birthDate: CalendarDate? = nil,
        citizenNumber: CitizenNumber? = nil, licence: PlainText? = nil
    ) {
        self.unit = unit
        self.name = name
        self.profession = profession
        self.birthDate = birthDate
        self.citizenNumber = citizenNumber
        self.licence = licence
    }

    public typealias Reply = StaffMember
    public static let example = Example(
        Self(unit: .sample, name: "Nguyễn Thị An", profession: .nurse), reply: .example)
}

/// Shows a member of staff and the posts held on a date.
public struct GetStaff: Method {
    public static let name: MethodName = "registry.staff.get"
    public static let effect = Effect.reads
    public static let permission = Permission.readStaff
    public static let scope = Scope<Self>.found
    public static let timeTravel = TimeTravel.both
    public static let summary = "Show a member of staff and the posts held on a date."

    public var staff: StaffID
    public init(staff: StaffID) { self.staff = staff }

    public typealias Reply = StaffMember
    public static let example = Example(Self(staff: .sample), reply: .example)
}
