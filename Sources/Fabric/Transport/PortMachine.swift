// The seam between deciding and acting: a machine is a pure struct that is told what happened and
// when, and says what to do; a `PortThread` does it. Machines read no clock, touch no socket and
// start no thread.

/// What a machine is told.
enum PortEvent<Command: Sendable>: Sendable {
    /// The ports are open. `machineTime` is the wall clock in milliseconds since 1970.
    case opened(machineTime: Int64)
    case message(Inbound)
    case writable(port: Int)
    case disconnected(port: Int)
    /// A message the machine wanted sent could not go.
    case undelivered(Outbound, Delivery)
    /// How many messages of a series have gone, and what became of the next.
    case sentSeries(port: Int, peer: PeerID, count: Int, Delivery)
    case command(Command)
    case tick(machineTime: Int64)
    /// The end is near: what is said now is still sent, and what comes in for
    /// `farewellMilliseconds` is still told.
    case stopping
}

/// What a machine wants done.
enum PortAction<Report: Sendable>: Sendable {
    case send(Outbound)
    /// Messages to one peer, in this order, up to the first that cannot go; `sentSeries` tells which.
    case sendSeries([Outbound])
    /// Something for the rest of the process.
    case report(Report)
}

/// A pure state machine over ports. Time is monotonic milliseconds.
protocol PortMachine: Sendable {
    associatedtype Command: Sendable
    associatedtype Report: Sendable

    mutating func handle(_ event: PortEvent<Command>, now: Int64) -> [PortAction<Report>]
    /// How long the machine may be left without a tick.
    var tickMilliseconds: Int64 { get }
    /// How long the ports stay open after `stopping`.
    var farewellMilliseconds: Int64 { get }
}

extension PortMachine {
    var farewellMilliseconds: Int64 { 0 }
}
