// What a service is made of: its contract, its tables, its routes. The frame does the rest.

public import MessageSchema
public import Storage

/// A service before it runs.
public struct Blueprint: Sendable {
    public let contract: any Contract.Type
    /// The service's own migrations; the frame adds those of its unit projection.
    public let migrations: [Migration]
    /// True for the one service whose journal tells of units: it applies its own events, the others follow them.
    public let ownsUnits: Bool
    public let routes: [Route]

    /// Routes and contract must name the same methods; see ``disagreements``.
    public init(
        contract: any Contract.Type, migrations: [Migration], ownsUnits: Bool = false, routes: [Route]
    ) {
        self.contract = contract
        self.migrations = migrations
        self.ownsUnits = ownsUnits
        self.routes = routes
    }

    /// How routes and contract differ, a sentence each; a service with any refuses to start.
    public var disagreements: [String] {
        let declared = contract.methods.map { $0.name.text }
        let routed = routes.map { $0.name.text }
        let missing = Set(declared).subtracting(routed).sorted().map { "\($0) has no route" }
        let foreign = Set(routed).subtracting(declared).sorted().map { "\($0) is routed but not in the contract" }
        let counts = Dictionary(grouping: routed, by: { $0 }).filter { $0.value.count > 1 }
        return missing + foreign + counts.keys.sorted().map { "\($0) is routed twice" }
    }

    var allMigrations: [Migration] { UnitTables.migrations + migrations }
}
