// Producers ten times faster than their consumer: who is too much is told so, with the time to come back, and the
// gateway's memory stays under a bound. Filling its queue takes long in a debug build, so the full form runs only for
// the seconds that SAURO_OVERLOAD_SECONDS says (`make overload`); the short one fills a smaller queue.

import Fabric
import MessageSchema
import Surroundings
import Synchronization
import TestGround
import Testing
import WireJSON

import Foundation

@Suite("A gateway under overload", .serialized)
struct OverloadTests {
    /// What a gateway may hold at most: 64 MiB of bodies wait for a service, each looked into once, and beside them
    /// stands what its callers have in flight on their connections.
    private static let residentBytesMax = 384 << 20
    /// Requests the worker holds at once, and bytes of a body beside its text.
    private static let creditRequests = 2
    private static let envelopeBytesMax = 1000
    /// Attempts for each answer.
    private static let ratio = 10
    private static let seconds = ProcessInfo.processInfo.environment["SAURO_OVERLOAD_SECONDS"].flatMap(Int64.init)

    @Test("holds no more than its queue's bound, and says `overloaded` with `retryAfter`")
    func boundedQueue() async throws {
        var settings = BrokerSettings()
        settings.queueBytesMax = 2 << 20
        let suite = try LiveSuite(settings: settings)
        let worker = try worker(Endpoint.ipc(suite.folder.file("run/worker.ipc")))
        try await suite.awaitInstances(1, of: "slow")
        let most = Mutex(0)
        let body = 200_000
        let counts = await overload(suite.client, worker, lanes: 20, bodyBytes: body) { counts in
            let queued = suite.broker.statistics.service("slow")?.queuedBytes ?? 0
            return most.withLock { most in
                most = max(most, queued)
                return counts.overloaded >= 20 && counts.answered >= 2 && most > 0
            }
        }
        expectToldSo(counts)
        // What was with the worker goes back to the queue's front, whatever waits there: it was accepted before.
        let handedBackMax = Self.creditRequests * (body + Self.envelopeBytesMax)
        #expect(most.withLock { $0 } <= settings.queueBytesMax + handedBackMax)
        worker.stop()
        try await suite.stop()
    }

    @Test("stays under its bound of memory for as long as it lasts", .enabled(if: seconds != nil))
    func boundedMemory() async throws {
        let gateway = try await LiveGateway()
        let worker = try worker(gateway.workers)
        let client = Client(transport: ZeroMQTransport(), gateways: [try gateway.clients], surroundings: .live)
        try client.start()
        try await gateway.awaitInstances(1, of: "slow")
        let before = try gateway.process.residentBytesPeak()
        let end = Surroundings.live.monotonic() + 1000 * (Self.seconds ?? 0)
        // More in flight than the queue and the worker's credit hold together.
        let counts = await overload(client, worker, lanes: 100, bodyBytes: 1_040_000) { counts in
            Surroundings.live.monotonic() >= end && counts.overloaded > 0 && counts.answered > 0
        }
        let peak = try gateway.process.residentBytesPeak()
        print("overload: \(counts); resident \(before >> 20) MiB before, \(peak >> 20) MiB at most")
        expectToldSo(counts)
        #expect(peak < Self.residentBytesMax)
        worker.stop()
        client.stop()
        await gateway.stop()
    }

    private func expectToldSo(_ counts: Tally.Counts) {
        #expect(counts.overloaded > 0 && counts.withoutRetry == 0)
        #expect(counts.answered > 0 && counts.attempts >= Self.ratio * counts.answered)
    }

    private func worker(_ gateway: Endpoint) throws -> Worker {
        let worker = Worker(
            transport: ZeroMQTransport(), gateways: [gateway],
            announcement: ReadyAnnouncement(
                service: "slow", instance: Surroundings.live.newIdentifier(), epoch: 1, version: "1", methods: [:],
                credit: .init(requests: Self.creditRequests, bytes: 2 << 20, parked: 0)),
            surroundings: .live)
        try worker.start()
        return worker
    }

    /// Produces ten times faster than it consumes, until it is enough.
    private func overload(
        _ client: Client, _ worker: Worker, lanes: Int, bodyBytes: Int, until isEnough: (Tally.Counts) -> Bool
    ) async -> Tally.Counts {
        let tally = Tally()
        let text = [UInt8](repeating: UInt8(ascii: "x"), count: bodyBytes)
        let params = RawJSON(unsafeUnchecked: Array("{\"text\":\"".utf8) + text + Array("\"}".utf8))
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { await consume(worker, tally) }
            for _ in 0..<lanes { group.addTask { await produce(params, client, tally) } }
            await wait { isEnough(tally.value) }
            let counts = tally.value
            group.cancelAll()
            return counts
        }
    }

    /// Calls again and again, at once, whatever the answer was.
    private func produce(_ params: RawJSON, _ client: Client, _ tally: Tally) async {
        while !Task.isCancelled {
            tally.change { $0.attempts += 1 }
            do throws(Failure) {
                _ = try await client.call(
                    service: "slow", method: "slow.thing.do", params: params, metadata: CallMetadata(deadline: 60_000))
            } catch {
                guard !Task.isCancelled else { return }
                tally.change { $0.note(error) }
            }
        }
    }

    /// Answers one request for each ten attempts.
    private func consume(_ worker: Worker, _ tally: Tally) async {
        for await request in worker.requests {
            await wait { tally.value.attempts >= Self.ratio * (tally.value.answered + 1) }
            guard case .single(.success(let call)) = JSONRPC.read(request.body) else { continue }
            tally.change { $0.answered += 1 }
            request.reply(JSONRPC.response(id: call.id, result: Array("{}".utf8), metadata: nil))
        }
    }

    /// Waits for a condition, two minutes at most, or for the task to be cancelled; the expectations that follow say
    /// which it was.
    private func wait(_ condition: () -> Bool) async {
        do { try await eventually("the overload") { Task.isCancelled || condition() } } catch { return }
    }
}

/// What producers and the consumer have seen.
private final class Tally: Sendable {
    struct Counts: Sendable {
        var attempts = 0
        var answered = 0
        var overloaded = 0
        var withoutRetry = 0
        var others: Set<String> = []

        mutating func note(_ failure: Failure) {
            guard failure.kind == .overloaded else {
                others.insert("\(failure)")
                return
            }
            overloaded += 1
            if failure.retryAfter ?? 0 <= 0 { withoutRetry += 1 }
        }
    }
    private let counts = Mutex(Counts())
    var value: Counts { counts.withLock { $0 } }
    func change(_ body: (inout Counts) -> Void) { counts.withLock { body(&$0) } }
}

extension LiveProcess {
    /// The most memory that was resident since the process began (VmHWM of proc_pid_status(5)).
    fileprivate func residentBytesPeak() throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(Int(line.filter(\.isNumber))) << 10
    }
}
