// The task service of the release after this one, for the test of an upgrade under load: it announces another release,
// and its schema has a step more, which the program of today does not know.

import MessageSchema
import ServiceKit
import Storage
import TasksApp

@main struct NextMain {
    static func main() async {
        let today = TasksService.blueprint
        let step = Migration(
            part: "tasks", version: today.migrations.filter { $0.part == "tasks" }.count + 1, kind: .expand,
            summary: "Adds labels of tasks.",
            statements: [
                "ALTER TABLE task ADD COLUMN label TEXT",
                "CREATE TABLE task_label (label TEXT NOT NULL PRIMARY KEY, unit TEXT NOT NULL)",
                "CREATE INDEX task_step_day ON task_step (day, task)",
            ])
        await ServiceProgram.run(
            Blueprint(
                contract: today.contract, migrations: today.migrations + [step], ownsUnits: today.ownsUnits,
                routes: today.routes, reactions: today.reactions, duties: today.duties, release: "99.0.0"))
    }
}
