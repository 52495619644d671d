// A row of XML2 or XML3 as a line of the claim.

internal import MessageSchema

/// Reads one line.
struct LineReader {
    private let row: FieldRow

    init(_ row: FieldRow) { self.row = row }

    /// A drug (XML2). Nil if the row has errors, which are in the findings then.
    func drug(_ findings: inout FindingList) -> ClaimLine? {
        checkSources(&findings)
        guard let code = row.text("MA_THUOC"), let name = row.text("TEN_THUOC"), let price = row.price("DON_GIA")
        else { return nil }
        return line(.drugs, code, name, price, fundPrice: nil, serviceRate: nil)
    }

    /// A service, bed or supply (XML3).
    func service(_ findings: inout FindingList) -> ClaimLine? {
        checkSources(&findings)
        guard let (code, name) = item(&findings), let price = row.price("DON_GIA_BV"),
            let fundPrice = row.price("DON_GIA_BH"), let rate = row.rate("TYLE_TT_DV")
        else { return nil }
        return line(.services, code, name, price, fundPrice: fundPrice, serviceRate: rate)
    }

    private func line(
        _ table: ClaimTable, _ code: PlainText, _ name: PlainText, _ price: UnitPrice, fundPrice: UnitPrice?,
        serviceRate: Rate?
    ) -> ClaimLine? {
        guard let number = row.whole("STT"), let group = row.whole("MA_NHOM"), let scope = row.whole("PHAM_VI"),
            let quantity = row.quantity("SO_LUONG"), let rate = row.rate("TYLE_TT_BH"),
            let ordered = row.minute("NGAY_YL"), let method = row.whole("MA_PTTT"),
            let others = row.amount("T_NGUONKHAC")
        else { return nil }
        return ClaimLine(
            table: table, number: number, code: code, name: name, costGroup: group,
            scope: [.inScope, .outOfScope, .forcesOnly][scope - 1], quantity: quantity, price: price,
            fundPrice: fundPrice, serviceRate: serviceRate, paymentRate: rate, orderedAt: ordered,
            paymentMethod: [.feeForService, .capitation, .diagnosisGroup][method - 1],
            warWound: row.whole("VET_THUONG_TP").map { $0 == 1 }, supplyPackage: row.text("GOI_VTYT"),
            ceiling: row.amount("T_TRANTT"), otherSources: others, stated: stated)
    }

    private var stated: StatedLine {
        StatedLine(
            total: row.amount("THANH_TIEN_BV"), inScope: row.amount("THANH_TIEN_BH"), level: row.rate("MUC_HUONG"),
            ownCost: row.amount("T_BNTT"), copayment: row.amount("T_BNCCT"), fund: row.amount("T_BHTT"))
    }

    /// A supply that is used for a service has both codes, and is the supply.
    private func item(_ findings: inout FindingList) -> (code: PlainText, name: PlainText)? {
        let isSupply = row.isGiven("MA_VAT_TU")
        let fields = isSupply ? (code: "MA_VAT_TU", name: "TEN_VAT_TU") : (code: "MA_DICH_VU", name: "TEN_DICH_VU")
        guard row.isGiven(fields.code) else {
            findings.add(
                Flaw(
                    .missing, "The line has neither a service nor a supply.",
                    hint: "Give MA_DICH_VU or MA_VAT_TU; Decision \(FieldDecision.first.rawValue), table XML3."),
                at: "\(row.place) / MA_DICH_VU")
            return nil
        }
        guard row.isGiven(fields.name) else {
            findings.add(
                Flaw(
                    .missing, "What has a code in \(fields.code) has no name.",
                    hint: "Give \(fields.name); Decision \(FieldDecision.first.rawValue), table XML3."),
                at: "\(row.place) / \(fields.name)")
            return nil
        }
        // Nil for one that was refused by its form or length.
        guard let code = row.text(fields.code), let name = row.text(fields.name) else { return nil }
        return (code, name)
    }

    /// The claim keeps the sum of the four other sources, so it has to be right here.
    private func checkSources(_ findings: inout FindingList) {
        let parts = ["NSNN", "VTNN", "VTTN", "CL"].compactMap { row.amount("T_NGUONKHAC_\($0)") }
        guard let stated = row.amount("T_NGUONKHAC"), parts.count == 4 else { return }
        let sum = parts.reduce(.zero, +)
        guard sum != stated else { return }
        findings.add(
            Flaw(
                .donorSum, "It says \(stated), and the four sources come to \(sum).",
                hint: "T_NGUONKHAC is the sum of NSNN, VTNN, VTTN and CL."),
            at: "\(row.place) / T_NGUONKHAC")
    }
}
