// What money depends on in a line; names and codes stay with the claim.

public import MessageSchema

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

    var isSupply: Bool { table.isSupply(costGroup: costGroup) }

    /// Such as `XML2/1`.
    var place: String { "\(table.rawValue)/\(number)" }
}

extension ClaimLine {
    /// Such as `XML2/1`.
    var place: String { "\(table.rawValue)/\(number)" }
}

extension ClaimTable {
    /// Whether lines of a cost group (MA_NHOM) are supplies, or supplies with a payment rate.
    public func isSupply(costGroup: Int) -> Bool { self == .services && (10...11).contains(costGroup) }
}
