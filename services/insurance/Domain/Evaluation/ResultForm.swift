// What a claim was decided to as bytes, some thirty and twenty a line: the same verdict is the same bytes. The order of
// everything here is frozen; another order is another version.

internal import MessageSchema

enum ResultForm {
    static let version: UInt8 = 1

    static func bytes(of verdict: Verdict) -> [UInt8] {
        var writer = ByteWriter(version: version)
        writer.byte([verdict.isStay, verdict.isRefused, verdict.needsEvidence, verdict.isReckoned].bits)
        writer.signed(verdict.day.days)
        writer.signed(verdict.treatmentDays)
        var totals = verdict.totals
        totals.eachFigure { figure in writer.signed(figure) }
        writer.list(verdict.counted) { $0.counted($1) }
        writer.list(verdict.remarks) { $0.remark($1) }
        writer.list(verdict.lines) { $0.line($1) }
        return writer.sealed
    }

    static func verdict(from bytes: [UInt8]) throws(FormFault) -> Verdict {
        var reader = try ByteReader(bytes, version: version)
        let flags = try reader.byte()
        guard flags < 16 else { throw FormFault(message: "\(flags) are no bits of a result") }
        let (day, treatmentDays) = (try reader.day(), Int(try reader.signed()))
        var totals = TotalWork()
        try totals.eachFigure { figure throws(FormFault) in figure = try reader.signed() }
        let counted = try reader.list { reader throws(FormFault) in try reader.counted() }
        let remarks = try reader.list { reader throws(FormFault) in try reader.remark() }
        let lines = try reader.list { reader throws(FormFault) in try reader.lineWork() }
        try reader.end()
        return Verdict(
            day: day, isStay: flags.has(0), lines: lines, totals: totals, treatmentDays: treatmentDays,
            counted: counted, remarks: remarks, isRefused: flags.has(1), needsEvidence: flags.has(2),
            isReckoned: flags.has(3))
    }
}

extension TotalWork {
    /// Goes through all of them, in the order of the form.
    @inline(__always)
    fileprivate mutating func eachFigure<E>(_ body: (inout Int64) throws(E) -> Void) throws(E) {
        try body(&drugs)
        try body(&supplies)
        try body(&total)
        try body(&inScope)
        try body(&ownCost)
        try body(&copayment)
        try body(&fund)
        try body(&paid)
        try body(&otherSources)
        try body(&fundFeeForService)
    }
}

extension LineWork {
    /// Goes through the amounts that a line always has, in the order of the form.
    @inline(__always)
    fileprivate mutating func eachFigure<E>(_ body: (inout Int64) throws(E) -> Void) throws(E) {
        try body(&total)
        try body(&inScope)
        try body(&fund)
        try body(&copayment)
        try body(&ownCost)
    }
}

extension ByteWriter {
    fileprivate mutating func remark(_ remark: Remark) {
        byte(remark.code.rawValue)
        natural(remark.line)
        signed(remark.value)
    }

    fileprivate mutating func line(_ line: LineWork) {
        byte(
            [
                line.coverage != nil, line.ignoresPaymentRates, line.coversOutOfList, line.isCovered,
                line.ceiling != nil, line.excess != 0, line.givenCopayment != 0, line.dueRate != nil,
            ].bits)
        natural(line.level.units)
        if let coverage = line.coverage { natural(coverage) }
        var figures = line
        figures.eachFigure { figure in signed(figure) }
        if let ceiling = line.ceiling { signed(ceiling) }
        if line.excess != 0 { signed(line.excess) }
        if line.givenCopayment != 0 { signed(line.givenCopayment) }
        if let dueRate = line.dueRate { natural(dueRate.units) }
    }
}

extension ByteReader {
    fileprivate mutating func remark() throws(FormFault) -> Remark {
        let number = try byte()
        guard let code = Remark.Code(rawValue: number) else { throw FormFault(message: "\(number) is no remark") }
        return Remark(code: code, line: try natural(), value: try signed())
    }

    fileprivate mutating func lineWork() throws(FormFault) -> LineWork {
        let flags = try byte()
        var line = LineWork()
        line.level = try decimal()
        if flags.has(0) { line.coverage = try natural() }
        line.ignoresPaymentRates = flags.has(1)
        line.coversOutOfList = flags.has(2)
        line.isCovered = flags.has(3)
        try line.eachFigure { figure throws(FormFault) in figure = try signed() }
        if flags.has(4) { line.ceiling = try signed() }
        if flags.has(5) { line.excess = try signed() }
        if flags.has(6) { line.givenCopayment = try signed() }
        if flags.has(7) { line.dueRate = try decimal() }
        return line
    }
}
