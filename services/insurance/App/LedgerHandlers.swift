// The methods about the ledger. The fund's books are one: whoever may read them reads them all.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit

enum LedgerHandlers {
    static func balance(_ request: ShowBalance, _ context: ReadContext) throws -> Page<AccountBalance> {
        let limit = try Paging.limit(request.limit)
        let balances = try LedgerStore(context.reader).balances(
            under: request.account, month: request.month, known: context.known, after: Paging.after(request.cursor),
            count: limit + 1
        ).map { try $0.balance() }
        return Paging.page(balances, limit: limit, key: \.account.text)
    }

    static func trial(_ request: DrawTrialBalance, _ context: ReadContext) throws -> DrawTrialBalance.Reply {
        let store = LedgerStore(context.reader)
        let classes = try store.classes(month: request.month, known: context.known)
        return DrawTrialBalance.Reply(
            classes: try classes.map { try $0.balance() },
            debit: try amount(classes.reduce(0) { $0 + $1.debit }),
            credit: try amount(classes.reduce(0) { $0 + $1.credit }),
            postings: try store.postings(month: request.month, known: context.known))
    }

    /// An amount of the wire, which has 15 digits at most.
    fileprivate static func amount(_ units: Int128) throws -> Amount {
        guard let units = Int64(exactly: units), units.magnitude <= UInt64(Amount.unitsMax) else {
            throw LedgerTooLarge()
        }
        return try Amount(units: units)
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
