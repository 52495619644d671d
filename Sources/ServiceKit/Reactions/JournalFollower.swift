// Follows one service's journal: the registry's into the unit projection, and each into the reactions that name it.
// One page is one transaction, in which the cursor moves by compare-and-set; so several instances may follow at once,
// and a process that dies has either the page's whole effect or none.

import Logging
import MessageSchema
import Storage
import Surroundings
import Synchronization

/// Keeps a service up to date with what another one tells.
final class JournalFollower: Sendable {
    /// Reads a page of a journal, waiting that many milliseconds at most for the answer.
    typealias Fetch = @Sendable (JournalRequest, _ patience: Int64) async throws -> EventPage
    /// A place in a journal.
    typealias Position = (journal: String, after: Int64)

    /// The service that is followed.
    let service: ServiceName
    /// True for the journal that tells of units, which go into the projection before any reaction runs.
    let tellsOfUnits: Bool
    let reactions: [Reaction]
    let frame: FollowerFrame
    let fetch: Fetch
    private let place = Mutex(Place())

    /// How far this service has read, where the journal ended when it was last told, and when that was.
    private struct Place {
        var reached: Int64?
        var head: Int64?
        var heard: Int64?
        /// Since when every answer was that the journal ends before the place that was reached.
        var behind: Int64?
    }

    /// Entries read at once. Fewer with reactions, which hold the writer longer.
    private var pageEntries: Int { reactions.isEmpty ? 1000 : 200 }
    /// Pages read in one go; four million entries at least.
    private static let pagesMax = 20_000

    init(
        of service: ServiceName, tellsOfUnits: Bool, reactions: [Reaction], frame: FollowerFrame,
        fetch: @escaping Fetch
    ) {
        self.service = service
        self.tellsOfUnits = tellsOfUnits
        self.reactions = reactions
        self.frame = frame
        self.fetch = fetch
    }

    /// The name of the place in the journal.
    var cursor: String { service.text }

    /// The sequence up to which this service has read; nil before the first page.
    var followed: Int64? { place.withLock { $0.reached } }

    /// Entries that are not applied yet, as of the followed service's last answer; nil before the first.
    var lag: Int64? { place.withLock { place in place.head.map { max(0, $0 - (place.reached ?? 0)) } } }

    /// Milliseconds since that answer; nil before the first.
    var silence: Int64? { place.withLock { $0.heard }.map { frame.surroundings.monotonic() - $0 } }

    /// Reads until the journal's head, or until a monotonic time is over.
    /// - Parameter trace: the traceparent of the request for whose sake it is done.
    func catchUp(until deadline: Int64? = nil, trace: String? = nil) async throws {
        for _ in 0..<Self.pagesMax {
            let left = deadline.map { $0 - frame.surroundings.monotonic() } ?? CallMetadata.deadlineDefault
            guard left > 0 else { return }
            let patience = min(left, CallMetadata.deadlineDefault)
            if try await step(waitMilliseconds: 0, patience: patience, trace: trace) { return }
        }
    }

    /// Reads the next page, waiting for one if there is nothing new, and applies it. True at the journal's head; false
    /// if there is more, or if another instance on this database moved on meanwhile.
    @discardableResult
    func step(
        waitMilliseconds: Int64, patience: Int64 = CallMetadata.deadlineDefault, trace: String? = nil
    ) async throws -> Bool {
        let position = try await frame.store.cursor(cursor)
        place.withLock { $0.reached = position?.after }
        let request = JournalRequest(
            of: service, journal: position?.journal, after: position?.after ?? 0, limit: pageEntries,
            wait: waitMilliseconds, traceparent: trace)
        let page: EventPage
        do { page = try await fetch(request, waitMilliseconds + patience) } catch let failure as Failure {
            guard let position, isRestored(failure) else { throw failure }
            try await goOn(after: position, patience: patience)
            place.withLock { $0.behind = nil }
            return false
        }
        let heard = frame.surroundings.monotonic()
        place.withLock { ($0.head, $0.heard, $0.behind) = (page.head, heard, nil) }
        guard page.next > position?.after ?? 0 else { return true }
        guard try await apply(page, after: position) else { return false }
        place.withLock { $0.reached = page.next }
        return page.next >= page.head
    }

    /// True if the followed service was restored: its journal has another id; or it has ended before the place that was
    /// reached for so long that no instance can know better. One that still reads from a former primary, or from a
    /// replica that lags, is merely behind, and the next to be asked may not be: to begin anew for its sake would do
    /// twice what is done.
    private func isRestored(_ failure: Failure) -> Bool {
        guard failure.name == "frame.journal.pastHead" else { return failure.name == "frame.journal.foreign" }
        let now = frame.surroundings.monotonic()
        let since = place.withLock { place in
            let since = place.behind ?? now
            place.behind = since
            return since
        }
        return now - since >= Self.beliefMilliseconds
    }

    /// How long a journal must end too early before that is believed: longer than a former primary is left unfenced.
    private static let beliefMilliseconds: Int64 = 60_000

    /// Where the journal ends now.
    func head(patience: Int64) async throws -> Position {
        let page = try await fetch(JournalRequest(of: service, after: 0, limit: 1), patience)
        return (page.journal, page.head)
    }

    /// Applies a page and moves on, in one transaction; false if another instance was faster.
    private func apply(_ page: EventPage, after position: Position?) async throws -> Bool {
        let spans = ReactionSpans()
        let isFirst = try await frame.write { writer, tally in
            spans.beginAgain()
            try writer.moveCursor(self.cursor, journal: page.journal, from: position?.after, to: page.next)
            if self.tellsOfUnits { _ = try self.frame.projection.follow(page, in: writer) }
            try self.react(to: page, in: writer, tally, spans)
        }
        if isFirst { spans.keep(in: frame.watch.ring) }
        return isFirst
    }
}

/// What all followers of a service share.
struct FollowerFrame: Sendable {
    let store: Store
    let projection: UnitProjection
    let watch: InstanceWatch

    var identity: ServiceIdentity { watch.identity }
    /// The service itself, as the one who acts.
    var principal: Principal { identity.principal }
    var surroundings: Surroundings { watch.surroundings }
    var logger: Logger { watch.logger }
    /// Where events are counted; nil where nobody wants to know.
    let events: EventCounters?

    /// Writes what followed from a journal; false if another instance moved the cursor first. The events are the other
    /// service's, so the copy of them needs none; each reaction is held to its own purpose.
    func write(_ body: @escaping @Sendable (Writer, EventTally?) throws -> Void) async throws -> Bool {
        let tally = EventTally(events)
        do {
            _ = try await store.write(WriteRequest(principal: principal, purpose: .bookkeeping)) { writer in
                tally?.begin()
                try body(writer, tally)
                return []
            }
            tally?.count()
            return true
        } catch StorageError.cursorMoved { return false }
    }
}
