// What a service does because another service's journal told something. Reactions run inside the writer, in the
// transaction that moves the place in that journal: each event has its effect once, whatever dies when.

public import MessageSchema
public import Storage
internal import WireJSON

/// A service's answer to events of another service.
public struct Reaction: Sendable {
    /// The service whose journal is followed for it.
    public let service: ServiceName
    /// The type of event it is about; nil for all of them.
    let event: String?
    let purpose: WriteRequest.Purpose
    let run: @Sendable (CloudEvent, WriteContext) throws -> Void

    /// Reacts to one type of event; the service is the first part of the event's name.
    ///
    /// The handler gets the event, and the journal's entry that told it: its id JOURNAL/SEQUENCE, place, time, actor,
    /// subject. What it throws as a `Rejection`, and data that cannot be read as the event, undo what this handler did
    /// and are kept as `frame.event.refused`; the following goes on. Any other error is tried again, with the page the
    /// event stands in, until it passes. The context's caller is the service itself, which may act everywhere.
    ///
    /// A handler that changes rows appends an event, as every write does; one that only copies what the other service
    /// says may be `.bookkeeping`.
    public static func on<E: Event>(
        _ event: E.Type, purpose: WriteRequest.Purpose = .fact,
        _ handler: @escaping @Sendable (E, _ origin: CloudEvent, WriteContext) throws -> Void
    ) -> Reaction {
        let parts = E.name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let service = ServiceName(String(parts[0])), service != Self.frame else {
            preconditionFailure("\(E.name) is no event of one service; react to it with .onAny")
        }
        return Reaction(service: service, event: E.name, purpose: purpose) { origin, context in
            try handler(WireJSON.decode(E.self, from: origin.data.bytes), origin, context)
        }
    }

    /// Reacts to every event in a service's journal, those of the frame included. The handler is as in
    /// ``on(_:purpose:_:)``.
    public static func onAny(
        of service: ServiceName, purpose: WriteRequest.Purpose = .fact,
        _ handler: @escaping @Sendable (_ origin: CloudEvent, WriteContext) throws -> Void
    ) -> Reaction {
        Reaction(service: service, event: nil, purpose: purpose, run: handler)
    }

    /// The first part of the names of events that are in every service's journal.
    private static let frame: ServiceName = "frame"

    func concerns(_ origin: CloudEvent) -> Bool { event == nil || event == origin.type }
}
