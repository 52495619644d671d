// Visits that are free so often a year, as acts set them: by form, for a group or for everybody.

public import MessageSchema

/// A form of visit, and whose it is.
struct FreeVisitKey: Hashable, Comparable {
    var form: VisitForm
    /// Nil for groups without a row of their own.
    var group: CardGroup?

    /// Such as `15` or `15 CN`.
    var text: String { form.text + (group.map { " \($0)" } ?? "") }

    static func < (one: FreeVisitKey, other: FreeVisitKey) -> Bool { one.text < other.text }
}

extension VisitForm {
    /// Whether a person's visits of the form are counted within a year: check-ups and screenings (Decision
    /// 4750/QĐ-BYT, MA_LOAI_KCB).
    public var isCountedByYear: Bool { Self.countedByYear.contains(self) }

    fileprivate static let countedByYear: [VisitForm] = {
        do { return try ["15", "16"].map { form in try VisitForm(form) } } catch { preconditionFailure("\(error)") }
    }()
}

extension FreeVisitRow: CheckedRow {
    static let table = "freeVisits"
    var keys: [String] {
        whom.map { "free visits of the form \($0.form)" + ($0.group.map { " for the group \($0)" } ?? "") }
    }
    // What is given may end.
    var needsFollower: Bool { false }

    var whom: [FreeVisitKey] {
        guard let groups else { return [FreeVisitKey(form: form, group: nil)] }
        return groups.map { FreeVisitKey(form: form, group: $0) }
    }

    var flaw: String? {
        if !form.isCountedByYear {
            let forms = VisitForm.countedByYear.map(\.text).joined(separator: " and ")
            return "Visits of the form \(form) are not counted by year; those of \(forms) are."
        }
        if groups?.isEmpty == true { return "It is for no group; leave `groups` out for everybody." }
        if Set(whom).count < whom.count { return "It names a group twice." }
        return (1...Self.timesMax).contains(timesAYear) ? nil : "A year has 1 to \(Self.timesMax), not \(timesAYear)."
    }

    /// One a day of a leap year.
    private static let timesMax = 366
}

extension Policy {
    func freeVisit(_ key: FreeVisitKey, on day: CalendarDate) -> Cited<FreeVisitRow>? {
        Self.last(freeVisits.filter { $0.row.whom.contains(key) }, on: day)
    }

    /// All of a day, in order.
    func freeVisits(on day: CalendarDate) -> [(key: FreeVisitKey, row: Cited<FreeVisitRow>)] {
        Set(freeVisits.flatMap(\.row.whom)).sorted().compactMap { key in
            freeVisit(key, on: day).map { (key, $0) }
        }
    }
}
