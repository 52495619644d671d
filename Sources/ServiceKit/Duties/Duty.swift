// Work a service does by itself, because time passed or because its tables hold something due: reminders, expansions,
// deliveries.

/// One kind of work that nobody asks for.
///
/// A duty is run at the service's start, after commits to its own journal, when the suite's date changes, and at least
/// once a second of the machine's time; never twice at once in one instance. Several instances each run it, so it is
/// made harmless: work on the service's own tables by unique keys or compare-and-set, work with an outside effect by a
/// lease that is committed before (`lease_owner` is the context's ``DutyContext/instance``, `lease_until` counts in
/// ``DutyContext/machineTime``). A process may die at any point of it.
///
/// A duty that throws is logged and run again later, up to half a minute later, and holds up no other. It looks with a
/// read before it writes, so that it costs nothing when nothing is due, and gives up when its task is cancelled.
public struct Duty: Sendable {
    /// What the log calls it; no two of a service have one name.
    public let name: String
    let run: @Sendable (DutyContext) async throws -> Bool

    /// `run` does the next piece of the work, of bounded size; true if there may be more to do at once.
    public init(name: String, run: @escaping @Sendable (DutyContext) async throws -> Bool) {
        self.name = name
        self.run = run
    }
}
