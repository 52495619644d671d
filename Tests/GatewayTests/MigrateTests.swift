// `sauro migrate`: asks the services' own programs, shows what they say, and runs a plan or nothing.

import Foundation
import MessageSchema
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Schemas of the services")
struct MigrateTests {
    private let programs = TemporaryFolder()
    private let data = TemporaryFolder()

    /// What a service says of its schema; `missing` names the kinds of its steps.
    private static func schema(_ service: String, _ state: String, missing kinds: [String] = []) -> JSONValue {
        let steps = kinds.enumerated().map { index, kind -> JSONValue in
            [
                "part": .string(service), "version": .integer(Int64(index + 2)), "kind": .string(kind),
                "what": "Adds names.", "tables": [["name": "thing", "rows": 3]],
            ]
        }
        return .members([
            ("service", .string(service)), ("release", "0.2.0"), ("state", .string(state)),
            ("database", .string("/data/\(service).sqlite")),
            (
                "parts",
                [
                    ["part": "storage", "found": 2, "known": 2],
                    ["part": .string(service), "found": 1, "known": .integer(Int64(1 + kinds.count))],
                ]
            ),
            ("steps", .array(steps)), ("plan", kinds.isEmpty ? nil : .string("cafe\(kinds.count)")),
        ])
    }

    /// Puts a program in the place of a service's; it keeps what it was asked.
    private func program(_ service: String, says answer: JSONValue, status: Int = 0, error: String = "") {
        let text = String(decoding: answer.jsonBytes(pretty: false), as: UTF8.self)
        let script = """
            #!/bin/sh
            echo "$*" >> \(programs.file("\(service).asked"))
            [ "$2" = up ] && [ \(status) != 0 ] && { echo "\(error)" >&2; exit \(status); }
            echo '\(text)'
            """
        chmod(programs.write(script, to: "sauro-\(service)"), 0o700)
    }

    private func asked(_ service: String) throws -> [String] {
        let text = try String(contentsOfFile: programs.file("\(service).asked"), encoding: .utf8)
        return text.split(separator: "\n").map { $0.replacingOccurrences(of: data.path, with: "DATA") }
    }

    private func sauro(_ words: String..., connect: Connect? = nil) async -> Outcome {
        var shell = Shell(environment: ["PATH": programs.path + ":/usr/bin:/bin"])
        if let connect { shell.connect = connect }
        return await shell.sauro(["migrate"] + words + ["--data", data.path])
    }

    @Test("the state of every service is shown, and one that is not current is a finding")
    func status() async throws {
        for service in ["registry", "insurance"] { program(service, says: Self.schema(service, "current")) }
        program("notifications", says: Self.schema("notifications", "absent"))
        program("tasks", says: Self.schema("tasks", "older", missing: ["expand"]))
        let outcome = await sauro("status")
        #expect(outcome.code == .findings, "\(outcome.errors)")
        #expect(outcome.output.contains("tasks          older    0.2.0          1  storage 2, tasks 1 of 2\n"))
        #expect(try asked("tasks") == ["migrate status --data DATA/tasks --output json"])
        let one = await sauro("status", "registry", "-o", "json")
        #expect(one.code == .ok)
        #expect(json(one.output) == .array([Self.schema("registry", "current")]))
    }

    @Test("a plan names the steps, what they touch, and the command that runs it")
    func plan() async throws {
        program("registry", says: Self.schema("registry", "older", missing: ["expand"]))
        program("tasks", says: Self.schema("tasks", "older", missing: ["expand", "contract"]))
        let outcome = await sauro("plan", "registry", "tasks")
        #expect(outcome.code == .ok, "\(outcome.errors)")
        #expect(
            outcome.output == """
                registry  /data/registry.sqlite
                  STEP        KIND    TOUCHES         WHAT
                  registry 2  expand  thing (3 rows)  Adds names.

                tasks  /data/tasks.sqlite
                  STEP     KIND      TOUCHES         WHAT
                  tasks 2  expand    thing (3 rows)  Adds names.
                  tasks 3  contract  thing (3 rows)  Adds names.

                contract: stop the service's instances first; those of the last release would fail.
                make a backup, then run it:
                  sauro migrate up --plan registry:cafe1,tasks:cafe2

                """)
        let form = json(await sauro("plan", "registry", "tasks", "-o", "json").output)
        #expect(form["plan"]?.string == "registry:cafe1,tasks:cafe2")
    }

    @Test("nothing missing is said")
    func nothing() async throws {
        program("tasks", says: Self.schema("tasks", "current"))
        #expect(await sauro("plan", "tasks").output == "nothing is missing\n")
        let outcome = await sauro("up", "tasks", "--yes")
        #expect(outcome.code == .ok && outcome.errors == "nothing is missing\n")
        #expect(try asked("tasks").allSatisfy { $0.hasPrefix("migrate plan") })
    }

    @Test("a plan is run by each service under its own hash, and only the services of the plan are asked")
    func up() async throws {
        program("registry", says: Self.schema("registry", "older", missing: ["expand"]))
        program("tasks", says: Self.schema("tasks", "older", missing: ["expand", "contract"]))
        let outcome = await sauro("up", "--plan", "registry:cafe1,tasks:cafe2")
        #expect(outcome.code == .ok, "\(outcome.errors)")
        #expect(outcome.errors == "registry: upgrading\nregistry: done\ntasks: upgrading\ntasks: done\n")
        #expect(try asked("tasks").last == "migrate up --plan cafe2 --data DATA/tasks --output json")
        #expect(try asked("registry").last == "migrate up --plan cafe1 --data DATA/registry --output json")
    }

    @Test("what was not planned is not run, and neither is anything without a word")
    func stale() async throws {
        program("tasks", says: Self.schema("tasks", "older", missing: ["expand"]))
        let outcome = await sauro("up", "tasks", "--plan", "tasks:beef")
        #expect(outcome.code == .conflict)
        #expect(
            outcome.errors.contains("what is missing is not what was planned: tasks:cafe1 now; nothing was changed"))
        let silent = await sauro("up", "tasks")
        #expect(silent.code == .usage && silent.errors.contains("up wants --plan HASH or --yes"))
        let nonsense = await sauro("up", "--plan", "cafe")
        #expect(nonsense.code == .usage && nonsense.errors.contains("\"cafe\" is no plan"))
        #expect(try asked("tasks").allSatisfy { $0.hasPrefix("migrate plan") })
    }

    @Test("a world that moves between the plan and the step is a stale plan, too")
    func moved() async throws {
        program(
            "tasks", says: Self.schema("tasks", "older", missing: ["expand"]), status: 5,
            error: "sauro-tasks: the database is not what the plan was made of")
        let outcome = await sauro("up", "--plan", "tasks:cafe1")
        #expect(outcome.code == .conflict)
        #expect(outcome.errors.contains("error: tasks: the database is not what the plan was made of\n"))
    }

    @Test("a newer database stops everything")
    func newer() async throws {
        program("registry", says: Self.schema("registry", "older", missing: ["expand"]))
        program("tasks", says: Self.schema("tasks", "newer"))
        let outcome = await sauro("up", "registry", "tasks", "--yes")
        #expect(outcome.code == .conflict)
        #expect(outcome.errors.contains("the database of tasks is of a newer release than sauro-tasks, 0.2.0"))
        #expect(try asked("registry") == ["migrate plan --data DATA/registry --output json"])
    }

    @Test("a step that takes something away is not run while the service runs; one that adds is")
    func running() async throws {
        let suite = try FakeSuite()
        try await suite.add("tasks") { _ in .success(.object([])) }
        try await suite.listed(1)
        let connect: Connect = { _ throws(Failure) in
            do { return try suite.connect() } catch { throw .fabric(.unavailable, "\(error)") }
        }
        program("tasks", says: Self.schema("tasks", "older", missing: ["contract"]))
        let refused = await sauro("up", "--yes", "tasks", connect: connect)
        #expect(refused.code == .conflict)
        #expect(refused.errors.contains("tasks runs, and a step that is missing takes away what it uses"))
        program("tasks", says: Self.schema("tasks", "older", missing: ["expand"]))
        #expect(await sauro("up", "--yes", "tasks", connect: connect).code == .ok)
    }

    @Test("a program that is not there, or of a release that knows no such word, is named")
    func otherPrograms() async throws {
        let none = await sauro("status", "tasks")
        #expect(none.code == .usage && none.errors.contains("there is no program sauro-tasks beside sauro or in PATH"))
        chmod(programs.write("#!/bin/sh\necho 'Unknown option' >&2\nexit 2\n", to: "sauro-tasks"), 0o700)
        let old = await sauro("status", "tasks")
        #expect(old.code == .failed && old.errors.contains("tasks: Unknown option"))
    }
}
