// Finding the entitlement of a visit: the rows that fit what is true of it, from the top of the list.

public import MessageSchema

/// The rules about entitlements.
public enum EntitlementRules {
    /// The entitlements that fit a visit, the one that counts first (Decision 3276/QĐ-BYT, appendix 1: of several the
    /// first from the top).
    public static func find(
        _ request: FindEntitlement, by policy: Policy, today: CalendarDate
    ) throws(EntitlementRejection) -> FindEntitlement.Reply {
        let day = request.day ?? today
        let circumstances: Set<Circumstance>
        do { circumstances = try Circumstance.all(request.circumstances) } catch { throw .unfitting("\(error)") }
        let rows = policy.entitlements(on: day)
        guard !rows.isEmpty else { throw .unsettled(day) }
        return FindEntitlement.Reply(
            day: day,
            fitting: rows.filter { $0.row.fits(circumstances) }.reduce(into: []) { fitting, cited in
                guard !fitting.contains(where: { $0.code == cited.row.code }) else { return }
                fitting.append(FittingEntitlement(cited, circumstances, on: day, by: policy))
            }, policyVersion: policy.version)
    }
}

/// Why no entitlement is found.
public enum EntitlementRejection: Rejection {
    /// No rows hold on the day.
    case unsettled(CalendarDate)
    case unfitting(String)

    public var name: String {
        switch self {
        case .unsettled: "insurance.entitlement.unsettled"
        case .unfitting: "insurance.entitlement.unfitting"
        }
    }

    public var message: String {
        switch self {
        case .unsettled(let day): "The published policy does not say which entitlements fit a visit of \(day)."
        case .unfitting(let why): "The circumstances of a visit: \(why)."
        }
    }
}

extension EntitlementRow: CheckedRow {
    static let table = "entitlements"
    var keys: [String] { ["the place \(place) of the entitlements"] }
    // A place may stay empty.
    var needsFollower: Bool { false }

    var flaw: String? {
        if !(1...SettingForm.numberMax).contains(place) { return "\(place) is no place; places are counted from 1." }
        if needs.isEmpty { return "The entitlement \(code) would fit every visit; say what it needs." }
        do throws(ValueError) {
            let (needed, excluded) = (try Circumstance.all(needs), try (unless ?? []).map(Circumstance.one))
            let both = needed.intersection(excluded).map { $0.rawValue }.sorted()
            return both.isEmpty ? nil : "It needs and excludes \(both.joined(separator: ", "))."
        } catch { return "The entitlement \(code): \(error)." }
    }

    /// Such as `1.12: outpatient, basicLevel, unless emergency`.
    var figure: String {
        let words = needs.map(\.text) + (unless ?? []).map { "unless \($0)" }
        return "\(code): \(words.joined(separator: ", "))"
    }

    fileprivate func fits(_ circumstances: Set<Circumstance>) -> Bool {
        let names = Set(circumstances.map { $0.rawValue })
        return needs.allSatisfy { names.contains($0.text) } && !(unless ?? []).contains { names.contains($0.text) }
    }
}

extension Circumstance {
    /// Several that exclude each other may all be excluded.
    fileprivate static func one(_ word: PlainText) throws(ValueError) -> Circumstance {
        guard let circumstance = try all([word]).first else { preconditionFailure("one word is one circumstance") }
        return circumstance
    }
}

extension FittingEntitlement {
    /// With the rates of the visit, or of both where it is not told which.
    fileprivate init(
        _ cited: Cited<EntitlementRow>, _ circumstances: Set<Circumstance>, on day: CalendarDate, by policy: Policy
    ) {
        func rate(isStay: Bool, unless other: Circumstance) -> Rate? {
            circumstances.contains(other) ? nil : policy.routing(cited.row.code, isStay: isStay, on: day)?.row.rate
        }
        self.init(
            code: cited.row.code, outpatient: rate(isStay: false, unless: .inpatient),
            inpatient: rate(isStay: true, unless: .outpatient), act: cited.act, article: cited.row.article)
    }
}
