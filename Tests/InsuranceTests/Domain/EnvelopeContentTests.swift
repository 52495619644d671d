// What a record says against what it says elsewhere: each check warns of what is wrong and of nothing else.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("What a record says of itself") struct EnvelopeContentTests {
    private typealias Record = EnvelopeText.Record

    private static let stay: [String: String] = [
        "MA_LOAI_KCB": "03", "NGAY_VAO": "202608100800", "NGAY_RA": "202608121000", "NGAY_VAO_NOI_TRU": "202608100900",
        "MA_DOITUONG_KCB": "1.1",
    ]

    /// The places that are warned of.
    private func warned(_ record: EnvelopeText.Record) throws -> [String] {
        let claim = try EnvelopeReader.onlyClaim(EnvelopeText(record))
        #expect(claim.claim != nil)
        #expect(claim.findings.allSatisfy { $0.severity == .warning && $0.message.hasSuffix(".") })
        return claim.findings.filter { $0.rule == "record.content" }.map(\.place)
    }

    @Test(
        "Summaries that contradict themselves",
        arguments: [
            (["SO_CCCD": "03108000000"], "SO_CCCD"), (["SO_CCCD": "03108000000A"], "SO_CCCD"),
            (["CAN_NANG": "0"], "CAN_NANG"), (["CAN_NANG": "400"], "CAN_NANG"), (["CAN_NANG": "nặng"], "CAN_NANG"),
            (["MA_NOI_DI": "31001", "GIAY_CHUYEN_TUYEN": ""], "GIAY_CHUYEN_TUYEN"),
            (["MA_BENH_KT": "A01;A02;A03;A04;A05;A06;A07;A08;A09;B01;B02;B03;B04"], "MA_BENH_KT"),
            (["MA_BENH_CHINH": "I10", "MA_BENH_KT": "E11; I10"], "MA_BENH_KT"),
            (["MA_LOAI_RV": "2"], "MA_LOAI_RV"), (["MA_LOAI_RV": "5"], "MA_LOAI_RV"),
        ])
    func summary(fields: [String: String], field: String) throws {
        #expect(try warned(Record(summary: fields)) == ["HOSO 1 / XML1 / \(field)"])
    }

    @Test(
        "Summaries that do not",
        arguments: [
            ["SO_CCCD": "031080000001"], ["SO_CCCD": "031080001"], ["SO_CCCD": ""], ["CAN_NANG": "0.5"],
            ["CAN_NANG": "399.9"], ["MA_NOI_DI": "31001", "GIAY_CHUYEN_TUYEN": "12/GCT"],
            ["MA_BENH_KT": "A01;A02;A03;A04;A05;A06;A07;A08;A09;B01;B02;B03"], ["MA_LOAI_RV": "1"],
        ])
    func sound(fields: [String: String]) throws {
        #expect(try warned(Record(summary: fields)) == [])
    }

    @Test("A bed outside a stay, and more bed days than days")
    func beds() throws {
        let bed = ["MA_NHOM": "15", "SO_LUONG": "3"]
        #expect(try warned(Record(summary: Self.stay, services: [bed])) == [])
        let four = try warned(Record(summary: Self.stay, services: [bed, ["MA_NHOM": "15", "SO_LUONG": "0.5"]]))
        #expect(four == ["HOSO 1 / XML3 / row 1 / SO_LUONG"])
        let visit = try warned(Record(services: [["MA_NHOM": "15", "SO_LUONG": "1"]]))
        #expect(visit == ["HOSO 1 / XML3 / row 1 / MA_NHOM"])
    }

    @Test("Lines done or answered before they were ordered, drugs out of scope with a rate, a share above its ceiling")
    func lines() throws {
        let order = "202608100830"
        let early = Record(services: [["NGAY_YL": order, "NGAY_TH_YL": "202608100829", "NGAY_KQ": "202608100800"]])
        #expect(
            try warned(early) == ["HOSO 1 / XML3 / row 1 / NGAY_TH_YL", "HOSO 1 / XML3 / row 1 / NGAY_KQ"])
        let same = Record(services: [["NGAY_YL": order, "NGAY_TH_YL": order, "NGAY_KQ": order]])
        #expect(try warned(same) == [])
        let drug = Record(drugs: [["PHAM_VI": "2", "TYLE_TT_BH": "50"]])
        #expect(try warned(drug) == ["HOSO 1 / XML2 / row 1 / TYLE_TT_BH"])
        #expect(try warned(Record(drugs: [["PHAM_VI": "2", "TYLE_TT_BH": "0"]])) == [])
        let supply = Record(services: [["T_TRANTT": "10", "T_BHTT": "10.01"]])
        #expect(try warned(supply) == ["HOSO 1 / XML3 / row 1 / T_BHTT"])
        #expect(try warned(Record(services: [["T_TRANTT": "10", "T_BHTT": "10"]])) == [])
    }
}
