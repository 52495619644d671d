// What becomes of every field that a claim keeps, and that the tables are whole.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("Envelopes as claims")
struct EnvelopeMappingTests {
    @Test("every member of a claim comes from its field")
    func everyMember() throws {
        let record = EnvelopeText.Record(
            summary: [
                "MA_THE_BHYT": "DN4313123456789;HN2313123456789", "MA_DKBD": "31999;31002",
                "GT_THE_TU": "20260101;20260701", "GT_THE_DEN": "20260630;", "NGAY_SINH": "198002141530",
                "GIOI_TINH": "2", "MA_DOITUONG_KCB": "1.13", "MA_LOAI_KCB": "03", "NGAY_VAO_NOI_TRU": "202608100900",
                "NGAY_RA": "202608121000", "SO_NGAY_DTRI": "3", "NAM_NAM_LIEN_TUC": "20250601",
                "NGAY_MIEN_CCT": "202607010000", "T_VTYT": "1", "T_NGUONKHAC": "2",
            ],
            drugs: [
                [
                    "PHAM_VI": "3", "TYLE_TT_BH": "47.5", "VET_THUONG_TP": "1", "MA_PTTT": "2", "T_NGUONKHAC": "3",
                    "T_NGUONKHAC_CL": "3",
                ]
            ],
            services: [
                [
                    "MA_VAT_TU": "N01.01", "TEN_VAT_TU": "Vật tư", "MA_NHOM": "10", "GOI_VTYT": "G1", "TT_THAU": "1",
                    "T_TRANTT": "113850000.00", "PHAM_VI": "2", "MA_PTTT": "3", "TYLE_TT_DV": "50",
                    "VET_THUONG_TP": "0",
                    "STT": "7",
                ]
            ])
        let entry = try EnvelopeReader.onlyClaim(EnvelopeText(record))
        #expect(entry.findings == [])
        let expected = Claim(
            key: "T1", facility: "31999",
            patient: Patient(
                number: "BN1", name: "NGUYỄN VĂN AN", birthDate: "1980-02-14", sex: .female,
                citizenNumber: "031080000001", diagnosis: "I10"),
            cards: [
                StatedCard(
                    card: CardCode(known: "DN4313123456789"), facility: "31999", from: "2026-01-01",
                    lastDay: "2026-06-30"),
                StatedCard(card: CardCode(known: "HN2313123456789"), facility: "31002", from: "2026-07-01"),
            ],
            routing: "1.13", form: "03", arrivedAt: "2026-08-10T08:00", admittedAt: "2026-08-10T09:00",
            leftAt: "2026-08-12T10:00", treatmentDays: 3, fiveYearsFrom: "2025-06-01", exemptFrom: "2026-07-01",
            month: "2026-08",
            lines: [
                ClaimLine(
                    table: .drugs, number: 1, code: "40.10", name: "Thuốc A", costGroup: 4, scope: .forcesOnly,
                    quantity: "30", price: "3150.555", paymentRate: "47.5", orderedAt: "2026-08-10T08:30",
                    paymentMethod: .capitation, warWound: true, otherSources: "3",
                    stated: StatedLine(
                        total: "94516.65", inScope: "94516.65", level: "80", ownCost: "0", copayment: "18903.33",
                        fund: "75613.32")),
                ClaimLine(
                    table: .services, number: 7, code: "N01.01", name: "Vật tư", costGroup: 10, scope: .outOfScope,
                    quantity: "1", price: "250000", fundPrice: "220000", serviceRate: "50", paymentRate: "100",
                    orderedAt: "2026-08-10T08:30", paymentMethod: .diagnosisGroup, warWound: false,
                    supplyPackage: "G1", ceiling: "113850000", otherSources: "0",
                    stated: StatedLine(
                        total: "250000", inScope: "220000", level: "80", ownCost: "30000", copayment: "44000",
                        fund: "176000")),
            ],
            stated: ClaimTotals(
                drugs: "94516.65", supplies: "1", total: "395116.65", inScope: "365116.65", ownCost: "30000",
                copayment: "73023.33", fund: "292093.32", otherSources: "2", fundFeeForService: "292093.32"))
        #expect(entry.claim == expected)
        #expect(entry.place == 1 && entry.key == "T1" && entry.findings.isEmpty)
    }

    @Test("what may be left out is nil")
    func optional() throws {
        let record = EnvelopeText.Record(
            summary: [
                "SO_CCCD": "", "MA_THE_BHYT": "", "MA_DKBD": "", "GT_THE_TU": "", "GT_THE_DEN": "",
            ], drugs: [[:]], services: [])
        let claim = try #require(try EnvelopeReader.onlyClaim(EnvelopeText(record)).claim)
        #expect(claim.patient.citizenNumber == nil && claim.cards == [])
        #expect(claim.admittedAt == nil && claim.fiveYearsFrom == nil && claim.exemptFrom == nil)
        let line = try #require(claim.lines.first)
        #expect(line.fundPrice == nil && line.serviceRate == nil && line.supplyPackage == nil)
        #expect(line.warWound == nil && line.ceiling == nil)
    }

    @Test("a record of XML1 alone is a claim without lines")
    func summaryAlone() throws {
        var text = EnvelopeText()
        text.records[0].written = Array(text.records[0].files.prefix(1))
        #expect(try EnvelopeReader.onlyClaim(text).claim?.lines == [])
    }

    @Test("text is made NFC, and white space about a value is none of it")
    func normalised() throws {
        let record = EnvelopeText.Record(
            summary: ["HO_TEN": "\n NGUYE\u{302}\u{303}N \n", "NGAY_VAO": " 202608100800\t"])
        let claim = try #require(try EnvelopeReader.onlyClaim(EnvelopeText(record)).claim)
        #expect(claim.patient.name.text.unicodeScalars.elementsEqual("NGUYỄN".unicodeScalars))
        #expect(claim.arrivedAt.text == "2026-08-10T08:00")
    }

    @Test("the tables have the fields of the decisions, each once and in order")
    func tables() {
        #expect(FieldTable.read.map(\.fields.count) == [66, 39, 47])
        for table in FieldTable.read {
            #expect(Set(table.fields.map(\.name)).count == table.fields.count)
            #expect(table.fields.enumerated().allSatisfy { table.place(of: $1.name) == $0 })
            #expect(table.fields.first?.name == "MA_LK" && table.fields.last?.name == "DU_PHONG")
        }
        // Counted in the list of fields that the tables were taken from.
        #expect(FieldTable.read.map { $0.fields.count { $0.need == .always } } == [37, 28, 26])
        #expect(FieldTable.summary.fields.filter { $0.decision == .halfPercents } == [])
        #expect(FieldTable.drugs.fields.filter { $0.decision == .halfPercents }.map(\.name) == ["MUC_HUONG"])
    }
}
