// Every kind of bad field: what is said, where, and that only its claim is refused.

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

    /// MA_THE_BHYT, MA_DKBD, GT_THE_TU, GT_THE_DEN; what is found.
    static let cards: [(lists: [String], found: [String])] = [
        (["DN4313123456789", "31999", "20260101", "20261231"], []),
        (["DN4313123456789;HN2313123456789", "31999;31002", "20260101;20260104", "20261231;20261231"], []),
        ([" DN4313123456789 ; HN2313123456789 ", "31999;31002", "20260101;20260104", "20260103;"], []),
        (["", "", "", ""], []),
        (["DN4313123456789", "31999", "20260101", ""], []),
        (["DN4313123456789;HN2313123456789", "31999;31999", "20260101", "20261231"], ["card.counts MA_THE_BHYT"]),
        (["DN4313123456789;", "31999", "20260101", "20261231"], ["card.counts MA_THE_BHYT"]),
        (["", "31999", "20260101", "20261231"], ["card.counts MA_THE_BHYT"]),
        (["DN4313123456789", "", "20260101", "20261231"], ["field.form MA_DKBD"]),
        (["DN4313123456789", "31999", "", "20261231"], ["field.form GT_THE_TU"]),
        (
            ["DN4313123456789;", "31999;", "20260101;", "20261231;"],
            ["MA_THE_BHYT", "MA_DKBD", "GT_THE_TU"].map { "field.form \($0)" }
        ),
        (["DN431312345678", "31999", "20260101", "20261231"], ["field.form MA_THE_BHYT"]),
        (["DN6313123456789", "31999", "20260101", "20261231"], ["field.form MA_THE_BHYT"]),
        (["dn4313123456789", "31999", "20260101", "20261231"], ["field.form MA_THE_BHYT"]),
        (["DN4313123456789", "3199", "20260101", "20261231"], ["field.form MA_DKBD"]),
        (["DN4313123456789", "31999", "20260230", "20261131"], ["field.form GT_THE_TU", "field.form GT_THE_DEN"]),
    ]

    @Test("cards are four lists of one length, each entry of its form", arguments: cards)
    func cardLists(lists: [String], found: [String]) throws {
        let fields = ["MA_THE_BHYT", "MA_DKBD", "GT_THE_TU", "GT_THE_DEN"]
        let record = Record(summary: Dictionary(uniqueKeysWithValues: zip(fields, lists)))
        let claim = try EnvelopeReader.onlyClaim(EnvelopeText(record))
        #expect(
            claim.findings.map { "\($0.rule) \($0.place)" }
                == found.map { $0.replacing(" ", with: " HOSO 1 / XML1 / ") })
        #expect((claim.claim == nil) == !found.isEmpty)
        let cards = lists[0].split(separator: ";").count
        #expect(found.isEmpty ? claim.claim?.cards.count == cards : true)
    }

    @Test("lists of cards that differ in length say how long each is")
    func cardCounts() throws {
        let record = Record(summary: ["MA_THE_BHYT": "DN4313123456789;HN2313123456789", "GT_THE_TU": ""])
        #expect(
            try EnvelopeReader.onlyClaim(EnvelopeText(record)).findings.map(\.message) == [
                "The lists differ in length: 2 in MA_THE_BHYT, 1 in MA_DKBD, 0 in GT_THE_TU, 1 in GT_THE_DEN."
            ])
    }

    @Test("the tables of one record name one visit")
    func keys() throws {
        let record = Record(drugs: [[:], ["MA_LK": "T2"]])
        let claim = try EnvelopeReader.onlyClaim(EnvelopeText(record))
        #expect(claim.claim == nil && claim.key?.text == "T1")
        #expect(claim.findings.map { "\($0.rule) \($0.place)" } == ["key.differs HOSO 1 / XML2 / row 2 / MA_LK"])
        #expect(claim.findings.first?.message == "\"T2\" is another key than \"T1\" in XML1.")
    }

    @Test("a record whose key cannot be read has no key")
    func noKey() throws {
        let claim = try EnvelopeReader.onlyClaim(EnvelopeText(Self.summary("MA_LK", "")))
        #expect(claim.key == nil && claim.claim == nil)
    }

    @Test("a line of XML3 is a service or a supply, and has that one's name")
    func items() throws {
        let neither = try EnvelopeReader.onlyClaim(EnvelopeText(Self.service("MA_DICH_VU", "")))
        #expect(neither.findings.map(\.message) == ["The line has neither a service nor a supply."])
        let unnamed = try EnvelopeReader.onlyClaim(EnvelopeText(Self.service("MA_VAT_TU", "N01.01")))
        #expect(
            unnamed.findings.map { "\($0.rule) \($0.place)" } == ["field.missing HOSO 1 / XML3 / row 2 / TEN_VAT_TU"])
    }

    @Test("unknown fields and another order are warnings, told once a table")
    func strange() throws {
        var text = EnvelopeText(Record(drugs: [[:], [:]]))
        var files = text.records[0].files
        files[0].content = files[0].content.replacing("<MA_BN>", with: "<MA_MOI>x</MA_MOI><MA_BN>")
        files[1].content = files[1].content.replacing("<MA_NHOM>4</MA_NHOM>", with: "")
            .replacing("</CHI_TIET_THUOC>", with: "<MA_NHOM>4</MA_NHOM></CHI_TIET_THUOC>")
        text.records[0].written = files
        let claim = try EnvelopeReader.onlyClaim(text)
        #expect(claim.claim?.lines.map(\.costGroup) == [4, 4, 13, 1])
        #expect(
            claim.findings.map { "\($0.severity.rawValue) \($0.rule) \($0.place)" } == [
                "warning field.unknown HOSO 1 / XML1 / MA_MOI",
                "warning field.order HOSO 1 / XML2 / row 1 / MA_NHOM",
            ])
        #expect(claim.findings[0].message == "Table XML1 has no field of this name (line 4); it was left aside.")
    }

    @Test("an element that could hide a line is an error", arguments: ["DSACH_CHI_TIET_THUOC", "CHI_TIET_THUOC"])
    func hidden(name: String) throws {
        var text = EnvelopeText()
        var files = text.records[0].files
        files[1].content = files[1].content.replacing(name, with: "KHAC")
        text.records[0].written = files
        let claim = try EnvelopeReader.onlyClaim(text)
        #expect(claim.claim == nil)
        #expect(claim.findings.map { "\($0.rule) \($0.place)" } == ["envelope.element HOSO 1 / XML2"])
    }

    @Test("who treated is another than who sends: a warning")
    func facility() throws {
        let claim = try EnvelopeReader.onlyClaim(EnvelopeText(Self.summary("MA_CSKCB", "31001")))
        #expect(claim.claim?.facility.text == "31001")
        #expect(claim.findings.map { "\($0.severity.rawValue) \($0.rule)" } == ["warning facility.differs"])
    }

    @Test("of many findings so many are listed, and the number of the others")
    func many() throws {
        let drugs = (0..<80).map { _ in ["SO_LUONG": "-1", "TT_THAU": ""] }
        let claim = try EnvelopeReader.onlyClaim(EnvelopeText(Record(drugs: drugs)))
        #expect(claim.claim == nil)
        #expect(claim.findings.count == 102)
        #expect(claim.findings[50].message == "There are 30 more errors.")
        #expect(claim.findings[101].message == "There are 30 more warnings.")
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
