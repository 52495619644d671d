// Servers that go away: whatever is lost, nothing acknowledged is, and nothing is there twice.

#if PostgreSQL
    import Foundation
    import MessageSchema
    import TestGround
    import Testing

    @testable import Storage

    @Suite(.engines(.postgresql)) struct PostgreSQLLossTests {
        /// Six lanes over two stores, each note once, while a test does its worst; then all that was acknowledged is
        /// there once, and nothing else; gives how many. A note written twice would break its key.
        private func load(_ fixture: Fixture, while worst: (Locked<Int>) async throws -> Void) async throws -> Int {
            let (stop, acknowledged) = (Flag(), Locked(0))
            let instances = [fixture, try fixture.another()]
            let ids = try await withThrowingTaskGroup(of: [String].self) { group in
                for lane in 0..<6 {
                    group.addTask {
                        var ids: [String] = []
                        while !stop.isRaised {
                            ids.append("\(lane)-\(ids.count)")
                            try await instances[lane % 2].note(ids[ids.count - 1])
                            acknowledged.change { $0 += 1 }
                        }
                        return ids
                    }
                }
                do { try await worst(acknowledged) } catch { Issue.record(error) }
                stop.raise()
                return try await group.reduce(into: [String]()) { $0 += $1 }
            }
            #expect(try await fixture.ids() == ids.sorted())
            let verified = try await fixture.store.verify()
            #expect(verified.fault == nil)
            #expect(verified.entries == Int64(ids.count))
            return ids.count
        }

        private func awaitMore(_ acknowledged: Locked<Int>) async throws {
            let target = acknowledged.value + 20
            try await eventually { acknowledged.value >= target }
        }

        @Test func killedSessionsLoseAndDoubleNothing() async throws {
            let fixture = try Fixture()
            let written = try await load(fixture) { acknowledged in
                for _ in 0..<25 {
                    try await awaitMore(acknowledged)
                    fixture.run(
                        """
                        SELECT pg_terminate_backend(pid)::TEXT FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()
                        """)
                }
                try await awaitMore(acknowledged)
            }
            #expect(written >= 26 * 20)
        }

        @Test func aServerThatCrashesLosesAndDoublesNothing() async throws {
            let cluster = PostgreSQLCluster()
            let fixture = try Fixture(DatabaseUnderTest(on: cluster)) { $0.reconnectMilliseconds = 120_000 }
            let written = try await load(fixture) { acknowledged in
                for _ in 0..<3 {
                    try await awaitMore(acknowledged)
                    cluster.crash()
                    cluster.start()
                }
                try await awaitMore(acknowledged)
            }
            #expect(written >= 4 * 20)
        }

        /// The replica must have what is acknowledged. Whether the primary dies first, or lives on for a while, cut off
        /// from the replica that has taken its place: nothing acknowledged is lost, and nothing is there twice.
        @Test(arguments: [true, false]) func aReplicaThatTakesOverHasEverything(primaryDiesFirst: Bool) async throws {
            let primary = PostgreSQLCluster(waitsForReplica: true)
            let replica = PostgreSQLCluster(following: primary)
            let fixture = try Fixture(DatabaseUnderTest(on: primary, replica: replica)) {
                $0.reconnectMilliseconds = 120_000
                $0.answerMilliseconds = 3000
            }
            let written = try await load(fixture) { acknowledged in
                try await awaitMore(acknowledged)
                if primaryDiesFirst { primary.crash() }
                replica.promote()
                if !primaryDiesFirst { primary.crash() }
                try await awaitMore(acknowledged)
            }
            #expect(written >= 2 * 20)
        }

        /// COMMIT waits for a replica that is not there; then its session is killed, or told not to wait. The server
        /// has the batch, its answer is lost or not to be trusted: it is found by its mark, and acknowledged only when
        /// a replica could have it.
        @Test(arguments: ["pg_terminate_backend", "pg_cancel_backend"])
        func aCommitWithoutAnAnswerIsFoundAgain(kill: String) async throws {
            let cluster = PostgreSQLCluster()
            let fixture = try Fixture(DatabaseUnderTest(on: cluster)) { $0.reconnectMilliseconds = 120_000 }
            try await fixture.note("before")
            try await makeCommitsWait(cluster)
            let runs = Locked(0)
            let write = fixture.store.submit(.plain) { writer in
                runs.change { $0 += 1 }
                return try writer.note("a")
            }
            var killed: [String] = []
            try await eventually("the batch to wait") {
                killed = fixture.run(
                    "WITH w AS MATERIALIZED (\(Self.waiting)) SELECT pid FROM w WHERE \(kill)(pid::INT)")
                return killed.count == 1
            }
            // Found by its mark, it waits for a replica again.
            try await eventually("it to wait again") {
                fixture.run(Self.waiting).first.map { $0 != killed[0] } ?? false
            }
            cluster.query("ALTER SYSTEM RESET synchronous_standby_names")
            cluster.query("SELECT pg_reload_conf()::TEXT")
            #expect(try await write.outcome().sequence == 2)
            #expect(runs.value == 1)
            #expect(try await fixture.ids() == ["a", "before"])
            #expect(try await fixture.isWhole())
        }

        private static let waiting = "SELECT pid::TEXT FROM pg_stat_activity WHERE wait_event = 'SyncRep'"

        /// Returns once commits wait for a replica. A reload says nothing of when the server's processes have come to
        /// it, so commits are tried until one waits; that one is told to wait no more.
        private func makeCommitsWait(_ cluster: PostgreSQLCluster) async throws {
            cluster.query("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
            cluster.query("SELECT pg_reload_conf()::TEXT")
            try await eventually("a commit to wait") {
                let isDone = Flag()
                Thread.detachNewThread {
                    cluster.query("SELECT pg_logical_emit_message(true, 'trial', '')::TEXT")
                    isDone.raise()
                }
                try await eventually { isDone.isRaised || !cluster.query(Self.waiting).isEmpty }
                let waits = !isDone.isRaised
                if waits { cluster.query("SELECT pg_cancel_backend(pid::INT)::TEXT FROM (\(Self.waiting)) w") }
                try await eventually { isDone.isRaised }
                return waits
            }
        }

        @Test func aServerThatStaysAwayFailsTheBatchAndNotForEver() async throws {
            let cluster = PostgreSQLCluster()
            let fixture = try Fixture(DatabaseUnderTest(on: cluster)) { $0.reconnectMilliseconds = 300 }
            try await fixture.note("a")
            cluster.crash()
            for _ in 0..<2 {
                let error = await #expect(throws: StorageError.self) { try await fixture.note("b") }
                guard case .connectionLost = try #require(error) else {
                    Issue.record("\(String(describing: error))")
                    return
                }
            }
            await #expect(throws: StorageError.self) { try await fixture.ids() }
            cluster.start()
            #expect(try await fixture.note("c").sequence == 2)
            #expect(try await fixture.ids() == ["a", "c"])
        }

        @Test func theVictimOfADeadlockIsRunAgain() async throws {
            let fixture = try Fixture()
            try await fixture.note("a")
            let stranger = try Stranger(fixture)
            let wanted = "UPDATE journal_head SET turn = turn + 1; COMMIT"
            try stranger.run("SET deadlock_timeout TO '1h'; BEGIN; UPDATE note SET number = 1 WHERE id = 'a'")
            let (began, go, runs) = (Flag(), DispatchSemaphore(value: 0), Locked(0))
            let write = fixture.store.submit(.plain) { writer in
                runs.change { $0 += 1 }
                if runs.value == 1 {
                    began.raise()
                    go.wait()
                }
                try writer.execute("UPDATE note SET text = 'b' WHERE id = 'a'")
                try writer.append(Noted(text: "b"), subject: "a")
                return []
            }
            try await eventually { began.isRaised }
            // The stranger has the row that the batch will want, and wants the turn, which the batch has.
            async let done: Void = stranger.runOnAnotherThread(wanted)
            try await eventually {
                fixture.run(
                    """
                    SELECT pid::TEXT FROM pg_stat_activity
                    WHERE wait_event_type = 'Lock' AND query = '\(wanted)'
                    """
                ).count == 1
            }
            go.signal()
            #expect(try await write.outcome().sequence == 2)
            try await done
            // It may take the turn again before the stranger wakes, and be the victim once more.
            #expect(runs.value >= 2)
            let row = try await fixture.store.read { try $0.first("SELECT text, number FROM note") }
            #expect(try row?.text("text") == "b" && row?.integer("number") == 1)
        }

        /// Three instances write while a fourth follows: no page ever begins behind an entry that was not served.
        @Test func aFollowerNeverSkipsAnEntryThatCommitsLate() async throws {
            let fixture = try Fixture { $0.batchRequestsMax = 3 }
            let follower = try fixture.another()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<3 {
                    let instance = try fixture.another()
                    group.addTask {
                        try await withThrowingTaskGroup(of: Void.self) { lanes in
                            for lane in 0..<40 { lanes.addTask { try await instance.note("\(number)-\(lane)") } }
                            try await lanes.waitForAll()
                        }
                    }
                }
                var after: Int64 = 0
                while after < 120 {
                    #expect(await follower.store.waitForCommit(after: after, milliseconds: 60_000))
                    let page = try await follower.store.events(
                        journal: nil, after: after, limit: 7, personal: false)
                    #expect(page.entries.map(\.sequence) == Array(after + 1...page.next))
                    after = page.next
                }
                try await group.waitForAll()
            }
        }
    }

    /// A session that is not the store's. Its calls follow one another.
    private final class Stranger: @unchecked Sendable {
        // The test never has two calls under way.
        private let session: PostgreSQLSession

        init(_ fixture: Fixture) throws {
            let address = try #require(fixture.database.address)
            session = try PostgreSQLSession(PostgreSQLAddress(address, schema: "tests"), patienceMilliseconds: 60_000)
        }

        func run(_ sql: String) throws { try session.run(sql) }

        func runOnAnotherThread(_ sql: String) async throws {
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global().async { continuation.resume(with: Result { try self.run(sql) }) }
            }
        }
    }
#endif
