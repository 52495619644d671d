// What a field of the national tables is: its form, its length, whether it must be there, and where that is written.

internal import MessageSchema

/// The decisions that the tables stand in. The newest that touched a field counts.
enum FieldDecision: String, Sendable {
    case first = "130/QĐ-BYT"
    case amended = "4750/QĐ-BYT"
    /// Half percents from 2026-07-01.
    case halfPercents = "1931/QĐ-BYT"
}

/// Whether a field has to have a value.
enum FieldNeed: Sendable, Hashable {
    case always, optional
    /// In lines of these cost groups (MA_NHOM). What is missing is a warning: it decides no money.
    case costGroups(Set<Int>)
    case exceptCostGroups(Set<Int>)

    func isWanted(in group: Int?) -> Bool {
        switch self {
        case .always: true
        case .optional: false
        case .costGroups(let groups): group.map(groups.contains) ?? false
        case .exceptCostGroups(let groups): group.map { !groups.contains($0) } ?? false
        }
    }
}

/// One field of a table.
struct EnvelopeField: Sendable, Hashable {
    let name: String
    let form: FieldForm
    /// Nil for a field without bound of its own.
    let charactersMax: Int?
    let need: FieldNeed
    let decision: FieldDecision

    init(
        _ name: String, _ form: FieldForm, _ charactersMax: Int?, _ need: FieldNeed = .optional,
        by decision: FieldDecision = .first
    ) {
        self.name = name
        self.form = form
        self.charactersMax = charactersMax
        self.need = need
        self.decision = decision
    }
}

/// A table of the envelope that is read: its elements and its fields in order.
struct FieldTable: Sendable {
    let name: String
    /// The elements from the document's root to a row.
    let path: [String]
    let fields: [EnvelopeField]
    /// Those that only some lines have to have.
    let conditionalFields: [EnvelopeField]
    private let places: [String: Int]

    init(_ name: String, path: [String], _ fields: [EnvelopeField]) {
        self.name = name
        self.path = path
        self.fields = fields
        conditionalFields = fields.filter { $0.need != .always && $0.need != .optional }
        places = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.name, $0) })
    }

    /// Where a field stands in the order, from 0.
    func place(of name: String) -> Int? { places[name] }

    /// As ``place(of:)``, of an element that stands behind a field: mostly it is the next one.
    func place(of name: String, after last: Int) -> Int? {
        last + 1 < fields.count && fields[last + 1].name == name ? last + 1 : places[name]
    }

    /// Where the field is written down, for hints.
    func citation(of field: EnvelopeField) -> String {
        "Decision \(field.decision.rawValue), table \(name), \(field.name)"
    }

    /// The summary of the visit, the drugs, the services and supplies.
    static let read: [FieldTable] = [.summary, .drugs, .services]
}
