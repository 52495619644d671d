// What the facility reckoned itself, held against what was reckoned here. Every figure that differs is a finding; none
// of it changes what is paid.

internal import MessageSchema

enum ComparisonRule {
    /// What a facility stated otherwise than it was decided.
    static func differences(_ claim: Claim, _ decided: Adjudication) -> [Finding] {
        var found = zip(claim.lines, decided.lines).flatMap(differences)
        if let stated = claim.stated {
            found += differences(stated, decided.totals)
        }
        found += [
            difference(
                "XML1", "treatmentDays", "SO_NGAY_DTRI", String(claim.treatmentDays), String(decided.treatmentDays))
        ].compactMap(\.self)
        return found
    }

    private static func differences(_ claimed: ClaimLine, _ line: AdjudicatedLine) -> [Finding] {
        guard let stated = claimed.stated else { return [] }
        let place = claimed.place
        // Of a line out of scope the fund pays nothing at any level.
        let level = line.inScope == .zero ? nil : stated.level
        return [
            difference(place, "total", "THANH_TIEN_BV", stated.total, line.total),
            difference(place, "inScope", "THANH_TIEN_BH", stated.inScope, line.inScope),
            difference(place, "level", "MUC_HUONG", level, line.level),
            difference(place, "ownCost", "T_BNTT", stated.ownCost, line.ownCost),
            difference(place, "copayment", "T_BNCCT", stated.copayment, line.copayment),
            difference(place, "fund", "T_BHTT", stated.fund, line.fund),
            // Other items have prices that a contract caps, which is not this ceiling.
            line.ceiling.flatMap { difference(place, "ceiling", "T_TRANTT", claimed.ceiling, $0) },
        ].compactMap(\.self)
    }

    private static func differences(_ stated: ClaimTotals, _ totals: ClaimTotals) -> [Finding] {
        [
            difference("XML1", "drugs", "T_THUOC", stated.drugs, totals.drugs),
            difference("XML1", "supplies", "T_VTYT", stated.supplies, totals.supplies),
            difference("XML1", "total", "T_TONGCHI_BV", stated.total, totals.total),
            difference("XML1", "inScope", "T_TONGCHI_BH", stated.inScope, totals.inScope),
            difference("XML1", "ownCost", "T_BNTT", stated.ownCost, totals.ownCost),
            difference("XML1", "copayment", "T_BNCCT", stated.copayment, totals.copayment),
            difference("XML1", "fund", "T_BHTT", stated.fund, totals.fund),
            difference("XML1", "otherSources", "T_NGUONKHAC", stated.otherSources, totals.otherSources),
            difference(
                "XML1", "fundFeeForService", "T_BHTT_GDV", stated.fundFeeForService, totals.fundFeeForService),
        ].compactMap(\.self)
    }

    // Compared as values: most are equal, and their texts are not needed.
    private static func difference<Value: TextValue>(
        _ place: String, _ name: String, _ field: String, _ stated: Value?, _ reckoned: Value
    ) -> Finding? {
        guard let stated, stated != reckoned else { return nil }
        return difference(place, name, field, stated.text, reckoned.text)
    }

    private static func difference(
        _ place: String, _ name: String, _ field: String, _ stated: String, _ reckoned: String
    ) -> Finding? {
        guard stated != reckoned else { return nil }
        return .warning(
            "claim.differs", "\(place).\(field)",
            "\(name) (\(field)) is stated as \(stated) and reckoned as \(reckoned).",
            "The reckoned figure counts; see `sauro claim explain`.")
    }
}
