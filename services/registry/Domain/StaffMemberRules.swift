// The rules about a person's file: one file a citizen, and who sees what of it.

public import MessageSchema

/// Why a rule about staff says no. No message names a citizen's number.
public enum StaffMemberRejection: Rejection {
    case notFound(StaffID)
    case citizenNumberTaken
    case citizenNumberDiffers(birthYear: Int)

    public var name: String {
        switch self {
        case .notFound: "registry.staff.notFound"
        case .citizenNumberTaken: "registry.staff.citizenNumberTaken"
        case .citizenNumberDiffers: "registry.staff.citizenNumberDiffers"
        }
    }

    public var message: String {
        switch self {
        case .notFound(let id): "There is no member of staff \(id)."
        case .citizenNumberTaken: "A file with this citizen number exists."
        case .citizenNumberDiffers(let year): "The citizen number states another year of birth than \(year)."
        }
    }
}

/// Decides about files.
public enum StaffMemberRules {
    /// A file may be opened for a person who has none; birth date and citizen number must agree on the year.
    /// - Parameter isTaken: whether a file with the citizen number exists.
    public static func register(
        _ request: RegisterStaff, as id: StaffID, isTaken: Bool
    ) throws(StaffMemberRejection) -> StaffMember {
        if let number = request.citizenNumber, let birth = request.birthDate?.civil,
            number.birthYear != birth.year
        {
            throw .citizenNumberDiffers(birthYear: birth.year)
        }
        guard !isTaken else { throw .citizenNumberTaken }
        return StaffMember(
            id: id, name: request.name, profession: request.profession, unit: request.unit,
            birthDate: request.birthDate, citizenNumber: request.citizenNumber, licence: request.licence)
    }
}

extension StaffMember {
    /// The file as one sees it who may not read personal data.
    public var withoutPersonalData: StaffMember {
        var shown = self
        shown.birthDate = nil
        shown.citizenNumber = nil
        return shown
    }
}
