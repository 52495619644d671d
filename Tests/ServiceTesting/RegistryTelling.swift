// A stand-in for the registry: tells in its journal what a test makes it tell, as the real one would. The tests of one
// service do not need another's program.

public import MessageSchema
public import ServiceKit

public enum RegistryTelling: Contract {
    public static let service: ServiceName = "registry"
    public static let summary = "What the registry tells, for the tests of those who follow it."
    public static let methods: [any Method.Type] = [TellRegistry.self]
    public static let events: [any Event.Type] = RegistryContract.events
    public static let errors: [ErrorCase] = []

    public static let blueprint = Blueprint(
        contract: Self.self, migrations: [], ownsUnits: true,
        routes: [
            .write(TellRegistry.self) { request, context in
                try context.authoriseEverything()
                for event in request.established { try context.append(event, subject: event.code) }
                for event in request.dissolved { try context.append(event, subject: event.code) }
                for row in request.lineage {
                    try context.append(LineageRecorded(row: row), subject: row.predecessor)
                }
                for post in request.appointed { try context.append(PostAppointed(post: post), subject: post.id) }
                for event in request.ended { try context.append(event, subject: event.post) }
                for event in request.meetings { try context.append(event, subject: event.meeting) }
                return TellRegistry.Reply()
            }
        ])
}

/// Makes the stand-in tell.
public struct TellRegistry: Method {
    public static let name: MethodName = "registry.unit.tell"
    public static let effect = Effect.write
    public static let permission = Permission.manageUnits
    public static let scope = Scope<Self>.found
    public static let summary = "Tell of units, posts and meetings."

    public var established: [UnitEstablished]
    public var dissolved: [UnitDissolved]
    public var lineage: [LineageRow]
    public var appointed: [Post]
    public var ended: [PostEnded]
    public var meetings: [MeetingRecorded]

    public init(
        established: [UnitEstablished] = [], dissolved: [UnitDissolved] = [], lineage: [LineageRow] = [],
        appointed: [Post] = [], ended: [PostEnded] = [], meetings: [MeetingRecorded] = []
    ) {
        self.established = established
        self.dissolved = dissolved
        self.lineage = lineage
        self.appointed = appointed
        self.ended = ended
        self.meetings = meetings
    }

    public struct Reply: Codable, Hashable, Sendable {}
    public static let example = Example(Self(), reply: Reply())

    /// That a unit exists, since 2000 unless said otherwise.
    public static func unit(
        _ code: UnitCode, under parent: UnitCode? = nil, from: CalendarDate? = nil
    ) -> UnitEstablished {
        UnitEstablished(
            code: code, name: LocalizedText(vi: try! PlainText("Đơn vị \(code)")), kind: .other, parent: parent,
            from: from ?? (try! CalendarDate("2000-01-01")), document: nil)
    }
}
