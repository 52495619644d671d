// Envelopes for tests: one written field by field, so that what a test sets is what it is about, and those in files.

import Foundation
import MessageSchema
import Testing
import WireJSON

@testable import InsuranceDomain

/// An envelope of one visit: an examination, a laboratory test and a drug, all of it well formed.
struct EnvelopeText {
    var facility = "31999"
    /// Left out, the number of records.
    var count: String?
    var records = [Record()]
    /// Stands before the root.
    var prologue = #"<?xml version="1.0" encoding="utf-8"?>"#

    init(_ record: Record = Record()) { records = [record] }

    var text: String {
        let files = records.map { "<HOSO>\($0.files.map(\.xml).joined())</HOSO>" }.joined()
        return """
            \(prologue)
            <GIAMDINHHS><THONGTINDONVI><MACSKCB>\(facility)</MACSKCB></THONGTINDONVI><THONGTINHOSO>
            <NGAYLAP>20260810</NGAYLAP><SOLUONGHOSO>\(count ?? String(records.count))</SOLUONGHOSO>
            <DANHSACHHOSO>\(files)</DANHSACHHOSO></THONGTINHOSO><CHUKYDONVI/></GIAMDINHHS>
            """
    }
    var bytes: [UInt8] { Array(text.utf8) }

    /// One document of a record.
    struct File {
        var table: String
        var content: String
        var xml: String {
            let base64 = Data(content.utf8).base64EncodedString()
            return "<FILEHOSO><LOAIHOSO>\(table)</LOAIHOSO><NOIDUNGFILE>\(base64)</NOIDUNGFILE></FILEHOSO>"
        }
    }

    /// A visit; fields that are not said have the values below.
    struct Record {
        var summary: [String: String] = [:]
        var drugs: [[String: String]] = [[:]]
        var services: [[String: String]] = [["MA_NHOM": "13"], [:]]
        /// Left out, they are written from the fields.
        var written: [File]?

        var files: [File] {
            written ?? [
                File(table: "XML1", content: Self.xml(.summary, [summary], Self.summaryDefaults)),
                File(table: "XML2", content: Self.xml(.drugs, drugs, Self.drugDefaults)),
                File(table: "XML3", content: Self.xml(.services, services, Self.serviceDefaults)),
            ]
        }

        /// The document of a table, one field a line.
        static func xml(_ table: FieldTable, _ rows: [[String: String]], _ defaults: [String: String]) -> String {
            let inner = table.path.dropFirst().dropLast()
            let row = table.path.count > 1 ? table.path.last : nil
            let body = rows.enumerated().map { index, own in
                let values = defaults.merging(["STT": String(index + 1)]) { $1 }.merging(own) { $1 }
                let fields = table.fields.map { "<\($0.name)>\(values[$0.name] ?? "")</\($0.name)>\n" }.joined()
                return row.map { "<\($0)>\(fields)</\($0)>" } ?? fields
            }
            let (open, close) = (inner.map { "<\($0)>" }.joined(), inner.map { "</\($0)>" }.joined())
            return "<\(table.path[0])>\n\(open)\(body.joined())\(close)</\(table.path[0])>"
        }

        static let summaryDefaults = [
            "MA_LK": "T1", "MA_BN": "BN1", "HO_TEN": "NGUYỄN VĂN AN", "SO_CCCD": "031080000001",
            "NGAY_SINH": "198002140000", "GIOI_TINH": "1", "MA_QUOCTICH": "000", "MA_DANTOC": "01",
            "MA_NGHE_NGHIEP": "00000", "DIA_CHI": "Hải Phòng", "MATINH_CU_TRU": "31", "MAXA_CU_TRU": "10507",
            "MA_THE_BHYT": "DN4313123456789", "MA_DKBD": "31999", "GT_THE_TU": "20260101", "GT_THE_DEN": "20261231",
            "LY_DO_VV": "Đau đầu", "CHAN_DOAN_VAO": "Tăng huyết áp", "CHAN_DOAN_RV": "Tăng huyết áp vô căn",
            "MA_BENH_CHINH": "I10", "MA_DOITUONG_KCB": "1.1", "NGAY_VAO": "202608100800", "NGAY_RA": "202608101000",
            "SO_NGAY_DTRI": "0", "KET_QUA_DTRI": "2", "MA_LOAI_RV": "1", "T_THUOC": "94516.65", "T_VTYT": "0",
            "T_TONGCHI_BV": "395116.65", "T_TONGCHI_BH": "365116.65", "T_BNTT": "30000.00", "T_BNCCT": "73023.33",
            "T_BHTT": "292093.32", "T_NGUONKHAC": "0", "T_BHTT_GDV": "292093.32", "NAM_QT": "2026", "THANG_QT": "08",
            "MA_LOAI_KCB": "01", "MA_KHOA": "K01", "MA_CSKCB": "31999", "CAN_NANG": "65.00", "MA_HSBA": "HS1",
        ]
        static let sources = [
            "T_NGUONKHAC_NSNN": "0", "T_NGUONKHAC_VTNN": "0", "T_NGUONKHAC_VTTN": "0", "T_NGUONKHAC_CL": "0",
            "T_NGUONKHAC": "0.00",
        ]
        static let drugDefaults = sources.merging([
            "MA_LK": "T1", "MA_THUOC": "40.10", "MA_NHOM": "4", "TEN_THUOC": "Thuốc A", "DON_VI_TINH": "viên",
            "HAM_LUONG": "500mg", "DUONG_DUNG": "1.01", "LIEU_DUNG": "2 viên/ngày", "TT_THAU": "1/QD;G1;N1;2026",
            "PHAM_VI": "1", "TYLE_TT_BH": "100", "SO_LUONG": "30.000", "DON_GIA": "3150.555",
            "THANH_TIEN_BV": "94516.65", "THANH_TIEN_BH": "94516.65", "MUC_HUONG": "80", "T_BNTT": "0",
            "T_BNCCT": "18903.33", "T_BHTT": "75613.32", "MA_KHOA": "K01", "NGAY_YL": "202608100830",
            "MA_PTTT": "1", "NGUON_CTRA": "1",
        ]) { $1 }
        static let serviceDefaults = sources.merging([
            "MA_LK": "T1", "MA_DICH_VU": "23.0000", "MA_NHOM": "1", "TEN_DICH_VU": "Xét nghiệm",
            "DON_VI_TINH": "Lần", "PHAM_VI": "1", "SO_LUONG": "1", "DON_GIA_BV": "250000", "DON_GIA_BH": "220000",
            "TYLE_TT_DV": "100", "TYLE_TT_BH": "100", "THANH_TIEN_BV": "250000.00", "THANH_TIEN_BH": "220000.00",
            "MUC_HUONG": "80", "T_BNTT": "30000.00", "T_BNCCT": "44000.00", "T_BHTT": "176000.00", "MA_KHOA": "K01",
            "MA_BAC_SI": "000123/HP-GPHN", "NGUOI_THUC_HIEN": "000456/HP-GPHN", "MA_BENH": "I10",
            "NGAY_YL": "202608100830", "NGAY_TH_YL": "202608100840", "MA_PTTT": "1",
        ]) { $1 }
    }
}

/// The envelopes in files, with what is expected of them.
struct EnvelopeFile: CustomTestStringConvertible, Sendable {
    let name: String
    var testDescription: String { name }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Envelopes")

    static let all: [EnvelopeFile] = {
        let names = try! FileManager.default.contentsOfDirectory(atPath: folder.path)
        return names.filter { $0.hasSuffix(".xml") }.sorted().map { EnvelopeFile(name: String($0.dropLast(4))) }
    }()
    /// The golden claim of the examples.
    static let golden = Array(
        try! Data(
            contentsOf: folder.appendingPathComponent("../../../examples/claims/golden-claim.xml").standardizedFileURL))

    static let bad = all.filter { $0.name.hasPrefix("bad-") }
    static let valid = all.filter { $0.name.hasPrefix("valid-") }

    private func read(_ ending: String) -> [UInt8] {
        Array(try! Data(contentsOf: Self.folder.appendingPathComponent(name + ending)))
    }
    var bytes: [UInt8] { read(".xml") }
    var expected: JSONValue { try! WireJSON.decode(JSONValue.self, from: read(".json")) }
}

extension EnvelopeReader {
    /// The findings of a rejection, or nothing.
    static func refusal(of bytes: [UInt8]) -> [Finding] {
        do throws(EnvelopeRejection) {
            _ = try read(bytes)
            return []
        } catch { return error.findings }
    }

    /// The one claim of an envelope that is read.
    static func onlyClaim(_ text: EnvelopeText) throws -> EnvelopeClaim { try read(text.bytes).claims[0] }
}
