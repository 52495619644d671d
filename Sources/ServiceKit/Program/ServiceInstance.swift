// One run of a service: store, worker, followers and duties together, from READY to BYE.

import Fabric
import Logging
import MessageSchema
import ServiceLifecycle
import Storage
import Surroundings
import Synchronization
import WireJSON

/// How a service reaches its gateways.
struct ServiceNetwork: Sendable {
    var transport: any Transport
    /// The gateways' endpoints for services.
    var workers: [Endpoint]
    /// The gateways' endpoints for clients.
    var clients: [Endpoint]
}

/// A running service; `run` ends after a graceful shutdown.
final class ServiceInstance: Service {
    private let frame: ServiceFrame
    private let worker: Worker
    private let client: Client
    private let surroundings: Surroundings
    private let drainMilliseconds: Int64
    private let logger: Logger
    private let isLeaving = Mutex(false)
    private let running = Mutex(0)

    /// Requests the service takes at once, and the bytes of their bodies.
    private static let creditRequests = 256
    private static let creditBytes = 32 << 20

    private var dispatcher: Dispatcher { frame.dispatcher }

    init(
        _ blueprint: Blueprint, folder: String, network: ServiceNetwork, settings: FrameSettings,
        surroundings: Surroundings,
        drainSeconds: Int = 10, logger: Logger
    ) throws {
        let client = Client(transport: network.transport, gateways: network.clients, surroundings: surroundings)
        frame = try ServiceFrame(
            blueprint, folder: folder, settings: settings, surroundings: surroundings, logger: logger
        ) { request, patience in
            let page = try await client.call(
                service: request.service, method: request.method, params: request.params(),
                metadata: CallMetadata(deadline: patience))
            return try WireJSON.decode(EventPage.self, from: page.bytes)
        }
        let dispatcher = frame.dispatcher
        worker = Worker(
            transport: network.transport, gateways: network.workers,
            announcement: ReadyAnnouncement(
                service: blueprint.contract.service.text, instance: dispatcher.identity.instance, epoch: 1,
                version: dispatcher.identity.version, methods: dispatcher.methods,
                credit: .init(
                    requests: Self.creditRequests, bytes: Self.creditBytes, parked: settings.parkedMax)),
            surroundings: surroundings)
        self.client = client
        self.surroundings = surroundings
        self.logger = logger
        drainMilliseconds = Int64(drainSeconds) * 1000
    }

    func run() async throws {
        try client.start()
        await cancelWhenGracefulShutdown { await self.catchUpFirst() }
        if !Task.isShuttingDownGracefully { try await serve() }
        client.stop()
        frame.store.close()
        logger.info("left")
    }

    /// Takes requests until the worker has been drained and all that ran is answered.
    private func serve() async throws {
        try worker.start()
        logger.info("ready", metadata: ["methods": "\(dispatcher.methods.count)"])
        await withDiscardingTaskGroup { group in
            for follower in frame.followers.all {
                group.addTask { await cancelWhenGracefulShutdown { await follower.follow() } }
            }
            frame.startDuties()
            group.addTask { await self.drainWhenTold() }
            for await request in worker.requests {
                if isLeaving.withLock({ $0 }) {
                    request.giveBack()
                } else {
                    running.withLock { $0 += 1 }
                    group.addTask { await self.answer(request) }
                }
            }
        }
    }

    private func answer(_ request: IncomingRequest) async {
        let body = await dispatcher.answer(
            request.body, head: request.head, arrived: request.arrived, park: { request.park() })
        request.reply(body)
        running.withLock { $0 -= 1 }
    }

    /// Waits for the word to leave; announces it, lets long polls go, lets what runs finish within its budget.
    private func drainWhenTold() async {
        do { try await gracefulShutdown() } catch {
            logger.notice("leaving at once")
        }
        // First what nobody asked for; what it leaves undone, the next run or another instance does.
        frame.duties.cancel()
        isLeaving.withLock { $0 = true }
        logger.info("draining")
        worker.drain()
        dispatcher.parking.close()
        let end = surroundings.monotonic() + drainMilliseconds
        var quietSince = surroundings.monotonic()
        while surroundings.monotonic() < end, surroundings.monotonic() - quietSince < Self.quietMilliseconds {
            if running.withLock({ $0 > 0 }) { quietSince = surroundings.monotonic() }
            guard await Pause.take(milliseconds: 10) else { break }
        }
        worker.stop()
        await frame.stopDuties(milliseconds: max(Self.dutyMillisecondsMin, end - surroundings.monotonic()))
    }

    /// How long nothing may run before the worker goes: requests that were on their way to it arrive and go back.
    private static let quietMilliseconds: Int64 = 100
    /// How long duties may at least take to stop, when requests have used up the time to leave.
    private static let dutyMillisecondsMin: Int64 = 500

    /// Before READY the units must be there. A service that has followed before goes on with what it knows when the
    /// registry does not answer; one that never has waits for it.
    private func catchUpFirst() async {
        guard let follower = dispatcher.follower else { return }
        var failures = 0
        while !Task.isCancelled {
            do {
                try await follower.catchUp()
                return
            } catch {
                failures += 1
                let hasFollowed = (try? await frame.store.cursor(follower.cursor)) != nil
                logger.notice("waiting for the registry", metadata: ["cause": "\(error)"])
                if hasFollowed, failures >= Self.followFailuresMax { return }
                guard await Pause.take(milliseconds: 500) else { return }
            }
        }
    }

    /// How often the registry may fail to answer before a service starts with the units it knows.
    private static let followFailuresMax = 3
}
