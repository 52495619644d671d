// What the checks of a reorganisation look at beside its document.

public import MessageSchema

/// The present state as far as a document concerns it.
public struct ReorganisationSituation: Sendable {
    /// Another reorganisation that is approved and not in force yet.
    public struct Pending: Sendable, Hashable {
        public var document: DocumentNumber
        public var effective: CalendarDate
        public var touched: Set<UnitCode>
        public init(document: DocumentNumber, effective: CalendarDate, touched: Set<UnitCode>) {
            self.document = document
            self.effective = effective
            self.touched = touched
        }
    }
    public var today: CalendarDate
    public var units: UnitStructure
    /// The posts that are held on or after the day of effect at `codes(of:in:)`.
    public var posts: [Post]
    public var pending: [Pending]

    public init(today: CalendarDate, units: UnitStructure, posts: [Post] = [], pending: [Pending] = []) {
        self.today = today
        self.units = units
        self.posts = posts
        self.pending = pending
    }

    /// The codes whose posts a document may concern: those it touches and all that have become one of them.
    public static func codes(of document: PlanReorganisation, in units: UnitStructure) -> Set<UnitCode> {
        units.codesLeading(to: document.touched)
    }
}
