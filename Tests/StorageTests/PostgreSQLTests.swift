// What only PostgreSQL has: its databases that do not fit, its types, its notices, its readers.

#if PostgreSQL
    import MessageSchema
    import Surroundings
    import TestGround
    import Testing

    @testable import Storage

    @Suite(.engines(.postgresql)) struct PostgreSQLTests {
        private func problem(_ address: String) throws -> String {
            let error = #expect(throws: StorageError.self) {
                _ = try Store.open(.server(address), service: "tests", migrations: [], surroundings: .live)
            }
            return "\(try #require(error))"
        }

        @Test func aDatabaseThatSortsOtherwiseIsRefusedWithTheCommandThatMakesOne() throws {
            let cluster = PostgreSQLCluster.shared
            let name = "unfit_\(Surroundings.live.newIdentifier().suffix(12))"
            cluster.query("CREATE DATABASE \(name) TEMPLATE template0 LOCALE 'C.UTF-8'")
            defer { cluster.dropDatabase(name) }
            #expect(
                try problem(cluster.address(name)) == """
                    the database PostgreSQL \(name) on \(cluster.folder), schema tests cannot be opened: it does not \
                    sort text by its bytes in UTF-8, as every service expects; create one that does: createdb \
                    --template=template0 --encoding=UTF8 --locale=C NAME
                    """)
        }

        @Test(arguments: [
            "postgresql://sauro:secret@/sauro", "postgresql:///sauro?password=secret", "dbname=sauro password=secret",
        ])
        func aPasswordIsRefusedAndNotRepeated(address: String) throws {
            let problem = try problem(address)
            #expect(problem.contains("PGPASSFILE or passfile="))
            #expect(!problem.contains("secret"))
        }

        @Test func aServerThatIsNotThereIsNamed() throws {
            let problem = try problem("postgresql:///sauro?host=/nowhere")
            #expect(problem.hasPrefix("the database PostgreSQL sauro on /nowhere, schema tests cannot be opened: "))
        }

        /// Several hosts in each way to write them; the second one answers.
        @Test(arguments: [
            ("host=/nowhere,FOLDER,/elsewhere", "FOLDER,/elsewhere,/nowhere", String?.none),
            ("host=FOLDER,/nowhere", "FOLDER,/nowhere", nil),
            ("host=/nowhere,FOLDER&port=5432", "FOLDER,/nowhere", "5432"),
            ("host=FOLDER,FOLDER&port=1,5432", "FOLDER,FOLDER", "5432,1"),
        ])
        func theHostThatAnsweredLastIsTriedFirst(given: String, host: String, port: String?) throws {
            let folder = PostgreSQLCluster.shared.folder
            let text = "postgresql:///postgres?user=sauro&" + given.replacing("FOLDER", with: folder)
            let address = try PostgreSQLAddress(text, schema: "tests")
            for _ in 0..<2 {
                _ = try PostgreSQLSession(address, patienceMilliseconds: 60_000)
                let names = Dictionary(uniqueKeysWithValues: address.parameters.map { ($0.keyword, $0.value) })
                #expect(names["host"] == host.replacing("FOLDER", with: folder))
                #expect(names["port"] == port)
            }
        }

        /// A host that vanished is noticed, and one in vain is left for the next, while a caller waits.
        @Test func aVanishedHostIsGivenUpWhileACallerWaits() throws {
            let address = try PostgreSQLAddress("postgresql://a,b/sauro", schema: "tests")
            let values = Dictionary(uniqueKeysWithValues: address.parameters.map { ($0.keyword, $0.value) })
            func seconds(_ keyword: String) throws -> Int64 { try #require(values[keyword].flatMap(Int64.init)) }
            let noticed = try seconds("tcp_user_timeout") / 1000
            let idle = try seconds("keepalives_idle") + seconds("keepalives_interval") * seconds("keepalives_count")
            #expect(idle <= noticed)
            #expect((noticed + (try seconds("connect_timeout"))) * 1000 < CallMetadata.deadlineDefault)
        }

        @Test func eachServiceHasASchemaOfItsOwn() async throws {
            let fixture = try Fixture()
            let other = try Store.open(
                fixture.database.place, service: "others", migrations: [Fixture.notes],
                surroundings: fixture.clock.surroundings)
            try await fixture.note("a")
            #expect(try await other.read { try $0.all("SELECT id FROM note").count } == 0)
            #expect(try await other.read { try $0.head().journal } != fixture.head().journal)
        }

        @Test func textIsSortedByItsBytes() async throws {
            let fixture = try Fixture()
            for id in ["b", "a", "B", "đ", "d", "a b", "a-b"] { try await fixture.note(id) }
            #expect(try await fixture.ids() == ["B", "a", "a b", "a-b", "b", "d", "đ"])
        }

        @Test(
            arguments: [
                ("SUM(v)", [1, 2, 3], Int64(6)), ("SUM(v)", [.max, -1], .max - 1), ("SUM(v)", [.min], .min),
                ("SUM(v)", [20_000, 30_000], 50_000), ("SUM(v)", [-10_000], -10_000), ("AVG(v)", [4, 6], 5),
                ("SUM(v) - 6", [6], 0), ("COUNT(v)", [7], 1), ("CAST(MAX(v) AS SMALLINT)", [-3], -3),
                ("CAST(MAX(v) > 1 AS BOOLEAN)", [2], 1), ("SUM(v) * 10000", [1], 10_000),
            ] as [(String, [Int64], Int64)])
        func wholeNumbersAreNumbersWhateverTheirType(sum: String, values: [Int64], expected: Int64) async throws {
            let fixture = try Fixture()
            let rows = values.map { "(CAST(\($0 == .min ? "-9223372036854775807 - 1" : "\($0)") AS BIGINT))" }
            let sql = "SELECT \(sum) AS n FROM (VALUES \(rows.joined(separator: ", "))) AS t (v)"
            #expect(try await fixture.store.read { try $0.first(sql)?.integer("n") } == expected)
        }

        @Test func aNumberWithAFractionIsRefused() async throws {
            let fixture = try Fixture()
            for sql in ["SELECT 1.5 AS n", "SELECT CAST(1 AS DOUBLE PRECISION) AS n", "SELECT 1e30 AS n"] {
                await #expect(throws: StorageError.column("n", problem: "a floating-point number")) {
                    _ = try await fixture.store.read { try $0.all(sql) }
                }
            }
        }

        @Test func aWalkIsLongerThanOneFetch() async throws {
            let fixture = try Fixture()
            let sql = "SELECT n::BIGINT AS n FROM generate_series(1, $1) AS n"
            let numbers = try await fixture.store.read { reader in
                var numbers: [Int64] = []
                try reader.each(sql, [.integer(1000)]) { numbers.append(try $0.integer("n")) }
                return numbers
            }
            #expect(numbers == Array(1...1000))
        }

        @Test func aNoticeWakesWithoutALook() async throws {
            let fixture = try Fixture { $0.pollMilliseconds = 3_600_000 }
            let other = try fixture.another()
            // The first look is taken at once; what follows it is a notice or nothing.
            try await other.note("a")
            #expect(await fixture.store.waitForCommit(after: 0, milliseconds: 60_000))
            async let grown = fixture.store.waitForCommit(after: 1, milliseconds: 3_600_000)
            try await other.note("b")
            #expect(await grown)
        }

        @Test func readersAreBounded() async throws {
            let fixture = try Fixture { $0.readersMax = 2 }
            let pids = try await withThrowingTaskGroup(of: Int64?.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await fixture.store.read { try $0.first("SELECT pg_backend_pid() AS pid")?.integer("pid") }
                    }
                }
                return try await group.reduce(into: Set<Int64?>()) { $0.insert($1) }
            }
            #expect(pids.count <= 2)
        }

        @Test func aTableThatAnotherInstanceChangedIsReadAgain() async throws {
            let fixture = try Fixture()
            try await fixture.note("a")
            let sql = "SELECT * FROM note"
            #expect(try await fixture.store.read { try $0.all(sql).count } == 1)
            fixture.run("ALTER TABLE tests.note ADD COLUMN later BIGINT")
            let row = try #require(try await fixture.store.read { try $0.first(sql) })
            #expect(try row.optionalInteger("later") == nil)
        }

        @Test func aFullDiskFailsTheBatch() async throws {
            let fixture = try Fixture()
            let held = try await fixture.holdWriter()
            let innocent = fixture.store.submit(.plain) { try $0.note("innocent") }
            let full = fixture.store.submit(.plain) { writer in
                // What a body makes of the error does not matter.
                do {
                    try writer.execute("DO 'BEGIN RAISE EXCEPTION USING ERRCODE = ''53100'', MESSAGE = ''full''; END'")
                } catch { throw Refusal() }
                return []
            }
            held.release()
            for write in [innocent, full] {
                await #expect(throws: StorageError.diskFull(message: "full")) { try await write.outcome() }
            }
            #expect(try await fixture.note("next").sequence == 1)
        }

        @Test func aSwallowedFailureIsTheRequestsFailure() async throws {
            let fixture = try Fixture()
            try await fixture.note("a")
            await #expect(throws: fixture.keyTaken) {
                try await fixture.store.write(.plain) { writer in
                    do { _ = try writer.note("a") } catch { return try writer.note("b") }
                    return []
                }
            }
            #expect(try await fixture.ids() == ["a"])
        }
    }
#endif
