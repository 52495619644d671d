// Names that stand twice in one object, compared by their bytes once escapes are undone
// (RFC 8259, section 8.3).  Either the second is refused, or the earlier ones are marked so that
// nobody who looks for a name finds them.

extension Parser {
    /// Up to here names are compared pair by pair, which is faster and allocates nothing; past it
    /// they go through a table, so that the time stays linear.
    private static var pairwiseMax: Int { 16 }

    mutating func settleDuplicates(
        _ object: Int, _ rule: WireJSON.DuplicateMembers
    ) throws(WireJSONError) {
        let shape = namesShape(object)
        if shape.count < 2 { return }
        if shape.count <= Self.pairwiseMax, !shape.hasEscapes {
            return try settlePairwise(object, rule)
        }
        try settleByTable(object, rule)
    }

    private func namesShape(_ object: Int) -> (count: Int, hasEscapes: Bool) {
        var shape = (count: 0, hasEscapes: false)
        var at = object + 1
        while at < tokens.count {
            shape.count += 1
            if tokens[at].kind == .escapedString { shape.hasEscapes = true }
            at = Int(tokens[at + 1].next)
        }
        return shape
    }

    private mutating func settlePairwise(
        _ object: Int, _ rule: WireJSON.DuplicateMembers
    ) throws(WireJSONError) {
        var digests = InlineArray<16, UInt64>(repeating: 0)
        var names = InlineArray<16, Int>(repeating: 0)
        var count = 0
        var later = object + 1
        while later < tokens.count {
            let digest = digest(later)
            for place in 0..<count where digests[place] == digest {
                if areEqual(names[place], later) { try settle(names[place], later, rule) }
            }
            (digests[count], names[count]) = (digest, later)
            count += 1
            later = Int(tokens[later + 1].next)
        }
    }

    /// A name's length and first seven bytes, which mostly tell it from another.
    private func digest(_ name: Int) -> UInt64 {
        let (start, end) = (Int(tokens[name].start) + 1, Int(tokens[name].end) - 1)
        var digest = UInt64(truncatingIfNeeded: end - start)
        for place in start..<min(end, start + 7) { digest = digest << 8 | UInt64(text[place]) }
        return digest
    }

    private mutating func settleByTable(
        _ object: Int, _ rule: WireJSON.DuplicateMembers
    ) throws(WireJSONError) {
        var last: [ArraySlice<UInt8>: Int] = [:]
        var at = object + 1
        while at < tokens.count {
            if let earlier = last.updateValue(at, forKey: content(at)) {
                try settle(earlier, at, rule)
            }
            at = Int(tokens[at + 1].next)
        }
    }

    private mutating func settle(
        _ earlier: Int, _ later: Int, _ rule: WireJSON.DuplicateMembers
    ) throws(WireJSONError) {
        switch rule {
        case .lastWins: tokens[earlier].isSuperseded = true
        case .refused:
            let document = Document(bytes: bytes, tokens: tokens)
            throw WireJSONError(
                kind: .duplicateMember, offset: document.offset(later),
                path: document.pointer(to: later + 1),
                message: "the object already has a member of this name")
        }
    }

    private func areEqual(_ first: Int, _ second: Int) -> Bool {
        let (one, other) = (tokens[first], tokens[second])
        guard one.end - one.start == other.end - other.start else { return false }
        for distance in 1..<Int(one.end - one.start)
        where text[Int(one.start) + distance] != text[Int(other.start) + distance] {
            return false
        }
        return true
    }

    private func content(_ index: Int) -> ArraySlice<UInt8> {
        let inner = bytes[(Int(tokens[index].start) + 1)..<(Int(tokens[index].end) - 1)]
        return tokens[index].kind == .escapedString ? StringEscape.undone(inner)[...] : inner
    }
}
