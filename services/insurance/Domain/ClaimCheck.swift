// The check of a claim in itself, before any policy is asked: what contradicts itself, and what no claim can have.

public import MessageSchema

/// The check of a claim in itself.
public enum ClaimCheck {
    /// What is wrong with the claim; an error hinders taking it in, a warning does not.
    public static func findings(in claim: Claim) -> [Finding] {
        times(claim) + cards(claim) + lines(claim) + amounts(claim)
    }

    /// The same, with what is told beside the claim.
    static func findings(in claimCase: ClaimCase) -> [Finding] {
        let paid = [
            ("paid_before_step", claimCase.context.paid_before_step),
            ("paid_after_step", claimCase.context.paid_after_step),
        ]
        return findings(in: claimCase.claim) + paid.compactMap { negative($0.0, $0.1) }
    }

    private static func times(_ claim: Claim) -> [Finding] {
        var found: [Finding] = []
        func order(_ field: String, _ later: LocalMinute, _ before: String, _ earlier: LocalMinute) {
            guard later < earlier else { return }
            found.append(
                .error(
                    "time.order", "XML1.\(field)", "\(later) lies before \(before), \(earlier).", "Check both times."))
        }
        order("NGAY_RA", claim.leftAt, "the arrival", claim.arrivedAt)
        if let admitted = claim.admittedAt {
            order("NGAY_VAO_NOI_TRU", admitted, "the arrival", claim.arrivedAt)
            order("NGAY_RA", claim.leftAt, "the admission", admitted)
        }
        if claim.patient.birthDate > claim.arrivedAt.date {
            found.append(
                .error(
                    "time.order", "XML1.NGAY_SINH", "The patient was born after the arrival.", "Check both dates."))
        }
        if !(0...treatmentDaysMax).contains(claim.treatmentDays) {
            found.append(
                .error(
                    "time.treatmentDays", "XML1.SO_NGAY_DTRI",
                    "\(claim.treatmentDays) is no number of days from 0 to \(treatmentDaysMax).", "Count the days."))
        }
        return found
    }

    private static func cards(_ claim: Claim) -> [Finding] {
        claim.cards.enumerated().compactMap { index, card in
            guard let lastDay = card.lastDay, lastDay < card.from else { return nil }
            return .error(
                "card.datesReversed", "XML1.GT_THE_DEN", "Card \(index + 1) ends on \(lastDay), before \(card.from).",
                "Check both dates.")
        }
    }

    private static func lines(_ claim: Claim) -> [Finding] {
        guard (1...linesMax).contains(claim.lines.count) else {
            return [
                .error(
                    "lines.count", "XML2", "The claim has \(claim.lines.count) lines; it needs 1 to \(linesMax).",
                    "State what was given.")
            ]
        }
        var seen: Set<String> = []
        return claim.lines.flatMap { line in
            let place = line.place
            let isNew = seen.insert(place).inserted
            return isNew ? self.line(line, place, of: claim) : [repeated(place)] + self.line(line, place, of: claim)
        }
    }

    private static func line(_ line: ClaimLine, _ place: String, of claim: Claim) -> [Finding] {
        var found: [Finding] = []
        if line.number < 1 {
            found.append(
                .error("line.number", "\(place).STT", "Lines are numbered from 1.", "Number the lines."))
        }
        if !(1...costGroupMax).contains(line.costGroup) {
            found.append(
                .error(
                    "line.costGroup", "\(place).MA_NHOM",
                    "\(line.costGroup) is no cost group; 1 to \(costGroupMax) are.", "State the group of the item."))
        }
        if line.orderedAt < claim.arrivedAt || claim.leftAt < line.orderedAt {
            found.append(
                .error(
                    "line.outsideVisit", "\(place).NGAY_YL",
                    "It was ordered at \(line.orderedAt), outside the visit.", "Check the time."))
        }
        return found
    }

    private static func repeated(_ place: String) -> Finding {
        .error("line.repeated", "\(place).STT", "The table has this number twice.", "Number the lines anew.")
    }

    // What is below zero is refused, stated figures too.
    private static func amounts(_ claim: Claim) -> [Finding] {
        claim.lines.flatMap { line in
            let place = line.place
            return [
                negative("\(place).T_NGUONKHAC", line.otherSources), negative("\(place).T_TRANTT", line.ceiling),
                negative("\(place).THANH_TIEN_BV", line.stated?.total),
                negative("\(place).THANH_TIEN_BH", line.stated?.inScope),
                negative("\(place).T_BNTT", line.stated?.ownCost),
                negative("\(place).T_BNCCT", line.stated?.copayment), negative("\(place).T_BHTT", line.stated?.fund),
            ].compactMap(\.self)
        } + totals(claim.stated)
    }

    private static func totals(_ stated: ClaimTotals?) -> [Finding] {
        [
            negative("XML1.T_THUOC", stated?.drugs), negative("XML1.T_VTYT", stated?.supplies),
            negative("XML1.T_TONGCHI_BV", stated?.total), negative("XML1.T_TONGCHI_BH", stated?.inScope),
            negative("XML1.T_BNTT", stated?.ownCost), negative("XML1.T_BNCCT", stated?.copayment),
            negative("XML1.T_BHTT", stated?.fund), negative("XML1.T_NGUONKHAC", stated?.otherSources),
            negative("XML1.T_BHTT_GDV", stated?.fundFeeForService),
        ].compactMap(\.self)
    }

    private static func negative(_ place: String, _ amount: Amount?) -> Finding? {
        guard let amount, amount < .zero else { return nil }
        return .error("amount.negative", place, "\(amount) lies below zero.", "Check the figure.")
    }

    /// Cost groups are numbered up to this one (MA_NHOM).
    private static let costGroupMax = 19
    /// Three digits (SO_NGAY_DTRI).
    private static let treatmentDaysMax = 999
    /// More lines than any visit has; a bound of this project's own.
    static let linesMax = 10_000
}
