// XML0 and XML4 to XML15: what a visit's other documents have to look like, field by field in the order of Decision
// 130/QĐ-BYT as amended by Decision 4750/QĐ-BYT. They decide no money, so what is wrong in them is a warning.
//
// A field stands as `NAME:LENGTH`, a number as `NAME:#DIGITS`, one without a bound as `NAME` alone, and one that has to
// be there ends with `!` (the check of Vietnam Social Security, but for MAHUYEN_CU_TRU: there is no district since
// 2025-07-01). What has to be there under a condition only is not looked for.

extension FieldTable {
    /// The documents that are kept as they come, by their order.
    static let kept: [FieldTable] = [
        // Check-in of the patient.
        kept(
            "XML0",
            """
            MA_LK:100! STT:#10! MA_BN:100! HO_TEN:255! SO_CCCD:15 NGAY_SINH:12! GIOI_TINH:#1! MA_THE_BHYT:15
            MA_DKBD:5 GT_THE_TU:8 GT_THE_DEN:8 MA_DOITUONG_KCB:4! NGAY_VAO:12! NGAY_VAO_NOI_TRU:12 LY_DO_VNT
            MA_LY_DO_VNT:5 MA_LOAI_KCB:2! MA_CSKCB:5! MA_DICH_VU:50 TEN_DICH_VU:1024 MA_THUOC:255 TEN_THUOC:1024
            MA_VAT_TU:255 TEN_VAT_TU:1024 NGAY_YL:12! DU_PHONG
            """),
        // Results of laboratories and imaging.
        kept(
            "XML4",
            """
            MA_LK:100! STT:#10! MA_DICH_VU:15 MA_CHI_SO:50 TEN_CHI_SO:255! GIA_TRI:50 DON_VI_DO:50 MO_TA KET_LUAN
            NGAY_KQ:12 MA_BS_DOC_KQ:255 DU_PHONG
            """),
        // Notes of the course of the illness.
        kept(
            "XML5",
            """
            MA_LK:100! STT:#10! DIEN_BIEN_LS! GIAI_DOAN_BENH HOI_CHAN PHAU_THUAT THOI_DIEM_DBLS:12!
            NGUOI_THUC_HIEN:255! DU_PHONG
            """),
        // Care of HIV.
        kept(
            "XML6",
            """
            MA_LK:100! MA_THE_BHYT SO_CCCD:15 NGAY_SINH:12 GIOI_TINH:#1 DIA_CHI:1024 MATINH_CU_TRU:3
            MAHUYEN_CU_TRU:3 MAXA_CU_TRU:5 NGAYKD_HIV:8 NOI_LAY_MAU_XN:5! NOI_XN_KD:5! NOI_BDDT_ARV:5! BDDT_ARV:8
            MA_PHAC_DO_DIEU_TRI_BD:200 MA_BAC_PHAC_DO_BD:#1 MA_LYDO_DTRI:#1! LOAI_DTRI_LAO:#1! SANG_LOC_LAO:#1!
            PHACDO_DTRI_LAO:#2 NGAYBD_DTRI_LAO:8 NGAYKT_DTRI_LAO:8 KQ_DTRI_LAO:#1! MA_LYDO_XNTL_VR:#1 NGAY_XN_TLVR:8
            KQ_XNTL_VR:#1 NGAY_KQ_XN_TLVR:8 MA_LOAI_BN:#1! GIAI_DOAN_LAM_SANG:#1! NHOM_DOI_TUONG:#2!
            MA_TINH_TRANG_DK:18! LAN_XN_PCR:#1 NGAY_XN_PCR:8 NGAY_KQ_XN_PCR:8 MA_KQ_XN_PCR:#1
            NGAY_NHAN_TT_MANG_THAI:8 NGAY_BAT_DAU_DT_CTX:8 MA_XU_TRI:#10! NGAY_BAT_DAU_XU_TRI:8
            NGAY_KET_THUC_XU_TRI:8 MA_PHAC_DO_DIEU_TRI:200! MA_BAC_PHAC_DO:#1 SO_NGAY_CAP_THUOC_ARV:#3
            NGAY_CHUYEN_PHAC_DO:8! LY_DO_CHUYEN_PHAC_DO:#1! MA_CSKCB:5 DU_PHONG
            """),
        // The discharge paper.
        kept(
            "XML7",
            """
            MA_LK:100! SO_LUU_TRU:200! MA_YTE:200! MA_KHOA_RV:200! NGAY_VAO:12! NGAY_RA:12! MA_DINH_CHI_THAI:#1
            NGUYENNHAN_DINHCHI THOIGIAN_DINHCHI:12 TUOI_THAI:#2 CHAN_DOAN_RV:1500! PP_DIEUTRI:1500! GHI_CHU:1500
            MA_TTDV:10! MA_BS:200! TEN_BS:255! NGAY_CT:8! MA_CHA:10 MA_ME:10 MA_THE_TAM:15 HO_TEN_CHA:255
            HO_TEN_ME:255 SO_NGAY_NGHI:#2 NGOAITRU_TUNGAY:8 NGOAITRU_DENNGAY:8 DU_PHONG
            """),
        // The summary of the medical record.
        kept(
            "XML8",
            """
            MA_LK:100! MA_LOAI_KCB:2! HO_TEN_CHA:255 HO_TEN_ME:255 NGUOI_GIAM_HO:255 DON_VI:1024 NGAY_VAO:12!
            NGAY_RA:12! CHAN_DOAN_VAO! CHAN_DOAN_RV! QT_BENHLY! TOMTAT_KQ! PP_DIEUTRI! NGAY_SINHCON:8 NGAY_CONCHET:8
            SO_CONCHET:#2 KET_QUA_DTRI:#1! GHI_CHU MA_TTDV:10! NGAY_CT:8! MA_THE_TAM:15 DU_PHONG
            """),
        // The birth certificate.
        kept(
            "XML9",
            """
            MA_LK:100! MA_BHXH_NND:10 MA_THE_NND:15 HO_TEN_NND:255! NGAYSINH_NND:8! MA_DANTOC_NND:2! SO_CCCD_NND:15!
            NGAYCAP_CCCD_NND:8! NOICAP_CCCD_NND:1024! NOI_CU_TRU_NND:1024! MA_QUOCTICH:3! MATINH_CU_TRU:3!
            MAHUYEN_CU_TRU:3 MAXA_CU_TRU:5! HO_TEN_CHA:255 MA_THE_TAM:15! HO_TEN_CON:255 GIOI_TINH_CON:#1!
            SO_CON:#2! LAN_SINH:#2! SO_CON_SONG:#2! CAN_NANG_CON:#10! NGAY_SINH_CON:12! NOI_SINH_CON:1024!
            TINH_TRANG_CON! SINHCON_PHAUTHUAT:#1! SINHCON_DUOI32TUAN:#1! GHI_CHU! NGUOI_DO_DE:255!
            NGUOI_GHI_PHIEU:255! NGAY_CT:8! SO:200! QUYEN_SO:200! MA_TTDV:10! DU_PHONG
            """),
        // Leave before a birth.
        kept(
            "XML10",
            """
            MA_LK:100! SO_SERI:200! SO_CT:200! SO_NGAY:#3! DON_VI:1024! CHAN_DOAN_RV! TU_NGAY:8! DEN_NGAY:8!
            MA_TTDV:10! TEN_BS:255! MA_BS:200! NGAY_CT:8! DU_PHONG
            """),
        // Sick leave.
        kept(
            "XML11",
            """
            MA_LK:100! SO_CT:200! SO_SERI:200! SO_KCB:200! DON_VI:1024! MA_BHXH:10! MA_THE_BHYT CHAN_DOAN_RV!
            PP_DIEUTRI! MA_DINH_CHI_THAI:#1 NGUYENNHAN_DINHCHI TUOI_THAI:#2 SO_NGAY_NGHI:#3! TU_NGAY:8! DEN_NGAY:8!
            HO_TEN_CHA:255 HO_TEN_ME:255 MA_TTDV:10! MA_BS:200! NGAY_CT:8! MA_THE_TAM:15 MAU_SO:5 DU_PHONG
            """),
        // The medical assessment.
        kept(
            "XML12",
            """
            NGUOI_CHU_TRI:255! CHUC_VU:#1! NGAY_HOP:8! HO_TEN:255! NGAY_SINH:8! SO_CCCD:15! NGAY_CAP_CCCD:8!
            NOI_CAP_CCCD:1024! DIA_CHI:1024! MATINH_CU_TRU:3! MAHUYEN_CU_TRU:3 MAXA_CU_TRU:5! MA_BHXH:10!
            MA_THE_BHYT:15 NGHE_NGHIEP:100 DIEN_THOAI:15! MA_DOI_TUONG:20! KHAM_GIAM_DINH:#1! SO_BIEN_BAN:200!
            TYLE_TTCT_CU:#3 DANG_HUONG_CHE_DO:10! NGAY_CHUNG_TU:8! SO_GIAY_GIOI_THIEU:200! NGAY_DE_NGHI:8!
            MA_DONVI:200! GIOI_THIEU_CUA:1024! KET_QUA_KHAM! SO_VAN_BAN_CAN_CU:200! TYLE_TTCT_MOI:#3!
            TONG_TYLE_TTCT:#3! DANG_KHUYETTAT:#1 MUC_DO_KHUYETTAT:#1 DE_NGHI! DUOC_XACDINH! DU_PHONG
            """),
        // The slip of referral.
        kept(
            "XML13",
            """
            MA_LK:100! SO_HOSO:50! SO_CHUYENTUYEN:50! GIAY_CHUYEN_TUYEN:50! MA_CSKCB:5 MA_NOI_DI:5 MA_NOI_DEN:5
            HO_TEN:255! NGAY_SINH:12 GIOI_TINH:#1 MA_QUOCTICH:3 MA_DANTOC:2 MA_NGHE_NGHIEP:5 DIA_CHI:1024
            MA_THE_BHYT GT_THE_DEN NGAY_VAO:12 NGAY_VAO_NOI_TRU:12 NGAY_RA:12 DAU_HIEU_LS! CHAN_DOAN_RV QT_BENHLY!
            TOMTAT_KQ! PP_DIEUTRI MA_BENH_CHINH:7 MA_BENH_KT:100 MA_BENH_YHCT:255 TEN_DICH_VU:1024! TEN_THUOC:1024
            PP_DIEU_TRI MA_LOAI_RV:#1 MA_LYDO_CT:#1! HUONG_DIEU_TRI! PHUONGTIEN_VC:255! HOTEN_NGUOI_HT:255
            CHUCDANH_NGUOI_HT:255 MA_BAC_SI:255! MA_TTDV:10! DU_PHONG
            """),
        // The slip to come again.
        kept(
            "XML14",
            """
            MA_LK:100! SO_GIAYHEN_KL:50! MA_CSKCB:5! HO_TEN:255! NGAY_SINH:12 GIOI_TINH:#1 DIA_CHI:1024 MA_THE_BHYT
            GT_THE_DEN NGAY_VAO:12 NGAY_VAO_NOI_TRU:12 NGAY_RA:12 NGAY_HEN_KL:12! CHAN_DOAN_RV MA_BENH_CHINH:7
            MA_BENH_KT:100 MA_BENH_YHCT:255 MA_DOITUONG_KCB:4 MA_BAC_SI:255! MA_TTDV:10! NGAY_CT:8! DU_PHONG
            """),
        // Care of tuberculosis.
        kept(
            "XML15",
            """
            MA_LK:100! STT:#10 MA_BN:100! HO_TEN:255 SO_CCCD:#15 PHANLOAI_LAO_VITRI:#1! PHANLOAI_LAO_TS:#1!
            PHANLOAI_LAO_HIV:#1! PHANLOAI_LAO_VK:#1! PHANLOAI_LAO_KT:#1! LOAI_DTRI_LAO:#1! NGAYBD_DTRI_LAO:8!
            PHACDO_DTRI_LAO:#2! NGAYKT_DTRI_LAO:8 KET_QUA_DTRI_LAO:#1! MA_CSKCB:5 NGAYKD_HIV:8 BDDT_ARV:8!
            NGAY_BAT_DAU_DT_CTX:8! DU_PHONG
            """),
    ]

    private static func kept(_ name: String, _ fields: String) -> FieldTable {
        FieldTable(name, path: [], fields.split { $0 == " " || $0 == "\n" }.map { EnvelopeField(written: $0) })
    }
}

extension EnvelopeField {
    /// A field as the lists above write it.
    fileprivate init(written text: Substring) {
        let isWanted = text.hasSuffix("!")
        let parts = (isWanted ? text.dropLast() : text).split(separator: ":")
        let isNumber = parts.last?.hasPrefix("#") == true
        let length = parts.count > 1 ? Int(parts[1].drop { $0 == "#" }) : nil
        // Digits, a point and what is behind it; the length is checked by itself.
        let form: FieldForm = isNumber ? .number : .prose
        self.init(String(parts[0]), form, length, isWanted ? .always : .optional, by: .amended)
    }
}
