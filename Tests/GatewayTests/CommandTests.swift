// The curated commands, and how refusals are printed and end.

import Fabric
import MessageSchema
import Surroundings
import Synchronization
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Commands")
struct CommandTests {
    @Test("every error kind ends with its exit code and prints its name and remedy", arguments: ErrorKind.allCases)
    func exitCodes(kind: ErrorKind) async throws {
        let suite = try FakeSuite()
        let failure = Failure(kind, name: "fabric.\(kind.rawValue)", message: "it did not work")
        try await suite.add("registry") { _ in .failure(failure) }
        let outcome = await suite.sauro("unit", "get", "31")
        #expect(outcome.code == kind.exitCode)
        let next = try #require(FailureText.next(failure))
        #expect(outcome.errors == "error: it did not work\n  name: fabric.\(kind.rawValue)\n  next: \(next)\n")
        #expect(outcome.output == "")
    }

    @Test("a refusal of a contract prints the remedy of its table and its findings")
    func refusal() async throws {
        let suite = try FakeSuite()
        let findings =
            #"""
            {"findings":[{"rule":"time.missing","severity":"error","place":"deadline",
             "message":"No deadline.","hint":"Give one."}]}
            """#
        try await suite.add("tasks") { _ in
            .failure(
                Failure(
                    .rejected, name: "tasks.task.unclear", message: "the task is not clear", details: json(findings)))
        }
        let id = "0197c5a0-7b00-7000-8000-000000000001"
        #expect(
            await suite.sauro("task", "assign", id)
                == Outcome(
                    code: .failed, output: "",
                    errors: """
                        error: the task is not clear
                          name: tasks.task.unclear
                          next: Mend the draft, `sauro task lint` shows the same findings.
                          error time.missing at deadline: No deadline.
                            Give one.

                        """))
        let asJSON = await suite.sauro("task", "assign", id, "-o", "json")
        #expect(json(asJSON.errors)["data"]?["details"]?["findings"]?.array?.count == 1)
        #expect(json(asJSON.errors)["code"] == -32005)
    }

    @Test("usage errors are JSON too where JSON is wanted")
    func usageAsJSON() async {
        let outcome = await Shell(environment: ["SAURO_OUTPUT": "json"]).sauro(["unit", "get"])
        #expect(outcome.code == .usage)
        #expect(json(outcome.errors)["data"]?["name"] == "sauro.usage")
        #expect(json(outcome.errors)["message"] == .string("--unit is missing: \(UnitCode.form)"))
    }

    @Test("a suite that does not run is exit code 7 and says how to start it")
    func noSuite() async {
        let shell = Shell(connect: LiveConnect.with(.live))
        let folder = TemporaryFolder()
        let outcome = await shell.sauro(["status", "--data", folder.path])
        #expect(outcome.code == .unavailable)
        #expect(
            outcome.errors == """
                error: no suite runs in \(folder.path): there is no \(folder.path)/run/client.ipc
                  name: fabric.unavailable
                  next: start the suite with `sauro up`, or see `sauro status`

                """)
    }

    @Test("status shows every service, those that do not run with them")
    func status() async throws {
        let suite = try FakeSuite()
        try await suite.known("gateway")
        try await suite.add("registry") { request in
            request.method == "registry.health.check"
                ? .success(json(#"{"service":"registry","sequence":7,"now":"2025-07-01T00:00:00Z"}"#))
                : .failure(.fabric(.methodNotFound, "no"))
        }
        var outcome = await suite.sauro("status", "-o", "jsonl")
        // The gateway's statistics are a quarter of a second old at most.
        while !outcome.output.contains("\"registry\",\"state\":\"ready\"") {
            outcome = await suite.sauro("status", "-o", "jsonl")
        }
        #expect(outcome.code == .ok)
        let rows = outcome.output.split(separator: "\n").map { json(String($0)) }
        #expect(rows.map { $0["service"] } == ["gateway", "registry", "tasks", "insurance", "notifications"])
        #expect(rows.map { $0["state"] } == ["ready", "ready", "not running", "not running", "not running"])
        #expect(rows[1]["sequence"] == 7)
    }

    @Test("a service that belongs to the suite and does not answer yet is exit code 7")
    func notYet() async throws {
        let suite = try FakeSuite(expected: ["registry"])
        try await suite.known("gateway")
        let outcome = await suite.sauro("status", "-o", "jsonl")
        #expect(outcome.code == .unavailable)
        #expect(outcome.output.contains(#"{"service":"registry","state":"fabric.unavailable","instances":0"#))
    }

    @Test("audit verify asks the services named, and a chain that does not hold is exit code 6")
    func audit() async throws {
        let suite = try FakeSuite()
        for service in ["registry", "tasks"] {
            try await suite.add(service) { request in
                let holds = request.method == "registry.journal.verify"
                return .success(
                    json(#"{"journal":"j","entries":3,"head":"00","personal":0,"erased":0,"holds":\#(holds)}"#))
            }
        }
        let good = await suite.sauro("audit", "verify", "registry")
        #expect(good.code == .ok)
        #expect(
            good.output == """
                SERVICE   HOLDS  ENTRIES  PERSONAL  ERASED  JOURNAL  HEAD
                registry  yes          3         0       0  j        00

                """)
        #expect(await suite.sauro("audit", "verify", "registry", "tasks").code == .findings)
        #expect(await suite.sauro("audit", "verify", "gateway").errors == "error: the gateway keeps no journal\n")
        #expect(suite.requests.withLock { $0.allSatisfy { $0.metadata.deadline == 60_000 } })
    }

    @Test("call sends what it is given, and refuses what is no object")
    func call() async throws {
        let suite = try FakeSuite()
        try await suite.add("registry") { request in .success(json(#"{"method":"\#(request.method)"}"#)) }
        let outcome = await suite.sauro("call", "registry.unit.get", #"{"unit":"x"}"#, "--as", "clerk", "-o", "json")
        #expect(outcome == Outcome(code: .notAllowed, output: "", errors: outcome.errors))
        let plain = await suite.shell(isPatient: false)
            .sauro(["call", "registry.unit.get", #"{"unit":"x"}"#, "--idempotency-key", "k", "-o", "json"])
        #expect(plain == Outcome(code: .ok, output: "{\n  \"method\": \"registry.unit.get\"\n}\n", errors: ""))
        let sent = suite.requests.withLock { $0[0] }
        #expect(sent.params == json(#"{"unit":"x"}"#))
        #expect(sent.metadata == CallMetadata(idempotencyKey: "k"))
        #expect(
            await suite.sauro("call", "registry.unit.get", "[]").errors == "error: the parameters are one JSON object\n"
        )
        let own = await suite.sauro("call", "registry.unit.get", #"{"_meta":{"deadline":5}}"#, "--timeout", "1s")
        #expect(own.code == .usage)
        #expect(await suite.sauro("call", "get").code == .usage)
    }

    @Test("describe falls back on its own contract when no service answers")
    func describe() async {
        let outcome = await Shell().sauro(["describe", "registry", "-o", "json"])
        #expect(outcome.code == .ok)
        #expect(json(outcome.output)["openrpc"] == "1.3.2")
        #expect(outcome.errors == "the service does not answer; this is the contract of this program's version\n")
        let method = await Shell().sauro(["describe", "registry.unit.get", "-o", "json"])
        #expect(json(method.output)["name"] == "registry.unit.get")
        let wrong = await Shell().sauro(["describe", "registry.unit.gt"])
        #expect(
            wrong.errors.hasPrefix(
                "error: there is no method or service \"registry.unit.gt\"; did you mean registry.unit.get?"))
    }

    @Test("describe asks the service that runs")
    func discover() async throws {
        let suite = try FakeSuite()
        try await suite.known("gateway")
        let document = json(await suite.sauro("describe", "gateway", "-o", "json").output)
        let names = (document["methods"]?.array ?? []).compactMap { $0["name"]?.string }
        #expect(
            names == [
                "gateway.clock.show", "gateway.suite.status", "gateway.trace.show", "gateway.log.show",
                "gateway.log.setLevel",
            ])
    }

    @Test("methods lists every method of every contract once")
    func methods() async {
        let outcome = await Shell().sauro(["methods", "-o", "jsonl"])
        let names = outcome.output.split(separator: "\n").compactMap { json(String($0))["method"]?.string }
        #expect(names == Catalogue.contracts.flatMap { $0.allMethods.map { $0.name.text } })
        #expect(await Shell().sauro(["methods", "--service", "registri"]).code == .usage)
    }

    @Test("errors lookup finds by name, code and kind")
    func lookup() async {
        let named = await Shell().sauro(["errors", "lookup", "registry.unit.codeTaken", "-o", "json"])
        #expect(json(named.output)["exit"] == 5)
        let byCode = await Shell().sauro(["errors", "lookup", "--", "-32001"])
        let byKind = await Shell().sauro(["errors", "lookup", "notFound"])
        #expect(byCode.output == byKind.output)
        #expect(byKind.output.contains("tasks.task.notFound"))
        #expect(await Shell().sauro(["errors", "lookup", "notFond"]).errors.contains("did you mean notFound?"))
    }

    @Test("exit-codes prints all of them")
    func exitCodesCommand() async {
        let outcome = await Shell().sauro(["exit-codes", "-o", "json"])
        #expect(json(outcome.output).array?.map { $0["code"] } == (0...9).map { .integer($0) })
    }

    @Test("help of every curated command is printed and is no error", arguments: CommandList.names)
    func help(name: String) async {
        let outcome = await Shell().sauro([name, "--help"])
        #expect(outcome.code == .ok)
        #expect(outcome.output.contains("USAGE: sauro \(name)"))
        #expect(await Shell().sauro(["help", name]) == outcome)
    }

    @Test("without words the nouns and commands are shown")
    func topLevel() async {
        let outcome = await Shell().sauro([])
        #expect(outcome.code == .ok)
        for word in VerbTable().nouns + CommandList.names {
            #expect(outcome.output.contains("\n  \(word) "), "\(word)")
        }
        #expect(await Shell().sauro(["--version"]).output == "sauro \(Release.version)\n")
    }
}
