// One record as a claim of the contract. Every member is named with the field it comes from in the contract itself.

internal import MessageSchema

/// Reads one record.
struct ClaimReader {
    private let dossier: Dossier
    private let facility: FacilityCode?

    /// `facility` is the one that sends the envelope.
    init(_ dossier: Dossier, envelope facility: FacilityCode?) {
        self.dossier = dossier
        self.facility = facility
    }

    /// The claim, or what keeps it from being one.
    func claim() -> EnvelopeClaim {
        var findings = FindingList()
        let tables = FieldTable.read.map { table in rows(of: table, &findings) }
        let (drugs, services) = (tables[1], tables[2])
        guard let summary = tables[0].first else { preconditionFailure("a dossier without XML1 was read") }
        checkKeys(summary, drugs + services, &findings)
        warnOfFacility(summary, &findings)
        lookThroughKept(&findings)
        ContentCheck(
            summary: summary, drugs: drugs, services: services, documents: Set(dossier.aside.map(\.table))
        ).check(&findings)
        let cards = CardListReader(summary).cards(&findings)
        let lines =
            drugs.map { LineReader($0).drug(&findings) } + services.map { LineReader($0).service(&findings) }
        let claim = findings.hasErrors ? nil : Self.claim(summary, cards, lines.compactMap(\.self))
        precondition(claim != nil || findings.hasErrors, "a field the claim needs is not mandatory in the table")
        return EnvelopeClaim(
            place: dossier.place, key: summary.key("MA_LK"), claim: claim, findings: findings.all(at: dossier.name),
            files: dossier.files, named: claim.map { NamedCodeReader.codes(summary, drugs + services, of: $0) } ?? [])
    }

    private func rows(of table: FieldTable, _ findings: inout FindingList) -> [FieldRow] {
        guard let root = dossier.read[table.name] else { return [] }
        return TableReader(table: table, place: "\(dossier.name) / \(table.name)").rows(of: root, &findings)
    }

    /// Every table names the same visit.
    private func checkKeys(_ summary: FieldRow, _ rows: [FieldRow], _ findings: inout FindingList) {
        guard let key = summary.key("MA_LK") else { return }
        for row in rows {
            guard let other = row.key("MA_LK"), other != key else { continue }
            findings.add(Self.differs(other.text, key), at: "\(row.place) / MA_LK")
        }
        for (table, root) in dossier.aside {
            guard let other = root.first(named: "MA_LK")?.trimmed, !other.isEmpty, other != key.text else { continue }
            findings.add(Self.differs(other, key), at: "\(dossier.name) / \(table) / MA_LK")
        }
    }

    /// Documents that decide no money are kept whatever is in them.
    private func lookThroughKept(_ findings: inout FindingList) {
        for (name, root) in dossier.aside {
            guard let table = FieldTable.kept.first(where: { $0.name == name }) else { continue }
            KeptReader(table: table, place: "\(dossier.name) / \(name)").check(root, &findings)
        }
    }

    private static func differs(_ other: String, _ key: ClaimKey) -> Flaw {
        Flaw(
            .keyDiffers, "\(other.quoted) is another key than \(key.text.quoted) in XML1.",
            hint: "Put the tables of one visit into one HOSO.")
    }

    private func warnOfFacility(_ summary: FieldRow, _ findings: inout FindingList) {
        guard let facility, let own = summary.facility("MA_CSKCB"), own != facility else { return }
        findings.warn(
            Flaw(
                .facilityDiffers, "\(own) treated, and \(facility) sends the envelope.",
                hint: "Check MACSKCB; the claim is filed under MA_CSKCB."),
            at: "\(summary.place) / MA_CSKCB")
    }

    private static func claim(_ row: FieldRow, _ cards: [StatedCard], _ lines: [ClaimLine]) -> Claim? {
        guard let key = row.key("MA_LK"), let facility = row.facility("MA_CSKCB"), let patient = patient(row),
            let routing = row.routing("MA_DOITUONG_KCB"), let form = row.visitForm("MA_LOAI_KCB"),
            let arrived = row.minute("NGAY_VAO"), let left = row.minute("NGAY_RA"),
            let days = row.whole("SO_NGAY_DTRI"), let month = month(row), let totals = totals(row)
        else { return nil }
        return Claim(
            key: key, facility: facility, patient: patient, cards: cards, routing: routing, form: form,
            arrivedAt: arrived, admittedAt: row.minute("NGAY_VAO_NOI_TRU"), leftAt: left, treatmentDays: days,
            fiveYearsFrom: row.day("NAM_NAM_LIEN_TUC"), exemptFrom: row.day("NGAY_MIEN_CCT"), month: month,
            lines: lines, stated: totals)
    }

    private static func patient(_ row: FieldRow) -> Patient? {
        guard let number = row.text("MA_BN"), let name = row.text("HO_TEN"), let birth = row.minute("NGAY_SINH"),
            let sex = row.whole("GIOI_TINH"), let diagnosis = row.text("MA_BENH_CHINH")
        else { return nil }
        return Patient(
            number: number, name: name, birthDate: birth.date, sex: [.male, .female, .undetermined][sex - 1],
            citizenNumber: row.text("SO_CCCD"), diagnosis: diagnosis)
    }

    private static func month(_ row: FieldRow) -> Month? {
        guard let year = row.whole("NAM_QT"), let month = row.whole("THANG_QT"),
            let day = try? CalendarDate(year: year, month: month, day: 1)
        else { return nil }
        return Month(containing: day)
    }

    private static func totals(_ row: FieldRow) -> ClaimTotals? {
        guard let drugs = row.amount("T_THUOC"), let supplies = row.amount("T_VTYT"),
            let total = row.amount("T_TONGCHI_BV"), let inScope = row.amount("T_TONGCHI_BH"),
            let ownCost = row.amount("T_BNTT"), let copayment = row.amount("T_BNCCT"),
            let fund = row.amount("T_BHTT"), let others = row.amount("T_NGUONKHAC"),
            let feeForService = row.amount("T_BHTT_GDV")
        else { return nil }
        return ClaimTotals(
            drugs: drugs, supplies: supplies, total: total, inScope: inScope, ownCost: ownCost, copayment: copayment,
            fund: fund, otherSources: others, fundFeeForService: feeForService)
    }
}

extension XMLNode {
    /// The first element of a name, at any depth.
    func first(named name: String) -> XMLNode? {
        for child in children {
            if child.name == name { return child }
            if let found = child.first(named: name) { return found }
        }
        return nil
    }
}
