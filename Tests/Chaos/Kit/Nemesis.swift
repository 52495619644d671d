// What is done to the suite while it works.

/// A kind of trouble.
public enum Nemesis: String, CaseIterable, Sendable {
    /// SIGKILL of a service, or of two at once, up to three times in a row.
    case kill
    /// SIGSTOP of any process, the gateway too, for less or more than three heartbeats; then SIGCONT.
    case pause
    /// SIGKILL of the gateway.
    case gateway
    /// The line between the gateway and some services is cut, for less or more than three heartbeats.
    case partition
    /// The disk of a service is full.
    case disk
    /// The machine's wall clock jumps, forward or back, and after a while back again.
    case machineClock = "machine-clock"
    /// The suite's manual clock is advanced.
    case suiteClock = "suite-clock"
    /// A byte of a journal row on the disk is flipped, at the end.
    case flip

    /// What it is in the table.
    public var summary: String {
        switch self {
        case .kill: "SIGKILL of services"
        case .pause: "SIGSTOP, SIGCONT of any process"
        case .gateway: "SIGKILL of the gateway"
        case .partition: "the line to two services is cut"
        case .disk: "a service's disk is full"
        case .machineClock: "the machine's clock jumps"
        case .suiteClock: "the suite's clock jumps"
        case .flip: "a journal byte flipped"
        }
    }
}
