// `sauro migrate-engine`: shows what the services' own programs say, moves by them, and never while a suite runs.

import Foundation
import MessageSchema
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Moving services to another engine")
struct MigrateEngineTests {
    private let programs = TemporaryFolder()
    private let data = TemporaryFolder()

    private static func answer(_ service: String, _ state: String) -> JSONValue {
        .members([
            ("service", .string(service)), ("state", .string(state)), ("from", .string("/data/\(service).sqlite")),
            ("to", .string("PostgreSQL sauro, schema \(service)")), ("tables", [["name": "journal", "rows": 7]]),
            ("rows", 7), ("sequence", state == "done" ? 7 : nil),
        ])
    }

    /// Puts a program in the place of a service's; it keeps what it was asked, and is wordy when it moves.
    private func program(_ service: String, _ state: String, refusal: (status: Int, text: String)? = nil) {
        let (plan, done) = (Self.answer(service, state), Self.answer(service, "done"))
        let script = """
            #!/bin/sh
            echo "$*" >> \(programs.file("\(service).asked"))
            case "$*" in *--yes*) ;; *) echo '\(text(plan))'; exit;; esac
            echo '\(service): journal, 1000 rows copied' >&2
            \(refusal.map { "echo 'sauro-\(service): \($0.text)' >&2; exit \($0.status)" } ?? "")
            echo '\(text(done))'
            """
        chmod(programs.write(script, to: "sauro-\(service)"), 0o700)
    }

    private func text(_ value: JSONValue) -> String { String(decoding: value.jsonBytes(pretty: false), as: UTF8.self) }

    private func asked(_ service: String) throws -> [String] {
        let text = try String(contentsOfFile: programs.file("\(service).asked"), encoding: .utf8)
        return text.split(separator: "\n").map { $0.replacingOccurrences(of: data.path, with: "DATA") }
    }

    private static let address = "postgresql://sauro@db/sauro"

    private func sauro(_ words: String..., database: String? = address) async -> Outcome {
        let shell = Shell(environment: ["PATH": programs.path + ":/usr/bin:/bin"])
        let flags = database.map { ["--database", $0] } ?? []
        return await shell.sauro(["migrate-engine"] + words + ["--data", data.path] + flags)
    }

    private static let asking = "--data DATA/tasks --output json --database \(address)"

    @Test("a plan is shown, and nothing is moved")
    func plan() async throws {
        program("tasks", "ready")
        let outcome = await sauro("tasks", "--to", "postgresql")
        #expect(outcome.code == .ok, "\(outcome.errors)")
        #expect(outcome.output.contains("tasks    ready     7  /data/tasks.sqlite  PostgreSQL sauro, schema tasks"))
        #expect(outcome.errors.hasPrefix("nothing was moved; make a backup"))
        #expect(try asked("tasks") == ["migrate-engine --to postgresql --watch-stdin \(Self.asking)"])
        let form = await sauro("tasks", "--to", "postgresql", "-o", "json")
        #expect(json(form.output) == .array([Self.answer("tasks", "ready")]))
    }

    @Test("with a word it is moved, and it is said how to go on")
    func move() async throws {
        program("registry", "moved")
        program("tasks", "ready")
        let outcome = await sauro("registry", "tasks", "--to", "postgresql", "--yes")
        #expect(outcome.code == .ok, "\(outcome.errors)")
        let lines = outcome.errors.split(separator: "\n").map(String.init)
        #expect(
            lines == [
                "tasks: moving to PostgreSQL sauro, schema tasks", "tasks: journal, 1000 rows copied",
                "tasks: done, the journal ends at 7 as before",
                "start the suite with --database \(Self.address) once insurance, notifications have been moved, too",
            ])
        #expect(try asked("registry") == ["migrate-engine --to postgresql --watch-stdin \(Self.asking)"].map(registry))
        #expect(try asked("tasks").last == "migrate-engine --to postgresql --watch-stdin --yes \(Self.asking)")
    }

    private func registry(_ words: String) -> String {
        words.replacingOccurrences(of: "DATA/tasks", with: "DATA/registry")
    }

    @Test("all services are looked at before the first is moved; one that refuses ends the run")
    func refused() async throws {
        for service in ["registry", "insurance", "notifications"] { program(service, "absent") }
        program("tasks", "ready", refusal: (5, "the database is in use"))
        let outcome = await sauro("all", "--to", "sqlite", "--yes")
        #expect(outcome.code == .conflict)
        #expect(outcome.errors.contains("error: tasks: the database is in use\n"))
        program("tasks", "ready", refusal: (1, "the disk is full"))
        #expect(await sauro("all", "--to", "sqlite", "--yes").code == .failed)
        for service in ["registry", "tasks"] { program(service, "moved") }
        let nothing = await sauro("all", "--to", "sqlite", "--yes")
        #expect(nothing.code == .ok && nothing.errors == "there is nothing to move\n")
    }

    @Test("while a suite runs in the folder nothing is moved, but a plan is shown")
    func running() async throws {
        program("tasks", "ready")
        let lock = try SuiteLock(SuiteFolder(root: data.path))
        let outcome = await sauro("tasks", "--to", "postgresql", "--yes")
        #expect(outcome.code == .usage)
        #expect(outcome.errors.contains("a suite runs in \(data.path) already"))
        #expect(await sauro("tasks", "--to", "postgresql").code == .ok)
        withExtendedLifetime(lock) {}
    }

    @Test("without an address, an engine or a service it is a wrong command")
    func wrong() async {
        let none = await sauro("tasks", "--to", "sqlite", database: nil)
        #expect(none.code == .usage && none.errors.contains("wants the address of the server"))
        #expect(await sauro("tasks", "--to", "oracle").code == .usage)
        #expect(await sauro("--to", "sqlite").code == .usage)
        #expect(await sauro("taks", "--to", "sqlite").errors.contains("there is no service \"taks\""))
    }
}
