// The method that checks the promise about hosts.

internal import MessageSchema
internal import ServiceKit
internal import TasksDomain

enum HostHandlers {
    static func verify(_ request: VerifyHosts, _ context: ReadContext) throws -> Verification {
        let tasks = try context.standingTasks()
        return HostRules.verify(tasks, in: context.units, on: context.asOf)
    }
}
