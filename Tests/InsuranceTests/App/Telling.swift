// What the registry's stand-in tells of the units of these tests.

import MessageSchema
import ServiceTesting

extension TellRegistry {
    /// Three provinces under the state; of the facilities only 30A01, 31001 and 31A01 are units, the last one under
    /// the ministry.
    static let sector = TellRegistry(
        established: [
            unit("VN"), unit("MOH", under: "VN"), unit("30", under: "VN"), unit("31", under: "VN"),
            unit("48", under: "VN"), unit("30A01", under: "30"), unit("31001", under: "31"),
            unit("31A01", under: "MOH"),
        ])

    /// The merger of the province 30 into 31 on 2025-07-01, and of the facility 30A01 into 31001 with it.
    static let merger = TellRegistry(
        dissolved: [
            UnitDissolved(code: "30", from: "2025-07-01"), UnitDissolved(code: "30A01", from: "2025-07-01"),
        ],
        lineage: [row("30", "31"), row("30A01", "31001")])

    private static func row(_ predecessor: UnitCode, _ successor: UnitCode) -> LineageRow {
        LineageRow(predecessor: predecessor, successor: successor, from: "2025-07-01", share: .whole, primary: true)
    }
}
