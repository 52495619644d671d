// The facts of a claim as bytes, some sixty and twenty a line: with a version of the policy they decide it for ever the
// same way. Days are kept by their distance from the arrival, what is absent takes a bit. The order of everything here
// is frozen; another order is another version.

internal import MessageSchema

enum FactsForm {
    static let version: UInt8 = 1

    static func bytes(of facts: ClaimFacts) -> [UInt8] {
        var writer = ByteWriter(version: version)
        let arrival = facts.arrivedAt.date.days
        writer.byte(flags(of: facts))
        if facts.hasMore { writer.more(facts) }
        writer.natural(facts.facility)
        writer.natural(facts.routing)
        writer.byte(facts.form)
        writer.signed(facts.arrivedAt.minutes)
        writer.signed(facts.leftAt.minutes - facts.arrivedAt.minutes)
        writer.natural(facts.treatmentDays)
        for day in [facts.fiveYearsFrom, facts.exemptFrom].compactMap(\.self) { writer.signed(day.days - arrival) }
        for amount in [facts.paidBeforeStep, facts.paidAfterStep].compactMap(\.self) { writer.natural(amount.units) }
        writer.list(facts.history) { $0.counted($1) }
        writer.list(facts.coverages) { $0.coverage($1, arrival) }
        writer.list(facts.differingCards) { $0.natural($1) }
        writer.list(facts.packages) { $0.text($1) }
        writer.list(facts.lines) { $0.line($1, facts.arrivedAt) }
        return writer.sealed
    }

    private static func flags(of facts: ClaimFacts) -> UInt8 {
        let isThere = [
            facts.isEnrolled, facts.fiveYearsFrom != nil, facts.exemptFrom != nil, facts.paidBeforeStep != nil,
            facts.paidAfterStep != nil,
        ]
        // The last bit is that of what few claims have.
        return isThere.bits | UInt8(donors.place(of: facts.donor)) << 5 | (facts.hasMore ? 1 << 7 : 0)
    }

    static func facts(from bytes: [UInt8]) throws(FormFault) -> ClaimFacts {
        var reader = try ByteReader(bytes, version: version)
        let flags = try reader.byte()
        let more = try flags.has(7) ? reader.more() : FewFacts()
        let (facility, routing) = (try reader.facility(), try reader.routing())
        let form = try reader.byte()
        guard (1...99).contains(form) else { throw FormFault(message: "\(form) is no form of a visit") }
        let arrivedAt = try reader.minute(from: 0)
        let leftAt = try reader.minute(from: arrivedAt.minutes)
        let treatmentDays = try reader.natural()
        let arrival = arrivedAt.date.days
        var facts = ClaimFacts(
            facility: facility, routing: routing, form: form, arrivedAt: arrivedAt, leftAt: leftAt,
            treatmentDays: treatmentDays, history: [], donor: try donors.item(at: Int(flags >> 5 & 3)),
            isEnrolled: flags.has(0), coverages: [], differingCards: [], packages: [], lines: [])
        (facts.ruling, facts.refused, facts.sameDay) = (more.ruling, more.refused, more.sameDay)
        facts.earlierVisits = more.earlierVisits
        if flags.has(1) { facts.fiveYearsFrom = try reader.day(from: arrival) }
        if flags.has(2) { facts.exemptFrom = try reader.day(from: arrival) }
        if flags.has(3) { facts.paidBeforeStep = try reader.decimal() }
        if flags.has(4) { facts.paidAfterStep = try reader.decimal() }
        try rest(&facts, &reader)
        return facts
    }

    private static func rest(_ facts: inout ClaimFacts, _ reader: inout ByteReader) throws(FormFault) {
        let arrivedAt = facts.arrivedAt
        facts.history = try reader.list { reader throws(FormFault) in try reader.counted() }
        facts.coverages = try reader.list { reader throws(FormFault) in try reader.coverage(arrivedAt.date.days) }
        facts.differingCards = try reader.list { reader throws(FormFault) in try reader.natural() }
        facts.packages = try reader.list { reader throws(FormFault) in try reader.text() }
        let packages = facts.packages.count
        facts.lines = try reader.list { reader throws(FormFault) in try reader.line(arrivedAt, packages: packages) }
        try reader.end()
        let last = max(facts.refused.last?.line ?? -1, facts.sameDay.last ?? -1)
        guard last < facts.lines.count else { throw FormFault(message: "there is no line \(last)") }
    }

    private static let donors: [DonorKind?] = [nil, .personal, .facility, .arv]
}

extension ByteWriter {
    fileprivate mutating func coverage(_ coverage: CoverageFacts, _ arrival: Int) {
        natural(coverage.group)
        natural(coverage.digit * 2 + (coverage.lastDay == nil ? 0 : 1))
        natural(coverage.facility)
        signed(coverage.from.days - arrival)
        if let lastDay = coverage.lastDay { signed(lastDay.days - coverage.from.days) }
    }
}

/// What few claims have.
private struct FewFacts {
    var ruling: Ruling?
    var refused: [LineRuling] = []
    var sameDay: [Int] = []
    var earlierVisits = 0
}

extension ClaimFacts {
    fileprivate var hasMore: Bool {
        ruling != nil || !refused.isEmpty || !sameDay.isEmpty || earlierVisits > 0
    }
}

extension ByteWriter {
    fileprivate mutating func more(_ facts: ClaimFacts) {
        byte(
            (facts.ruling?.rawValue ?? 0) | (facts.refused.isEmpty ? 0 : 1 << 2) | (facts.sameDay.isEmpty ? 0 : 1 << 3)
                | (facts.earlierVisits == 0 ? 0 : 1 << 4))
        if !facts.refused.isEmpty {
            list(facts.refused) {
                $0.natural($1.line)
                $0.natural($1.reason.number)
            }
        }
        if !facts.sameDay.isEmpty { list(facts.sameDay) { $0.natural($1) } }
        if facts.earlierVisits > 0 { natural(facts.earlierVisits) }
    }
}

extension ByteReader {
    fileprivate mutating func more() throws(FormFault) -> FewFacts {
        let word = try byte()
        guard (1..<32).contains(word) else { throw FormFault(message: "\(word) is no ruling") }
        var few = FewFacts(ruling: Ruling(rawValue: word & 3))
        if word.has(2) {
            few.refused = try list { reader throws(FormFault) in
                LineRuling(
                    line: try reader.natural(),
                    reason: try LineRefusalReason.numbered.item(at: try reader.natural()))
            }
        }
        if word.has(3) { few.sameDay = try list { reader throws(FormFault) in try reader.natural() } }
        if word.has(4) { few.earlierVisits = try natural() }
        guard few.refused.map(\.line).isRising, few.sameDay.isRising else {
            throw FormFault(message: "lines are named twice or in no order")
        }
        let isThere = [word.has(2), word.has(3), word.has(4)]
        guard isThere == [!few.refused.isEmpty, !few.sameDay.isEmpty, few.earlierVisits > 0] else {
            throw FormFault(message: "a part is there and empty")
        }
        return few
    }

    fileprivate mutating func coverage(_ arrival: Int) throws(FormFault) -> CoverageFacts {
        let group = try natural(CardGroup.packedCount - 1)
        let (digit, hasEnd) = try natural().quotientAndRemainder(dividingBy: 2)
        var coverage = CoverageFacts(
            group: UInt16(group), digit: digit, facility: try facility(), from: try day(from: arrival))
        if hasEnd == 1 { coverage.lastDay = try day(from: coverage.from.days) }
        return coverage
    }

    fileprivate mutating func facility() throws(FormFault) -> Int32 {
        let packed = try natural(FacilityCode.packedMax)
        guard FacilityCode.isPacked(packed) else { throw FormFault(message: "\(packed) is no facility") }
        return Int32(packed)
    }

    // The last number of a part stands for none, which the first part cannot be.
    fileprivate mutating func routing() throws(FormFault) -> UInt16 {
        UInt16(try natural(RoutingCode.packedCount - 112))
    }
}

extension [Int] {
    fileprivate var isRising: Bool { zip(self, dropFirst()).allSatisfy { $0 < $1 } }
}
