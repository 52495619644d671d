// What can be true of a visit, as the rows of the table `entitlements` and who asks for an entitlement name it.

internal import MessageSchema

/// A circumstance of a visit. The raw value is the word in acts and requests.
enum Circumstance: String, CaseIterable, Sendable {
    /// The visit is without a bed, or with one.
    case outpatient, inpatient

    /// It is where the patient is registered.
    case ownFacility
    /// At a commune's health station or what is put on a par with it (Circular 01/2025/TT-BYT, article 3).
    case communeStation
    /// The facility's level (Law 15/2023/QH15, article 104).
    case initialLevel, basicLevel, specialisedLevel
    /// What the facility scored at its grading; one that is provisionally of basic level has less than 50.
    case pointsBelow50, points50To70, points70OrMore
    /// What the facility was before 2025.
    case formerlyDistrict, formerlyProvincial, formerlyCentral

    /// The patient comes with a slip of another facility, or of the same one for a second look.
    case referral, reexamination
    /// The patient lives or works elsewhere than before, or is on the way.
    case moved
    case emergency
    /// An organ was just given, a child just born.
    case organDonor, newborn
    /// The disease stands on the list for basic level (appendix II) or specialised level (appendix I) of Circular
    /// 01/2025/TT-BYT.
    case listedForBasic, listedForSpecialised
    /// The patient is of a minority or a poor household in a difficult area, or lives on an island.
    case difficultArea

    /// Medicine is fetched without an examination: at all, in an epidemic, by somebody else, at another facility, or
    /// brought by the facility.
    case pickUp, epidemicPickUp, pickUpByOther, pickUpElsewhere, delivery
    /// The claim takes an earlier one back; the visit is not the fund's.
    case recall, uninsured

    /// Of each of these one at most is true.
    static let exclusive: [[Circumstance]] = [
        [.outpatient, .inpatient], [.initialLevel, .basicLevel, .specialisedLevel],
        [.pointsBelow50, .points50To70, .points70OrMore], [.formerlyDistrict, .formerlyProvincial, .formerlyCentral],
    ]

    static var names: String { allCases.map { $0.rawValue }.joined(separator: ", ") }

    /// Reads words; throws what is wrong with one, or with two that cannot both be true.
    static func all(_ words: [PlainText]) throws(ValueError) -> Set<Circumstance> {
        var found: Set<Circumstance> = []
        for word in words {
            guard let circumstance = Circumstance(rawValue: word.text) else {
                throw ValueError("there is no circumstance \"\(word.text.prefix(40))\"; there are \(names)")
            }
            found.insert(circumstance)
        }
        for group in exclusive {
            let both = group.filter(found.contains).map { $0.rawValue }
            guard both.count < 2 else { throw ValueError("\(both.joined(separator: " and ")) cannot both be true") }
        }
        return found
    }
}
