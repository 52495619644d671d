// Follows the registry's journal into the unit projection: at start until caught up, then by long poll, and at once
// when a request names a unit that is not known here.

import MessageSchema
import Storage
import Surroundings
import Synchronization

/// Keeps one service's units up to date.
final class UnitFollower: Sendable {
    /// Reads a page of the registry's journal, waiting that many milliseconds at most for the answer.
    typealias Fetch = @Sendable (ReadEvents<RegistryContract>, _ patience: Int64) async throws -> EventPage

    static let cursor = "registry.units"
    /// Entries read at once.
    private static let pageEntries = 1000
    /// Pages read in one go; twenty million entries.
    private static let pagesMax = 20_000

    private let store: Store
    private let projection: UnitProjection
    private let fetch: Fetch
    private let surroundings: Surroundings
    private let principal: Principal
    private let reached = Mutex<Int64?>(nil)

    init(
        store: Store, projection: UnitProjection, service: ServiceName, surroundings: Surroundings,
        fetch: @escaping Fetch
    ) {
        self.store = store
        self.projection = projection
        self.fetch = fetch
        self.surroundings = surroundings
        principal = Principal(name: "service:\(service.text)", roles: [.service])
    }

    /// The registry's sequence up to which this service has read; nil before the first page.
    var followed: Int64? { reached.withLock { $0 } }

    /// Reads until the journal's head, or until a monotonic time is over.
    func catchUp(until deadline: Int64? = nil) async throws {
        for _ in 0..<Self.pagesMax {
            let left = deadline.map { $0 - surroundings.monotonic() } ?? CallMetadata.deadlineDefault
            guard left > 0 else { return }
            if try await step(waitMilliseconds: 0, patience: min(left, CallMetadata.deadlineDefault)) { return }
        }
    }

    /// Reads the next page, waiting for one if there is nothing new, and applies it. True at the journal's head; false
    /// if there is more, or if another instance on this database moved on meanwhile.
    @discardableResult
    func step(waitMilliseconds: Int64, patience: Int64 = CallMetadata.deadlineDefault) async throws -> Bool {
        let position = try await store.cursor(Self.cursor)
        let page: EventPage
        do {
            page = try await fetch(
                ReadEvents(
                    journal: position?.journal, after: position?.after ?? 0, limit: Self.pageEntries,
                    wait: waitMilliseconds), waitMilliseconds + patience)
        } catch let failure as Failure where Self.restored.contains(failure.name) {
            try await beginAnew()
            return false
        }
        guard page.next > position?.after ?? 0 else { return true }
        guard try await apply(page, after: position?.after) else { return false }
        reached.withLock { $0 = page.next }
        return page.next >= page.head
    }

    /// What a registry answers whose journal is not, or no longer, the one that was followed.
    private static let restored: Set<String> = ["frame.journal.foreign", "frame.journal.pastHead"]

    /// Forgets all units and the place in the journal: the registry was restored from a copy, and what it knows now is
    /// what holds. Earlier knowledge of units is gone with it.
    private func beginAnew() async throws {
        let projection = projection
        _ = try await store.write(WriteRequest(principal: principal)) { writer in
            try writer.removeCursor(Self.cursor)
            try projection.forget(in: writer)
            return []
        }
        reached.withLock { $0 = nil }
    }

    /// Applies a page and moves on, in one transaction; false if another instance was faster.
    private func apply(_ page: EventPage, after: Int64?) async throws -> Bool {
        let hasUnits = try page.items.contains { try UnitEvent($0) != nil }
        let request = WriteRequest(principal: principal, purpose: hasUnits ? .fact : .bookkeeping)
        let projection = projection
        do {
            _ = try await store.write(request) { writer in
                try writer.moveCursor(Self.cursor, journal: page.journal, from: after, to: page.next)
                _ = try projection.follow(page, in: writer)
                return []
            }
            return true
        } catch StorageError.cursorMoved { return false }
    }
}
