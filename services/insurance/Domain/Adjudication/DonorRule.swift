// What others pay of a line (Decision 4750/QĐ-BYT, appendix, T_NGUONKHAC). A person's gift takes over the patient's own
// cost, then the co-payment, then the fund's share; that of an ARV programme the co-payment first. A gift to the whole
// facility has lowered the line's cost before anything was in scope (LineRule).

internal import MessageSchema

enum DonorRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) {
        guard work.donor != .facility else { return }
        for index in work.lines.indices where work.facts.lines[index].otherSources.units > 0 {
            let gift = work.facts.lines[index].otherSources.units
            let before = work.lines[index]
            if work.donor == .arv, gift != before.patientShare { work.remark(.donorARV, line: index) }
            let donor = work.donor
            take(gift, from: &work.lines[index], as: donor)
            note(index, gift, before, work)
        }
    }

    private static func take(_ gift: Int64, from line: inout LineWork, as donor: DonorKind) {
        var left = gift
        func take(_ part: inout Int64) {
            let taken = min(part, left)
            part -= taken
            left -= taken
        }
        if donor == .personal { take(&line.ownCost) }
        let before = line.copayment
        take(&line.copayment)
        line.givenCopayment = before - line.copayment
        take(&line.excess)
        take(&line.ownCost)
        take(&line.fund)
    }

    private static func note<L: Listener>(_ index: Int, _ gift: Int64, _ before: LineWork, _ work: Evaluation<L>) {
        guard L.isOn else { return }
        let after = work.lines[index]
        let figures = [
            ("line.ownCost", before.ownCost, after.ownCost),
            ("line.copayment", before.patientShare, after.patientShare),
            ("line.fund", before.fund, after.fund),
        ]
        for (rule, old, new) in figures where old != new {
            let (old, new, taken) = (Amount(reckoned: old), Amount(reckoned: new), Amount(reckoned: old - new))
            work.note(
                rule, at: index, by: .format("Phụ lục, T_NGUONKHAC"),
                [("donor", work.donor.rawValue), ("otherSources", Amount(reckoned: gift).text)],
                "\(old) - \(taken) = \(new)", new.text)
        }
    }
}
