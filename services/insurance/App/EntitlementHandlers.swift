// The method that finds entitlements, by the policy as known then. Nobody's data is asked for.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit

enum EntitlementHandlers {
    static func find(_ request: FindEntitlement, _ context: ReadContext) throws -> FindEntitlement.Reply {
        try EntitlementRules.find(
            request, by: PolicyStore(context.reader).policy(known: context.known), today: context.today)
    }
}
