// The rules about a reorganisation's way from plan to approval, and back while its day has not come.

public import MessageSchema

/// Why a rule about reorganisations says no.
public enum ReorganisationRejection: FindingsRejection {
    case notFound(ReorganisationID)
    case refused([Finding])
    case samePerson(String)
    case stale(ReorganisationID)
    case notPlanned(ReorganisationID, Reorganisation.State)
    case notApproved(ReorganisationID, Reorganisation.State)
    case inForce(ReorganisationID, since: CalendarDate)
    case builtUpon(ReorganisationID, by: String)

    public var name: String {
        switch self {
        case .notFound: "registry.reorganisation.notFound"
        case .refused: "registry.reorganisation.refused"
        case .samePerson: "registry.reorganisation.samePerson"
        case .stale: "registry.reorganisation.stale"
        case .notPlanned: "registry.reorganisation.notPlanned"
        case .notApproved: "registry.reorganisation.notApproved"
        case .inForce: "registry.reorganisation.inForce"
        case .builtUpon: "registry.reorganisation.builtUpon"
        }
    }

    public var message: String {
        switch self {
        case .notFound(let id): "There is no reorganisation \(id)."
        case .refused(let findings):
            "The plan has \(findings.count) errors: \(findings.map(\.rule).uniqued.named())."
        case .samePerson(let name): "\(name) planned it and cannot approve it."
        case .stale(let id): "The state has moved since \(id) was planned, or the hash is another plan's."
        case .notPlanned(let id, let state): "\(id) does not wait for approval: it is \(state.rawValue)."
        case .notApproved(let id, let state): "\(id) is not approved: it is \(state.rawValue)."
        case .inForce(let id, let day): "\(id) is in force since \(day)."
        case .builtUpon(let id, let what): "Later changes build on \(id): \(what)."
        }
    }

    public var findings: [Finding] {
        if case .refused(let findings) = self { findings } else { [] }
    }
}

/// Decides about the state of a reorganisation.
public enum ReorganisationRules {
    /// A plan may be approved by somebody else, with its own hash, as long as nothing it depends on has moved.
    /// - Parameters:
    ///   - hash: what the approver saw.
    ///   - present: the hash and the errors of the same document on the present state.
    public static func approve(
        _ planned: Reorganisation, by principal: String, hash: String, present: (hash: String, errors: [Finding])
    ) throws(ReorganisationRejection) {
        guard planned.state == .planned else { throw .notPlanned(planned.id, planned.state) }
        guard planned.plannedBy != principal else { throw .samePerson(principal) }
        guard planned.hash == hash, planned.hash == present.hash else { throw .stale(planned.id) }
        guard present.errors.isEmpty else { throw .refused(present.errors) }
    }

    /// An approved reorganisation may be taken back until the day before it takes effect, unless somebody counts
    /// on the units it founds.
    /// - Parameter users: what is kept at the units it founds, for people, such as `post ID at UNIT`.
    public static func undo(
        _ approved: Reorganisation, today: CalendarDate, units: UnitStructure, users: [String]
    ) throws(ReorganisationRejection) {
        guard approved.state == .approved else { throw .notApproved(approved.id, approved.state) }
        guard today < approved.effective else { throw .inForce(approved.id, since: approved.effective) }
        if let user = users.first { throw .builtUpon(approved.id, by: user) }
        if let child = units.children(of: approved.request.founded).first {
            throw .builtUpon(approved.id, by: "\(child) stands under a unit it founds")
        }
    }

    /// Only an approved reorganisation can be verified.
    public static func verify(_ found: Reorganisation) throws(ReorganisationRejection) {
        guard found.state == .approved else { throw .notApproved(found.id, found.state) }
    }
}

extension Reorganisation {
    /// The document as it was handed in.
    public var request: PlanReorganisation {
        PlanReorganisation(title: title, document: document, effective: effective, steps: steps)
    }
}

extension UnitStructure {
    /// Other units that stand or will stand under some, by code.
    fileprivate func children(of founded: Set<UnitCode>) -> [UnitCode] {
        guard !founded.isEmpty else { return [] }
        let children = versions.values.joined()
            .filter { !founded.contains($0.code) && ($0.parent.map(founded.contains) ?? false) }
            .map(\.code)
        return Set(children).sorted()
    }
}

extension [String] {
    /// Each once, in the order of its first occurrence.
    fileprivate var uniqued: [String] {
        reduce(into: []) { found, text in if !found.contains(text) { found.append(text) } }
    }
}
