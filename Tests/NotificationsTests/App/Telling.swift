// What the registry's stand-in tells of the sector of these tests, and a stand-in for the task service.

import MessageSchema
import ServiceKit
import ServiceTesting

extension TellRegistry {
    static let sector = TellRegistry(established: Sector.established, dissolved: Sector.dissolved)
    static let merger = TellRegistry(
        dissolved: [UnitDissolved(code: Sector.merged, from: "2025-07-01")], lineage: [Sector.merger])

    /// That a person holds a post; both by a number.
    static func post(
        _ number: Int, person: Int? = nil, at unit: UnitCode, as position: Position = .specialist,
        from: CalendarDate = "2020-01-01", until: CalendarDate? = nil
    ) -> Post {
        Post(
            id: postID(number), staff: staffID(person ?? number), unit: unit, position: position, main: true,
            fullTime: 100, from: from, until: until)
    }
}

/// Tells of tasks in its journal what a test makes it tell.
enum TasksTelling: Contract {
    static let service: ServiceName = "tasks"
    static let summary = "Tasks for the tests of the notification service."
    static let methods: [any Method.Type] = [TellTasks.self]
    static let events: [any Event.Type] = TasksContract.events
    static let errors: [ErrorCase] = []

    static let blueprint = Blueprint(
        contract: Self.self, migrations: [],
        routes: [
            .write(TellTasks.self) { request, context in
                try context.authoriseEverything()
                for event in request.assigned { try context.append(event, subject: event.task) }
                for event in request.dueSoon { try context.append(event, subject: event.task) }
                for event in request.accepted { try context.append(event, subject: event.task) }
                return TellTasks.Reply()
            }
        ])
}

/// Makes the task service's stand-in tell.
struct TellTasks: Method {
    static let name: MethodName = "tasks.task.tell"
    static let effect = Effect.write
    static let permission = Permission.assignTasks
    static let scope = Scope<Self>.found
    static let summary = "Tell of tasks."

    var assigned: [TaskAssigned] = []
    var dueSoon: [TaskDueSoon] = []
    var accepted: [TaskAccepted] = []

    struct Reply: Codable, Hashable, Sendable {}
    static let example = Example(Self(), reply: Reply())

    static func dueSoon(_ number: Int = 1, host: UnitCode = Sector.department, daysLeft: Int = 7) -> TellTasks {
        TellTasks(dueSoon: [
            TaskDueSoon(
                task: taskID(number), title: PlainText(known: "Nhiệm vụ \(number)"), host: host,
                assigner: Sector.ministry, lastDay: "2025-05-09", daysLeft: daysLeft)
        ])
    }
}
