// The options of a policy: where the texts are silent or disagree, an authority chooses from a day on. What a policy
// without a row does is written down here too, and is what was done before there were options, so that a claim that was
// decided then comes to the same figures when it is reckoned again.

internal import MessageSchema

/// What can be chosen. The raw value is the name in an act.
enum PolicyOption: String, CaseIterable, Sendable {
    /// Which card pays a line.
    case cardChoice
    /// Where the cost above the ceiling for supplies stands.
    case supplyExcess
    /// In which order lines use up a ceiling.
    case ceilingOrder
    /// The level of a line of which nothing is left to co-pay.
    case exemptLevel
    /// Where the cost in scope stands of which the fund pays nothing for the way to the facility.
    case zeroShare
    /// The least routing rate with which small costs and five years exempt from co-payment. A rate.
    case liftRate
    /// The least routing rate with which co-payment counts towards the exemption. A rate.
    case countedRate
    /// Whether co-payment counts that a donor took over.
    case countedDonor
    /// What was co-paid before the base salary changed within a year.
    case salaryStep
    /// The day whose year co-payment counts in.
    case yearOf
    /// Whose a donation is that nobody told of.
    case donorDefault
    /// What the fund pays where the header's formula and the lines differ.
    case donorHeader
    /// What a gift to the facility leaves in scope where the fund's price is the lower one.
    case donorPrice
    /// A payment rate that is stated for a patient whom none binds.
    case ignoredRate
    /// Rates of examinations that are not those of the ladder.
    case offLadder
    /// Halves of a hundredth of a đồng.
    case rounding
    /// Supplies that state no package.
    case supplyWithoutPackage
    /// Places after the point of a level in percent: 0, 1 or 2.
    case percentPlaces
    /// Where the year's earlier co-payment comes from.
    case paidSource
    /// Whether the exemption after five years comes before donors.
    case exemptionBeforeDonor
    /// A service that another claim of the person has on the same day.
    case sameServiceDay
}

enum CardChoice: String, WireEnum { case best, first }
enum SupplyExcess: String, WireEnum { case copayment, counted, ownCost }
enum CeilingOrder: String, WireEnum { case orderTableNumber, tableNumber }
enum ExemptLevel: String, WireEnum { case whole, card }
enum ZeroShare: String, WireEnum { case copayment, ownCost }
enum OptionAnswer: String, WireEnum { case no, yes }
enum SalaryStep: String, WireEnum { case convert, ignore }
enum CountingDay: String, WireEnum { case orderDay, arrival, departure }
enum DonorHeader: String, WireEnum { case lines, header }
enum DonorPrice: String, WireEnum { case ratio, difference }
enum IgnoredRate: String, WireEnum { case payWhole, payStated }
enum OffLadder: String, WireEnum { case report, payDue }
enum Rounding: String, WireEnum { case halfUp, halfEven }
enum LooseSupply: String, WireEnum { case none, visit }
enum SameServiceDay: String, WireEnum { case report, evidence }
enum PaidSource: String, WireEnum { case contextThenOwn, own, context }

/// The options of a day, each as the value it means: first what counts without a row.
struct DayOptions: Hashable, Sendable {
    var cardChoice = CardChoice.best
    var supplyExcess = SupplyExcess.copayment
    var ceilingOrder = CeilingOrder.orderTableNumber
    var exemptLevel = ExemptLevel.whole
    var zeroShare = ZeroShare.copayment
    var liftRate = Rate.whole
    var countedRate = Rate.whole
    var countedDonor = OptionAnswer.no
    var salaryStep = SalaryStep.convert
    var yearOf = CountingDay.orderDay
    var donorDefault = DonorKind.personal
    var donorHeader = DonorHeader.lines
    var donorPrice = DonorPrice.ratio
    var ignoredRate = IgnoredRate.payWhole
    var offLadder = OffLadder.report
    var rounding = Rounding.halfUp
    var supplyWithoutPackage = LooseSupply.none
    var percentPlaces = 2
    var paidSource = PaidSource.contextThenOwn
    var exemptionBeforeDonor = OptionAnswer.no
    var sameServiceDay = SameServiceDay.report
}

extension DayOptions {
    /// Takes the value of an option; throws what is wrong with it.
    mutating func take(_ option: PolicyOption, _ value: PlainText) throws(ValueError) {
        switch option {
        case .cardChoice: cardChoice = try SettingForm.word(value)
        case .supplyExcess: supplyExcess = try SettingForm.word(value)
        case .ceilingOrder: ceilingOrder = try SettingForm.word(value)
        case .exemptLevel: exemptLevel = try SettingForm.word(value)
        case .zeroShare: zeroShare = try SettingForm.word(value)
        case .liftRate: liftRate = try SettingForm.rate(value)
        case .countedRate: countedRate = try SettingForm.rate(value)
        case .countedDonor: countedDonor = try SettingForm.word(value)
        case .salaryStep: salaryStep = try SettingForm.word(value)
        case .yearOf: yearOf = try SettingForm.word(value)
        case .donorDefault: donorDefault = try SettingForm.word(value)
        case .donorHeader: donorHeader = try SettingForm.word(value)
        case .donorPrice: donorPrice = try SettingForm.word(value)
        case .ignoredRate: ignoredRate = try SettingForm.word(value)
        case .offLadder: offLadder = try SettingForm.word(value)
        case .rounding: rounding = try SettingForm.word(value)
        case .supplyWithoutPackage: supplyWithoutPackage = try SettingForm.word(value)
        case .percentPlaces: percentPlaces = try SettingForm.places(value)
        case .paidSource: paidSource = try SettingForm.word(value)
        case .exemptionBeforeDonor: exemptionBeforeDonor = try SettingForm.word(value)
        case .sameServiceDay: sameServiceDay = try SettingForm.word(value)
        }
    }
}

extension SettingForm {
    /// Places after the point that a percent can have.
    static func places(_ value: PlainText) throws(ValueError) -> Int {
        let places = try number(value)
        guard places <= 2 else { throw ValueError("\(places) places after the point are more than a rate has") }
        return places
    }
}

extension PolicyOptionRow: PolicyRow {
    static let table = "options"
    var keys: [String] { ["the option \(name)"] }
}

extension PolicyOptionRow: CheckedRow {
    var flaw: String? {
        guard let option = PolicyOption(rawValue: name.text) else {
            return "\(name.text.prefix(40)) is no option; there are \(PolicyOption.names)."
        }
        do throws(ValueError) {
            var options = DayOptions()
            try options.take(option, value)
            return nil
        } catch { return "The option \(name): \(error)." }
    }
}

extension PolicyOption {
    fileprivate static var names: String { allCases.map { $0.rawValue }.joined(separator: ", ") }
}
