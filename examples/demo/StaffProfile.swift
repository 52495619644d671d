// Which professions and positions a made-up unit has. Round numbers of this demonstration, not statistics.

import Surroundings

internal import MessageSchema

/// The make-up of the staff of a kind of unit.
enum StaffProfile {
    /// Draws a profession by the weights of the kind of unit; the heads of medical units are doctors, the fourth of a
    /// hospital is its chief nurse.
    static func profession(rank: Int, at kind: UnitKind, from random: inout SeededRandom) -> Profession {
        if kind == .hospital, rank == 3 { return .nurse }
        if rank < 3, isMedical(kind) { return .doctor }
        let weights = weights(of: kind)
        var drawn = Int.random(in: 0..<weights.reduce(0) { $0 + $1.weight }, using: &random)
        for (profession, weight) in weights {
            if drawn < weight { return profession }
            drawn -= weight
        }
        return .other
    }

    static func position(rank: Int, of count: Int, kind: UnitKind, profession: Profession) -> Position {
        switch (rank, kind) {
        case (0, .division): .headOfDivision
        case (0, _): .director
        case (1, .division) where count > 4: .deputyHeadOfDivision
        case (1...2, _) where count > 4 && kind != .division: .deputyDirector
        case (3, .hospital) where count > 10: .chiefNurse
        default: position(of: profession)
        }
    }

    /// Titles that need a licence (Law 15/2023, as far as the play has them).
    static func isLicensed(_ profession: Profession) -> Bool {
        [.doctor, .assistantDoctor, .nurse, .midwife, .technician, .nutritionist, .ambulanceOfficer]
            .contains(profession)
    }

    private static func isMedical(_ kind: UnitKind) -> Bool {
        [.hospital, .regionalMedicalCentre, .diseaseControlCentre, .forensicCentre, .emergencyCentre].contains(kind)
    }

    private static func position(of profession: Profession) -> Position {
        switch profession {
        case .administrator, .other: .support
        case .manager, .populationOfficer, .publicHealthOfficer: .specialist
        default: .practitioner
        }
    }

    private static func weights(of kind: UnitKind) -> [(profession: Profession, weight: Int)] {
        switch kind {
        case .hospital:
            [
                (.doctor, 25), (.nurse, 40), (.midwife, 5), (.technician, 10), (.pharmacist, 6),
                (.nutritionist, 1),
                (.administrator, 10), (.other, 3),
            ]
        case .regionalMedicalCentre:
            [
                (.doctor, 20), (.assistantDoctor, 10), (.nurse, 35), (.midwife, 8), (.technician, 8),
                (.pharmacist, 6), (.publicHealthOfficer, 5), (.populationOfficer, 4), (.administrator, 4),
            ]
        case .emergencyCentre:
            [(.ambulanceOfficer, 30), (.nurse, 35), (.doctor, 20), (.other, 10), (.administrator, 5)]
        case .medicalCollege:
            [(.doctor, 25), (.nurse, 25), (.pharmacist, 15), (.manager, 15), (.administrator, 20)]
        case .diseaseControlCentre, .testingCentre, .forensicCentre:
            [
                (.doctor, 25), (.publicHealthOfficer, 25), (.technician, 25), (.nurse, 10), (.pharmacist, 5),
                (.administrator, 10),
            ]
        default:
            [(.manager, 30), (.administrator, 40), (.doctor, 15), (.pharmacist, 10), (.populationOfficer, 5)]
        }
    }
}
