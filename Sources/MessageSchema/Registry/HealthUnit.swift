// Units of the health sector: what they are, and the methods that found, rename, find and resolve them.

/// The kind of a unit (Decree 42/2025/NĐ-CP for the ministry's; provinces as administrative divisions).
public enum UnitKind: String, WireEnum {
    case state, ministry, department, authority, office, inspectorate, institute, university, newspaper, centre
    case province, provincialDepartment, division, branch, hospital, diseaseControlCentre, regionalMedicalCentre
    case testingCentre, forensicCentre, emergencyCentre, medicalCollege, communeStation, facility, other
}

/// A unit as it is on a date.
public struct HealthUnit: Codable, Hashable, Sendable {
    public var code: UnitCode
    public var name: LocalizedText
    public var kind: UnitKind
    public var parent: UnitCode?
    /// The day this name, kind and parent began, and the first day they no longer hold.
    public var from: CalendarDate
    public var until: CalendarDate?

    public init(
        code: UnitCode, name: LocalizedText, kind: UnitKind, parent: UnitCode?, from: CalendarDate,
        until: CalendarDate? = nil
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.parent = parent
        self.from = from
        self.until = until
    }

    static let example = HealthUnit(
        code: .sample, name: LocalizedText(vi: "Sở Y tế Hải Phòng", en: "Hai Phong Department of Health"),
        kind: .provincialDepartment, parent: nil, from: .sample)
}

/// A row of lineage: from a date on, what was `predecessor` is to this share `successor`.
public struct LineageRow: Codable, Hashable, Sendable {
    public var predecessor: UnitCode
    public var successor: UnitCode
    public var from: CalendarDate
    public var share: Share
    /// True for the one successor that takes over duties.
    public var primary: Bool

    public init(predecessor: UnitCode, successor: UnitCode, from: CalendarDate, share: Share, primary: Bool) {
        self.predecessor = predecessor
        self.successor = successor
        self.from = from
        self.share = share
        self.primary = primary
    }
}

/// Founds a unit under a parent from a date on.
public struct EstablishUnit: Method {
    public static let name: MethodName = "registry.unit.establish"
    public static let effect = Effect.write
    public static let permission = Permission.manageUnits
    public static let scope = Scope<Self>.found
    public static let summary = "Found a unit under a parent from a date on."

    public var code: UnitCode
    public var name: LocalizedText
    public var kind: UnitKind
    public var parent: UnitCode?
    public var from: CalendarDate
    /// The document that founds it.
    public var document: DocumentNumber?

    public init(
        code: UnitCode, name: LocalizedText, kind: UnitKind, parent: UnitCode? = nil, from: CalendarDate,
        document: DocumentNumber? = nil
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.parent = parent
        self.from = from
        self.document = document
    }

    public typealias Reply = HealthUnit
    public static let example = Example(
        Self(
            code: .sample, name: HealthUnit.example.name, kind: .provincialDepartment, from: .sample),
        reply: .example)
}

/// Shows a unit as it is on a date.
public struct GetUnit: Method {
    public static let name: MethodName = "registry.unit.get"
    public static let effect = Effect.reads
    public static let permission = Permission.readUnits
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.both
    public static let summary = "Show a unit as it is on a date."

    public var unit: UnitCode
    public init(unit: UnitCode) { self.unit = unit }

    public typealias Reply = HealthUnit
    public static let example = Example(Self(unit: .sample), reply: .example)
}

/// Lists the units that exist on a date, by code.
public struct ListUnits: Method {
    public static let name: MethodName = "registry.unit.list"
    public static let effect = Effect.reads
    public static let permission = Permission.readUnits
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.both
    public static let summary = "List the units that exist on a date, by code."

    /// Only units directly under this one, or with `subtree` anywhere under it, itself included.
    public var parent: UnitCode?
    public var subtree: Bool?
    public var kind: UnitKind?
    /// 100 when left out, 1,000 at most.
    public var limit: Int?
    public var cursor: String?

    public init(
        parent: UnitCode? = nil, subtree: Bool? = nil, kind: UnitKind? = nil, limit: Int? = nil, cursor: String? = nil
    ) {
        self.parent = parent
        self.subtree = subtree
        self.kind = kind
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<HealthUnit>
    public static let example = Example(Self(kind: .province, limit: 10), reply: Page(items: [.example]))
}

/// Finds units by words of their name, whatever the case and the diacritics.
public struct SearchUnits: Method {
    public static let name: MethodName = "registry.unit.search"
    public static let effect = Effect.reads
    public static let permission = Permission.readUnits
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.both
    public static let summary = "Find units by words of their name, whatever the case and the diacritics."

    public var text: PlainText
    public var kind: UnitKind?
    public var limit: Int?
    public var cursor: String?

    public init(text: PlainText, kind: UnitKind? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.text = text
        self.kind = kind
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<HealthUnit>
    public static let example = Example(Self(text: "so y te"), reply: Page(items: [.example]))
}

/// Gives a unit a new name from a date on; the old one stays in its history.
public struct RenameUnit: Method {
    public static let name: MethodName = "registry.unit.rename"
    public static let effect = Effect.write
    public static let permission = Permission.manageUnits
    public static let scope = Scope<Self>.unit(\Self.unit)
    public static let summary = "Give a unit a new name from a date on."

    public var unit: UnitCode
    public var name: LocalizedText
    public var from: CalendarDate
    public var document: DocumentNumber?

    public init(unit: UnitCode, name: LocalizedText, from: CalendarDate, document: DocumentNumber? = nil) {
        self.unit = unit
        self.name = name
        self.from = from
        self.document = document
    }

    public typealias Reply = HealthUnit
    public static let example = Example(
        Self(unit: .sample, name: HealthUnit.example.name, from: .sample), reply: .example)
}

/// All versions of a unit and its lineage, as known at a moment.
public struct UnitHistory: Codable, Hashable, Sendable {
    public var code: UnitCode
    /// In order of time.
    public var versions: [HealthUnit]
    /// Rows of lineage that lead to the unit, and that lead on from it.
    public var predecessors: [LineageRow]
    public var successors: [LineageRow]

    public init(
        code: UnitCode, versions: [HealthUnit], predecessors: [LineageRow], successors: [LineageRow]
    ) {
        self.code = code
        self.versions = versions
        self.predecessors = predecessors
        self.successors = successors
    }
}

/// Shows all names and places a unit has had, where it came from and what it became.
public struct ShowUnitHistory: Method {
    public static let name: MethodName = "registry.unit.history"
    public static let effect = Effect.reads
    public static let permission = Permission.readUnits
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "Show all names and places a unit has had, its predecessors and successors."

    public var unit: UnitCode
    public init(unit: UnitCode) { self.unit = unit }

    public typealias Reply = UnitHistory
    public static let example = Example(
        Self(unit: .sample),
        reply: UnitHistory(code: .sample, versions: [.example], predecessors: [], successors: []))
}

/// What has become of a code by a date.
public struct UnitResolution: Codable, Hashable, Sendable {
    public enum State: String, WireEnum {
        case active
        /// Gone, with or without successor.
        case dissolved
        /// Before its first day.
        case notYet
    }
    public struct Part: Codable, Hashable, Sendable {
        public var unit: UnitCode
        public var share: Share
        public init(unit: UnitCode, share: Share) {
            self.unit = unit
            self.share = share
        }
    }
    public var code: UnitCode
    public var state: State
    /// The unit that has taken over its duties; itself if it is active, not yet there, or gone without successor.
    public var primary: UnitCode
    /// The units among which statistics divide it; the shares sum to one.
    public var parts: [Part]

    public init(code: UnitCode, state: State, primary: UnitCode, parts: [Part]) {
        self.code = code
        self.state = state
        self.primary = primary
        self.parts = parts
    }
}

/// Tells what has become of a code by a date.
public struct ResolveUnit: Method {
    public static let name: MethodName = "registry.unit.resolve"
    public static let effect = Effect.reads
    public static let permission = Permission.readUnits
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.both
    public static let summary = "Tell what has become of a code by a date: itself, or its successors."

    public var unit: UnitCode
    public init(unit: UnitCode) { self.unit = unit }

    public typealias Reply = UnitResolution
    public static let example = Example(
        Self(unit: .sample),
        reply: UnitResolution(
            code: .sample, state: .active, primary: .sample, parts: [.init(unit: .sample, share: .whole)]))
}
