// What a claim says, held against the lists of its facility: whether an item was listed on the day it was ordered,
// under that name, and at no higher price. None of it decides money; an officer who agrees takes the line out.

public import MessageSchema

/// What a list says of a line of a claim.
public struct ListedLine: Hashable, Sendable {
    /// The place of the line.
    public var line: Int
    /// Nil for one that is not listed.
    public var item: ListedItem?

    public init(line: Int, item: ListedItem?) {
        self.line = line
        self.item = item
    }
}

/// A code of an envelope that no line of the claim carries, and where it stands.
public struct NamedCode: Hashable, Sendable {
    public var kind: CatalogueKind
    public var code: PlainText
    /// The day on which it has to be listed.
    public var day: CalendarDate
    public var place: String

    public init(kind: CatalogueKind, code: PlainText, day: CalendarDate, place: String) {
        self.kind = kind
        self.code = code
        self.day = day
        self.place = place
    }
}

/// The rules about lists.
public enum CatalogueRules {
    /// Passes if there can be such a list, and such a request.
    public static func check(_ kind: CatalogueKind, of facility: FacilityCode?) throws(CatalogueRejection) {
        switch (kind, facility) {
        case (.communes, .some): throw .unfitting("Communes are the country's; leave the facility out.")
        case (.communes, nil), (_, .some): break
        case (_, nil): throw .unfitting("Each facility has \(kind.rawValue) of its own; say which facility.")
        }
    }

    /// The rows that can be taken over, the earlier days first, and why the others cannot.
    public static func sorted(
        _ request: ImportCatalogue
    ) throws(CatalogueRejection) -> (rows: [ListedItem], rejected: [RejectedItem]) {
        try check(request.kind, of: request.facility)
        guard (1...ImportCatalogue.rowsMax).contains(request.rows.count) else {
            throw .unfitting("There are \(request.rows.count) rows; 1 to \(ImportCatalogue.rowsMax) come at once.")
        }
        var rows: [ListedItem] = []
        var rejected: [RejectedItem] = []
        var seen: Set<FirstDay> = []
        for (index, row) in request.rows.enumerated() {
            let isFirst = seen.insert(FirstDay(code: row.code, from: row.from)).inserted
            if let flaw = isFirst ? flaw(of: row, in: request.kind) : "An earlier row has this code and first day." {
                rejected.append(RejectedItem(row: index + 1, code: row.code, message: flaw))
            } else {
                rows.append(row)
            }
        }
        return (rows.sorted { $0.from < $1.from }, rejected)
    }

    private struct FirstDay: Hashable {
        var code: PlainText
        var from: CalendarDate
    }

    private static func flaw(of row: ListedItem, in kind: CatalogueKind) -> String? {
        if let lastDay = row.lastDay, lastDay < row.from { return "It ends on \(lastDay), before it begins." }
        if kind == .practitioners, row.name != nil {
            return "Practitioners are listed by their codes alone; leave the name out."
        }
        if kind != .practitioners, row.name == nil { return "It has no name; give it as claims state it." }
        if row.price != nil, [.practitioners, .communes].contains(kind) {
            return "Among \(kind.rawValue) nothing has a price; leave it out."
        }
        return nil
    }

    /// What is found of lines that lists are there for.
    static func findings(_ lines: [ListedLine], of claim: Claim) -> [Finding] {
        lines.flatMap { listed -> [Finding] in
            let line = claim.lines[listed.line]
            guard let item = listed.item else { return [unlisted(line, at: claim.facility)] }
            return [price(of: line, item), name(of: line, item)].compactMap(\.self)
        }
    }

    private static func unlisted(_ line: ClaimLine, at facility: FacilityCode) -> Finding {
        .warning(
            "catalogue.unlisted", line.place,
            "\(line.code.text.quoted) is not among the \(line.catalogue.rawValue) of \(facility) on "
                + "\(line.orderedAt.date).",
            "Check the code, or have it listed; see `sauro catalogue list`.")
    }

    private static func price(of line: ClaimLine, _ item: ListedItem) -> Finding? {
        let asked = line.fundPrice ?? line.price
        guard let most = item.price, asked > most else { return nil }
        return .warning(
            "catalogue.price", line.place, "The fund is asked for a price of \(asked); \(most) is listed.",
            "Check the price, and the day from which it holds; see `sauro catalogue list`.")
    }

    private static func name(of line: ClaimLine, _ item: ListedItem) -> Finding? {
        guard let name = item.name, line.name != name else { return nil }
        return .warning(
            "catalogue.name", line.place, "It is called \(line.name.text.quoted), and listed as \(name.text.quoted).",
            "Call it as the list does, or check the code.")
    }

    /// What is found of somebody, or of a place, that is not listed.
    public static func finding(of named: NamedCode, at facility: FacilityCode) -> Finding {
        let list = named.kind == .communes ? "communes" : "\(named.kind.rawValue) of \(facility)"
        return .warning(
            "catalogue.\(named.kind.rawValue)", named.place,
            "\(named.code.text.quoted) is not among the \(list) on \(named.day).",
            "Check the code, or have it listed; see `sauro catalogue list`.")
    }
}

extension ClaimLine {
    /// The list that it belongs to: supplies stand among the services.
    public var catalogue: CatalogueKind {
        if table == .drugs { return .drugs }
        return table.isSupply(costGroup: costGroup) ? .supplies : .services
    }
}

/// Why a list is not taken over or shown.
public enum CatalogueRejection: Rejection {
    case unfitting(String)

    public var name: String { "insurance.catalogue.unfitting" }
    public var message: String {
        switch self {
        case .unfitting(let why): why
        }
    }
}
