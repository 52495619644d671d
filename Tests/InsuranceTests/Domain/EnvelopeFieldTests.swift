// Every kind of bad field: what is said, where, and that only its claim is refused. What fields say together is in
// `EnvelopeRecordTests`.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("The fields of an envelope")
struct EnvelopeFieldTests {
    private typealias Record = EnvelopeText.Record

    private static func summary(_ field: String, _ value: String) -> Record { Record(summary: [field: value]) }
    private static func drug(_ field: String, _ value: String) -> Record { Record(drugs: [[:], [field: value]]) }
    private static func service(_ field: String, _ value: String) -> Record {
        Record(services: [["MA_NHOM": "13"], [field: value]])
    }

    struct Row: Sendable {
        var record: EnvelopeText.Record
        var rule: String
        var place: String
        var message: String
    }

    private static func summaryRow(_ field: String, _ value: String, _ rule: String, _ message: String) -> Row {
        Row(record: summary(field, value), rule: rule, place: "HOSO 1 / XML1 / \(field)", message: message)
    }
    private static func drugRow(_ field: String, _ value: String, _ rule: String, _ message: String) -> Row {
        Row(record: drug(field, value), rule: rule, place: "HOSO 1 / XML2 / row 2 / \(field)", message: message)
    }
    private static func serviceRow(_ field: String, _ value: String, _ rule: String, _ message: String) -> Row {
        Row(record: service(field, value), rule: rule, place: "HOSO 1 / XML3 / row 2 / \(field)", message: message)
    }

    /// Decision 130/QĐ-BYT as amended by 4750/QĐ-BYT; lines are those of the table's own text.
    static let rows: [Row] = [
        // Numbers: below zero, with exponent or comma, too precise, too large, none at all.
        drugRow("SO_LUONG", "-30", "field.negative", "\"-30\" lies below zero (line 58)."),
        drugRow("SO_LUONG", "1e3", "field.form", "\"1e3\" is none; \(Quantity.form) (line 58)."),
        drugRow("SO_LUONG", "1,5", "field.form", "\"1,5\" is none; \(Quantity.form) (line 58)."),
        drugRow("SO_LUONG", "1.2345", "field.form", "\"1.2345\" is none; \(Quantity.form) (line 58)."),
        drugRow("SO_LUONG", "99999999999", "field.tooLong", "It has 11 characters (line 58); 10 are allowed."),
        drugRow("SO_LUONG", "+5", "field.form", "\"+5\" is none; \(Quantity.form) (line 58)."),
        drugRow("SO_LUONG", ".5", "field.form", "\".5\" is none; \(Quantity.form) (line 58)."),
        drugRow("SO_LUONG", "5.", "field.form", "\"5.\" is none; \(Quantity.form) (line 58)."),
        drugRow("SO_LUONG", "NaN", "field.form", "\"NaN\" is none; \(Quantity.form) (line 58)."),
        drugRow("SO_LUONG", "٣", "field.form", "\"٣\" is none; \(Quantity.form) (line 58)."),
        drugRow("DON_GIA", "-0.001", "field.negative", "\"-0.001\" lies below zero (line 59)."),
        drugRow("THANH_TIEN_BV", "-1", "field.negative", "\"-1\" lies below zero (line 60)."),
        drugRow("THANH_TIEN_BV", "1.234", "field.form", "\"1.234\" is none; \(Amount.form) (line 60)."),
        drugRow(
            "THANH_TIEN_BV", "9999999999999999", "field.tooLong", "It has 16 characters (line 60); 15 are allowed."),
        drugRow("T_BHTT", "1 000", "field.form", "\"1 000\" is none; \(Amount.form) (line 70)."),
        summaryRow("T_BHTT", "-1", "field.negative", "\"-1\" lies below zero (line 52)."),
        summaryRow("T_TONGCHI_BV", "1E9", "field.form", "\"1E9\" is none; \(Amount.form) (line 48)."),
        drugRow("MUC_HUONG", "101", "field.form", "a rate lies between 0 and 100 percent (line 67)."),
        drugRow("MUC_HUONG", "47.555", "field.form", "\"47.555\" is none; \(Rate.form) (line 67)."),
        drugRow("MUC_HUONG", "-80", "field.negative", "\"-80\" lies below zero (line 67)."),
        serviceRow("TYLE_TT_DV", "1000000", "field.tooLong", "It has 7 characters (line 65); 6 are allowed."),
        // Codes out of their range.
        drugRow("PHAM_VI", "4", "field.form", "\"4\" is no whole number from 1 to 3 (line 56)."),
        drugRow("MA_PTTT", "0", "field.form", "\"0\" is no whole number from 1 to 3 (line 76)."),
        drugRow("NGUON_CTRA", "5", "field.form", "\"5\" is no whole number from 1 to 4 (line 77)."),
        drugRow("MA_NHOM", "20", "field.form", "\"20\" is no whole number from 1 to 19 (line 46)."),
        drugRow("MA_NHOM", "4.0", "field.tooLong", "It has 3 characters (line 46); 2 are allowed."),
        drugRow("STT", "-1", "field.negative", "\"-1\" lies below zero (line 42)."),
        summaryRow("GIOI_TINH", "0", "field.form", "\"0\" is no whole number from 1 to 3 (line 8)."),
        summaryRow("KET_QUA_DTRI", "9", "field.form", "\"9\" is no whole number from 1 to 8 (line 42)."),
        summaryRow("MA_LOAI_RV", "6", "field.form", "\"6\" is no whole number from 1 to 5 (line 43)."),
        summaryRow("SO_NGAY_DTRI", "1.5", "field.form", "\"1.5\" is no whole number from 0 to 999 (line 40)."),
        summaryRow("THANG_QT", "13", "field.form", "\"13\" is no whole number from 1 to 12 (line 56)."),
        summaryRow("NAM_QT", "26", "field.form", "\"26\" is no whole number from 2000 to 2999 (line 55)."),
        // Days and times that are none.
        summaryRow("NGAY_VAO", "202602300800", "field.form", "\"202602300800\" is no day of the calendar (line 36)."),
        summaryRow("NGAY_VAO", "202608102400", "field.form", "\"202608102400\" has no time of the day (line 36)."),
        summaryRow("NGAY_VAO", "202608100860", "field.form", "\"202608100860\" has no time of the day (line 36)."),
        summaryRow("NGAY_VAO", "20260810", "field.form", "\"20260810\" is no time of the form yyyyMMddHHmm (line 36)."),
        summaryRow(
            "NGAY_VAO", "2026-08-10T8", "field.form",
            "\"2026-08-10T8\" is no time of the form yyyyMMddHHmm (line 36)."),
        summaryRow("NGAY_RA", "2026081010000", "field.tooLong", "It has 13 characters (line 38); 12 are allowed."),
        summaryRow("NGAY_SINH", "198013140000", "field.form", "\"198013140000\" is no day of the calendar (line 7)."),
        summaryRow("NGAY_SINH", "000000000000", "field.form", "\"000000000000\" is no day of the calendar (line 7)."),
        summaryRow("NAM_NAM_LIEN_TUC", "20250229", "field.form", "\"20250229\" is no day of the calendar (line 63)."),
        summaryRow(
            "NAM_NAM_LIEN_TUC", "2025022", "field.form", "\"2025022\" is no date of the form yyyyMMdd (line 63)."),
        summaryRow("NGAY_MIEN_CCT", "20250931", "field.form", "\"20250931\" is no day of the calendar (line 22)."),
        summaryRow(
            "NGAY_TAI_KHAM", "20260910;20260931", "field.form", "\"20260931\" is no day of the calendar (line 64)."),
        drugRow("NGAY_YL", "202613010000", "field.form", "\"202613010000\" is no day of the calendar (line 74)."),
        serviceRow("NGAY_KQ", "202602290000", "field.form", "\"202602290000\" is no day of the calendar (line 87)."),
        // What must be there (the check of Vietnam Social Security).
        summaryRow("NGAY_VAO", "", "field.missing", "It is empty (line 36)."),
        summaryRow("HO_TEN", "  \n ", "field.missing", "It is empty (line 5)."),
        summaryRow("MA_LK", "", "field.missing", "It is empty (line 2)."),
        drugRow("SO_LUONG", "", "field.missing", "It is empty (line 58)."),
        drugRow("T_NGUONKHAC_CL", "", "field.missing", "It is empty (line 65)."),
        // Too long: said by length, since the long ones are names and addresses.
        summaryRow(
            "HO_TEN", String(repeating: "Ễ", count: 256), "field.tooLong",
            "It has 256 characters (line 5); 255 are allowed."),
        summaryRow("MA_BENH_CHINH", "I10.1234", "field.tooLong", "It has 8 characters (line 28); 7 are allowed."),
        summaryRow(
            "MA_BN", "B" + String(repeating: "\u{301}", count: 500), "field.tooLong",
            "It has 1 characters (line 4); 100 are allowed."),
        // Codes of a form.
        summaryRow("MA_LK", "T 1", "field.form", "\"T 1\" is no claim key; \(ClaimKey.form) (line 2)."),
        summaryRow(
            "MA_DOITUONG_KCB", "1.a", "field.form", "\"1.a\" is no routing code; \(RoutingCode.form) (line 32)."),
        summaryRow("MA_LOAI_KCB", "1", "field.form", "\"1\" is no form of a visit; \(VisitForm.form) (line 57)."),
        summaryRow("MA_CSKCB", "319", "field.form", "\"319\" is no facility code; \(FacilityCode.form) (line 59)."),
        // Structure within a field.
        summaryRow(
            "HO_TEN", "<B>x</B>", "field.form", "It holds an element \"B\" instead of a text (line 5)."),
        drugRow(
            "SO_LUONG", "1</SO_LUONG><SO_LUONG>2", "field.repeated", "It stands twice in one row (line 58)."),
        // The sum of the four other sources.
        drugRow("T_NGUONKHAC", "1000", "donor.sum", "It says 1000.00, and the four sources come to 0.00."),
        serviceRow("T_NGUONKHAC_VTTN", "0.01", "donor.sum", "It says 0.00, and the four sources come to 0.01."),
    ]

    @Test("a bad field refuses its claim and says what, where and what to do", arguments: rows)
    func fields(row: Row) throws {
        let claim = try EnvelopeReader.onlyClaim(EnvelopeText(row.record))
        #expect(claim.claim == nil)
        let finding = try #require(claim.findings.first)
        #expect(finding.rule == row.rule)
        let place = row.place.replacing(" / T_NGUONKHAC_VTTN", with: " / T_NGUONKHAC")
        #expect(finding.place == (row.rule == "donor.sum" ? place : row.place))
        #expect(finding.message == row.message)
        #expect(finding.severity == .error)
    }

    @Test("a hint names the decision, the table and the field")
    func hints() throws {
        let claim = try EnvelopeReader.onlyClaim(EnvelopeText(Self.drug("MUC_HUONG", "x")))
        #expect(
            claim.findings.map(\.hint) == [
                "Write a percentage from 0 to 100, with a point and two places at most; "
                    + "Decision 1931/QĐ-BYT, table XML2, MUC_HUONG."
            ])
        let missing = try EnvelopeReader.onlyClaim(EnvelopeText(Self.summary("MA_DOITUONG_KCB", "")))
        #expect(missing.findings.map(\.hint) == ["Give it; Decision 4750/QĐ-BYT, table XML1, MA_DOITUONG_KCB."])
    }

    @Test(
        "every field that must be there is missed, and no other", arguments: FieldTable.read.indices)
    func mandatory(index: Int) throws {
        let table = FieldTable.read[index]
        for field in table.fields where field.name != "MA_NHOM" {
            let record = [Self.summary, Self.drug, Self.service][index](field.name, "")
            let claim = try EnvelopeReader.onlyClaim(EnvelopeText(record))
            let isMissed = claim.findings.contains { $0.rule == "field.missing" && $0.severity == .error }
            let needsItem = table.name == "XML3" && ["MA_DICH_VU", "TEN_DICH_VU"].contains(field.name)
            #expect(isMissed == (field.need == .always || needsItem), "\(field.name)")
        }
    }

    @Test("the district of residence may be empty on every day: there is none since 2025-07-01")
    func district() throws {
        for arrival in ["202406010800", "202608100800"] {
            let record = Record(
                summary: ["MAHUYEN_CU_TRU": "", "NGAY_VAO": arrival, "GT_THE_TU": "20240101"])
            #expect(try EnvelopeReader.onlyClaim(EnvelopeText(record)).findings == [])
        }
    }

    @Test(
        "what lines of a cost group have, and this one has not, is a warning",
        arguments: [
            (service("NGUOI_THUC_HIEN", ""), "XML3 / row 2 / NGUOI_THUC_HIEN"),
            (service("NGAY_TH_YL", ""), "XML3 / row 2 / NGAY_TH_YL"), (drug("TT_THAU", ""), "XML2 / row 2 / TT_THAU"),
            (service("MA_NHOM", "12"), "XML3 / row 2 / MA_XANG_DAU"),
        ])
    func conditional(record: EnvelopeText.Record, place: String) throws {
        let claim = try EnvelopeReader.onlyClaim(EnvelopeText(record))
        #expect(claim.claim != nil)
        #expect(
            claim.findings.map { "\($0.severity.rawValue) \($0.rule) \($0.place)" } == [
                "warning field.missing HOSO 1 / \(place)"
            ])
        // Not for an examination or blood.
        let other = Record(drugs: [["MA_NHOM": "7", "TT_THAU": ""]], services: [["MA_NHOM": "13", "NGAY_TH_YL": ""]])
        #expect(try EnvelopeReader.onlyClaim(EnvelopeText(other)).findings == [])
    }

    @Test("a value is quoted cut and on one line")
    func quoting() throws {
        let value = "x\n" + String(repeating: "y", count: 200)
        let claim = try EnvelopeReader.onlyClaim(EnvelopeText(Self.summary("GT_THE_TU", value)))
        let message = try #require(claim.findings.first?.message)
        #expect(
            message == "Card 1: \"x \(String(repeating: "y", count: 38))…\" is no date of the form yyyyMMdd (line 20).")
    }
}
