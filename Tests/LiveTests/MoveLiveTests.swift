// `sauro migrate-engine` and its children as an operator runs them: a suite moves to PostgreSQL and back, and a move
// that is broken off, by whatever, leaves the data where it was and is completed by the same command.

#if PostgreSQL
    import Fabric
    import Foundation
    import MessageSchema
    import TestGround
    import Testing

    @testable import GatewayCommandLine

    @Suite("A move to the other engine", .serialized)
    struct MoveLiveTests {
        // MARK: that is completed

        @Test("leaves every journal the same, there and back; those who follow one go on, and nothing comes twice")
        func roundTrip() async throws {
            let suite = EngineUnderTest.$current.withValue(.sqlite) { RunningSuite() }
            let database = DatabaseUnderTest(on: .shared)
            let there = ["--database", try #require(database.address)]
            try await suite.start()
            try await SubscribedWorkload().prepare(suite.client())
            var written = try await write(suite, lanes: 0..<4, 200)
            try await expectWhole(suite, written)
            var before = try await state(suite)
            // Stopped at once: what its follower has not seen yet it has to find elsewhere.
            written += try await write(suite, lanes: 4..<8, 50)
            await suite.stop()
            for (engine, flags, lane) in [("postgresql", there, 8), ("sqlite", [], 12), ("postgresql", there, 16)] {
                let moved = try await move(suite, to: engine, there)
                #expect(moved.status == 0, "\(moved.errors)")
                #expect(moved.errors.contains("start the suite with"))
                if engine == "postgresql" {
                    // Whose effects come once anyway could follow from the beginning, and nobody would notice.
                    let followed = database.cluster?.query(
                        """
                        SELECT position::TEXT FROM notifications.journal_cursor WHERE journal = '\(before.journals[0])'
                        """, in: database.name ?? "")
                    #expect(followed?.isEmpty == false && followed?.allSatisfy { Int($0) ?? 0 >= 200 } == true)
                }
                try await suite.start(flags: flags)
                let after = try await state(suite)
                #expect(after.journals == before.journals)
                for (service, events) in before.events {
                    #expect(!events.isEmpty && after.events[service]?.hasPrefix(events) ?? false, "\(service)")
                }
                try await expectWhole(suite, written)
                written += try await write(suite, lanes: lane..<(lane + 4), 50)
                try await expectWhole(suite, written)
                before = try await state(suite)
                await suite.stop()
            }
        }

        /// Writes, and gives the identifiers of what was acknowledged.
        private func write(_ suite: RunningSuite, lanes: Range<Int>, _ count: Int) async throws -> [String] {
            let load = Load(SubscribedWorkload(), try suite.client())
            try await load.during(lanes: lanes) { try await load.awaitMore(count) }
            return load.acknowledged
        }

        /// Each service's journal, and all its events as they are printed.
        private func state(_ suite: RunningSuite) async throws -> (journals: [String], events: [String: String]) {
            let client = try suite.client()
            let journals = [
                try await client.insist(CheckHealth<RegistryContract>()).journal,
                try await client.insist(CheckHealth<TasksContract>()).journal,
                try await client.insist(CheckHealth<InsuranceContract>()).journal,
                try await client.insist(CheckHealth<NotificationsContract>()).journal,
            ]
            var events: [String: String] = [:]
            for service in ["registry", "notifications"] {
                events[service] =
                    try await suite.sauro("events", "tail", service, "--after", "0", "--limit", "100000", "-o", "jsonl")
                    .output
            }
            return (journals, events)
        }

        /// All that was acknowledged is there once, and was told of once.
        private func expectWhole(_ suite: RunningSuite, _ written: [String]) async throws {
            let (work, client) = (SubscribedWorkload(), try suite.client())
            let (recorded, sequences) = try await Load(work, client).journal(client)
            #expect(recorded.sorted() == written.sorted())
            #expect(sequences == Array(1...Int64(sequences.count)))
            try await work.verify(written.count, client)
            #expect(try await suite.sauro("audit", "verify").status == 0)
            let events = try await state(suite).events.values.joined()
            for word in ["frame.journal", "journal.renewed", "pastHead", "frame.units.forgotten"] {
                #expect(!events.contains(word))
            }
        }

        private func move(_ suite: RunningSuite, to engine: String, _ database: [String]) async throws -> Command {
            try await suite.sauro(["migrate-engine", "all", "--to", engine, "--yes"] + database)
        }

        @Test("is refused while the suite runs, and while an instance does that was started elsewhere")
        func running() async throws {
            let suite = EngineUnderTest.$current.withValue(.sqlite) { RunningSuite() }
            let database = DatabaseUnderTest(on: .shared)
            let there = ["--database", try #require(database.address)]
            for (engine, flags) in [("postgresql", []), ("sqlite", there)] {
                try await suite.start(flags: flags)
                let refused = try await move(suite, to: engine, there)
                #expect(refused.status == 2 && refused.errors.contains("a suite runs in \(suite.folder.path) already"))
                #expect(refused.errors.contains("stop it first"), "\(refused.errors)")
                let own = try await Command.runAside(
                    LiveProcess.programs.appendingPathComponent("sauro-registry").path,
                    ["migrate-engine", "--to", engine, "--data", suite.folder.file("registry"), "--yes"] + there)
                #expect(own.status == 5, "\(own.errors)")
                #expect(own.errors.hasPrefix("sauro-registry: the database "))
                #expect(
                    own.errors.contains(" is in use. Nothing was changed. Stop all instances of registry first"))
                #expect(try await suite.sauro("status", "-o", "none").status == 0)
                await suite.stop()
                #expect(try await move(suite, to: engine, there).status == 0)
            }
        }

        // MARK: that is broken off

        private static let ends: [(EngineUnderTest, String, Int32)] = [
            (.postgresql, "sauro-registry", SIGINT), (.sqlite, "sauro-registry", SIGINT),
            (.postgresql, "sauro-registry", SIGKILL), (.sqlite, "sauro-registry", SIGKILL),
            (.postgresql, "sauro", SIGINT), (.sqlite, "sauro", SIGTERM), (.postgresql, "sauro", SIGKILL),
        ]

        @Test("by a signal, leaves the data where it was, and is completed by the same command", arguments: ends)
        func signalled(to: EngineUnderTest, program: String, signal: Int32) async throws {
            let ground = try await MovingGround(to: to)
            let mover = try ground.move(by: program)
            try await ground.awaitRows()
            let child = mover.child("sauro-registry")
            mover.signal(signal)
            let end = try await mover.end(within: 10_000)
            #expect(end == (signal == SIGKILL ? .killed(SIGKILL) : .exited(ExitCode.cancelled.rawValue)))
            if signal != SIGKILL {
                let said = try MovingGround.text(of: mover)
                #expect(said.contains("broken off") && said.contains("othing is lost"), "\(said)")
                #expect(said.contains(program == "sauro" ? "run it again with --yes" : "Run the same command again"))
            }
            if program == "sauro" {
                // What `sauro` began does not outlive it.
                let child = try #require(child)
                try await eventually("the child to leave") { !FileManager.default.fileExists(atPath: "/proc/\(child)") }
            }
            try await ground.expectBrokenOff()
            try await ground.expectMoved(by: program)
            try await ground.suite.stop()
        }

        @Test("by the loss of the server at either end", arguments: [EngineUnderTest.postgresql, .sqlite])
        func serverLost(to: EngineUnderTest) async throws {
            let ground = try await MovingGround(to: to, cluster: PostgreSQLCluster())
            let mover = try ground.move()
            try await ground.awaitRows()
            ground.cluster.crash()
            #expect(try await mover.end(within: 20_000) == .exited(1))
            let said = try MovingGround.text(of: mover)
            // A quick copy may be whole by then; what is missing is the step that seals what was left.
            let atLastStep = said.contains("broken off at its last step")
            let step = atLastStep ? " at its last step" : ""
            #expect(
                said.contains(
                    "sauro-registry: the move was broken off\(step): the connection to "
                        + "\(ground.place(.postgresql)) is lost ("), "\(said)")
            #expect(
                said.contains(
                    atLastStep
                        ? "Nothing is lost. Mend that, and run the same command again before registry is started"
                        : """
                        Nothing is lost: \(ground.place(ground.from)) is as it was, and registry can be started there. \
                        To move it, mend that and run the same command again, which begins anew
                        """), "\(said)")
            if to == .postgresql, !atLastStep { try await ground.expectServed(on: .sqlite) }
            let away = try ground.move()
            #expect(try await away.end(within: 20_000) == .exited(1))
            #expect(try MovingGround.text(of: away).contains("\(ground.place(.postgresql)) cannot be opened: "))
            ground.cluster.start()
            if !atLastStep { try await ground.expectBrokenOff() }
            try await ground.expectMoved()
            try await ground.suite.stop()
        }

        @Test("by a full disk at its end", .enabled(if: SmallDisk.isPossible))
        func fullDisk() async throws {
            let ground = try await MovingGround(to: .sqlite)
            if FileManager.default.fileExists(atPath: ground.folder) {
                try FileManager.default.removeItem(atPath: ground.folder)
            }
            let disk = try SmallDisk(at: ground.folder, kibibytes: 1000)
            let mover = try ground.move()
            #expect(try await mover.end(within: 20_000) == .exited(1))
            let said = try MovingGround.text(of: mover)
            #expect(
                said.contains(
                    """
                    sauro-registry: the move was broken off: no space is left for \(ground.place(.sqlite)) \
                    (database or disk is full). Nothing is lost: \(ground.place(.postgresql)) is as it was, and \
                    registry can be started there. To move it, mend that and run the same command again, which \
                    begins anew
                    """), "\(said)")
            try disk.resize(kibibytes: 64_000)
            try await ground.expectBrokenOff()
            try await ground.expectMoved()
            try await ground.suite.stop()
            try disk.remove()
        }
    }
#endif
