// A replay as it is reported: whose draft, which days, what it came to. One JSON document for machines.

import MessageSchema
import WireJSON

/// All that is printed of a replay.
struct PolicyReplayReport: Sendable {
    var policy: PolicyAct
    var from: CalendarDate
    var to: CalendarDate
    var totals: ReplayTotals
    /// Of the claims that change most, in their order.
    var explanations: [ReconsiderClaim.Reply] = []
}

extension PolicyReplayReport {
    var heading: String { "What \(policy.act) would have cost" }

    var sentence: String {
        "\(Self.count(totals.all.claims)) that arrived from \(from) to \(to), decided again by version "
            + "\(totals.policyVersion) of the policy with the draft on top; \(totals.all.changed) of them change."
    }

    /// What keeps the sums from being all there is to say.
    var remarks: [String] {
        var remarks: [String] = []
        if totals.undecided > 0 {
            remarks.append(
                "Left out of all sums, since the draft cannot decide them: \(Self.count(totals.undecided)), of which "
                    + "the fund pays \(MoneyText.grouped(totals.undecidedFund)) now. The first is "
                    + "\(totals.firstUndecided?.text ?? "not known"): \(totals.reason ?? "")")
        }
        if totals.drifted > 0 {
            remarks.append(
                "Decided otherwise by now without the draft as well, since acts were published later: "
                    + "\(Self.count(totals.drifted)), the fund's part by \(MoneyText.signed(totals.drift.change)). "
                    + "Less that, the change is the draft's.")
        }
        if totals.notKept > 0 {
            remarks.append(
                "Not looked at, since they came in before facts of decisions were kept: \(Self.count(totals.notKept)).")
        }
        return remarks
    }

    private static func count(_ claims: Int) -> String { "\(claims) claim\(claims == 1 ? "" : "s")" }
}

extension PolicyReplayReport {
    /// The report as a document; money as decimal texts, of as many digits as it takes.
    var json: JSONValue {
        let rows = ReplayDimension.allCases.map { dimension in
            (
                dimension.jsonName,
                JSONValue.array(
                    totals.sorted(dimension).map {
                        .object([JSONMember(key: "key", value: .string($0.key))] + $0.total.json)
                    })
            )
        }
        return .members(
            [
                ("act", .string(policy.act.text)), ("from", .string(from.text)), ("to", .string(to.text)),
                ("policyVersion", .integer(Int64(totals.policyVersion))), ("known", .integer(totals.known)),
                ("notKept", .integer(Int64(totals.notKept))), ("sums", .object(totals.all.json)),
            ] + rows + [
                ("most", .array(totals.most.map(\.json))), ("undecided", undecided),
                (
                    "withoutDraft",
                    .members([("claims", .integer(Int64(totals.drifted))), ("fund", totals.drift.json)])
                ),
                ("explanations", .array(explanations.map(\.json))),
            ])
    }

    private var undecided: JSONValue {
        .members([
            ("claims", .integer(Int64(totals.undecided))),
            ("fund", .string(MoneyText.decimal(totals.undecidedFund))),
            ("first", totals.firstUndecided.map { .string($0.text) }),
            ("reason", totals.reason.map { .string($0) }),
        ])
    }
}

extension ReplayTotal {
    /// Who pays what, with the words of the forms.
    var figures: [(label: String, pair: ReplayPair)] {
        [("fund (quỹ BHYT)", fund), ("share (cùng chi trả)", copayment), ("own cost (tự trả)", ownCost)]
    }
}

extension ReplayDimension {
    fileprivate var jsonName: String {
        switch self {
        case .group: "byGroup"
        case .digit: "byDigit"
        case .province: "byProvince"
        case .facility: "byFacility"
        }
    }
}

extension ReplayPair {
    fileprivate var json: JSONValue {
        .members([
            ("before", .string(MoneyText.decimal(before))), ("after", .string(MoneyText.decimal(after))),
            ("change", .string(MoneyText.decimal(change))),
        ])
    }
}

extension ReplayTotal {
    fileprivate var json: [JSONMember] {
        [
            JSONMember(key: "claims", value: .integer(Int64(claims))),
            JSONMember(key: "changed", value: .integer(Int64(changed))), JSONMember(key: "fund", value: fund.json),
            JSONMember(key: "copayment", value: copayment.json), JSONMember(key: "ownCost", value: ownCost.json),
        ]
    }
}

extension Encodable {
    /// The value as it goes over the wire. What came over the wire can go back.
    fileprivate var json: JSONValue {
        do { return try WireJSON.decode(JSONValue.self, from: WireJSON.encode(self)) } catch {
            preconditionFailure("a reply was not written again: \(error)")
        }
    }
}

extension MoneyText {
    /// Hundredths of a đồng as a decimal of two places, of any size.
    static func decimal(_ units: Int128) -> String {
        let (whole, fraction) = units.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(units < 0 ? "-" : "")\(whole).\(fraction < 10 ? "0" : "")\(fraction)"
    }

    /// The same with commas between thousands.
    static func grouped(_ units: Int128) -> String { grouped(decimal(units)) }

    /// A change with its sign, such as `+1,200.00`; nothing has none.
    static func signed(_ units: Int128) -> String { (units > 0 ? "+" : "") + grouped(units) }

    /// How much that is of what was before, such as `+3.2 %`; nil of nothing, and where it passes any sense.
    static func percent(_ change: Int128, of before: Int128) -> String? {
        guard before > 0, change != 0 else { return nil }
        let (scaled, isLarge) = change.magnitude.multipliedReportingOverflow(by: 1000)
        guard !isLarge else { return nil }
        let tenths = (scaled + before.magnitude / 2) / before.magnitude
        return "\(change < 0 ? "-" : "+")\(tenths / 10).\(tenths % 10) %"
    }
}
