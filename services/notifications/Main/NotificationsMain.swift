// The program of the notification service.

import NotificationsApp
import ServiceKit

@main struct NotificationsMain {
    static func main() async { await ServiceProgram.run(NotificationsService.blueprint) }
}
