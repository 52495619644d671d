// How a service leaves: it says so, takes no more, and finishes what runs within its budget. What waits for a service
// that does not answer is not waited for: its caller is told, and may repeat it elsewhere.

import Fabric
import Logging
import ServiceLifecycle
import Surroundings
import Synchronization

extension ServiceInstance {
    /// Waits for the word to leave.
    func waitForWord() async {
        do { try await gracefulShutdown() } catch {
            logger.notice("leaving at once")
        }
    }

    /// Tells the gateways to send no more, and hands back what they have sent since; stops what nobody asked for, and
    /// lets long polls go.
    func announce() {
        logger.info("draining")
        worker.drain()
        traffic.close()
        frame.duties.cancel()
        frame.dispatcher.parking.close()
    }

    /// Waits until nothing runs and nothing more comes, or the time is over, or all that runs waits for another
    /// service.
    func finish(until end: Int64) async {
        let begun = surroundings.monotonic()
        while surroundings.monotonic() < end {
            let now = surroundings.monotonic()
            if traffic.running == 0, worker.isDrained || now - begun >= Self.drainedMilliseconds { return }
            if traffic.waitsForOthers, now - begun >= Self.othersMilliseconds { break }
            guard await Pause.take(milliseconds: 10) else { break }
        }
        logger.notice("leaving unfinished", metadata: ["requests": "\(traffic.running)"])
    }

    /// How long gateways are waited for that do not say that they send no more: they may be gone, or stopped.
    private static let drainedMilliseconds: Int64 = 500
    /// How long requests that wait for another service are waited for: they are gone within two seconds even when the
    /// gateway takes nothing more, and unsent messages outlive their socket by one.
    private static let othersMilliseconds: Int64 = 500
}

/// The requests under way, and how many of them wait for another service.
final class Traffic: Sendable {
    private struct State {
        var running = 0
        var asking = 0
        var isClosed = false
    }
    private let state = Mutex(State())

    var running: Int { state.withLock { $0.running } }
    /// True if there are requests and each waits for another service.
    var waitsForOthers: Bool { state.withLock { $0.running > 0 && $0.asking >= $0.running } }

    /// Counts a request that begins; false, and not counted, once closed.
    func begins() -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.running += 1
            return true
        }
    }

    func ends() { state.withLock { $0.running -= 1 } }
    /// Lets nothing begin any more.
    func close() { state.withLock { $0.isClosed = true } }
    /// Another service is asked, for a request's sake or not.
    func asks(_ forRequest: Bool) { state.withLock { $0.asking += forRequest ? 1 : 0 } }
    func hasAsked(_ forRequest: Bool) { state.withLock { $0.asking -= forRequest ? 1 : 0 } }
}
