// A registry that is to be moved to the other engine by its own program or by `sauro`, and what must hold of it before,
// in the middle and afterwards.

#if PostgreSQL
    import Fabric
    import Foundation
    import MessageSchema
    import TestGround
    import Testing
    import WireJSON

    @testable import GatewayCommandLine

    /// A service with its data at one end, and a place for it at the other.
    final class MovingGround {
        let to: EngineUnderTest
        let suite: LiveSuite
        let cluster: PostgreSQLCluster
        private let database: DatabaseUnderTest
        private var starts = 0
        private var staff: Set<String> = []

        /// Fills a registry on the engine that the data is not moved to, and stops it.
        init(to: EngineUnderTest, cluster: PostgreSQLCluster = .shared) async throws {
            self.to = to
            self.cluster = cluster
            database = DatabaseUnderTest(on: cluster)
            suite = try LiveSuite(database: EngineUnderTest.$current.withValue(.sqlite) { DatabaseUnderTest() })
            let service = try start(on: from)
            try await StaffWorkload().prepare(suite.client)
            // A copy to PostgreSQL is quick: so many that it goes on after its first rows were seen on a busy machine.
            for _ in 0..<(to == .postgresql ? 24 : 8) { try await register(100) }
            try await leave(service)
        }

        var from: EngineUnderTest { to == .sqlite ? .postgresql : .sqlite }
        var address: String { database.address ?? "" }
        var folder: String { suite.folder.file("registry") }

        /// What the programs call the place.
        func place(_ engine: EngineUnderTest) -> String {
            engine == .sqlite
                ? "\(folder)/registry.sqlite"
                : "PostgreSQL \(database.name ?? "") on \(cluster.folder), schema registry"
        }

        // MARK: the service

        private func start(on engine: EngineUnderTest) throws -> LiveProcess {
            starts += 1
            try suite.start(
                "registry", instance: "\(starts)", flags: engine == .postgresql ? ["--database", address] : [])
            return try suite.instance("registry", "\(starts)")
        }

        private func leave(_ service: LiveProcess) async throws {
            service.signal(SIGTERM)
            #expect(try await service.end(within: 10_000) == .exited(0))
        }

        private func register(_ count: Int) async throws {
            let entries = try (1...count).map { number in
                let request = RegisterStaff(
                    unit: try UnitCode("HP-DOH"), name: try PlainText("Người số \(number)"), profession: .nurse)
                return BatchEntry(
                    method: RegisterStaff.name.text, params: try RawJSON(checking: WireJSON.encode(request)))
            }
            for outcome in try await suite.client.batch(service: "registry", entries) {
                let reply = try WireJSON.decode(RegisterStaff.Reply.self, from: Array(outcome.get().bytes))
                staff.insert(reply.id.text)
            }
        }

        /// The service has everything there, takes more, and its chain holds.
        func expectServed(on engine: EngineUnderTest) async throws {
            let service = try start(on: engine)
            try await suite.awaitInstances(1, of: "registry")
            let before = try await suite.client.insist(CheckHealth<RegistryContract>()).sequence
            try await register(3)
            let load = Load(StaffWorkload(), suite.client)
            let (recorded, sequences) = try await load.journal(suite.client)
            #expect(recorded.count == staff.count && Set(recorded) == staff)
            #expect(sequences == Array(1...(before + 3)))
            let verification = try await suite.client.insist(VerifyJournal<RegistryContract>())
            #expect(verification.holds && verification.entries == before + 3)
            try await leave(service)
        }

        /// The service does not start there, and says so in words; they begin with the place.
        func expectRefused(on engine: EngineUnderTest, _ words: String...) async throws {
            let service = try start(on: engine)
            #expect(try await service.end(within: 20_000) == .exited(1))
            let said = try Self.text(of: service)
            for words in ["sauro-registry: the data in \(place(engine)) "] + words {
                #expect(said.contains(words), "\(said)")
            }
        }

        // MARK: the move

        /// Begins it, by the service's own program or by `sauro`.
        func move(by program: String = "sauro-registry") throws -> LiveProcess {
            starts += 1
            let words =
                program == "sauro"
                ? ["migrate-engine", "registry", "--data", suite.folder.path]
                : ["migrate-engine", "--data", folder]
            return try LiveProcess(
                program, words + ["--to", "\(to)", "--database", address, "--yes"],
                log: suite.folder.file("move-\(starts).log"))
        }

        /// Waits until rows of the journal have arrived.
        func awaitRows() async throws {
            try await eventually("rows at the other end") {
                try to == .postgresql ? hasRows() : sizeOfFiles() > 1 << 20
            }
        }

        private func hasRows() -> Bool {
            cluster.query(
                """
                SELECT 1::TEXT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = 'registry' AND c.relname = 'journal' AND pg_relation_size(c.oid) > 0
                """, in: database.name ?? "") == ["1"]
        }

        /// The database's and its log's: while they are filled nobody else may open them.
        private func sizeOfFiles() throws -> Int {
            guard FileManager.default.fileExists(atPath: folder) else { return 0 }
            return try FileManager.default.contentsOfDirectory(atPath: folder)
                .filter { $0.hasPrefix("registry.sqlite") }
                .map { name in
                    // A log comes and goes.
                    (try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.size] as? Int) ?? 0
                }
                .reduce(0, +)
        }

        /// A move that was broken off: the copy is refused, and the service has everything where it was.
        func expectBrokenOff() async throws {
            try await expectRefused(
                on: to, "is a copy of \(place(from)) that was not finished. Nothing is lost: start registry there",
                "or run again sauro migrate-engine registry --to \(to) --database ADDRESS --yes, which finishes it or")
            try await expectServed(on: from)
        }

        /// The same command again moves everything, and seals what it left.
        func expectMoved(by program: String = "sauro-registry") async throws {
            let mover = try move(by: program)
            let end = try await mover.end(within: 60_000)
            let said = try Self.text(of: mover)
            #expect(end == .exited(0), "\(said)")
            try await expectServed(on: to)
            try await expectRefused(
                on: from, "was moved to \(place(to)) at ", "and is not served from here any more. Start registry there",
                to == .sqlite ? "there, without --database." : "there, with --database.",
                "run sauro migrate-engine registry --to \(from) --database ADDRESS --yes;")
        }

        static func text(of process: LiveProcess) throws -> String {
            try String(contentsOfFile: process.log, encoding: .utf8)
        }
    }
#endif
