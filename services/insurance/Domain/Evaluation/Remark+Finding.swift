// The sentences of findings that deciding a claim comes to.

internal import MessageSchema

/// A claim with what was decided of it, as the sentences need both.
struct RemarkWords {
    let claimCase: ClaimCase
    let facts: ClaimFacts
    let verdict: Verdict

    private var claim: Claim { claimCase.claim }

    /// What a remark says.
    func finding(_ remark: Remark) -> Finding {
        switch remark.code {
        case .routingRefused, .routingCase, .routingRecall, .routingSilent: entitlement(remark)
        case .registeredElsewhere, .cardDiffers, .lineOutside: card(remark)
        case .fundPrice, .paymentRate, .examinationRate: line(remark)
        case .donorARV, .exemptionUnproven, .headerFund: share(remark)
        case .sameDay, .lineRefused: person(remark)
        }
    }

    private func entitlement(_ remark: Remark) -> Finding {
        let code = claim.routing
        switch remark.code {
        case .routingRefused:
            return .warning(
                "routing.refused", "XML1", "Visits under \(code) are not the fund's to pay.",
                "Nothing is to be done, unless the entitlement is wrong.")
        case .routingCase:
            return .warning(
                "routing.case", "XML1", "Visits under \(code) are decided case by case.",
                "See the evidence of the visit.")
        case .routingRecall:
            return .warning(
                "routing.recall", "XML1", "\(code) takes an earlier claim back and is not adjudicated.",
                "Find the claim that it takes back.")
        default:
            let setting = verdict.isStay ? VisitSetting.inpatient : .outpatient
            let isListed = remark.value == 1
            let what =
                isListed ? "is for the other setting than \(setting.rawValue)" : "has no row on \(verdict.day)"
            return .warning(
                "routing.silent", "XML1.MA_DOITUONG_KCB", "The policy does not say: \(code) \(what).",
                "See the evidence; no share of the fund is reckoned.")
        }
    }

    private func card(_ remark: Remark) -> Finding {
        switch remark.code {
        case .cardDiffers:
            let card = claim.cards[remark.line].coverage
            let alike = claimCase.coverages.filter { $0.group == card.group && $0.digit == card.digit }.map(\.words)
            return .warning(
                "card.differs", "XML1.MA_THE_BHYT",
                "The card is stated as \(card.words), enrolled is "
                    + (alike.isEmpty ? "none of the kind." : "\(alike.joined(separator: "; "))."),
                "What is enrolled counts; see `sauro member get`.")
        case .lineOutside:
            let line = facts.lines[remark.line]
            return .warning(
                "card.lineOutside", line.place, "No card is valid on \(line.orderedAt.date).",
                "The patient pays the line, unless another card is stated.")
        default:
            let used = Set(verdict.lines.compactMap(\.coverage)).map { facts.coverages[$0].facility }
            let facilities = Set(used).map { FacilityCode(packed: $0) }.sorted().map(\.text).joined(separator: ", ")
            return .warning(
                "routing.registeredElsewhere", "XML1.MA_DKBD",
                "1.1 is for the facility of registration, \(facilities); the claim is of \(claim.facility).",
                "See whether another entitlement fits.")
        }
    }

    private func line(_ remark: Remark) -> Finding {
        let line = facts.lines[remark.line]
        switch remark.code {
        case .fundPrice:
            return .warning(
                "line.fundPrice", "\(line.place).DON_GIA_BH",
                "The fund's price, \(line.fundPrice ?? line.price), is above the price charged, \(line.price), "
                    + "which counts.",
                "State the price that the fund goes by.")
        case .paymentRate:
            return .warning(
                "line.paymentRate", "\(line.place).TYLE_TT_BH",
                "A payment rate of \(line.paymentRate) % is stated; for this patient none binds.",
                remark.value == 0 ? "100 % was paid." : "It was paid as stated.")
        default:
            let (number, due, isPaid) = Remark.examination(remark.value)
            return .warning(
                "examination.rate", "\(line.place).TYLE_TT_DV",
                "Examination \(number) of the visit counts at \(due) %, stated are \(line.serviceRate) %.",
                "It was paid as \(isPaid ? "due" : "stated"); check the order of the examinations.")
        }
    }

    private func person(_ remark: Remark) -> Finding {
        let line = facts.lines[remark.line]
        guard remark.code == .lineRefused else {
            let other = claimCase.sameDay.first { $0.line == remark.line }
            return .warning(
                "line.sameDay", line.place,
                "Another claim of the person has this service on \(line.orderedAt.date) as well"
                    + (other.map { ": \($0.claim)." } ?? "."),
                "See which of the two is right; `sauro claim explain` shows each.")
        }
        let (fund, reason) = Remark.refusal(remark.value)
        return .warning(
            "line.refused.\(reason.rawValue)", line.place,
            "An officer took the line out: \(reason.words.en?.text ?? ""). The fund would have paid \(fund).",
            "The facility bears it, or appeals with `sauro claim appeal`.")
    }

    private func share(_ remark: Remark) -> Finding {
        switch remark.code {
        case .donorARV:
            let line = facts.lines[remark.line]
            return .warning(
                "donor.arv", "\(line.place).T_NGUONKHAC",
                "An ARV programme pays \(line.otherSources), which is not the co-payment of the line.",
                "It was taken from the co-payment first, then from the patient's own cost, then from the fund's share.")
        case .exemptionUnproven:
            return .warning(
                "exemption.unproven", "XML1.NGAY_MIEN_CCT",
                "No co-payment is asked from \(facts.exemptFrom?.text ?? "") on, and what is known here of the year "
                    + "does not bear that out.",
                "The lines are paid in full; see the certificate of exemption.")
        default:
            let (fund, paid) = (Amount(reckoned: verdict.totals.fund), Amount(reckoned: verdict.totals.paid))
            return .warning(
                "total.paid", "XML1.T_BHTT",
                "The header's formula gives the fund \(fund), the lines come to \(paid): a donor pays a part of what "
                    + "the formula leaves to the fund.",
                "The sum of the lines is paid.")
        }
    }
}

extension Remark {
    /// What the fund would have paid of a line that an officer took out, and why it was.
    static func refusal(_ value: Int64) -> (fund: Amount, reason: LineRefusalReason) {
        (Amount(reckoned: value >> 4), LineRefusalReason.numbered[Int(value & 15)])
    }

    /// The number of an examination with the rate that it counts at, and whether that was paid, in one figure.
    static func examination(_ number: Int, due: Rate, isPaid: Bool) -> Int64 {
        Int64(number) << 16 | (isPaid ? paidBit : 0) | due.units
    }

    fileprivate static func examination(_ value: Int64) -> (number: Int64, due: Rate, isPaid: Bool) {
        (value >> 16, Rate(reckoned: value & (paidBit - 1)), value & paidBit != 0)
    }

    /// Rates have 10,000 units at most.
    private static let paidBit: Int64 = 1 << 15
}
