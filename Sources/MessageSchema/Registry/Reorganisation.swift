// Reorganisations: many mergers, splits, renames, moves and dissolutions in one document with one date of effect,
// planned by one person and approved by another.

/// One step of a reorganisation; which members it needs depends on its kind.
public struct ReorganisationStep: Codable, Hashable, Sendable {
    public enum Kind: String, WireEnum {
        /// `unit`, `name`, `unitKind`, `parent`: a new unit.
        case establish
        /// `from`, `unit`: the units of `from` are dissolved into `unit`, which exists, or which a step `establish` of
        /// the same document founds; with `name` it is renamed.
        case merge
        /// `unit`, `into`: the unit is dissolved into several, by shares that sum to one, one of them primary.
        case split
        /// `unit`, `name`
        case rename
        /// `unit`, `parent`
        case move
        /// `unit`: dissolved without successor.
        case dissolve
    }
    public struct Part: Codable, Hashable, Sendable {
        public var unit: UnitCode
        public var share: Share
        public var primary: Bool
        public init(unit: UnitCode, share: Share, primary: Bool) {
            self.unit = unit
            self.share = share
            self.primary = primary
        }
    }
    public var kind: Kind
    public var unit: UnitCode
    public var name: LocalizedText?
    public var unitKind: UnitKind?
    public var parent: UnitCode?
    public var from: [UnitCode]?
    public var into: [Part]?

    public init(
        kind: Kind, unit: UnitCode, name: LocalizedText? = nil, unitKind: UnitKind? = nil, parent: UnitCode? = nil,
        from: [UnitCode]? = nil, into: [Part]? = nil
    ) {
        self.kind = kind
        self.unit = unit
        self.name = name
        self.unitKind = unitKind
        self.parent = parent
        self.from = from
        self.into = into
    }
}

/// What a plan would do, counted, and what its reader should look at before it is approved.
public struct ReorganisationPlan: Codable, Hashable, Sendable {
    public struct Counts: Codable, Hashable, Sendable {
        public var established: Int
        public var merged: Int
        public var split: Int
        public var renamed: Int
        public var moved: Int
        public var dissolved: Int
        /// Posts whose unit resolves to another one afterwards, and the persons who hold them.
        public var posts: Int
        public var persons: Int
        /// Sum of the full-time percents of those posts.
        public var fullTimePercent: Int

        public init(
            established: Int = 0, merged: Int = 0, split: Int = 0, renamed: Int = 0, moved: Int = 0,
            dissolved: Int = 0, posts: Int = 0, persons: Int = 0, fullTimePercent: Int = 0
        ) {
            self.established = established
            self.merged = merged
            self.split = split
            self.renamed = renamed
            self.moved = moved
            self.dissolved = dissolved
            self.posts = posts
            self.persons = persons
            self.fullTimePercent = fullTimePercent
        }
    }
    /// How many units a principal with this scope may act in, before and after.
    public struct AccessDifference: Codable, Hashable, Sendable {
        public var scope: UnitCode
        public var before: Int
        public var after: Int
        public init(scope: UnitCode, before: Int, after: Int) {
            self.scope = scope
            self.before = before
            self.after = after
        }
    }
    public var counts: Counts
    /// Warnings only: a plan with errors is refused.
    public var findings: [Finding]
    public var access: [AccessDifference]

    public init(counts: Counts, findings: [Finding], access: [AccessDifference]) {
        self.counts = counts
        self.findings = findings
        self.access = access
    }
}

/// A reorganisation, from its plan on.
public struct Reorganisation: Codable, Hashable, Sendable {
    public enum State: String, WireEnum { case planned, approved, undone }

    public var id: ReorganisationID
    public var state: State
    public var title: LocalizedText
    /// The act it carries out.
    public var document: DocumentNumber
    /// The first day of the new order.
    public var effective: CalendarDate
    public var steps: [ReorganisationStep]
    public var plan: ReorganisationPlan
    /// SHA-256 over the document and the state it was planned on, hexadecimal; `approve` asks for it.
    public var hash: String
    public var plannedBy: String
    public var approvedBy: String?

    public init(
        id: ReorganisationID, state: State, title: LocalizedText, document: DocumentNumber, effective: CalendarDate,
        steps: [ReorganisationStep], plan: ReorganisationPlan, hash: String, plannedBy: String,
        approvedBy: String? = nil
    ) {
        self.id = id
        self.state = state
        self.title = title
        self.document = document
        self.effective = effective
        self.steps = steps
        self.plan = plan
        self.hash = hash
        self.plannedBy = plannedBy
        self.approvedBy = approvedBy
    }

    static let example = Reorganisation(
        id: .sample, state: .planned,
        title: LocalizedText(vi: "Hợp nhất ngành y tế Hải Phòng và Hải Dương"), document: PlanReorganisation.actExample,
        effective: .sample, steps: [PlanReorganisation.stepExample],
        plan: ReorganisationPlan(counts: .init(merged: 1), findings: [], access: []), hash: hashExample,
        plannedBy: "local:1000")
    static let hashExample = String(repeating: "0", count: 64)
}

/// Checks a reorganisation against the present state and keeps it for approval by somebody else.
public struct PlanReorganisation: Method {
    public static let name: MethodName = "registry.reorganisation.plan"
    public static let effect = Effect.write
    public static let permission = Permission.planReorganisation
    public static let scope = Scope<Self>.found
    public static let summary = "Check a reorganisation and keep it for approval by somebody else."

    public var title: LocalizedText
    public var document: DocumentNumber
    public var effective: CalendarDate
    public var steps: [ReorganisationStep]

    public init(
        title: LocalizedText, document: DocumentNumber, effective: CalendarDate, steps: [ReorganisationStep]
    ) {
        self.title = title
        self.document = document
        self.effective = effective
        self.steps = steps
    }

    public typealias Reply = Reorganisation
    static let actExample: DocumentNumber = .sample
    static let stepExample = ReorganisationStep(kind: .rename, unit: .sample, name: HealthUnit.example.name)
    public static let example = Example(
        Self(title: Reorganisation.example.title, document: actExample, effective: .sample, steps: [stepExample]),
        reply: .example)
}

/// Shows a reorganisation and its plan.
public struct ShowReorganisation: Method {
    public static let name: MethodName = "registry.reorganisation.show"
    public static let effect = Effect.reads
    public static let permission = Permission.readUnits
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Show a reorganisation and its plan."

    public var reorganisation: ReorganisationID
    public init(reorganisation: ReorganisationID) { self.reorganisation = reorganisation }

    public typealias Reply = Reorganisation
    public static let example = Example(Self(reorganisation: .sample), reply: .example)
}

/// Lists reorganisations, newest first.
public struct ListReorganisations: Method {
    public static let name: MethodName = "registry.reorganisation.list"
    public static let effect = Effect.reads
    public static let permission = Permission.readUnits
    public static let scope = Scope<Self>.anywhere
    public static let summary = "List reorganisations, newest first."

    public var state: Reorganisation.State?
    public var limit: Int?
    public var cursor: String?
    public init(state: Reorganisation.State? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.state = state
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<Reorganisation>
    public static let example = Example(Self(), reply: Page(items: [.example]))
}

/// Puts a planned reorganisation in force for its date; by somebody else than who planned it.
public struct ApproveReorganisation: Method {
    public static let name: MethodName = "registry.reorganisation.approve"
    public static let effect = Effect.write
    public static let permission = Permission.approveReorganisation
    public static let scope = Scope<Self>.found
    public static let summary = "Put a planned reorganisation in force for its date."

    public var reorganisation: ReorganisationID
    /// The hash that the plan showed; refused as stale if the state has moved since.
    public var hash: String

    public init(reorganisation: ReorganisationID, hash: String) {
        self.reorganisation = reorganisation
        self.hash = hash
    }

    public typealias Reply = Reorganisation
    public static let example = Example(
        Self(reorganisation: .sample, hash: Reorganisation.hashExample), reply: .example)
}

/// Takes an approved reorganisation back before its date of effect.
public struct UndoReorganisation: Method {
    public static let name: MethodName = "registry.reorganisation.undo"
    public static let effect = Effect.write
    public static let permission = Permission.approveReorganisation
    public static let scope = Scope<Self>.found
    public static let summary = "Take an approved reorganisation back before its date of effect."

    public var reorganisation: ReorganisationID
    public var reason: PlainText

    public init(reorganisation: ReorganisationID, reason: PlainText) {
        self.reorganisation = reorganisation
        self.reason = reason
    }

    public typealias Reply = Reorganisation
    public static let example = Example(
        Self(reorganisation: .sample, reason: "Lùi ngày hiệu lực"), reply: .example)
}

/// Checks that an approved reorganisation left no gap: codes, persons, posts.
public struct VerifyReorganisation: Method {
    public static let name: MethodName = "registry.reorganisation.verify"
    public static let effect = Effect.reads
    public static let permission = Permission.readUnits
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Check that a reorganisation left no gap: codes, persons, posts."

    public var reorganisation: ReorganisationID
    public init(reorganisation: ReorganisationID) { self.reorganisation = reorganisation }

    public typealias Reply = Verification
    public static let example = Example(
        Self(reorganisation: .sample),
        reply: Verification(checks: [Check(name: "every code resolves", checked: 1, failures: [])]))
}
