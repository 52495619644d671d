// The methods about the fund's money beside claims. What concerns a facility is for who reaches it; what concerns the
// whole fund is for callers without scope.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit
internal import Storage
internal import WireJSON

enum FundHandlers {
    static func contribution(_ request: RecordContribution, _ context: WriteContext) throws -> LedgerEntry {
        try context.authoriseEverything()
        guard request.receivedOn <= context.today else {
            throw FundRejection.unfitting("\(request.receivedOn) is still to come; record what has been received.")
        }
        let sides = try FundRules.sides(of: request, by: PolicyStore(context.writer).policy())
        return try enter(
            .contribution, Month(containing: request.receivedOn), sides, reference: request.reference, context)
    }

    static func quote(_ request: QuoteAdvance, _ context: ReadContext) throws -> AdvanceQuote {
        try context.authorise(request.facility)
        let months = request.quarter.previous.months
        let base = try FundStore(context.reader).booked(request.facility, from: months[0], until: months[2])
        return try FundRules.quote(
            request, base: base, on: context.today, by: PolicyStore(context.reader).policy(known: context.known))
    }

    static func advance(_ request: RecordAdvance, _ context: WriteContext) throws -> LedgerEntry {
        try context.authorise(request.facility)
        return try enter(
            .advance, Month(containing: context.today), try FundRules.sides(of: request), of: request.facility,
            request.quarter, reference: request.reference, context)
    }

    static func statement(_ request: DrawStatement, _ context: ReadContext) throws -> Statement {
        try context.authorise(request.facility)
        switch (request.month, request.quarter) {
        case (let month?, nil): return try draw(request.facility, month, context.reader)
        case (nil, let quarter?): return try draw(request.facility, quarter, context.reader)
        default: throw FundRejection.unfitting("Draw a month or a quarter, one of the two.")
        }
    }

    static func settle(_ request: RunSettlement, _ context: WriteContext) throws -> Settlement {
        try context.authorise(request.facility)
        let (facility, quarter) = (request.facility, request.quarter)
        guard context.today > quarter.lastDay else {
            throw FundRejection.unfitting("\(quarter) lasts until \(quarter.lastDay); it is settled after its end.")
        }
        let statement = try draw(facility, quarter, context.writer)
        guard statement.isSettled == false else { throw FundRejection.settled(facility, quarter) }
        guard statement.hash == request.quotes else {
            throw FundRejection.stale(current: statement.hash, given: request.quotes)
        }
        let sides = FundRules.sides(
            of: facility, due: statement.due ?? .zero, advances: try FundStore(context.writer).advances(facility))
        let entry = try enter(.settlement, quarter.months[2], sides, of: facility, quarter, context)
        return Settlement(
            facility: facility, quarter: quarter, posting: entry.posting, settledOn: entry.day, sides: sides)
    }

    static func settlements(_ request: ListSettlements, _ context: ReadContext) throws -> Page<Settlement> {
        let limit = try Paging.limit(request.limit)
        var after = try Paging.after(request.cursor).flatMap { Int64($0) } ?? 0
        let store = FundStore(context.reader)
        var found: [PlacedSettlement] = []
        while found.count <= limit {
            let next = try store.settlements(of: request.facility, request.quarter, after: after, count: limit + 1)
            found += next.filter { context.reaches($0.settlement.facility) }
            guard next.count > limit, let last = next.last else { break }
            after = last.place
        }
        let page = Paging.page(Array(found.prefix(limit + 1)), limit: limit) { String($0.place) }
        return Page(items: page.items.map(\.settlement), nextCursor: page.nextCursor)
    }

    static func balance(_ request: ShowFundBalance, _ context: ReadContext) throws -> ShowFundBalance.Reply {
        try context.authoriseEverything()
        let (first, last) = try months(of: request.year)
        let store = FundStore(context.reader)
        let provinces = try store.provinces(from: first, until: last)
        func credited(_ account: String) throws -> Amount {
            try store.credited(under: account, from: first, until: last)
        }
        return ShowFundBalance.Reply(
            provinces: provinces, total: try ForecastRules.total(of: provinces),
            reserve: try credited("fund:reserve"), administration: try credited("fund:administration"),
            cash: .zero - (try credited("cash")), advances: .zero - (try credited("advance")))
    }

    static func closing(_ request: DrawClosing, _ context: ReadContext) throws -> YearClosing {
        try context.authoriseEverything()
        return try closing(
            of: request.year, by: PolicyStore(context.reader).policy(known: context.known), context.reader)
    }

    static func close(_ request: CloseYear, _ context: WriteContext) throws -> LedgerEntry {
        try context.authoriseEverything()
        let year = request.year
        guard year < context.today.civil.year else {
            throw FundRejection.unfitting("\(year) is not over; it is closed after its end.")
        }
        let policy = try PolicyStore(context.writer).policy()
        let closing = try closing(of: year, by: policy, context.writer)
        guard closing.hash == request.quotes else {
            throw FundRejection.stale(current: closing.hash, given: request.quotes)
        }
        let sides = try ClosingRules.sides(of: closing, by: policy)
        let (number, text) = (try FundStore(context.writer).closings(of: year) + 1, FundStore.padded(year))
        return try enter(
            .closing, Month(containing: try CalendarDate(year: year, month: 12, day: 1)), sides,
            reference: try PlainText(number == 1 ? text : "\(text)/\(number)"), context)
    }

    private static func closing(of year: Int, by policy: Policy, _ reader: Reader) throws -> YearClosing {
        let (first, last) = try months(of: year)
        let store = FundStore(reader)
        var closing = try ClosingRules.closing(
            of: year, provinces: store.provinces(from: first, until: last),
            reserve: store.credited(under: ClosingRules.reserve), by: policy)
        closing.hash = Digest.hexadecimal(Digest.sha256(try WireJSON.encode(closing)))
        return closing
    }

    static func forecast(_ request: ForecastFund, _ context: ReadContext) throws -> ForecastFund.Reply {
        try context.authoriseEverything()
        let passed = ForecastRules.months(of: request.year, passedOn: context.today)
        let (first, _) = try months(of: request.year)
        guard passed > 0, let first else {
            return try ForecastRules.forecast(year: request.year, months: passed, sofar: [])
        }
        var last = first
        for _ in 1..<passed { last = Month(containing: last.lastDay.advanced(by: 1)) }
        return try ForecastRules.forecast(
            year: request.year, months: passed,
            sofar: try FundStore(context.reader).provinces(from: first, until: last))
    }

    private static func months(of year: Int?) throws -> (Month?, Month?) {
        guard let year else { return (nil, nil) }
        guard let first = try? CalendarDate(year: year, month: 1, day: 1) else {
            throw FundRejection.unfitting("\(year) is no year.")
        }
        return (Month(containing: first), Month(containing: try CalendarDate(year: year, month: 12, day: 1)))
    }

    private static func draw(_ facility: FacilityCode, _ month: Month, _ reader: Reader) throws -> Statement {
        var tally = StatementTally()
        try StatementStore(reader).add(facility, month, to: &tally)
        let booked = try FundStore(reader).booked(facility, from: month, until: month)
        return try tally.statement(of: facility, month: month, booked: booked).sealed()
    }

    private static func draw(_ facility: FacilityCode, _ quarter: Quarter, _ reader: Reader) throws -> Statement {
        let (months, store) = (quarter.months, FundStore(reader))
        var tally = StatementTally()
        for month in months { try StatementStore(reader).add(facility, month, to: &tally) }
        var statement = try tally.statement(
            of: facility, quarter: quarter,
            booked: try store.booked(facility, from: months[0], until: months[2]))
        let due = try store.booked(facility, from: nil, until: months[2]) - store.settled(facility)
        let (advance, toPay) = FundRules.settle(due: due, advances: try store.advances(facility))
        (statement.due, statement.advance, statement.toPay) = (due, advance, toPay)
        statement.isSettled = try store.isSettled(facility, quarter)
        return try statement.sealed()
    }

    private static func enter(
        _ kind: FundEntryKind, _ month: Month, _ sides: [LedgerPosted.Side], of facility: FacilityCode? = nil,
        _ quarter: Quarter? = nil, reference: PlainText? = nil, _ context: WriteContext
    ) throws -> LedgerEntry {
        if let reference, try FundStore(context.writer).isKnown(kind, reference) {
            throw FundRejection.knownReference(kind, reference)
        }
        let posting = context.newIdentifier(PostingID.self)
        let sides = sides.sorted { $0.account < $1.account }
        let sequence = try context.append(
            FundEntered(
                posting: posting, kind: kind, month: month, sides: sides, facility: facility, quarter: quarter),
            subject: posting)
        try FundStore.insert(
            FundEntry(
                posting: posting, kind: kind, month: month, sides: sides, facility: facility, quarter: quarter,
                reference: reference, at: context.now),
            sequence, context.writer)
        return LedgerEntry(
            posting: posting, day: context.today, month: month, sides: sides,
            note: try FundEntry.note(kind.rawValue, facility, quarter, reference))
    }
}

extension Statement {
    /// The statement with the hash of all the rest.
    fileprivate func sealed() throws -> Statement {
        var sealed = self
        sealed.hash = ""
        sealed.hash = Digest.hexadecimal(Digest.sha256(try WireJSON.encode(sealed)))
        return sealed
    }
}
