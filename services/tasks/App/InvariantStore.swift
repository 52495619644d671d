// What must hold of the tasks' data: every task that the journal tells of is there.

internal import MessageSchema
internal import ServiceKit
internal import Storage

struct InvariantStore {
    static let all: [Invariant] = [
        Invariant("tasks") { context in
            let lost = try context.reader.first(
                """
                SELECT COUNT(*) AS count
                FROM (SELECT subject FROM journal WHERE type = $1 EXCEPT SELECT id FROM task) AS lost
                """, [.text(TaskDrafted.name)])
            let count = try lost?.integer("count") ?? 0
            return count > 0 ? "\(count) tasks that the journal tells of are missing" : nil
        }
    ]
}
