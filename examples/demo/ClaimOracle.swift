// What the facility reckons for a claim, by itself and only for the cases this demonstration makes. It shares nothing
// with the service that decides, so that two reckonings meet.

internal import MessageSchema

/// A claim's money in hundredths of a đồng.
struct ReckonedLine {
    var total: Int64
    var inScope: Int64
    var ownCost: Int64 { total - inScope }
    var copayment: Int64
    var fund: Int64
}

/// The facility's own reckoning.
enum ClaimOracle {
    /// Base salary in đồng (Decrees 73/2024 and 161/2026): the second one from 2026-07-01.
    static func baseSalary(on date: CalendarDate) -> Int64 { date.text >= "2026-07-01" ? 2_530_000 : 2_340_000 }

    /// The card's level in percent. CN is at 100 from 2026-01-01 whatever is printed (261/2025/QH15).
    static func cardLevel(_ card: String, on date: CalendarDate) -> Int64 {
        if card.hasPrefix("CN"), date.text >= "2026-01-01" { return 100 }
        return switch card.dropFirst(2).first {
        case "3": 95
        case "4": 80
        default: 100
        }
    }

    /// What the way to the facility leaves of it (3276/QĐ-BYT, appendix 1).
    static func routing(_ code: String, on date: CalendarDate) -> Int64 {
        switch code {
        case "3.1": 40
        case "1.13", "1.14", "1.18": date.text >= "2026-07-01" ? 50 : 0
        default: 100
        }
    }

    /// Hundredths of a percent that the fund pays of what is in scope.
    static func level(card: String, routing code: String, on date: CalendarDate, inScope: Int64) -> Int64 {
        let routing = routing(code, on: date)
        if code == "1.2" { return 10_000 }
        let isSmall = inScope < baseSalary(on: date) * 100 * 15 / 100
        return routing == 100 && isSmall ? 10_000 : cardLevel(card, on: date) * routing
    }

    /// A product of thousandths and thousandths at two rates in percent, half up, in hundredths.
    static func amount(_ quantity: Int64, _ price: Int64, serviceRate: Int64, paymentRate: Int64) -> Int64 {
        // quantity and price carry three places each, the rates two each as percents; hundredths are wanted.
        half(quantity * price * serviceRate * paymentRate, by: 100_000_000)
    }

    /// What the fund pays of an amount in hundredths at hundredths of a percent, half up.
    static func fund(_ inScope: Int64, level: Int64) -> Int64 { half(inScope * level, by: 10_000) }

    private static func half(_ value: Int64, by divisor: Int64) -> Int64 { (value + divisor / 2) / divisor }
}
