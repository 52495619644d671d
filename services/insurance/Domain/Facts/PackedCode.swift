// Codes as numbers, so that a claim's facts are a handful of integers. Each number names one code exactly, a zero in
// front included, and gives its text back.

internal import MessageSchema

extension RoutingCode {
    /// The codes there can be.
    static let packedCount = 111 * 111

    /// Each part is 0 to 9, or ten more than its two digits; the last number stands for no second part.
    var packed: UInt16 {
        var parts: (first: UInt16, second: UInt16) = (0, 110)
        var digits = 0
        var isFirst = true
        func value(_ number: UInt16) -> UInt16 { digits == 2 ? number + 10 : number }
        var number: UInt16 = 0
        for byte in text.utf8 {
            guard byte != UInt8(ascii: ".") else {
                (parts.first, isFirst, number, digits) = (value(number), false, 0, 0)
                continue
            }
            (number, digits) = (number * 10 + UInt16(byte - 48), digits + 1)
        }
        if isFirst { parts.first = value(number) } else { parts.second = value(number) }
        return parts.first * 111 + parts.second
    }

    init(packed: UInt16) {
        func text(_ part: UInt16) -> String { part < 10 ? String(part) : twoDigits(Int(part) - 10) }
        let (first, second) = packed.quotientAndRemainder(dividingBy: 111)
        self.init(known: second == 110 ? text(first) : "\(text(first)).\(text(second))")
    }
}

extension VisitForm {
    /// 1 to 99.
    var packed: UInt8 { text.utf8.reduce(0) { $0 * 10 + ($1 - 48) } }
    init(packed: UInt8) { self.init(known: twoDigits(Int(packed))) }
}

extension FacilityCode {
    /// Its characters as digits of base 36.
    var packed: Int32 {
        text.utf8.reduce(0) { $0 * 36 + Int32($1 < 58 ? $1 - 48 : $1 - 55) }
    }
    init(packed: Int32) {
        let text = String(packed, radix: 36, uppercase: true)
        self.init(known: String(repeating: "0", count: max(0, 5 - text.utf8.count)) + text)
    }
    /// Two digits, then three characters of any kind.
    static let packedMax = (9 * 36 + 9 + 1) * packedDigit - 1
    static func isPacked(_ number: Int) -> Bool {
        (0...packedMax).contains(number) && number / packedDigit % 36 < 10
    }
    private static let packedDigit = 36 * 36 * 36
    /// The three last characters, where `000` stands for a province.
    static let packedOffices: Int32 = 36 * 36 * 36
}

extension CardGroup {
    /// The groups there can be.
    static let packedCount = 26 * 26
    var packed: UInt16 { text.utf8.reduce(0) { $0 * 26 + UInt16($1 - 65) } }
    init(packed: UInt16) {
        let letters = [UInt8(packed / 26), UInt8(packed % 26)].map { $0 + 65 }
        self.init(known: String(decoding: letters, as: UTF8.self))
    }
}

extension TextValue {
    /// A value of which we know that it is well formed, since it was read before.
    fileprivate init(known text: String) {
        do { try self.init(text) } catch { preconditionFailure("\(text) was a code before: \(error)") }
    }
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
