// One run of a service: store, worker, followers and duties together, from READY to BYE.

import Exposition
import Fabric
import Logging
import MessageSchema
import ServiceLifecycle
import Storage
import Surroundings
import WireJSON

/// How a service reaches its gateways.
struct ServiceNetwork: Sendable {
    var transport: any Transport
    /// The gateways' endpoints for services.
    var workers: [Endpoint]
    /// The gateways' endpoints for clients.
    var clients: [Endpoint]
    /// Its key pairs on the two sides, for gateways of a network.
    var workerKey: KeyPair?
    var clientKey: KeyPair?
}

/// A running service; `run` ends after a graceful shutdown.
final class ServiceInstance: Service {
    let frame: ServiceFrame
    let worker: Worker
    let surroundings: Surroundings
    let drainMilliseconds: Int64
    let logger: Logger
    let traffic: Traffic
    private let client: Client
    private let gateways: [Endpoint]

    /// Requests the service takes at once, and the bytes of their bodies.
    private static let creditRequests = 256
    private static let creditBytes = 32 << 20

    private var dispatcher: Dispatcher { frame.dispatcher }

    init(
        _ blueprint: Blueprint, folder: String, network: ServiceNetwork, settings: FrameSettings,
        surroundings: Surroundings,
        drainSeconds: Int = 10, logger: Logger, levels: LogSwitch? = nil, exposition: Exposition? = nil
    ) throws {
        let client = Client(
            transport: network.transport, gateways: network.clients, key: network.clientKey, surroundings: surroundings)
        let traffic = Traffic()
        frame = try ServiceFrame(
            blueprint, folder: folder, settings: settings, surroundings: surroundings, logger: logger,
            levels: levels, exposition: exposition
        ) { request, patience in
            // Followers wait for news; who asks without waiting does so for the sake of a request.
            traffic.asks(request.wait == 0)
            defer { traffic.hasAsked(request.wait == 0) }
            let page = try await client.call(
                service: request.service, method: request.method, params: request.params(),
                metadata: CallMetadata(deadline: patience, traceparent: request.traceparent))
            return try WireJSON.decode(EventPage.self, from: page.bytes)
        }
        let dispatcher = frame.dispatcher
        worker = Worker(
            transport: network.transport, gateways: network.workers, key: network.workerKey,
            announcement: ReadyAnnouncement(
                service: blueprint.contract.service.text, instance: dispatcher.identity.instance, epoch: 1,
                version: dispatcher.identity.version, methods: dispatcher.methods,
                credit: .init(
                    requests: Self.creditRequests, bytes: Self.creditBytes, parked: settings.parkedMax)),
            surroundings: surroundings)
        self.client = client
        gateways = network.workers
        self.traffic = traffic
        self.surroundings = surroundings
        self.logger = logger
        drainMilliseconds = Int64(drainSeconds) * 1000
    }

    func run() async throws {
        try client.start()
        await cancelWhenGracefulShutdown { await self.catchUpFirst() }
        if !Task.isShuttingDownGracefully { try await serve() }
        closeStore()
        worker.stop()
        client.stop()
        logger.info("left")
    }

    /// Takes requests and follows journals until told to leave; then, in this order: says so, takes no more, finishes
    /// what runs, hands back what has not begun, ends duties, and last the following, which requests may still need.
    private func serve() async throws {
        try worker.start()
        frame.startDuties()
        logger.info("ready", metadata: ["methods": "\(dispatcher.methods.count)"])
        await withDiscardingTaskGroup { following in
            for follower in frame.followers.all { following.addTask { await follower.follow() } }
            following.addTask { await self.frame.writeCopies() }
            following.addTask { await self.watchGround() }
            await withDiscardingTaskGroup { requests in
                requests.addTask { await self.takeRequests() }
                await self.waitForWord()
                let end = surroundings.monotonic() + drainMilliseconds
                self.announce()
                await self.finish(until: end)
                requests.cancelAll()
                await frame.stopDuties(milliseconds: max(Self.dutyMillisecondsMin, end - surroundings.monotonic()))
            }
            following.cancelAll()
        }
    }

    /// Says what goes wrong outside, until the task is cancelled.
    private func watchGround() async {
        var watch = GroundWatch(gateways: gateways, surroundings: surroundings, logger: logger)
        while await Pause.take(milliseconds: 1000) {
            watch.look(known: worker.statistics?.gateways.map(\.isKnown) ?? [], surroundings)
        }
    }

    /// How long duties may at least take to stop, when requests have used up the time to leave.
    private static let dutyMillisecondsMin: Int64 = 500

    /// Answers what comes, and hands it back once the service is leaving, until the task is cancelled.
    private func takeRequests() async {
        await withDiscardingTaskGroup { group in
            for await request in worker.requests {
                guard traffic.begins() else {
                    request.giveBack()
                    continue
                }
                group.addTask { await self.answer(request) }
            }
        }
    }

    /// Answers one request. One that was cut off is not answered: BYE tells the gateway that it may have run, so that
    /// it is repeated elsewhere if that does no harm.
    private func answer(_ request: IncomingRequest) async {
        let body = await dispatcher.answer(
            request.body, head: request.head, arrived: request.arrived, park: { request.park() })
        if !Task.isCancelled { request.reply(body) }
        traffic.ends()
    }

    /// Brings all that was written into the one database file and closes it.
    private func closeStore() {
        guard let problem = frame.store.close() else { return }
        // Nothing acknowledged is lost: it stands in the write-ahead log, which the next opening reads.
        logger.warning("the data was not closed in good order", metadata: ["cause": "\(problem)"])
    }

    /// Before READY the units must be there. A service that has followed before goes on with what it knows when the
    /// registry does not answer; one that never has waits for it.
    private func catchUpFirst() async {
        guard let follower = dispatcher.follower else { return }
        var failures = 0
        while !Task.isCancelled {
            var hasFollowed = false
            do {
                // A service that has followed before need not work off all it missed before it answers: reactions that
                // run slower than the registry writes would keep it away for ever.
                hasFollowed = try await frame.store.cursor(follower.cursor) != nil
                try await follower.catchUp(
                    until: hasFollowed ? surroundings.monotonic() + Self.catchUpMilliseconds : nil)
                return
            } catch {
                failures += 1
                logger.notice("waiting for the registry", metadata: ["cause": "\(LoggedCause(error))"])
                if hasFollowed, failures >= Self.followFailuresMax { return }
                guard await Pause.take(milliseconds: 500) else { return }
            }
        }
    }

    /// Milliseconds for which a service that has followed before catches up before it answers.
    private static let catchUpMilliseconds: Int64 = 2000
    /// How often the registry may fail to answer before a service starts with the units it knows.
    private static let followFailuresMax = 3
}
