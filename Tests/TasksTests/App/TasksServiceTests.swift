// The service as a whole: what it routes is what it promises.

import ServiceKit
import TasksApp
import Testing

@Suite struct TasksServiceTests {
    @Test("Routes and contract name the same methods")
    func routes() {
        #expect(TasksService.blueprint.disagreements == [])
    }
}
