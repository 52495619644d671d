// What money depends on in a claim and beside it, and nothing else: numbers and days, without a name. With a version of
// the policy they decide a claim for ever the same way.

internal import MessageSchema

struct ClaimFacts: Hashable, Sendable {
    /// The facility that treated, packed.
    var facility: Int32
    /// The entitlement, packed.
    var routing: UInt16
    /// The form of the visit, packed.
    var form: UInt8
    var arrivedAt: LocalMinute
    var leftAt: LocalMinute
    /// As stated.
    var treatmentDays: Int
    /// The day from which five years are complete: the enrolled one, else the stated one.
    var fiveYearsFrom: CalendarDate?
    var exemptFrom: CalendarDate?
    /// Co-payment of the year before and since its base salary changed; nil where nobody told.
    var paidBeforeStep: Amount?
    var paidAfterStep: Amount?
    /// What the suite counted of the patient's co-payment before this claim.
    var history: [CountedWork]
    /// Nil where nobody told.
    var donor: DonorKind?
    /// Whether the bearer is enrolled here, so that the coverages are what is enrolled and not what is stated.
    var isEnrolled: Bool
    var coverages: [CoverageFacts]
    /// Stated cards, by their place in the claim, that are not what is enrolled.
    var differingCards: [Int]
    /// The names of the packages of supplies; the explanation alone reads them.
    var packages: [String]
    var lines: [LineFacts]
    /// What a person decided over the rules; nil at intake.
    var ruling: Ruling? = nil
    /// Lines that an officer took out, by their places.
    var refused: [LineRuling] = []
    /// Lines with a service of which another claim of the person has one of the same day.
    var sameDay: [Int] = []
    /// Earlier visits of the form within the year, where those are counted.
    var earlierVisits = 0

    /// The order in which lines use up a ceiling: as they were ordered, then by table and number; or by those only.
    func lines(in order: CeilingOrder) -> [Int] {
        // With its place last, a key has no equal, and the sort needs nothing but the keys.
        var keys = lines.indices.map { place in
            let line = lines[place]
            let minute = order == .orderTableNumber ? line.orderedAt.minutes : 0
            return (minute, line.table == .drugs ? 0 : 1, line.number, place)
        }
        keys.sort { $0 < $1 }
        return keys.map(\.3)
    }
}

/// A stretch of time for which the patient is insured.
struct CoverageFacts: Hashable, Sendable {
    /// Packed.
    var group: UInt16
    var digit: Int
    /// Where the patient is registered, packed.
    var facility: Int32
    var from: CalendarDate
    var lastDay: CalendarDate?

    /// Whether the day is covered, both ends included.
    func isValid(on day: CalendarDate) -> Bool {
        from.days <= day.days && lastDay.map { day.days <= $0.days } ?? true
    }

    /// Such as `DN4`.
    var kind: String { "\(CardGroup(packed: group))\(digit)" }
    /// Such as `DN4 from 2026-01-01 to 2026-12-31`.
    var words: String { Coverage.words(kind, from, lastDay) }
}

extension Coverage {
    /// Whether the day is covered, both ends included.
    func isValid(on day: CalendarDate) -> Bool {
        from <= day && lastDay.map { day <= $0 } ?? true
    }

    /// Such as `DN4`.
    var kind: String { "\(group)\(digit)" }
    /// Such as `DN4 from 2026-01-01 to 2026-12-31`.
    var words: String { Self.words(kind, from, lastDay) }

    fileprivate static func words(_ kind: String, _ from: CalendarDate, _ lastDay: CalendarDate?) -> String {
        "\(kind) from \(from) " + (lastDay.map { "to \($0)" } ?? "on without end")
    }
}
