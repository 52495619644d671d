// Integers exactly, to both bounds of every width; floating point to the last bit.

import Testing

@testable import WireJSON

struct NumberTests {
    func checkBounds<I: FixedWidthInteger & Codable & Sendable>(_ type: I.Type) throws {
        for value in [I.min, I.min + 1, 0, 1, 42, I.max - 1, I.max] {
            #expect(try text(of: value) == "\(value)")
            #expect(try read(type, "\(value)") == value)
            #expect(try read([I].self, "[\(value)]") == [value])
            #expect(try read([String: I].self, "{\"a\":\(value)}") == ["a": value])
            #expect(try text(of: ["a": [value]]) == "{\"a\":[\(value)]}")
        }
        let past = [onePast("\(I.max)"), "\(I.max)0", "1\(String(repeating: "0", count: 60))"]
        let below = I.isSigned ? [onePast("\(I.min)"), "\(I.min)0"] : ["-1", "-9"]
        for digits in past + below {
            #expect(decodeError(type, digits)?.kind == .outOfRange, "\(type) \(digits)")
            #expect(decodeError([I].self, "[0,\(digits)]")?.offset == 3)
            #expect(decodeError([I].self, "[0,\(digits)]")?.path == "/1")
        }
        for digits in ["1.0", "1e2", "0.0", "-0.0", "1.5", "\"1\"", "true", "null", "[]", "{}"] {
            #expect(decodeError(type, digits)?.kind == .typeMismatch, "\(type) \(digits)")
        }
        #expect(try read(type, "-0") == 0)
    }

    /// The decimal digits with one more unit away from zero; the last digit is never a nine here.
    func onePast(_ digits: String) -> String {
        let last = Int(String(digits.last ?? "0")) ?? 0
        return digits.dropLast() + "\(last + 1)"
    }

    @Test("every integer type takes its own bounds and nothing past them")
    func widths() throws {
        try checkBounds(Int8.self)
        try checkBounds(Int16.self)
        try checkBounds(Int32.self)
        try checkBounds(Int64.self)
        try checkBounds(Int.self)
        try checkBounds(Int128.self)
        try checkBounds(UInt8.self)
        try checkBounds(UInt16.self)
        try checkBounds(UInt32.self)
        try checkBounds(UInt64.self)
        try checkBounds(UInt.self)
        try checkBounds(UInt128.self)
    }

    @Test("integers past 2^53 never go through a double")
    func exact() throws {
        #expect(try read(Int64.self, "9007199254740993") == 9_007_199_254_740_993)
        #expect(try text(of: Int64(9_007_199_254_740_993)) == "9007199254740993")
    }

    @Test("doubles read back to the same bits from the shortest digits")
    func doubles() throws {
        let rows: [(Double, String)] = [
            (0, "0"), (-0.0, "-0"), (1, "1"), (-1, "-1"), (0.1, "0.1"), (1.5, "1.5"), (100, "100"),
            (1e100, "1e+100"), (.leastNonzeroMagnitude, "5e-324"),
            (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
            (1.0 / 3, "0.3333333333333333"), (123456.789, "123456.789"),
        ]
        for (value, digits) in rows {
            #expect(try text(of: value) == digits)
            #expect(try read(Double.self, digits).bitPattern == value.bitPattern)
            #expect(try read([Double].self, "[\(digits)]").first?.bitPattern == value.bitPattern)
        }
        #expect(try read(Double.self, "1E400".replacing("400", with: "2")) == 100)
        #expect(try read(Double.self, "1e-400") == 0)
        #expect(try read(Double.self, "18446744073709551616") == 18_446_744_073_709_551_616)
        #expect(try read(Float.self, "0.1") == 0.1)
        #expect(try text(of: Float(0.1)) == "0.1")
        #expect(try text(of: [Float(16_777_216), 0.5]) == "[16777216,0.5]")
    }

    @Test("a number too great for the type is refused, not made infinite")
    func tooGreat() {
        #expect(decodeError(Double.self, "1e400")?.kind == .outOfRange)
        #expect(decodeError(Double.self, "-1e400")?.kind == .outOfRange)
        #expect(decodeError(Float.self, "1e39")?.kind == .outOfRange)
        #expect(decodeError(Double.self, "\"1\"")?.kind == .typeMismatch)
    }

    struct Reading: Codable { var at: [Double?] }

    @Test("what JSON has no number for is not encodable, and the path says where")
    func notFinite() {
        for value in [Double.nan, .infinity, -.infinity] {
            let error = #expect(throws: WireJSONError.self) {
                try WireJSON.encode(["a": Reading(at: [1, value])])
            }
            #expect(error?.kind == .notEncodable)
            #expect(error?.path == "/a/at/1")
        }
        #expect(throws: WireJSONError.self) { try WireJSON.encode(Float.nan) }
    }
}
