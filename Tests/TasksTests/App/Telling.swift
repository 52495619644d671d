// What the registry's stand-in tells of the sector of these tests.

import MessageSchema
import ServiceTesting

extension TellRegistry {
    /// The sector as it is before the merger is decided.
    static let sector = TellRegistry(
        established: [
            unit(Sector.ministry), unit(Sector.department, under: Sector.ministry),
            unit(Sector.hospital, under: Sector.department), unit(Sector.merged, under: Sector.ministry),
            unit(Sector.mergedHospital, under: Sector.merged), unit(Sector.gone, under: Sector.department),
            unit(Sector.coming, under: Sector.department, from: "2026-01-01"),
        ],
        dissolved: [UnitDissolved(code: Sector.gone, from: "2025-03-01")])

    /// The merger of one department into the other on 2025-07-01.
    static let merger = TellRegistry(
        dissolved: [UnitDissolved(code: Sector.merged, from: "2025-07-01")],
        lineage: [
            LineageRow(
                predecessor: Sector.merged, successor: Sector.department, from: "2025-07-01", share: .whole,
                primary: true)
        ])
}
