// Who listens while a claim is decided. The rules are written once: with nobody listening the compiler removes every
// note of theirs, with a listener the very same statements write the explanation.

internal import MessageSchema

/// Takes the steps of a decision down.
protocol Listener {
    /// Whether steps are to be worded at all.
    static var isOn: Bool { get }
    func take(_ step: TraceStep)
}

/// Nobody: for whoever wants figures only.
struct Silent: Listener {
    static var isOn: Bool { false }
    func take(_ step: TraceStep) {}
}

/// Keeps every step in its order.
final class Listening: Listener {
    static var isOn: Bool { true }
    private(set) var trace: [TraceStep] = []
    func take(_ step: TraceStep) { trace.append(step) }
}
