// What both carriers promise: slow, gone, writable again, bounded.

import TestGround
import Testing
import ZeroMQ

@testable import Fabric

@Suite(.serialized) struct PortSetTests {
    private func listen(_ house: House, _ limits: PortLimits = PortLimits()) throws -> any PortSet {
        try house.transport.open(
            [PortPlan(.listens, house.clients, limits: limits)], waker: Waker())
    }

    private func connect(_ house: House, _ limits: PortLimits = PortLimits()) throws -> any PortSet {
        try house.transport.open(
            [PortPlan(.connects, house.clients, limits: limits)], waker: Waker())
    }

    private func first<T>(_ ports: any PortSet, _ fits: (PortNews) -> T?) -> T? {
        for _ in 0..<500 {
            if let found = ports.wait(milliseconds: 10).lazy.compactMap(fits).first { return found }
        }
        return nil
    }

    private func message(_ ports: any PortSet) -> Inbound? {
        first(ports) { if case .message(let inbound) = $0 { inbound } else { nil } }
    }

    private func isWritable(_ ports: any PortSet) -> Bool {
        first(ports) { if case .writable = $0 { true } else { nil } } ?? false
    }

    @Test(arguments: Carrier.allCases)
    func `Without a listener a port is slow, and writable when there is one`(carrier: Carrier)
        throws
    {
        let house = try House(carrier)
        let dealer = try connect(house)
        #expect(dealer.send(Outbound(port: 0, frames: [[1]])) == .slow)
        let router = try listen(house)
        #expect(isWritable(dealer))
        #expect(dealer.send(Outbound(port: 0, frames: [[1]])) == .sent)
        let inbound = try #require(message(router))
        #expect(inbound.frames == [[1]])
        #expect(inbound.origin != .unknown)
        #expect(router.send(Outbound(port: 0, peer: inbound.peer, frames: [[2]])) == .sent)
        #expect(message(dealer)?.frames == [[2]])
        dealer.close()
        router.close()
    }

    @Test(arguments: Carrier.allCases) func `A peer that left is gone`(carrier: Carrier) throws {
        let house = try House(carrier)
        let router = try listen(house)
        let dealer = try connect(house)
        if dealer.send(Outbound(port: 0, frames: [[1]])) == .slow {
            #expect(isWritable(dealer))
            #expect(dealer.send(Outbound(port: 0, frames: [[1]])) == .sent)
        }
        let peer = try #require(message(router)).peer
        dealer.close()
        eventuallyBlocking { router.send(Outbound(port: 0, peer: peer, frames: [[2]])) == .gone }
        #expect(router.send(Outbound(port: 0, peer: [0, 9, 9, 9, 9], frames: [[2]])) == .gone)
        router.close()
    }

    @Test(arguments: Carrier.allCases)
    func `A full queue is slow, and takes messages again when it is read`(carrier: Carrier) throws {
        let house = try House(carrier)
        var limits = PortLimits()
        limits.outgoingMessagesMax = 10
        limits.incomingMessagesMax = 10
        let router = try listen(house, limits)
        let dealer = try connect(house, limits)
        var sent = 0
        eventuallyBlocking {
            let delivery = dealer.send(
                Outbound(port: 0, frames: [Array(repeating: 1, count: 100_000)]))
            if delivery == .sent { sent += 1 }
            return delivery == .slow && sent > 0
        }
        #expect(sent >= 10)
        var read = 0
        eventuallyBlocking {
            read += router.wait(milliseconds: 10).count
            return read == sent
        }
        #expect(isWritable(dealer))
        #expect(dealer.send(Outbound(port: 0, frames: [[1]])) == .sent)
        dealer.close()
        router.close()
    }

    @Test(arguments: Carrier.allCases)
    func `A port that loses its listener is told so, once, and writes to the next one`(carrier: Carrier) throws {
        let house = try House(carrier)
        let router = try listen(house)
        let dealer = try connect(house)
        eventuallyBlocking { dealer.send(Outbound(port: 0, frames: [[1]])) == .sent }
        _ = try #require(message(router))
        router.close()
        let isTold = first(dealer) { if case .disconnected(port: 0) = $0 { true } else { nil } }
        #expect(isTold == true)
        #expect(dealer.wait(milliseconds: 20).isEmpty)
        let next = try listen(house)
        eventuallyBlocking { dealer.send(Outbound(port: 0, frames: [[2]])) == .sent }
        #expect(message(next)?.frames == [[2]])
        dealer.close()
        next.close()
    }

    @Test(arguments: Carrier.allCases)
    func `A turn ends with the message that passes its bytes`(carrier: Carrier) throws {
        let house = try House(carrier)
        var limits = PortLimits()
        limits.turnBytesMax = 2500
        let router = try listen(house, limits)
        let dealer = try connect(house)
        eventuallyBlocking { dealer.send(Outbound(port: 0, frames: [[0]])) == .sent }
        _ = try #require(message(router))
        for _ in 0..<7 { #expect(dealer.send(Outbound(port: 0, frames: [Array(repeating: 1, count: 1000)])) == .sent) }
        var turns: [Int] = []
        eventuallyBlocking {
            turns.append(router.wait(milliseconds: 10).count)
            return turns.reduce(0, +) == 7
        }
        // What is still on its way may make turns shorter.
        #expect(turns.allSatisfy { $0 <= 3 })
        dealer.close()
        router.close()
    }

    @Test(arguments: Carrier.allCases) func `A ring from another thread ends a wait`(
        carrier: Carrier
    ) throws {
        let house = try House(carrier)
        let waker = try Waker()
        let ports = try house.transport.open([PortPlan(.connects, house.clients)], waker: waker)
        let thread = try ThreadHandle.start { waker.ring() }
        #expect(ports.wait(milliseconds: 60_000).isEmpty)
        thread.join()
        ports.close()
    }
}
