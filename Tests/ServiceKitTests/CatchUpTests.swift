// How long a service catches up with a journal, and how long it waits for news, on a clock that the test moves.

import Logging
import MessageSchema
@testable import ServiceKit
import ServiceTesting
import Storage
import Surroundings
import TestGround
import Testing

@Suite("A follower of a journal")
struct CatchUpTests {
    private let folder = TemporaryFolder()
    private let monotonic = Locked<Int64>(10_000)

    private func follower(_ fetch: @escaping JournalFollower.Fetch) throws -> (JournalFollower, Store) {
        let surroundings = Surroundings(now: Surroundings.live.now, monotonic: { [monotonic] in monotonic.value })
        let frame = try ServiceFrame(
            NotesContract.blueprint, folder: folder.path, surroundings: surroundings,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, fetch: fetch)
        return (try #require(frame.followers.units), frame.store)
    }

    @Test("catches up no longer than it may, and waits for no page longer than that")
    func bounded() async throws {
        let patiences = Locked<[Int64]>([])
        let (follower, store) = try follower { [monotonic] request, patience in
            patiences.change { $0.append(patience) }
            monotonic.change { $0 += 900 }
            return EventPage(journal: "j", items: [], next: request.after + 1, head: 1_000_000)
        }
        try await follower.catchUp(until: 12_000)
        #expect(patiences.value == [2000, 1100, 200])
        #expect(try await store.cursor("registry")?.after == 3)
    }

    @Test("reads to the head when it has no end")
    func unbounded() async throws {
        let (follower, store) = try follower { [monotonic] request, patience in
            #expect(patience == CallMetadata.deadlineDefault)
            monotonic.change { $0 += 60_000 }
            return EventPage(journal: "j", items: [], next: request.after + 1, head: 5)
        }
        try await follower.catchUp()
        #expect(try await store.cursor("registry")?.after == 5)
    }

    @Test("polls for five seconds, with five more for the answer")
    func polls() async throws {
        let asked = Locked<[[Int64]]>([])
        let (follower, _) = try follower { request, patience in
            asked.change { $0.append([request.wait, patience]) }
            withUnsafeCurrentTask { $0?.cancel() }
            throw CancellationError()
        }
        await Task { await follower.follow() }.value
        #expect(asked.value == [[5000, 10_000]])
    }
}
