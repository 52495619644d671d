// The gateway of a suite in this process: the broker, the desk for its own methods, the principals.

import Fabric
import MessageSchema
import Surroundings

/// A broker with what belongs to it.
final class SuiteGateway: Sendable {
    private let broker: Broker
    private let worker: Worker
    private let desk: GatewayDesk
    private let principals: Principals
    private let say: @Sendable (String) -> Void

    /// Milliseconds between looks at the principals file.
    private static let reloadMilliseconds = 1000

    init(
        transport: any Transport, clients: Endpoint, workers: Endpoint, clock: SuiteClock?, principals: Principals,
        expected: [String] = [], surroundings: Surroundings, say: @escaping @Sendable (String) -> Void
    ) {
        let broker = Broker(
            transport: transport, clients: clients, workers: workers, surroundings: surroundings,
            principal: { principals.principal($0, actAs: $1) })
        self.broker = broker
        self.principals = principals
        self.say = say
        desk = GatewayDesk(clock: clock, surroundings: surroundings, expected: expected) { broker.statistics }
        worker = Worker(
            transport: transport, gateways: [workers],
            announcement: desk.announcement(instance: surroundings.newIdentifier()), surroundings: surroundings)
    }

    /// Opens the ports.
    func start() throws(UsageError) {
        do throws(TransportError) {
            try broker.start()
            try worker.start()
        } catch { throw UsageError(error.description) }
    }

    /// Answers the gateway's own methods until `stop`.
    func serve() async {
        for await request in worker.requests { request.reply(desk.answer(request.body, from: request.head.principal)) }
    }

    /// Keeps the principals as the file has them until cancelled. A malformed file changes nothing.
    func followPrincipals() async {
        while !Task.isCancelled {
            do throws(UsageError) {
                if try principals.reload() { say("\(principals.path) was read again") }
            } catch { say("\(error.message); the principals stay as they were") }
            guard await Pause.take(milliseconds: Int64(Self.reloadMilliseconds)) else { return }
        }
    }

    func stop() {
        worker.stop()
        broker.stop()
    }
}
