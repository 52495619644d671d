// Made claims as the XML that a hospital's system sends (Decision 130/QĐ-BYT as amended by 4750 and 3176/QĐ-BYT).

import Foundation
internal import MessageSchema

/// Writes envelopes.
enum ClaimEnvelope {
    private static let facility = "31999"
    private static let head = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"

    /// One envelope of several claims.
    static func text(of claims: [SyntheticClaim]) -> String {
        """
        \(head)<GIAMDINHHS><THONGTINDONVI><MACSKCB>\(facility)</MACSKCB></THONGTINDONVI><THONGTINHOSO>\
        <NGAYLAP>20260831</NGAYLAP><SOLUONGHOSO>\(claims.count)</SOLUONGHOSO>
        <DANHSACHHOSO>
        \(claims.map(file).joined(separator: "\n"))
        </DANHSACHHOSO></THONGTINHOSO><CHUKYDONVI></CHUKYDONVI></GIAMDINHHS>

        """
    }

    private static func file(_ claim: SyntheticClaim) -> String {
        let drugs = rows(claim, areDrugs: true)
        let services = rows(claim, areDrugs: false)
        let parts = [
            ("XML1", "<TONG_HOP>\(summary(claim))</TONG_HOP>"),
            (
                "XML2",
                drugs.isEmpty
                    ? ""
                    : "<CHITIEU_CHITIET_THUOC><DSACH_CHI_TIET_THUOC>\(drugs)</DSACH_CHI_TIET_THUOC>"
                        + "</CHITIEU_CHITIET_THUOC>"
            ),
            (
                "XML3",
                services.isEmpty
                    ? ""
                    : "<CHITIEU_CHITIET_DVKT_VTYT><DSACH_CHI_TIET_DVKT>\(services)</DSACH_CHI_TIET_DVKT>"
                        + "</CHITIEU_CHITIET_DVKT_VTYT>"
            ),
        ].filter { !$0.1.isEmpty }
        let files = parts.map { name, text in
            let content = Data((head + text).utf8).base64EncodedString()
            return "<FILEHOSO><LOAIHOSO>\(name)</LOAIHOSO><NOIDUNGFILE>\(content)</NOIDUNGFILE></FILEHOSO>"
        }
        return "<HOSO>\(files.joined())</HOSO>"
    }

    private static func summary(_ claim: SyntheticClaim) -> String {
        let last = claim.isStay ? claim.date.advanced(by: 2) : claim.date
        let (year, month, _) = last.civil
        let drugs = claim.lines.filter(\.isDrug).reduce(0) { $0 + $1.money.total }
        let isReferred = claim.routing == "1.3"
        return ClaimFields.elements(
            ClaimFields.summary,
            [
                "MA_LK": claim.key, "STT": "1", "MA_BN": "BN\(claim.serial)",
                "HO_TEN": "NGƯỜI BỆNH \(claim.serial)", "SO_CCCD": "", "NGAY_SINH": birth(claim), "GIOI_TINH": "2",
                "MA_QUOCTICH": "000", "MA_DANTOC": "01", "MA_NGHE_NGHIEP": "00000", "DIA_CHI": "Hải Phòng",
                "MATINH_CU_TRU": "31", "MAXA_CU_TRU": "10507", "MA_THE_BHYT": claim.card, "MA_DKBD": facility,
                "GT_THE_TU": "20250101", "GT_THE_DEN": "20261231", "LY_DO_VV": "Khám bệnh",
                "CHAN_DOAN_VAO": "Tăng huyết áp", "CHAN_DOAN_RV": "Tăng huyết áp vô căn", "MA_BENH_CHINH": "I10",
                "MA_DOITUONG_KCB": claim.routing, "MA_NOI_DI": isReferred ? "31001" : "",
                "GIAY_CHUYEN_TUYEN": isReferred ? "CT-\(claim.serial)" : "",
                "NGAY_VAO": day(claim.date) + "0800", "NGAY_VAO_NOI_TRU": claim.isStay ? day(claim.date) + "0830" : "",
                "NGAY_RA": day(last) + "1000", "SO_NGAY_DTRI": claim.isStay ? "3" : "0", "KET_QUA_DTRI": "2",
                "MA_LOAI_RV": "1", "NGAY_TTOAN": day(last) + "1005", "T_THUOC": money(drugs), "T_VTYT": money(0),
                "T_TONGCHI_BV": money(claim.sum(\.total)), "T_TONGCHI_BH": money(claim.sum(\.inScope)),
                "T_BNTT": money(claim.sum(\.ownCost)), "T_BNCCT": money(claim.sum(\.copayment)),
                "T_BHTT": money(claim.sum(\.fund)), "T_NGUONKHAC": money(0),
                "T_BHTT_GDV": money(claim.sum(\.fund)), "NAM_QT": "\(year)", "THANG_QT": two(month),
                "MA_LOAI_KCB": claim.isStay ? "03" : "01", "MA_KHOA": "K01", "MA_CSKCB": facility,
                "CAN_NANG": "55.00", "MA_HSBA": "HS\(claim.serial)", "MA_TTDV": "3100000001",
            ])
    }

    private static func rows(_ claim: SyntheticClaim, areDrugs: Bool) -> String {
        claim.lines.filter { $0.isDrug == areDrugs }.enumerated().map { index, line in
            let values = common(claim, line, number: index + 1)
                .merging(areDrugs ? drug(line) : service(line)) { _, new in new }
            return areDrugs
                ? "<CHI_TIET_THUOC>\(ClaimFields.elements(ClaimFields.drug, values))</CHI_TIET_THUOC>"
                : "<CHI_TIET_DVKT>\(ClaimFields.elements(ClaimFields.service, values))</CHI_TIET_DVKT>"
        }.joined()
    }

    private static func common(_ claim: SyntheticClaim, _ line: SyntheticClaim.Line, number: Int) -> [String: String] {
        [
            "MA_LK": claim.key, "STT": "\(number)", "MA_NHOM": "\(line.costGroup)", "PHAM_VI": "1",
            "SO_LUONG": thousandths(line.quantity), "TYLE_TT_BH": "\(line.paymentRate)",
            "THANH_TIEN_BV": money(line.money.total), "THANH_TIEN_BH": money(line.money.inScope),
            "T_NGUONKHAC_NSNN": "0", "T_NGUONKHAC_VTNN": "0", "T_NGUONKHAC_VTTN": "0", "T_NGUONKHAC_CL": "0",
            "T_NGUONKHAC": "0", "MUC_HUONG": percent(claim.level), "T_BNTT": money(line.money.ownCost),
            "T_BNCCT": money(line.money.copayment), "T_BHTT": money(line.money.fund), "MA_KHOA": "K01",
            "MA_BAC_SI": "000123/HP-GPHN", "NGAY_YL": day(claim.date) + "0900", "MA_PTTT": "1",
        ]
    }

    private static func drug(_ line: SyntheticClaim.Line) -> [String: String] {
        [
            "MA_THUOC": "40.10", "TEN_THUOC": "Thuốc giả định", "DON_VI_TINH": "viên", "HAM_LUONG": "500mg",
            "DUONG_DUNG": "1.01", "LIEU_DUNG": "2 viên/ngày", "SO_DANG_KY": "VD-00000-00",
            "TT_THAU": "1/QD-DEMO;G1;N1;2026", "DON_GIA": thousandths(line.price), "NGUON_CTRA": "1",
        ]
    }

    private static func service(_ line: SyntheticClaim.Line) -> [String: String] {
        [
            "MA_DICH_VU": "22.0001", "TEN_DICH_VU": "Dịch vụ giả định", "DON_VI_TINH": "Lần",
            "DON_GIA_BV": thousandths(line.price), "DON_GIA_BH": thousandths(line.fundPrice),
            "TYLE_TT_DV": "\(line.serviceRate)", "NGUOI_THUC_HIEN": "000456/HP-GPHN", "MA_BENH": "I10",
        ]
    }

    // A child's card (TE) is a child's.
    private static func birth(_ claim: SyntheticClaim) -> String {
        claim.card.hasPrefix("TE") ? "202203150000" : "198002140000"
    }
    private static func day(_ date: CalendarDate) -> String { date.text.filter { $0 != "-" } }
    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    private static func money(_ hundredths: Int64) -> String { decimal(hundredths, places: 2) }
    private static func thousandths(_ value: Int64) -> String { decimal(value, places: 3) }
    private static func percent(_ hundredths: Int64) -> String {
        hundredths % 100 == 0 ? "\(hundredths / 100)" : decimal(hundredths / 10, places: 1)
    }
    private static func decimal(_ value: Int64, places: Int) -> String {
        let digits = String(repeating: "0", count: max(0, places + 1 - String(value).count)) + String(value)
        return digits.dropLast(places) + "." + digits.suffix(places)
    }
}
