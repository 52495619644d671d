// XML2, drugs, blood and oxygen: 39 fields in the order of Decision 130/QĐ-BYT as amended by Decision 4750/QĐ-BYT; Decision
// 3176/QĐ-BYT leaves them as they are. Rates have six characters here, so that half percents fit in all of them; Decision
// 1931/QĐ-BYT gives four to MUC_HUONG.

extension FieldTable {
    /// Drugs, blood and oxygen (XML2).
    static let drugs = FieldTable(
        "XML2", path: ["CHITIEU_CHITIET_THUOC", "DSACH_CHI_TIET_THUOC", "CHI_TIET_THUOC"],
        [
            .init("MA_LK", .key, 100, .always),
            .init("STT", .whole(0...9_999_999_999), 10, .always),
            .init("MA_THUOC", .text, 255, .always),
            .init("MA_PP_CHEBIEN", .text, 255),
            .init("MA_CSKCB_THUOC", .text, 10),
            .init("MA_NHOM", .whole(1...19), 2, .always),
            .init("TEN_THUOC", .text, 1024, .always),
            .init("DON_VI_TINH", .text, 50, .always),
            .init("HAM_LUONG", .text, 1024, .always),
            .init("DUONG_DUNG", .text, 4, .always),
            .init("DANG_BAO_CHE", .text, 1024),
            .init("LIEU_DUNG", .text, 1024, .always),
            .init("CACH_DUNG", .text, 1024),
            .init("SO_DANG_KY", .text, 255),
            .init("TT_THAU", .text, 50, .exceptCostGroups([7, 17])),
            .init("PHAM_VI", .whole(1...3), 1, .always),
            .init("TYLE_TT_BH", .rate, 6, .always),
            .init("SO_LUONG", .quantity, 10, .always),
            .init("DON_GIA", .price, 15, .always),
            .init("THANH_TIEN_BV", .amount, 15, .always),
            .init("THANH_TIEN_BH", .amount, 15, .always),
            .init("T_NGUONKHAC_NSNN", .amount, 15, .always),
            .init("T_NGUONKHAC_VTNN", .amount, 15, .always),
            .init("T_NGUONKHAC_VTTN", .amount, 15, .always),
            .init("T_NGUONKHAC_CL", .amount, 15, .always),
            .init("T_NGUONKHAC", .amount, 15, .always),
            .init("MUC_HUONG", .rate, 6, .always, by: .halfPercents),
            .init("T_BNTT", .amount, 15, .always),
            .init("T_BNCCT", .amount, 15, .always),
            .init("T_BHTT", .amount, 15, .always),
            .init("MA_KHOA", .text, 50, .always, by: .amended),
            .init("MA_BAC_SI", .text, 255),
            .init("MA_DICH_VU", .text, 255),
            .init("NGAY_YL", .minute, 12, .always),
            .init("NGAY_TH_YL", .minute, 12, by: .amended),
            .init("MA_PTTT", .whole(1...3), 1, .always),
            .init("NGUON_CTRA", .whole(1...4), 1, .always),
            .init("VET_THUONG_TP", .whole(0...1), 1),
            .init("DU_PHONG", .prose, nil),
        ])
}
