// The gateway of a suite in this process: the broker, the desk for its own methods, the principals, the endpoints on
// the network.

import Fabric
import MessageSchema
import Surroundings

/// A broker with what belongs to it.
final class SuiteGateway: Sendable {
    private let broker: Broker
    private let worker: Worker
    private let desk: GatewayDesk
    private let principals: Principals
    private let doors: NetworkDoors?
    private let levels: GatewayLevels
    private let say: @Sendable (String) -> Void

    /// Milliseconds between looks at the principals file and the keys.
    private static let lookMilliseconds: Int64 = 1000

    /// `clients` and `workers` are this machine's own endpoints; `doors` are those on the network, if there are any.
    init(
        transport: any Transport, clients: Endpoint, workers: Endpoint, doors: NetworkDoors? = nil,
        settings: BrokerSettings = BrokerSettings(), clock: SuiteClock?, principals: Principals,
        denials: DenialLog? = nil, expected: [String] = [],
        restarts: @escaping @Sendable () -> [String: Int] = { [:] }, surroundings: Surroundings,
        say: @escaping @Sendable (String) -> Void
    ) {
        let broker = Broker(
            transport: transport, listeners: [Listener(.clients, clients), Listener(.workers, workers)],
            settings: settings, surroundings: surroundings, admission: principals.admission)
        self.broker = broker
        self.principals = principals
        self.doors = doors
        self.say = say
        let levels = GatewayLevels(monotonic: surroundings.monotonic)
        self.levels = levels
        desk = GatewayDesk(
            clock: clock, surroundings: surroundings, expected: expected, instance: surroundings.newIdentifier(),
            restarts: restarts, levels: levels, denials: denials, say: say
        ) { broker.statistics }
        worker = Worker(
            transport: transport, gateways: [workers],
            announcement: desk.announcement, surroundings: surroundings)
    }

    /// Opens the ports.
    func start() throws(UsageError) {
        do throws(TransportError) {
            try broker.start()
            try worker.start()
        } catch { throw UsageError(error.description) }
        do throws(UsageError) { try doors?.open(broker) } catch {
            stop()
            throw error
        }
    }

    /// The gateway's counts.
    var statistics: BrokerStatistics { broker.statistics }

    /// Answers the gateway's own methods until `stop`.
    func serve() async {
        for await request in worker.requests { request.reply(desk.answer(request.body, from: request.head.principal)) }
    }

    /// Keeps the principals and the keys as their files have them until cancelled. A malformed file changes nothing.
    func followFiles() async {
        var news = InstanceNews()
        while !Task.isCancelled {
            look(inAnyCase: false)
            for sentence in news.sentences(broker.statistics) where levels.lets(.debug) { say(sentence) }
            guard await Pause.take(milliseconds: Self.lookMilliseconds) else { return }
        }
    }

    /// Reads the files now, whether they look changed or not, and says so.
    func readFilesAgain() { look(inAnyCase: true) }

    private func look(inAnyCase isForced: Bool) {
        do throws(UsageError) {
            if try principals.reload(inAnyCase: isForced), levels.lets(.notice) {
                say("\(principals.path) was read again")
            }
        } catch { say("\(error.message); the principals stay as they were") }
        doors?.look(broker)
    }

    func stop() {
        worker.stop()
        broker.stop()
    }
}
