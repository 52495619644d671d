// Shares of a whole in millionths, and whole percents.

import MessageSchema
import Testing
import WireJSON

@Suite struct NumberValueTests {
    @Test(arguments: [
        ("0", "0", 0), ("1", "1", 1_000_000), ("0.6", "0.6", 600_000), ("0.600", "0.6", 600_000),
        ("1.0", "1", 1_000_000), ("1.000000", "1", 1_000_000), ("0.0", "0", 0), ("0.333333", "0.333333", 333_333),
        ("0.000001", "0.000001", 1), ("0.05", "0.05", 50_000),
    ])
    func aShareIsReadInMillionths(text: String, normal: String, millionths: Int64) throws {
        expectAccepted(Share.self, text, as: normal)
        #expect(try Share(text).millionths == millionths)
    }

    @Test(arguments: [
        "", "1.1", "1.000001", "2", "-0.1", "+0.5", ".5", "0.", "0,5", "0.0000001", "00.5", "50%", "1e-1", "0.5.5",
    ])
    func whatIsNoShareIsRefused(text: String) { expectRefused(Share.self, text) }

    @Test func aNumberOfMillionthsOutsideTheWholeIsRefused() {
        #expect(throws: ValueError.self) { try Share(millionths: -1) }
        #expect(throws: ValueError.self) { try Share(millionths: 1_000_001) }
    }

    @Test(arguments: [
        ("0.6", "0.5", "0.3"), ("1", "0.25", "0.25"), ("0", "0.7", "0"), ("0.333333", "0.333333", "0.111111"),
        ("0.000001", "0.5", "0.000001"), ("0.000001", "0.4", "0"), ("1", "1", "1"),
    ])
    func theShareOfAShareIsRoundedHalfUp(left: String, right: String, product: String) throws {
        #expect(try Share(left).times(Share(right)) == Share(product))
        #expect(try Share(right).times(Share(left)) == Share(product))
    }

    @Test func aSumIsAtMostTheWhole() throws {
        #expect(try Share("0.6").plus(Share("0.4")) == .whole)
        #expect(try Share("0.6").plus(Share("0.3")) == Share("0.9"))
        #expect(try Share("0.6").plus(Share("0.6")) == .whole)
    }

    @Test func sharesAreOrderedBySize() throws {
        #expect(try Share("0.1") < Share("0.25"))
        #expect(try Share("0.999999") < .whole)
    }

    @Test(arguments: [0, 1, 60, 100])
    func aPercentIsAWholeNumberFromNoneToAll(value: Int) throws {
        #expect(try Percent(value).value == value)
        #expect(try WireJSON.decode(Percent.self, from: Array("\(value)".utf8)).value == value)
    }

    @Test(arguments: [-1, 101, Int.max, Int.min])
    func anotherPercentIsRefused(value: Int) {
        #expect(throws: ValueError.self) { try Percent(value) }
    }

    @Test(arguments: ["-1", "101", "50.5", "50.0", "\"50\"", "null", "true"])
    func aPercentOnTheWireIsNothingElse(text: String) {
        #expect(throws: WireJSONError.self) { try WireJSON.decode(Percent.self, from: Array(text.utf8)) }
    }
}
