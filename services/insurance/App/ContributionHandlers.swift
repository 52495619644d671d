// The method that quotes contributions, by the policy as known then. Nobody's data is asked for.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit

enum ContributionHandlers {
    static func quote(_ request: QuoteContribution, _ context: ReadContext) throws -> ContributionQuote {
        try ContributionRules.quote(
            request, by: PolicyStore(context.reader).policy(known: context.known), today: context.today)
    }
}
