// The method that quotes what is paid back, by the policy as known then. Nobody's data is asked for.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit

enum ReimbursementHandlers {
    static func quote(_ request: QuoteReimbursement, _ context: ReadContext) throws -> ReimbursementQuote {
        try ReimbursementRules.quote(
            request, by: PolicyStore(context.reader).policy(known: context.known), today: context.today)
    }
}
