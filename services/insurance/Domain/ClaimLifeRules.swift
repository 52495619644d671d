// What may be done to a claim after its intake: which lines an officer can take out, and which document can stand in
// the place of another.

public import MessageSchema

/// The rules about claims after their intake.
public enum ClaimLifeRules {
    /// The lines that an officer takes out, by their places in the claim.
    public static func refused(
        _ refusals: [LineRefusal], of claim: Claim, _ id: ClaimID, _ ruling: Ruling
    ) throws(ClaimRejection) -> [LineRuling] {
        guard !refusals.isEmpty else { return [] }
        guard ruling == .pays else { throw .noLine(id, "the whole claim is refused; refuse lines beside `pay`.") }
        var found: [LineRuling] = []
        for refusal in refusals {
            let place = "\(refusal.table.rawValue)/\(refusal.number)"
            let line = claim.lines.firstIndex { $0.table == refusal.table && $0.number == refusal.number }
            guard let line else { throw .noLine(id, "there is no line \(place).") }
            guard !found.contains(where: { $0.line == line }) else {
                throw .noLine(id, "the line \(place) stands there twice.")
            }
            found.append(LineRuling(line: line, reason: refusal.reason))
        }
        return found
    }

    /// Admits a document as the correction of a claim: of the same facility and under the same key.
    public static func admit(_ claim: Claim, in record: ClaimRecord) throws(ClaimRejection) {
        var findings: [Finding] = []
        if claim.key != record.key {
            findings.append(
                .error(
                    "claim.otherKey", "XML1.MA_LK", "The document has the key \(claim.key), the claim \(record.key).",
                    "Correct a claim under its own key; hand another one in with `sauro claim submit`."))
        }
        if claim.facility != record.facility {
            findings.append(
                .error(
                    "claim.otherFacility", "XML1.MA_CSKCB",
                    "The document is of the facility \(claim.facility), the claim of \(record.facility).",
                    "A claim stays with its facility."))
        }
        findings += ClaimCheck.findings(in: ClaimCase(claim: claim)).errors
        guard findings.isEmpty else { throw .malformed(record.key, findings) }
    }
}
