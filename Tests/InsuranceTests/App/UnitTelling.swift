// A stand-in for the registry: tells of units in its journal, as the insurance service follows it. The tests of one
// service do not need another's program.

import MessageSchema
import ServiceKit

enum UnitTelling: Contract {
    static let service: ServiceName = "registry"
    static let summary = "Units for the tests of the insurance service."
    static let methods: [any Method.Type] = [TellUnits.self]
    static let events: [any Event.Type] = RegistryContract.events
    static let errors: [ErrorCase] = []

    static let blueprint = Blueprint(
        contract: Self.self, migrations: [], ownsUnits: true,
        routes: [
            .write(TellUnits.self) { request, context in
                try context.authoriseEverything()
                for event in request.established { try context.append(event, subject: event.code) }
                for event in request.dissolved { try context.append(event, subject: event.code) }
                for row in request.lineage {
                    try context.append(LineageRecorded(row: row), subject: row.predecessor)
                }
                return TellUnits.Reply()
            }
        ])
}

/// Makes the stand-in tell of units.
struct TellUnits: Method {
    static let name: MethodName = "registry.unit.tell"
    static let effect = Effect.write
    static let permission = Permission.manageUnits
    static let scope = Scope<Self>.found
    static let summary = "Tell of units."

    var established: [UnitEstablished] = []
    var dissolved: [UnitDissolved] = []
    var lineage: [LineageRow] = []

    struct Reply: Codable, Hashable, Sendable {}
    static let example = Example(Self(), reply: Reply())

    /// Three provinces under the state; of the facilities only 30A01, 31001 and 31A01 are units, the last one under
    /// the ministry.
    static let sector = TellUnits(
        established: [
            unit("VN"), unit("MOH", under: "VN"), unit("30", under: "VN"), unit("31", under: "VN"),
            unit("48", under: "VN"), unit("30A01", under: "30"), unit("31001", under: "31"),
            unit("31A01", under: "MOH"),
        ])

    /// The merger of the province 30 into 31 on 2025-07-01, and of the facility 30A01 into 31001 with it.
    static let merger = TellUnits(
        dissolved: [
            UnitDissolved(code: "30", from: "2025-07-01"), UnitDissolved(code: "30A01", from: "2025-07-01"),
        ],
        lineage: [row("30", "31"), row("30A01", "31001")])

    private static func row(_ predecessor: UnitCode, _ successor: UnitCode) -> LineageRow {
        LineageRow(predecessor: predecessor, successor: successor, from: "2025-07-01", share: .whole, primary: true)
    }

    private static func unit(_ code: UnitCode, under parent: UnitCode? = nil) -> UnitEstablished {
        UnitEstablished(
            code: code, name: LocalizedText(vi: PlainText(known: "Đơn vị \(code)")), kind: .other, parent: parent,
            from: "2000-01-01", document: nil)
    }
}
