// The arithmetic of claims: products in 128 bits, each amount rounded once, half-up, to a hundredth of a đồng.
// What passes the fifteen digits of the claim format is nil, and never traps.

internal import MessageSchema

enum Reckoning {
    /// Quantity times price times rates; a rate counts as a hundredth of its percents. Nil beyond fifteen digits.
    static func product(_ quantity: Quantity, _ price: UnitPrice, _ rates: [Rate]) -> Amount? {
        // 18 digits each, so the product fits; checked before the rates make it longer.
        let cost = Int128(quantity.units) * Int128(price.units)
        guard cost <= Int128(Amount.unitsMax) * costUnitsPerAmountUnit else { return nil }
        let scale = rates.reduce(costUnitsPerAmountUnit) { scale, _ in scale * wholeRate }
        return amount(rates.reduce(cost) { $0 * Int128($1.units) }, over: scale)
    }

    /// A part of an amount.
    static func part(_ rate: Rate, of amount: Amount) -> Amount? {
        self.amount(Int128(amount.units) * Int128(rate.units), over: wholeRate)
    }

    /// A rate of a rate, rounded half-up to two places; both are at most 100 %, so it is too.
    static func product(_ left: Rate, _ right: Rate) -> Rate {
        let units = (left.units * right.units + Int64(wholeRate) / 2) / Int64(wholeRate)
        do { return try Rate(units: units) } catch { preconditionFailure("a rate of a rate is a rate: \(error)") }
    }

    /// The sum; nil beyond fifteen digits.
    static func sum(_ amounts: some Sequence<Amount>) -> Amount? {
        amount(amounts.reduce(0) { $0 + Int128($1.units) }, over: 1)
    }

    /// A quotient rounded half-up; nil beyond fifteen digits. The dividend is not below zero.
    private static func amount(_ dividend: Int128, over divisor: Int128) -> Amount? {
        let units = (dividend + divisor / 2) / divisor
        guard let narrow = Int64(exactly: units) else { return nil }
        do { return try Amount(units: narrow) } catch { return nil }
    }

    /// A quantity's thousandths times a price's thousandths are millionths; an amount has hundredths.
    private static let costUnitsPerAmountUnit: Int128 = 10_000
    /// 100 % in hundredths of a percent.
    static let wholeRate: Int128 = 10_000
}
