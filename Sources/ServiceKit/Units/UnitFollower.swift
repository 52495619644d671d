// Follows the registry's journal into the unit projection: at start until caught up, then by long poll, and at once
// when a request names a unit that is not known here.

import MessageSchema
import Storage
import Synchronization

/// Keeps one service's units up to date.
final class UnitFollower: Sendable {
    /// Reads a page of the registry's journal.
    typealias Fetch = @Sendable (ReadEvents<RegistryContract>) async throws -> EventPage

    static let cursor = "registry.units"
    /// Entries read at once.
    private static let pageEntries = 1000
    /// Pages read in one go; twenty million entries.
    private static let pagesMax = 20_000

    private let store: Store
    private let projection: UnitProjection
    private let fetch: Fetch
    private let principal: Principal
    private let reached = Mutex<Int64?>(nil)

    init(store: Store, projection: UnitProjection, service: ServiceName, fetch: @escaping Fetch) {
        self.store = store
        self.projection = projection
        self.fetch = fetch
        principal = Principal(name: "service:\(service.text)", roles: [.service])
    }

    /// The registry's sequence up to which this service has read; nil before the first page.
    var followed: Int64? { reached.withLock { $0 } }

    /// Reads until the journal's head.
    func catchUp() async throws {
        for _ in 0..<Self.pagesMax {
            let page = try await step(waitMilliseconds: 0)
            if page.next >= page.head { return }
        }
    }

    /// Reads the next page, waiting for one if there is nothing new, and applies it.
    @discardableResult
    func step(waitMilliseconds: Int64) async throws -> EventPage {
        let position = try await store.cursor(Self.cursor)
        let page = try await fetch(
            ReadEvents(
                journal: position?.journal, after: position?.after ?? 0, limit: Self.pageEntries,
                wait: waitMilliseconds))
        if page.next > position?.after ?? 0 { try await apply(page, after: position?.after) }
        reached.withLock { $0 = page.next }
        return page
    }

    private func apply(_ page: EventPage, after: Int64?) async throws {
        let hasUnits = try page.items.contains { try UnitEvent($0) != nil }
        let request = WriteRequest(principal: principal, purpose: hasUnits ? .fact : .bookkeeping)
        let projection = projection
        do {
            _ = try await store.write(request) { writer in
                try writer.moveCursor(Self.cursor, journal: page.journal, from: after, to: page.next)
                _ = try projection.follow(page, in: writer)
                return []
            }
        } catch StorageError.cursorMoved {
            // Another instance on this database was faster; its effect is the same.
        }
    }
}
