// A connection to the gateway: which port it came to, and its name there. Names are each port's own.

/// One connection.
struct Peer: Hashable, Sendable {
    let port: Int
    let id: PeerID
}

/// What a client's connection may still ask.
struct ClientConnection: Sendable {
    /// Requests it waits for.
    var inFlight = 0
    /// Requests it may send at once, in thousandths, as of `refilled`.
    private var allowance: Int64
    private var refilled: Int64

    private static let whole: Int64 = 1000

    /// A connection that has not asked yet: it may send a second's worth of requests at once.
    init(ratePerSecond: Int, now: Int64) {
        allowance = Int64(ratePerSecond) * Self.whole
        refilled = now
    }

    /// Takes one request from the allowance; otherwise gives the milliseconds until there is one.
    mutating func take(ratePerSecond: Int, now: Int64) -> Int64? {
        let rate = Int64(ratePerSecond)
        allowance = min(rate * Self.whole, allowance + (now - refilled) * rate)
        refilled = now
        guard allowance < Self.whole else {
            allowance -= Self.whole
            return nil
        }
        return (Self.whole - allowance + rate - 1) / rate
    }

    /// True when nothing would be forgotten with it.
    func isIdle(now: Int64) -> Bool { inFlight == 0 && now - refilled >= 1000 }
}
