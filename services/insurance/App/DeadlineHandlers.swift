// The method that lists due days, by the policy as known then. Nobody's data is asked for.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit

enum DeadlineHandlers {
    static func list(_ request: ListDeadlines, _ context: ReadContext) throws -> ListDeadlines.Reply {
        try DeadlineRules.list(
            request, by: PolicyStore(context.reader).policy(known: context.known), today: context.today)
    }
}
