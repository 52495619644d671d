// What money depends on in a line; names and codes stay with the claim.

internal import MessageSchema

struct LineFacts: Hashable, Sendable {
    var table: ClaimTable
    var number: Int
    var costGroup: Int
    var scope: BenefitScope
    var method: PaymentMethod
    var isWarWound: Bool
    /// The package of supplies, by its place among the claim's.
    var package: Int?
    var quantity: Quantity
    var price: UnitPrice
    var fundPrice: UnitPrice?
    var serviceRate: Rate
    var paymentRate: Rate
    var orderedAt: LocalMinute
    var otherSources: Amount

    var isSupply: Bool { table == .services && Self.supplyGroups.contains(costGroup) }
    /// Supplies, and supplies with a payment rate (MA_NHOM).
    private static let supplyGroups = 10...11

    /// Such as `XML2/1`.
    var place: String { "\(table.rawValue)/\(number)" }
}

extension ClaimLine {
    /// Such as `XML2/1`.
    var place: String { "\(table.rawValue)/\(number)" }
}
