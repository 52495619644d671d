// A gateway whose ports want keys, for the tests of who gets through.

import MessageSchema
import Surroundings
import Synchronization
import ZeroMQ

@testable import Fabric

/// A gateway on loopback with keys for both sides.
final class GuardedHouse: Sendable {
    let transport = ZeroMQTransport()
    let gateway: KeyPair
    let caller: KeyPair
    let instance: KeyPair
    let broker: Broker
    let clients: OpenListener
    let workers: OpenListener
    /// Keys taken back.
    let gone = Revoked()

    init() throws {
        gateway = try KeyPair()
        caller = try KeyPair()
        instance = try KeyPair()
        let (caller, instance) = (caller.publicKey, instance.publicKey)
        let gone = gone
        let admission = Admission(
            principal: { origin, _ in
                guard origin == .key(caller), !gone.has(caller) else {
                    return .failure(.fabric(.forbidden, "unknown key"))
                }
                return .success(Principal(name: "hospital", roles: [.hospital], scope: "HP-VT"))
            },
            admits: { key, side in
                !gone.has(key) && (side == .clients ? key == caller : key == instance)
            },
            serves: { origin, service in origin == .key(instance) && !gone.has(instance) && service == "echo" })
        var settings = BrokerSettings()
        settings.idleTickMilliseconds = 20
        settings.busyTickMilliseconds = 20
        settings.heartbeatMilliseconds = 200
        // However slow the machine: what a closing place still answers must not be cut off by it.
        settings.closingMilliseconds = 5000
        broker = Broker(
            transport: transport, listeners: [], settings: settings, surroundings: .live, admission: admission)
        try broker.start()
        clients = try broker.open(Listener(.clients, Endpoint("tcp://127.0.0.1:*"), key: gateway))
        workers = try broker.open(Listener(.workers, Endpoint("tcp://127.0.0.1:*"), key: gateway))
    }

    func client(at listener: OpenListener? = nil, key: KeyPair, server: PublicKey? = nil) throws -> Client {
        let client = Client(
            transport: transport, gateways: [(listener ?? clients).endpoint.with(server ?? gateway.publicKey)],
            key: key, surroundings: .live)
        try client.start()
        return client
    }

    func worker(
        _ ready: ReadyAnnouncement = announcement(), at listener: OpenListener? = nil, key: KeyPair
    ) throws -> Worker {
        var settings = WorkerSettings()
        settings.heartbeatMilliseconds = 200
        let worker = Worker(
            transport: transport, gateways: [(listener ?? workers).endpoint.with(gateway.publicKey)], key: key,
            announcement: ready, settings: settings, surroundings: .live)
        try worker.start()
        return worker
    }
}

final class Revoked: Sendable {
    private let keys = Mutex<Set<PublicKey>>([])
    func has(_ key: PublicKey) -> Bool { keys.withLock { $0.contains(key) } }
    func add(_ key: PublicKey) { keys.withLock { _ = $0.insert(key) } }
}
