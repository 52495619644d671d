// The methods about the ledger. What the fund owes a facility is seen from where the facility lies; what all of them
// come to is for callers without scope.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit

enum LedgerHandlers {
    static func balance(_ request: ShowBalance, _ context: ReadContext) throws -> Page<AccountBalance> {
        let limit = try Paging.limit(request.limit)
        let (store, after) = (LedgerStore(context.reader), try Paging.after(request.cursor))
        var found: [LedgerSum] = []
        for account in try accounts(request, context) where found.count <= limit {
            found += try store.balances(
                under: account, month: request.month, known: context.known, after: after,
                count: limit + 1 - found.count)
        }
        return Paging.page(try found.map { try $0.balance() }, limit: limit, key: \.account.text)
    }

    /// The accounts to look under, by name: the one asked for, or those under it of facilities in the caller's scope.
    private static func accounts(_ request: ShowBalance, _ context: ReadContext) throws -> [AccountName] {
        guard context.principal.scope != nil else { return [request.account] }
        return try ClaimStore(context.reader).facilities().filter(context.reaches)
            .map(LedgerRules.payable).filter { $0.isWithin(request.account) }
    }

    static func trial(_ request: DrawTrialBalance, _ context: ReadContext) throws -> DrawTrialBalance.Reply {
        try context.authoriseEverything()
        let store = LedgerStore(context.reader)
        let classes = try store.classes(month: request.month, known: context.known)
        return DrawTrialBalance.Reply(
            classes: try classes.map { try $0.balance() },
            debit: try amount(classes.reduce(0) { $0 + $1.debit }),
            credit: try amount(classes.reduce(0) { $0 + $1.credit }),
            postings: try store.postings(month: request.month, known: context.known))
    }

    static func export(_ request: ExportLedger, _ context: ReadContext) throws -> Page<LedgerEntry> {
        try context.authoriseEverything()
        let limit = try Paging.limit(request.limit)
        let after = try Paging.after(request.cursor).flatMap { Int64($0) } ?? 0
        let found = try LedgerStore(context.reader).entries(
            month: request.month, known: context.known, after: after, count: limit + 1)
        let page = Paging.page(found, limit: limit) { String($0.place) }
        return Page(items: page.items.map(\.entry), nextCursor: page.nextCursor)
    }

    /// An amount of the wire, which has 15 digits at most.
    fileprivate static func amount(_ units: Int128) throws -> Amount {
        guard let units = Int64(exactly: units), units.magnitude <= UInt64(Amount.unitsMax) else {
            throw LedgerTooLarge()
        }
        return try Amount(units: units)
    }
}

extension AccountName {
    /// True if it is another account or stands under it.
    fileprivate func isWithin(_ other: AccountName) -> Bool {
        self == other || text.hasPrefix(other.text + ":")
    }
}

extension LedgerSum {
    /// The sum as it is shown.
    fileprivate func balance() throws -> AccountBalance {
        AccountBalance(
            account: name, debit: try LedgerHandlers.amount(debit), credit: try LedgerHandlers.amount(credit),
            postings: postings)
    }
}

/// The sum has more digits than an amount of the wire.
struct LedgerTooLarge: Rejection {
    var name: String { "insurance.ledger.tooLarge" }
    var message: String { "The sum has more than 15 digits before the point; ask for a month." }
}
