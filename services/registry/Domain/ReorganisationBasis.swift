// What a plan depends on: the document itself, what is known of the units it mentions, and the posts that move.

public import MessageSchema

/// The facts whose hash a plan bears; the hash is SHA-256 over this value's JSON. Equal state gives equal bytes:
/// everything is sorted.
public struct ReorganisationBasis: Codable, Hashable, Sendable {
    public let document: PlanReorganisation
    /// All versions of the units mentioned, by code and time.
    public let versions: [HealthUnit]
    /// All rows of lineage that lead to or from them.
    public let lineage: [LineageRow]
    /// The posts that move, by identifier.
    public let posts: [PostID]

    init(_ document: PlanReorganisation, units: UnitStructure, moving: [Post]) {
        self.document = document
        let codes = document.mentioned.sorted()
        versions = codes.flatMap { units.versions[$0] ?? [] }
        let rows = Set(codes.flatMap { units.predecessors(of: $0) + units.successors(of: $0) })
        lineage = rows.sorted {
            ($0.predecessor, $0.successor, $0.from) < ($1.predecessor, $1.successor, $1.from)
        }
        posts = moving.map(\.id)
    }
}
