// What a service is made of: its contract, its tables, its routes, its reactions and duties. The frame does the rest.

public import MessageSchema
public import Storage

/// A service before it runs.
public struct Blueprint: Sendable {
    public let contract: any Contract.Type
    /// The service's own migrations; the frame adds those of its unit projection and queues.
    public let migrations: [Migration]
    /// True for the one service whose journal tells of units: it applies its own events, the others follow them.
    public let ownsUnits: Bool
    public let routes: [Route]
    /// What the service does because another one told something.
    public let reactions: [Reaction]
    /// What the service does by itself.
    public let duties: [Duty]
    /// The release that the program announces, and notes beside each step of the schema that it runs.
    public let release: String
    /// What must hold of its data, beside what holds of every service's.
    public let invariants: [Invariant]
    /// What of its business is measured.
    public let measures: [BusinessMeasure]

    /// Routes and contract must name the same methods; see ``disagreements``.
    public init(
        contract: any Contract.Type, migrations: [Migration], ownsUnits: Bool = false, routes: [Route],
        reactions: [Reaction] = [], duties: [Duty] = [], invariants: [Invariant] = [],
        measures: [BusinessMeasure] = [], release: String = Release.version
    ) {
        self.contract = contract
        self.migrations = migrations
        self.ownsUnits = ownsUnits
        self.routes = routes
        self.reactions = reactions
        self.duties = duties
        self.release = release
        self.invariants = invariants
        self.measures = measures
    }

    /// What in the blueprint does not fit together, a sentence each; a service with any refuses to start.
    public var disagreements: [String] {
        let declared = contract.methods.map { $0.name.text }
        let routed = routes.map { $0.name.text }
        let missing = Set(declared).subtracting(routed).sorted().map { "\($0) has no route" }
        let foreign = Set(routed).subtracting(declared).sorted().map { "\($0) is routed but not in the contract" }
        let twice = Self.repeated(routed).map { "\($0) is routed twice" }
        return missing + foreign + twice + disagreementsOfOwnWork
    }

    /// A service knows what it did itself: reacting to its own journal would only do it later, and round in circles.
    private var disagreementsOfOwnWork: [String] {
        let own = reactions.filter { $0.service == contract.service }
        return own.map { "the reaction to \($0.event ?? "every event") is to the service's own journal" }
            + Self.repeated(duties.map(\.name)).map { "two duties are named \"\($0)\"" }
    }

    private static func repeated(_ names: [String]) -> [String] {
        Dictionary(grouping: names, by: { $0 }).filter { $0.value.count > 1 }.keys.sorted()
    }

    /// All steps of the service's schema but those of the store itself.
    public var allMigrations: [Migration] { UnitTables.migrations + QueueTables.migrations + migrations }
}
