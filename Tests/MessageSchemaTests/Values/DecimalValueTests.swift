// Exact decimals: what is read comes out in its normal form, and nothing is rounded in between.

import MessageSchema
import Testing

@Suite struct DecimalValueTests {
    @Test(arguments: [
        ("0", "0.00"), ("12", "12.00"), ("12.5", "12.50"), ("373373.12", "373373.12"), ("-0.01", "-0.01"),
        ("007.10", "7.10"), ("-0", "0.00"), ("999999999999999.99", "999999999999999.99"),
        ("-999999999999999.99", "-999999999999999.99"),
    ])
    func anAmountHasTwoPlaces(text: String, normal: String) { expectAccepted(Amount.self, text, as: normal) }

    @Test(arguments: [
        "", "-", ".", ".5", "5.", "1.005", "1,5", "1e3", "+1", " 1", "1 ", "--1", "1.2.3", "0x1", "NaN", "١",
        "1000000000000000", "99999999999999999999999999",
    ])
    func whatIsNoAmountIsRefused(text: String) { expectRefused(Amount.self, text) }

    @Test(arguments: [
        ("3150.555", "3150.555"), ("3150.500", "3150.5"), ("30.000", "30"), ("0", "0"), ("0.001", "0.001"),
    ])
    func aPriceLeavesOutZerosAtItsEnd(text: String, normal: String) { expectAccepted(UnitPrice.self, text, as: normal) }

    @Test(arguments: ["-1", "-0.001", "1.0005"])
    func aQuantityIsNeverNegativeNorFinerThanAThousandth(text: String) { expectRefused(Quantity.self, text) }

    @Test(arguments: [("80", "80"), ("47.50", "47.5"), ("0", "0"), ("100.00", "100")])
    func aRateIsAPercentWithTwoPlaces(text: String, normal: String) { expectAccepted(Rate.self, text, as: normal) }

    @Test(arguments: ["100.01", "101", "-1", "47.555"])
    func whatIsNoRateIsRefused(text: String) { expectRefused(Rate.self, text) }

    @Test func aMeasureMayLieBelowZero() { expectAccepted(Measure.self, "-1.25") }

    @Test func valuesAreOrderedByWhatTheyAreWorthNotByTheirText() throws {
        let amounts = try ["9.00", "10.00", "-2.00", "-10.00"].map { try Amount($0) }
        #expect(amounts.sorted().map(\.text) == ["-10.00", "-2.00", "9.00", "10.00"])
    }

    @Test func unitsBeyondWhatIsAllowedAreRefused() {
        #expect(throws: ValueError.self) { try Amount(units: .max) }
        #expect(throws: ValueError.self) { try Amount(units: .min) }
        #expect(throws: ValueError.self) { try Quantity(units: -1) }
    }
}
