// The method that checks licences, by the policy as known then. Nobody's data is asked for.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit

enum LicenceHandlers {
    static func check(_ request: CheckLicence, _ context: ReadContext) throws -> CheckLicence.Reply {
        try LicenceRules.check(
            request, by: PolicyStore(context.reader).policy(known: context.known), today: context.today)
    }
}
