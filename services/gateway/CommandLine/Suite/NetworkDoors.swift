// The gateway's open endpoints on the network, kept as its keys say: opened when a rotation begins, closed when its
// overlap ends, without a request between the two being lost.

import Fabric
import MessageSchema
import Surroundings
import Synchronization

/// The endpoints of one gateway over TCP.
final class NetworkDoors: Sendable {
    /// An endpoint that is to be open.
    private struct Plan: Equatable {
        var place: GatewayKeys.Place
        var listener: Listener
    }
    private struct Door {
        var plan: Plan
        var open: OpenListener

        var side: Listener.Side { plan.listener.side }
        var address: String? {
            plan.listener.key.map { GatewayAddresses.toConnect(open.endpoint, key: $0.publicKey) }
        }
    }
    private struct State {
        var doors: [Door] = []
        /// What was wrong at the last look, so that it is said once.
        var lastProblem: String?
    }

    let addresses: GatewayAddresses
    private let folder: KeyFolder
    private let surroundings: Surroundings
    private let say: @Sendable (String) -> Void
    private let state = Mutex(State())

    init(
        _ addresses: GatewayAddresses, keys folder: KeyFolder, surroundings: Surroundings,
        say: @escaping @Sendable (String) -> Void
    ) {
        self.addresses = addresses
        self.folder = folder
        self.surroundings = surroundings
        self.say = say
    }

    /// Where the endpoints of a side are reached now, the gateway's key included; the one that stays first.
    func addresses(of side: Listener.Side) -> [String] {
        state.withLock { $0.doors.reversed().filter { $0.side == side }.compactMap(\.address) }
    }

    /// Opens the endpoints at the start. Throws what is in the way.
    func open(_ broker: Broker) throws(UsageError) {
        guard !addresses.pairs.isEmpty else { return }
        let problem: UsageError? = state.withLock { state in
            do throws(UsageError) {
                try adjust(&state.doors, broker)
                return nil
            } catch { return error }
        }
        if let problem { throw problem }
    }

    /// Looks at the keys again. What is in the way is said, and tried again at the next look.
    func look(_ broker: Broker) {
        guard !addresses.pairs.isEmpty else { return }
        state.withLock { state in
            do throws(UsageError) {
                try adjust(&state.doors, broker)
                state.lastProblem = nil
            } catch {
                if state.lastProblem != error.message { say("\(error.message); it is tried again") }
                state.lastProblem = error.message
            }
        }
    }

    private func adjust(_ doors: inout [Door], _ broker: Broker) throws(UsageError) {
        let now = surroundings.machineInstant
        let keys = try GatewayKeys(in: folder, now: now)
        let wanted = keys.uses.flatMap { use in
            addresses.pairs.map { pair in
                Plan(place: use.place, listener: Listener(pair.side, pair.endpoint(use.place), key: use.pair))
            }
        }
        // New ones first: at no moment is there none.
        for plan in wanted where !doors.contains(where: { $0.plan == plan }) {
            // A key that was replaced by hand, not by a rotation: its address is free only once the old one is closed.
            if let index = doors.firstIndex(where: { $0.plan.place == plan.place && $0.side == plan.listener.side }) {
                close(doors.remove(at: index), broker)
            }
            doors.append(try open(plan, broker))
        }
        for door in doors where !wanted.contains(door.plan) { close(door, broker) }
        doors.removeAll { !wanted.contains($0.plan) }
        guard try GatewayKeys.isUnsettled(in: folder, now: now) else { return }
        let lock = try folder.open()
        defer { withExtendedLifetime(lock) {} }
        try GatewayKeys.settle(in: folder, now: now)
    }

    private func open(_ plan: Plan, _ broker: Broker) throws(UsageError) -> Door {
        do throws(TransportError) {
            let door = Door(plan: plan, open: try broker.open(plan.listener))
            if let address = door.address { say("\(Self.who(door.side)) over TCP: --gateway \(address)") }
            return door
        } catch { throw UsageError(error.description) }
    }

    private func close(_ door: Door, _ broker: Broker) {
        broker.close(door.open)
        say("\(Self.who(door.side)) are no longer heard at \(door.open.endpoint)")
    }

    private static func who(_ side: Listener.Side) -> String { side == .clients ? "clients" : "services" }
}
