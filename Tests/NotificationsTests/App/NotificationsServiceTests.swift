// The service as a whole: what it routes is what it promises.

import NotificationsApp
import ServiceKit
import Testing

@Suite struct NotificationsServiceTests {
    @Test("Routes and contract name the same methods")
    func routes() {
        #expect(NotificationsService.blueprint.disagreements == [])
    }
}
