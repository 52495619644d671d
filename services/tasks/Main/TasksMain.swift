// The program of the task service.

import ServiceKit
import TasksApp

@main struct TasksMain {
    static func main() async { await ServiceProgram.run(TasksService.blueprint) }
}
