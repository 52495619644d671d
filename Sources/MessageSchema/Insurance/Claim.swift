// A claim: what a facility asks the fund to pay for one visit. Field names of the national format stand in brackets
// (Decision 130/QĐ-BYT as amended by 4750/QĐ-BYT and 3176/QĐ-BYT).

/// Which table of the envelope a line stands in.
public enum ClaimTable: String, WireEnum {
    /// XML2: drugs, blood, oxygen.
    case drugs = "XML2"
    /// XML3: services, beds and supplies.
    case services = "XML3"
}

/// Whether a line lies within what the fund covers (PHAM_VI 1, 2, 3).
public enum BenefitScope: String, WireEnum {
    case inScope, outOfScope
    /// Out of the list, but covered for army, police and cipher officers.
    case forcesOnly
}

/// How a line is paid for (MA_PTTT 1, 2, 3).
public enum PaymentMethod: String, WireEnum {
    case feeForService, capitation, diagnosisGroup
}

/// The patient of a claim. Shown only to who may read personal data.
public struct Patient: Codable, Hashable, Sendable {
    /// The facility's own number of the patient (MA_BN).
    public var number: PlainText
    /// (HO_TEN)
    public var name: PlainText
    /// (NGAY_SINH)
    public var birthDate: CalendarDate
    /// (GIOI_TINH)
    public var sex: Sex
    /// Citizen or passport number as stated (SO_CCCD).
    public var citizenNumber: PlainText?
    /// The main diagnosis (MA_BENH_CHINH).
    public var diagnosis: PlainText

    public init(
        number: PlainText, name: PlainText, birthDate: CalendarDate, sex: Sex, citizenNumber: PlainText? = nil,
        diagnosis: PlainText
    ) {
        self.number = number
        self.name = name
        self.birthDate = birthDate
        self.sex = sex
        self.citizenNumber = citizenNumber
        self.diagnosis = diagnosis
    }

    static let example = Patient(
        number: "BN000001", name: "Nguyễn Văn An", birthDate: .sample, sex: .male, diagnosis: "I10")
}

/// A card as the claim states it (MA_THE_BHYT, MA_DKBD, GT_THE_TU, GT_THE_DEN).
public struct StatedCard: Codable, Hashable, Sendable {
    public var card: CardCode
    public var facility: FacilityCode
    public var from: CalendarDate
    public var lastDay: CalendarDate?

    public init(card: CardCode, facility: FacilityCode, from: CalendarDate, lastDay: CalendarDate? = nil) {
        self.card = card
        self.facility = facility
        self.from = from
        self.lastDay = lastDay
    }

    static let example = StatedCard(card: .sample, facility: .sample, from: .sample)
}

/// What the facility itself reckoned for a line; compared, never taken over.
public struct StatedLine: Codable, Hashable, Sendable {
    /// (THANH_TIEN_BV)
    public var total: Amount?
    /// (THANH_TIEN_BH)
    public var inScope: Amount?
    /// (MUC_HUONG)
    public var level: Rate?
    /// (T_BNTT)
    public var ownCost: Amount?
    /// (T_BNCCT)
    public var copayment: Amount?
    /// (T_BHTT)
    public var fund: Amount?

    public init(
        total: Amount? = nil, inScope: Amount? = nil, level: Rate? = nil, ownCost: Amount? = nil,
        copayment: Amount? = nil, fund: Amount? = nil
    ) {
        self.total = total
        self.inScope = inScope
        self.level = level
        self.ownCost = ownCost
        self.copayment = copayment
        self.fund = fund
    }
}

/// One drug, service, bed or supply.
public struct ClaimLine: Codable, Hashable, Sendable {
    public var table: ClaimTable
    /// Its number in the table (STT).
    public var number: Int
    /// (MA_THUOC, MA_DICH_VU, MA_VAT_TU)
    public var code: PlainText
    public var name: PlainText
    /// The cost group: 4 a drug, 10 a supply, 13 an examination and so on (MA_NHOM).
    public var costGroup: Int
    public var scope: BenefitScope
    public var quantity: Quantity
    /// The price the facility charges (DON_GIA, DON_GIA_BV).
    public var price: UnitPrice
    /// The price the fund goes by; left out, it is the price charged (DON_GIA_BH).
    public var fundPrice: UnitPrice?
    /// The rate at which the service counts, 100 if left out (TYLE_TT_DV).
    public var serviceRate: Rate?
    /// The rate at which the fund pays for this item, 100 if left out (TYLE_TT_BH).
    public var paymentRate: Rate?
    /// When it was ordered (NGAY_YL).
    public var orderedAt: LocalMinute
    /// Left out, fee for service.
    public var paymentMethod: PaymentMethod?
    /// True for a re-opened war wound (VET_THUONG_TP).
    public var warWound: Bool?
    /// The package of supplies of one use of a technique (GOI_VTYT).
    public var supplyPackage: PlainText?
    /// The ceiling of a supply as stated (T_TRANTT).
    public var ceiling: Amount?
    /// What others than patient and fund pay (T_NGUONKHAC).
    public var otherSources: Amount?
    public var stated: StatedLine?

    public init(
        table: ClaimTable, number: Int, code: PlainText, name: PlainText, costGroup: Int, scope: BenefitScope,
        quantity: Quantity, price: UnitPrice, fundPrice: UnitPrice? = nil, serviceRate: Rate? = nil,
        paymentRate: Rate? = nil, orderedAt: LocalMinute, paymentMethod: PaymentMethod? = nil, warWound: Bool? = nil,
        supplyPackage: PlainText? = nil, ceiling: Amount? = nil, otherSources: Amount? = nil,
        stated: StatedLine? = nil
    ) {
        self.table = table
        self.number = number
        self.code = code
        self.name = name
        self.costGroup = costGroup
        self.scope = scope
        self.quantity = quantity
        self.price = price
        self.fundPrice = fundPrice
        self.serviceRate = serviceRate
        self.paymentRate = paymentRate
        self.orderedAt = orderedAt
        self.paymentMethod = paymentMethod
        self.warWound = warWound
        self.supplyPackage = supplyPackage
        self.ceiling = ceiling
        self.otherSources = otherSources
        self.stated = stated
    }

    static let example = ClaimLine(
        table: .drugs, number: 1, code: "40.10", name: "Paracetamol", costGroup: 4, scope: .inScope,
        quantity: .sample, price: .sample, orderedAt: .sample)
}

/// The sums of a claim, as stated by the facility or as reckoned here.
public struct ClaimTotals: Codable, Hashable, Sendable {
    /// (T_THUOC)
    public var drugs: Amount
    /// (T_VTYT)
    public var supplies: Amount
    /// (T_TONGCHI_BV)
    public var total: Amount
    /// (T_TONGCHI_BH)
    public var inScope: Amount
    /// (T_BNTT)
    public var ownCost: Amount
    /// (T_BNCCT)
    public var copayment: Amount
    /// (T_BHTT)
    public var fund: Amount
    /// (T_NGUONKHAC)
    public var otherSources: Amount
    /// What the fund pays for single services (T_BHTT_GDV).
    public var fundFeeForService: Amount

    public init(
        drugs: Amount, supplies: Amount, total: Amount, inScope: Amount, ownCost: Amount, copayment: Amount,
        fund: Amount, otherSources: Amount, fundFeeForService: Amount
    ) {
        self.drugs = drugs
        self.supplies = supplies
        self.total = total
        self.inScope = inScope
        self.ownCost = ownCost
        self.copayment = copayment
        self.fund = fund
        self.otherSources = otherSources
        self.fundFeeForService = fundFeeForService
    }

    static let example = ClaimTotals(
        drugs: .sample, supplies: .zero, total: .sample, inScope: .sample, ownCost: .zero, copayment: .zero,
        fund: .sample, otherSources: .zero, fundFeeForService: .sample)
}

/// A claim for one visit.
public struct Claim: Codable, Hashable, Sendable {
    /// (MA_LK)
    public var key: ClaimKey
    /// The facility that treated (MA_CSKCB).
    public var facility: FacilityCode
    public var patient: Patient
    /// In order of time; none for who is not insured.
    public var cards: [StatedCard]
    /// (MA_DOITUONG_KCB)
    public var routing: RoutingCode
    /// (MA_LOAI_KCB)
    public var form: VisitForm
    /// (NGAY_VAO)
    public var arrivedAt: LocalMinute
    /// (NGAY_VAO_NOI_TRU)
    public var admittedAt: LocalMinute?
    /// (NGAY_RA)
    public var leftAt: LocalMinute
    /// (SO_NGAY_DTRI)
    public var treatmentDays: Int
    /// (NAM_NAM_LIEN_TUC)
    public var fiveYearsFrom: CalendarDate?
    /// The day from which the facility asks no co-payment (NGAY_MIEN_CCT).
    public var exemptFrom: CalendarDate?
    /// The month in which it is settled (NAM_QT, THANG_QT).
    public var month: Month
    public var lines: [ClaimLine]
    public var stated: ClaimTotals?

    public init(
        key: ClaimKey, facility: FacilityCode, patient: Patient, cards: [StatedCard], routing: RoutingCode,
        form: VisitForm, arrivedAt: LocalMinute, admittedAt: LocalMinute? = nil, leftAt: LocalMinute,
        treatmentDays: Int, fiveYearsFrom: CalendarDate? = nil, exemptFrom: CalendarDate? = nil, month: Month,
        lines: [ClaimLine], stated: ClaimTotals? = nil
    ) {
        self.key = key
        self.facility = facility
        self.patient = patient
        self.cards = cards
        self.routing = routing
        self.form = form
        self.arrivedAt = arrivedAt
        self.admittedAt = admittedAt
        self.leftAt = leftAt
        self.treatmentDays = treatmentDays
        self.fiveYearsFrom = fiveYearsFrom
        self.exemptFrom = exemptFrom
        self.month = month
        self.lines = lines
        self.stated = stated
    }

    static let example = Claim(
        key: .sample, facility: .sample, patient: .example, cards: [.example], routing: .sample, form: .sample,
        arrivedAt: .sample, leftAt: .sample, treatmentDays: 0, month: .sample, lines: [.example])
}

/// Whose money other sources are (domain rule of three kinds of donor); a claim's format cannot say it.
public enum DonorKind: String, WireEnum {
    case personal, facility, arv
}

/// What is told beside a claim because its format has no place for it, in the form of the national exchange.
public struct ClaimContext: Codable, Hashable, Sendable {
    /// In-network co-payment of the year before and since the base salary changed in that year.
    public var paid_before_step: Amount?
    public var paid_after_step: Amount?
    public var donor: DonorKind?

    public init(paid_before_step: Amount? = nil, paid_after_step: Amount? = nil, donor: DonorKind? = nil) {
        self.paid_before_step = paid_before_step
        self.paid_after_step = paid_after_step
        self.donor = donor
    }
}
