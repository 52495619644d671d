// The primary goes while services of two hosts write to it, and its replica is promoted in its place: nothing that was
// acknowledged is lost, nothing is there twice, and both hosts go on.

#if PostgreSQL
    import TestGround
    import Testing

    @Suite(
        "Services of two hosts under load, on a primary with a replica", .serialized,
        .enabled(if: HostNetwork.isPossible, "\(HostNetwork.needs)"))
    struct FailoverTests {
        @Test("go on with the replica when the primary's host vanishes, and callers notice a pause only")
        func cutOff() async throws {
            let ground = try await FailoverGround()
            try await ground.underLoad { _, _ in
                try ground.network.cut(ground.primaryHost)
                ground.replica.promote()
                try await ground.expectBothToWrite()
            }
        }

        @Test("go on with the replica when the primary is killed, and callers notice a pause only")
        func killed() async throws {
            let ground = try await FailoverGround()
            try await ground.underLoad { _, _ in
                ground.primary.crash()
                ground.replica.promote()
                try await ground.expectBothToWrite()
            }
        }

        /// The first host hears nothing of it: it reaches the old primary still, and asks it first. That waits for its
        /// replica with each COMMIT, and so acknowledges nothing more.
        @Test("lose nothing when one host still reaches the old primary, and go on together once that is fenced")
        func split() async throws {
            let ground = try await FailoverGround()
            try ground.network.join(ground.firstHost, ground.primaryHost)
            try await ground.underLoad { staff, tasks in
                try ground.network.cut(ground.primaryHost)
                ground.replica.promote()
                try await eventually("both services of the first host to wait in vain") {
                    ground.waiting(from: ground.firstHost) == 2
                }
                let heads = ground.heads(of: ground.primary)
                for load in [staff.awaitMore, tasks.awaitMore] { try await load(20) }
                #expect(ground.heads(of: ground.primary) == heads)
                ground.primary.crash()
                try await ground.expectBothToWrite()
            }
        }
    }

    /// Two hosts with a server each, two with a registry and a task service each. The gateway is the test's own, and
    /// reached over its sockets in the file system, which networks do not part: cut off are servers, from services and
    /// from each other.
    private final class FailoverGround {
        let network: HostNetwork
        let primary: PostgreSQLCluster
        let replica: PostgreSQLCluster
        var primaryHost: HostNetwork.Host { network.hosts[0] }
        var firstHost: HostNetwork.Host { network.hosts[2] }
        private let suite: LiveSuite
        private static let services = ["registry", "tasks"]

        init() async throws {
            network = try await HostNetwork("primary", "replica", "first", "second")
            primary = PostgreSQLCluster(on: network.hosts[0].server, waitsForReplica: true)
            replica = PostgreSQLCluster(following: primary, on: network.hosts[1].server)
            suite = try LiveSuite(database: DatabaseUnderTest(on: primary, replica: replica))
        }

        /// Writes from eight lanes, to two services, while the body does something to the servers; then everything that
        /// was acknowledged is there once, and no caller has noticed more than a pause.
        func underLoad(_ body: (Load<StaffWorkload>, Load<TaskWorkload>) async throws -> Void) async throws {
            try await startServices()
            let staff = Load(StaffWorkload(), suite.client, deadline: 60_000)
            let tasks = Load(TaskWorkload(), suite.client, deadline: 60_000)
            try await tasks.work.prepare(suite.client)
            try await staff.during(lanes: 0..<4) {
                try await tasks.during(lanes: 4..<8) {
                    for load in [staff.awaitMore, tasks.awaitMore] { try await load(30) }
                    try await body(staff, tasks)
                    for load in [staff.awaitMore, tasks.awaitMore] { try await load(30) }
                }
            }
            #expect(staff.failures.isEmpty && tasks.failures.isEmpty, "\(staff.standstill) \(tasks.standstill) ms")
            try await staff.check(suite.client)
            try await tasks.check(suite.client)
            try await suite.stop()
            await network.stop()
        }

        private func startServices() async throws {
            for (number, host) in [(1, network.hosts[2]), (2, network.hosts[3])] {
                for service in Self.services {
                    try suite.start(
                        service, instance: "\(number)", by: host.command,
                        folder: suite.folder.file("\(host.name)/\(service)"))
                }
            }
            for service in Self.services { try await suite.awaitInstances(2, of: service) }
        }

        /// How many of a host's services wait on the old primary: for its replica, or for who waits for that.
        func waiting(from host: HostNetwork.Host) -> Int {
            primary.query(
                """
                SELECT pid FROM pg_stat_activity
                WHERE (wait_event = 'SyncRep' OR wait_event_type = 'Lock') AND client_addr = '\(host.address)'
                """
            ).count
        }

        /// Where the journals end on a server, as anybody can see. What waits for a replica cannot be seen.
        func heads(of server: PostgreSQLCluster) -> [String] {
            query("SELECT sequence::TEXT FROM SERVICE.journal_head", of: server)
        }

        /// Waits until each of the four has committed another batch on what was the replica.
        func expectBothToWrite() async throws {
            let before = try batches()
            try #require(before.count == 2 * Self.services.count)
            try await eventually("all instances to write to the new primary") {
                try self.batches().allSatisfy { writer, batch in try batch > #require(before[writer]) }
            }
        }

        /// The last batch of each store, by its name there.
        private func batches() throws -> [String: Int] {
            let rows = query("SELECT writer || ' ' || batch FROM SERVICE.journal_writer", of: replica)
            return try rows.reduce(into: [:]) { batches, row in
                let words = row.split(separator: " ")
                let batch = try #require(Int(words[1]))
                batches[String(words[0])] = batch
            }
        }

        /// Asks a server the same for each service.
        private func query(_ sql: String, of server: PostgreSQLCluster) -> [String] {
            Self.services.flatMap { service in
                server.query(sql.replacing("SERVICE", with: service), in: suite.database.name ?? "")
            }
        }
    }

    extension HostNetwork.Host {
        fileprivate var server: PostgreSQLHost {
            PostgreSQLHost(command: command, address: address, network: HostNetwork.addresses)
        }
    }
#endif
