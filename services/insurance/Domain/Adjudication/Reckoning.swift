// The arithmetic of claims: each amount rounded once, half-up, to a hundredth of a đồng. In 64 bits where they hold
// it, else in 128. What passes the fifteen digits of the claim format is nil, and never traps.

internal import MessageSchema

enum Reckoning {
    /// Quantity times price times rates; a rate counts as a hundredth of its percents. Nil beyond fifteen digits.
    static func product(_ quantity: Quantity, _ price: UnitPrice, _ rates: [Rate]) -> Amount? {
        // 18 digits each, so the product fits; checked before the rates make it longer.
        let cost = Int128(quantity.units) * Int128(price.units)
        guard cost <= costMax else { return nil }
        let scale = rates.reduce(costUnitsPerAmountUnit) { scale, _ in scale * wholeRate }
        return amount(rates.reduce(cost) { $0 * Int128($1.units) }, over: scale)
    }

    /// The same of thousandths, with rates in hundredths of a percent; hundredths come of it.
    static func product(
        _ quantity: Int64, _ price: Int64, _ first: Int64, _ second: Int64 = whole, by rounding: Rounding = .halfUp
    ) -> Int64? {
        let (cost, isLarge) = quantity.multipliedReportingOverflow(by: price)
        // What 64 bits hold of millionths has less than fifteen digits before the point.
        let isPlain = rounding == .halfUp && first == whole && second == whole
        if !isLarge, isPlain, cost <= Int64.max - whole { return (cost + whole / 2) / whole }
        let wide = Int128(quantity) * Int128(price)
        guard wide <= costMax else { return nil }
        let scale = costUnitsPerAmountUnit * wholeRate * wholeRate
        return fitting(quotient(wide * Int128(first) * Int128(second), scale, by: rounding))
    }

    /// A part of an amount.
    static func part(_ rate: Rate, of amount: Amount) -> Amount? {
        Amount(reckoned: part(rate, of: amount.units))
    }

    /// A part of an amount that is not below zero.
    static func part(_ rate: Rate, of units: Int64, by rounding: Rounding = .halfUp) -> Int64 {
        if rate.units == whole { return units }
        let (product, isLarge) = units.multipliedReportingOverflow(by: rate.units)
        if !isLarge, rounding == .halfUp, product <= Int64.max - whole { return (product + whole / 2) / whole }
        return Int64(quotient(Int128(units) * Int128(rate.units), wholeRate, by: rounding))
    }

    /// As much of an amount as one price is of another, times a rate; half-up. The first price is not above the second,
    /// which is not nothing. In 256 bits, since fifteen digits of đồng times eighteen of a price pass 128.
    static func share(
        of units: Int64, _ price: Int64, of whole: Int64, _ rate: Rate, by rounding: Rounding = .halfUp
    ) -> Int64 {
        if price == whole { return part(rate, of: units, by: rounding) }
        let (high, low) = (UInt128(units.magnitude) * UInt128(price.magnitude))
            .multipliedFullWidth(by: UInt128(rate.units.magnitude))
        let divisor = UInt128(whole.magnitude) * UInt128(wholeRate)
        let (sum, carries) = low.addingReportingOverflow(divisor / 2)
        let (quotient, rest) = divisor.dividingFullWidth((high + (carries ? 1 : 0), sum))
        // An exact half leaves nothing here.
        let isHalf = rounding == .halfEven && divisor % 2 == 0 && rest == 0 && quotient % 2 == 1
        return Int64(isHalf ? quotient - 1 : quotient)
    }

    /// A bound that is no tighter than an amount can be.
    static func bound(_ units: Int128) -> Int64 { Int64(min(units, Int128(amountMax))) }

    /// A rate of a rate, rounded to places after the point of its percent, two at most; both are at most 100 %, so it
    /// is too.
    static func product(_ left: Rate, _ right: Rate, places: Int = 2, _ rounding: Rounding = .halfUp) -> Rate {
        if right.units == whole, places == 2 { return left }
        let step: Int64 = places == 2 ? 1 : places == 1 ? 10 : 100
        let product = Int128(left.units) * Int128(right.units)
        return Rate(reckoned: Int64(quotient(product, wholeRate * Int128(step), by: rounding)) * step)
    }

    /// Of a dividend that is not below zero.
    static func quotient(_ dividend: Int128, _ divisor: Int128, by rounding: Rounding) -> Int128 {
        let quotient = (dividend + divisor / 2) / divisor
        // Odd divisors have no exact halves.
        guard rounding == .halfEven, divisor % 2 == 0, quotient % 2 == 1 else { return quotient }
        return (dividend + divisor / 2) % divisor == 0 ? quotient - 1 : quotient
    }

    /// The sum; nil beyond fifteen digits.
    static func sum(_ amounts: some Sequence<Amount>) -> Amount? {
        amount(amounts.reduce(0) { $0 + Int128($1.units) }, over: 1)
    }

    /// The sum of a figure of all lines, none of which is below zero; nil beyond fifteen digits.
    static func sum(_ lines: [LineWork], _ figure: (LineWork) -> Int64) -> Int64? {
        var sum: Int64 = 0
        for line in lines {
            let (next, isLarge) = sum.addingReportingOverflow(figure(line))
            guard !isLarge, next <= amountMax else { return nil }
            sum = next
        }
        return sum
    }

    /// A quotient rounded half-up; nil beyond fifteen digits. The dividend is not below zero.
    private static func amount(_ dividend: Int128, over divisor: Int128) -> Amount? {
        fitting((dividend + divisor / 2) / divisor).map { Amount(reckoned: $0) }
    }

    private static func fitting(_ units: Int128) -> Int64? { units <= Int128(amountMax) ? Int64(units) : nil }

    /// A quantity's thousandths times a price's thousandths are millionths; an amount has hundredths.
    private static let costUnitsPerAmountUnit: Int128 = 10_000
    /// 100 % in hundredths of a percent; a hundredth of a đồng has as many millionths.
    static let whole: Int64 = 10_000
    static let wholeRate: Int128 = 10_000
    private static let amountMax = Amount.unitsMax
    private static let costMax = Int128(Amount.unitsMax) * costUnitsPerAmountUnit
}

extension Amount {
    /// What was reckoned of amounts, and is one.
    init(reckoned units: Int64) {
        do { try self.init(units: units) } catch { preconditionFailure("a reckoned amount is one: \(error)") }
    }
}

extension Rate {
    /// What was reckoned of rates, and is one.
    init(reckoned units: Int64) {
        do { try self.init(units: units) } catch { preconditionFailure("a reckoned rate is one: \(error)") }
    }
}
