// A server that goes away in the middle of a move: the source is alive, the target is not, and the next run moves all.

#if PostgreSQL
    import MessageSchema
    import TestGround
    import Testing

    @testable import Storage

    @Suite struct MoveLossTests {
        @Test(
            "the server of either end ends its sessions while rows are copied, or compared",
            arguments: [Way(from: .sqlite, to: .postgresql), Way(from: .postgresql, to: .sqlite)], [false, true])
        func lost(_ way: Way, whileComparing: Bool) async throws {
            let source = try await Fixture.filled(on: way.from)
            let before = try await source.everything()
            source.store.close()
            let there = DatabaseUnderTest.empty(on: way.to)
            let server = way.to == .postgresql ? there : source.database
            #expect(throws: StorageError.self) {
                try source.move(to: there) { progress in
                    if progress.isComparing == whileComparing { server.endSessions() }
                }
            }
            let alive = try Fixture(source.database, clock: source.clock)
            #expect(try await alive.everything() == before)
            alive.store.close()
            #expect(throws: StorageError.self) { try Fixture(there, clock: source.clock) }
            _ = try source.move(to: there)
            let target = try Fixture(there, clock: source.clock)
            #expect(try await target.everything() == before)
            target.store.close()
        }

        @Test("an instance that nobody saw cannot write to what was moved away")
        func forgotten() async throws {
            let instance = try Fixture(.empty(on: .postgresql))
            try await instance.note("a")
            try await instance.settled()
            // Its lock goes with the listener's session; the writer connects again when it is used.
            instance.database.endSessions()
            try await eventually("a moment without the instance's lock") {
                instance.database.endSessions()
                do { _ = try instance.move(to: .empty(on: .sqlite)) } catch StorageError.inUse { return false }
                return true
            }
            let refused = await #expect(throws: StorageError.self) { try await instance.note("b") }
            guard case .movedAway = refused else {
                Issue.record("\(String(describing: refused))")
                return
            }
            instance.store.close()
        }
    }

    extension DatabaseUnderTest {
        fileprivate func endSessions() {
            cluster?.query(
                """
                SELECT pg_terminate_backend(pid)::TEXT FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """, in: name ?? "")
        }
    }
#endif
