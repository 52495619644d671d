// What a record says against what it says elsewhere: checks of a hospital's claim checker that need no list of prices,
// drugs or practitioners (Decision 3176/QĐ-BYT as checkers read it). None of it decides money, so all are warnings.

internal import MessageSchema

/// Looks through the rows of one record.
struct ContentCheck {
    let summary: FieldRow
    let drugs: [FieldRow]
    let services: [FieldRow]
    /// The tables of the documents that decide no money.
    let documents: Set<String>

    func check(_ findings: inout FindingList) {
        checkPatient(&findings)
        checkDiagnoses(&findings)
        checkLeaving(&findings)
        checkBeds(&findings)
        for row in drugs { checkDrug(row, &findings) }
        for row in drugs + services { checkTimes(row, &findings) }
        for row in services { checkCeiling(row, &findings) }
    }

    private func checkPatient(_ findings: inout FindingList) {
        if let citizen = summary.text("SO_CCCD")?.text, !Self.isCitizenNumber(citizen) {
            warn(
                &findings, "SO_CCCD", "It is no number of twelve digits, or of nine as before 2016.",
                "Copy it from the card.")
        }
        if let weight = summary.text("CAN_NANG")?.text, !Self.isWeight(weight) {
            warn(
                &findings, "CAN_NANG", "It is no weight in kilograms, above 0 and below \(Self.weightMax).",
                "Weigh the patient; write 52.5 for 52 kilograms and a half.")
        }
        if summary.isGiven("MA_NOI_DI"), !summary.isGiven("GIAY_CHUYEN_TUYEN") {
            warn(
                &findings, "GIAY_CHUYEN_TUYEN", "Another facility sent the patient, and the slip has no number.",
                "Give the number of the slip, or leave MA_NOI_DI empty.")
        }
    }

    private func checkDiagnoses(_ findings: inout FindingList) {
        let others = summary.text("MA_BENH_KT")?.text.split(separator: ";", omittingEmptySubsequences: true) ?? []
        if others.count > Self.diagnosesMax {
            warn(
                &findings, "MA_BENH_KT",
                "It names \(others.count) further illnesses; \(Self.diagnosesMax) are allowed.",
                "Leave those that the visit was for.")
        }
        let main = summary.text("MA_BENH_CHINH")?.text
        if let main, others.contains(where: { $0.trimmingSpaces == main }) {
            warn(&findings, "MA_BENH_KT", "It names the main illness \(main.quoted) again.", "Leave it out here.")
        }
    }

    // How somebody leaves asks for a document: whoever is moved on gets a slip (MA_LOAI_RV 2 and 5).
    private func checkLeaving(_ findings: inout FindingList) {
        guard let way = summary.whole("MA_LOAI_RV"), [2, 5].contains(way), !documents.contains("XML13") else { return }
        warn(
            &findings, "MA_LOAI_RV", "It is \(way), moved to another facility, and the record has no XML13.",
            "Add the slip as XML13.")
    }

    // A bed belongs to a stay, and nobody lies in more than one a day.
    private func checkBeds(_ findings: inout FindingList) {
        let beds = services.filter { Self.bedGroups.contains($0.whole("MA_NHOM") ?? 0) }
        guard let first = beds.first else { return }
        if let form = summary.visitForm("MA_LOAI_KCB"), Self.formsWithoutBed.contains(form.text) {
            warn(
                &findings, "MA_NHOM", "A bed day in a visit of the form \(form).",
                "Check MA_LOAI_KCB, or leave the bed out.", in: first)
        }
        guard let arrived = summary.minute("NGAY_VAO"), let left = summary.minute("NGAY_RA"), left >= arrived else {
            return
        }
        let days = Int64(left.date.days - arrived.date.days + 1)
        let units = beds.compactMap { $0.quantity("SO_LUONG")?.units }.reduce(0, +)
        guard units > days * Self.thousand else { return }
        warn(
            &findings, "SO_LUONG", "The record has more bed days than the \(days) days of the stay.",
            "Count a bed once a day; two departments on one day share it.", in: first)
    }

    private func checkDrug(_ row: FieldRow, _ findings: inout FindingList) {
        guard row.whole("PHAM_VI") == 2, let rate = row.rate("TYLE_TT_BH"), rate != .zero else { return }
        warn(
            &findings, "TYLE_TT_BH", "It is \(rate) %, and the drug lies outside the scope.",
            "Write 0, or check PHAM_VI.", in: row)
    }

    private func checkTimes(_ row: FieldRow, _ findings: inout FindingList) {
        guard let ordered = row.minute("NGAY_YL") else { return }
        for (field, what) in [("NGAY_TH_YL", "It was done"), ("NGAY_KQ", "Its result came")] {
            guard let time = row.minute(field), time < ordered else { continue }
            warn(
                &findings, field, "\(what) at \(time), before it was ordered at \(ordered).", "Check both times.",
                in: row)
        }
    }

    private func checkCeiling(_ row: FieldRow, _ findings: inout FindingList) {
        guard let ceiling = row.amount("T_TRANTT"), let fund = row.amount("T_BHTT"), fund > ceiling else { return }
        warn(
            &findings, "T_BHTT", "The fund is to pay \(fund), more than the ceiling \(ceiling) of the line.",
            "Check T_TRANTT; what is reckoned here counts.", in: row)
    }

    private func warn(
        _ findings: inout FindingList, _ field: String, _ message: String, _ hint: String, in row: FieldRow? = nil
    ) {
        findings.warn(Flaw(.content, message, hint: hint), at: "\((row ?? summary).place) / \(field)")
    }

    private static func isCitizenNumber(_ text: String) -> Bool {
        [9, 12].contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
    }

    private static func isWeight(_ text: String) -> Bool {
        guard let weight = try? Quantity(text) else { return false }
        return weight.units > 0 && weight.units < weightMax * thousand
    }

    /// Quantities are kept in thousandths.
    private static let thousand: Int64 = 1000
    /// Kilograms that nobody has weighed.
    private static let weightMax: Int64 = 400
    private static let diagnosesMax = 12
    /// Beds of day stays, of stays, and of stays at a station (MA_NHOM).
    private static let bedGroups = 14...16
    /// Visits without a bed (MA_LOAI_KCB): examinations, and drugs or services picked up.
    private static let formsWithoutBed: Set<String> = ["01", "05", "07", "08"]
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
