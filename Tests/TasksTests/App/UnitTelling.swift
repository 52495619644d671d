// A stand-in for the registry: tells of units and meetings in its journal, as the task service follows it. The tests of
// one service do not need another's program.

import MessageSchema
import ServiceKit

enum UnitTelling: Contract {
    static let service: ServiceName = "registry"
    static let summary = "Units for the tests of the task service."
    static let methods: [any Method.Type] = [TellUnits.self, TellMeeting.self]
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
            },
            .write(TellMeeting.self) { request, context in
                try context.authoriseEverything()
                try context.append(request.meeting, subject: request.meeting.meeting)
                return TellUnits.Reply()
            },
        ])
}

/// Makes the stand-in tell of a meeting.
struct TellMeeting: Method {
    static let name: MethodName = "registry.meeting.tell"
    static let effect = Effect.write
    static let permission = Permission.manageCooperation
    static let scope = Scope<Self>.found
    static let summary = "Tell of a meeting."

    var meeting: MeetingRecorded

    typealias Reply = TellUnits.Reply
    static let example = Example(Self(meeting: .example), reply: Reply())
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

    /// The sector of the tests as it is before the merger is decided.
    static let sector = TellUnits(
        established: [
            unit(Sector.ministry), unit(Sector.department, under: Sector.ministry),
            unit(Sector.hospital, under: Sector.department), unit(Sector.merged, under: Sector.ministry),
            unit(Sector.mergedHospital, under: Sector.merged), unit(Sector.gone, under: Sector.department),
            unit(Sector.coming, under: Sector.department, from: "2026-01-01"),
        ],
        dissolved: [UnitDissolved(code: Sector.gone, from: "2025-03-01")])

    /// The merger of one department into the other on 2025-07-01.
    static let merger = TellUnits(
        dissolved: [UnitDissolved(code: Sector.merged, from: "2025-07-01")],
        lineage: [
            LineageRow(
                predecessor: Sector.merged, successor: Sector.department, from: "2025-07-01", share: .whole,
                primary: true)
        ])

    static func unit(
        _ code: UnitCode, under parent: UnitCode? = nil, from: CalendarDate = "2000-01-01"
    ) -> UnitEstablished {
        UnitEstablished(
            code: code, name: LocalizedText(vi: PlainText(known: "Đơn vị \(code)")), kind: .other, parent: parent,
            from: from, document: nil)
    }
}
