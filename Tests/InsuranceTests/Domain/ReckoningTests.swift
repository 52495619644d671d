// The arithmetic: exact products, one rounding, half-up, and no trap.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct ReckoningTests {
    @Test(
        "A product is rounded once, half-up, to a hundredth",
        arguments: [
            ("1", "0.005", [], "0.01"), ("1", "0.004", [], "0.00"), ("1", "0.015", [], "0.02"),
            ("1", "0.025", [], "0.03"), ("30", "3150.555", [], "94516.65"), ("14", "12345.678", [], "172839.49"),
            ("14", "12345.678", ["50"], "86419.75"), ("1", "50600", ["30"], "15180.00"),
            ("0.001", "0.001", [], "0.00"), ("1", "0.01", ["50"], "0.01"), ("1", "0.01", ["49.99"], "0.00"),
            // Rounded first and then halved, it would be 0.01.
            ("1", "0.005", ["80"], "0.00"), ("3", "1", ["33.33", "50"], "0.50"), ("22.5", "43039.768", [], "968394.78"),
        ] as [(String, String, [String], String)])
    func product(quantity: String, price: String, rates: [String], amount: String) {
        let product = Reckoning.product(
            Quantity(known: quantity), UnitPrice(known: price), rates.map { Rate(known: $0) })
        #expect(product?.text == amount)
    }

    @Test(
        "A part of an amount is rounded half-up",
        arguments: [
            ("86419.75", "80", "69135.80"), ("0.01", "50", "0.01"), ("0.01", "49.99", "0.00"),
            ("12345678", "80", "9876542.40"), ("1000001", "47.5", "475000.48"),
            ("999999999999999.99", "100", "999999999999999.99"),
        ])
    func part(amount: String, rate: String, part: String) {
        #expect(Reckoning.part(Rate(known: rate), of: Amount(known: amount))?.text == part)
    }

    @Test(
        "A rate of a rate keeps two places",
        arguments: [
            ("95", "50", "47.5"), ("80", "40", "32"), ("80", "50", "40"), ("100", "50", "50"), ("80", "100", "80"),
            ("33.33", "33.33", "11.11"), ("0.01", "50", "0.01"), ("80", "0", "0"),
        ])
    func rates(left: String, right: String, product: String) {
        #expect(Reckoning.product(Rate(known: left), Rate(known: right)) == Rate(known: product))
    }

    @Test("What passes fifteen digits is nil")
    func tooLarge() {
        let most: UnitPrice = "999999999999999.999"
        #expect(Reckoning.product("999999999999999.999", most, ["100", "100"]) == nil)
        #expect(Reckoning.product("1", most, []) == nil)
        #expect(Reckoning.product("1", "999999999999999.99", ["100", "100", "100"]) == "999999999999999.99")
        let amount: Amount = "999999999999999.99"
        #expect(Reckoning.sum([amount, "0.01"]) == nil)
        #expect(Reckoning.sum(Array(repeating: amount, count: 1000)) == nil)
        #expect(Reckoning.sum([amount, "0"]) == amount)
        #expect(Reckoning.sum([Amount]()) == "0")
    }
}
