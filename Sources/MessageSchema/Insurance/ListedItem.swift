// The lists that claims are held against: what a facility may charge and at which price, who treats there, and the
// communes of the country (forms 01/DM to 06/DM of Circular 12/2026/TT-BTC).

/// What a list is of.
public enum CatalogueKind: String, WireEnum {
    /// A facility's drugs (MA_THUOC).
    case drugs
    /// A facility's services and beds (MA_DICH_VU).
    case services
    /// A facility's supplies (MA_VAT_TU).
    case supplies
    /// Who treats at a facility (MA_BAC_SI, NGUOI_THUC_HIEN).
    case practitioners
    /// The communes of the whole country (MAXA_CU_TRU).
    case communes
}

/// A row of a list, and the days on which it holds.
public struct ListedItem: Codable, Hashable, Sendable {
    public var code: PlainText
    /// What claims call it. Practitioners have none here: their codes stand for them.
    public var name: PlainText?
    /// The highest price that the fund goes by, in đồng; left out, no price binds.
    public var price: UnitPrice?
    public var from: CalendarDate
    /// The last day; left out, it holds until a later row of the code begins.
    public var lastDay: CalendarDate?
    /// What approved it: a tender, a decision, a contract.
    public var decision: PlainText?

    public init(
        code: PlainText, name: PlainText? = nil, price: UnitPrice? = nil, from: CalendarDate,
        lastDay: CalendarDate? = nil, decision: PlainText? = nil
    ) {
        self.code = code
        self.name = name
        self.price = price
        self.from = from
        self.lastDay = lastDay
        self.decision = decision
    }

    static let example = ListedItem(
        code: "40.10", name: "Paracetamol", price: .sample, from: .sample, decision: "12/QĐ-SYT")
}

/// A row of a list that was not taken over, and why.
public struct RejectedItem: Codable, Hashable, Sendable {
    /// Its place in the request, from 1.
    public var row: Int
    public var code: PlainText
    public var message: String

    public init(row: Int, code: PlainText, message: String) {
        self.row = row
        self.code = code
        self.message = message
    }
}

/// Takes rows of a list over. A row of a code that is listed already holds from its own first day on, and the earlier
/// row ends the day before; one with the first day of an earlier row replaces it. Rows that say nothing new are known;
/// one that cannot be taken leaves the others untouched.
public struct ImportCatalogue: Method {
    public static let name: MethodName = "insurance.catalogue.import"
    public static let effect = Effect.write
    public static let permission = Permission.manageMembers
    public static let scope = Scope<Self>.found
    public static let summary = "Take over rows of a list of drugs, services, supplies, practitioners or communes."

    public var kind: CatalogueKind
    /// Whose list it is; left out for communes, which are the country's.
    public var facility: FacilityCode?
    /// One to a thousand, in any order.
    public var rows: [ListedItem]

    public init(kind: CatalogueKind, facility: FacilityCode? = nil, rows: [ListedItem]) {
        self.kind = kind
        self.facility = facility
        self.rows = rows
    }

    /// Rows of one request.
    public static let rowsMax = 1000

    public struct Reply: Codable, Hashable, Sendable {
        public var added: Int
        public var known: Int
        public var rejected: [RejectedItem]

        public init(added: Int, known: Int, rejected: [RejectedItem]) {
            self.added = added
            self.known = known
            self.rejected = rejected
        }
    }
    public static let example = Example(
        Self(kind: .drugs, facility: .sample, rows: [.example]),
        reply: Reply(
            added: 0, known: 0,
            rejected: [RejectedItem(row: 1, code: "40.10", message: "It ends on 2025-01-01, before it begins.")]))
}

/// Lists the rows of a list that hold on a day, by their codes; nothing of a facility that the caller does not reach.
public struct ListCatalogue: Method {
    public static let name: MethodName = "insurance.catalogue.list"
    public static let effect = Effect.reads
    public static let permission = Permission.readPolicy
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.both
    public static let summary = "List what stands in a list on a day, by code."

    public var kind: CatalogueKind
    /// Whose list it is; left out for communes.
    public var facility: FacilityCode?
    /// This code alone.
    public var code: PlainText?
    public var limit: Int?
    public var cursor: String?

    public init(
        kind: CatalogueKind, facility: FacilityCode? = nil, code: PlainText? = nil, limit: Int? = nil,
        cursor: String? = nil
    ) {
        self.kind = kind
        self.facility = facility
        self.code = code
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<ListedItem>
    public static let example = Example(
        Self(kind: .drugs, facility: .sample), reply: Page(items: [.example]))
}
