// Looks once a second at what a service stands on and cannot mend: the machine's clock, and gateways that do not
// answer. Each is said once when it goes wrong, with what to look at, and once when it is well again.

import Fabric
import Logging
import Surroundings

/// What is watched, and what was said of it.
struct GroundWatch {
    private let logger: Logger
    private let gateways: [String]
    /// The wall clock less the monotonic one, milliseconds; it moves when somebody sets the clock.
    private var offset: Int64
    private var unknownSince: [Int64?]
    private var saidUnknown: [Bool]

    /// Smaller corrections are what time servers do all the time.
    static let jumpMilliseconds: Int64 = 2000
    /// A gateway that starts, or a line that recovers, is given that long.
    static let silenceMilliseconds: Int64 = 5000

    init(gateways: [Endpoint], surroundings: Surroundings, logger: Logger) {
        self.logger = logger
        self.gateways = gateways.map { "\($0)" }
        offset = surroundings.machineTime() - surroundings.monotonic()
        unknownSince = gateways.map { _ in surroundings.monotonic() }
        saidUnknown = gateways.map { _ in false }
    }

    /// One look. `known` says which gateways know this instance, in their order.
    mutating func look(known: [Bool], _ surroundings: Surroundings) {
        lookAtClock(surroundings)
        for (index, isKnown) in known.enumerated() where index < gateways.count {
            look(at: index, isKnown: isKnown, now: surroundings.monotonic())
        }
    }

    private mutating func lookAtClock(_ surroundings: Surroundings) {
        let now = surroundings.machineTime() - surroundings.monotonic()
        let jump = now - offset
        guard abs(jump) >= Self.jumpMilliseconds else { return }
        offset = now
        logger.warning(
            "the machine's clock was set \(jump < 0 ? "back" : "forward")",
            metadata: [
                "milliseconds": "\(jump)",
                "effect": jump < 0
                    ? "record times go on by microseconds until the clock has caught up"
                    : "record times follow, and do not go back with it",
                "next": "see that the time server of this machine is right",
            ])
    }

    private mutating func look(at index: Int, isKnown: Bool, now: Int64) {
        guard !isKnown else {
            if saidUnknown[index] { logger.notice("the gateway answers", metadata: ["gateway": "\(gateways[index])"]) }
            unknownSince[index] = nil
            saidUnknown[index] = false
            return
        }
        let since = unknownSince[index] ?? now
        unknownSince[index] = since
        guard !saidUnknown[index], now - since >= Self.silenceMilliseconds else { return }
        saidUnknown[index] = true
        logger.warning(
            "a gateway does not answer",
            metadata: [
                "gateway": "\(gateways[index])",
                "next": """
                see that it runs, that address and key are its own, and that its principals file admits this \
                instance's key; the gateway's log says whom it denied
                """,
            ])
    }
}
