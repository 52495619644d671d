// Who treated (MA_BAC_SI, NGUOI_THUC_HIEN) and where the patient lives (MAXA_CU_TRU): codes that decide no money and
// that the claim does not carry, to be held against lists.

internal import MessageSchema

enum NamedCodeReader {
    /// The codes of a claim's rows, each once, where it stands first.
    static func codes(_ summary: FieldRow, _ rows: [FieldRow], of claim: Claim) -> [NamedCode] {
        var found: [NamedCode] = []
        if let commune = summary.text("MAXA_CU_TRU") {
            let day = claim.arrivedAt.date
            found.append(
                NamedCode(kind: .communes, code: commune, day: day, place: "\(summary.place) / MAXA_CU_TRU"))
        }
        var seen: Set<PlainText> = []
        for row in rows {
            for field in ["MA_BAC_SI", "NGUOI_THUC_HIEN"] {
                for code in codes(row.text(field)) where seen.insert(code).inserted {
                    let day = row.minute("NGAY_YL")?.date ?? claim.arrivedAt.date
                    found.append(
                        NamedCode(kind: .practitioners, code: code, day: day, place: "\(row.place) / \(field)"))
                }
            }
        }
        return found
    }

    /// Several stand in one field with a semicolon between them.
    private static func codes(_ list: PlainText?) -> [PlainText] {
        (list?.text ?? "").split(separator: ";").compactMap { try? PlainText(String($0)) }
    }
}
