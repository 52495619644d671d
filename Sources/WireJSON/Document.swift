// A checked text with its tokens: immutable, shared by every node and decoder that looks at it.

final class Document: Sendable {
    let bytes: [UInt8]
    let tokens: [Token]

    init(bytes: [UInt8], tokens: [Token]) {
        self.bytes = bytes
        self.tokens = tokens
    }

    /// The token after a value and all that is inside it.
    func next(_ index: Int) -> Int { Int(tokens[index].next) }

    func offset(_ index: Int) -> Int { Int(tokens[index].start) }

    func raw(_ index: Int) -> ArraySlice<UInt8> {
        let token = tokens[index]
        return bytes[Int(token.start)..<Int(token.end)]
    }

    /// The UTF-8 of a string or name, escapes undone.
    func content(_ index: Int) -> ArraySlice<UInt8> {
        let inner = raw(index).dropFirst().dropLast()
        return tokens[index].kind == .escapedString ? StringEscape.undone(inner)[...] : inner
    }

    func string(_ index: Int) -> String { String(decoding: content(index), as: UTF8.self) }

    /// The integer a token spells, nil if it does not fit.
    func integer<I: FixedWidthInteger>(_ index: Int, as type: I.Type) -> I? {
        var digits = raw(index)
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits.removeFirst() }
        var value: I = 0
        for byte in digits {
            let digit = I(truncatingIfNeeded: byte &- UInt8(ascii: "0"))
            let product = value.multipliedReportingOverflow(by: 10)
            let sum =
                isNegative
                ? product.partialValue.subtractingReportingOverflow(digit)
                : product.partialValue.addingReportingOverflow(digit)
            if product.overflow || sum.overflow { return nil }
            value = sum.partialValue
        }
        return value
    }

    /// The indices of an array's elements.
    func elements(_ array: Int) -> [Int] {
        var found: [Int] = []
        var at = array + 1
        while at < next(array) {
            found.append(at)
            at = next(at)
        }
        return found
    }

    func elementCount(_ array: Int) -> Int {
        var count = 0
        var at = array + 1
        while at < next(array) {
            count += 1
            at = next(at)
        }
        return count
    }

    /// The indices of an object's names, without those that a later one supersedes.
    func names(_ object: Int) -> [Int] {
        var found: [Int] = []
        var at = object + 1
        while at < next(object) {
            if !tokens[at].isSuperseded { found.append(at) }
            at = next(at + 1)
        }
        return found
    }

    /// The index of a name in an object, searched for from a hint (one of the object's names, or
    /// the token after the object's own) to the end and then from the start.
    func name(_ name: String, in object: Int, from hint: Int) -> Int? {
        var name = name
        return name.withUTF8 { self.name($0, in: object, from: hint) }
    }

    /// The same for a name in UTF-8; the hint may be the token after the object.
    func name(_ wanted: UnsafeBufferPointer<UInt8>, in object: Int, from hint: Int) -> Int? {
        find(wanted, from: hint, to: next(object)) ?? find(wanted, from: object + 1, to: hint)
    }

    /// Where the inside of a string without escapes stands; nil for any other value.
    func plainPlace(_ index: Int) -> Range<Int>? {
        let token = tokens[index]
        return token.kind == .plainString ? (Int(token.start) + 1)..<(Int(token.end) - 1) : nil
    }

    private func find(_ wanted: UnsafeBufferPointer<UInt8>, from: Int, to end: Int) -> Int? {
        // Of the same length with its quotes, or with escapes, which make it longer.
        let length = UInt32(wanted.count + 2)
        var at = from
        while at < end {
            if tokens[at].end - tokens[at].start >= length, isName(at, wanted) { return at }
            at = next(at + 1)
        }
        return nil
    }

    private func isName(_ index: Int, _ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
        let token = tokens[index]
        if token.isSuperseded { return false }
        if token.kind == .escapedString { return content(index).elementsEqual(wanted) }
        let start = Int(token.start) + 1
        guard Int(token.end) - 1 - start == wanted.count else { return false }
        for position in 0..<wanted.count where bytes[start + position] != wanted[position] { return false }
        return true
    }
}
