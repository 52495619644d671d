// The suite as an operator watches it: the page of each program after some work, checked as Prometheus' own tool does,
// and its log as JSON.

import MessageSchema
import TestGround
import Testing
import WireJSON

import Foundation

@testable import GatewayCommandLine

@Suite("The suite, watched", .serialized)
struct MonitoringTests {
    private static let services = ["registry", "tasks", "insurance", "notifications"]

    @Test("serves a page of each program that tells what happened, and of a killed service that it was started again")
    func pages() async throws {
        let database = DatabaseUnderTest()
        let folder = database.folder
        let up = try LiveProcess(
            "sauro",
            [
                "up", "--clock", "2025-01-01T00:00:00Z", "--metrics", "127.0.0.1:0", "--log-format", "json",
            ] + database.flagsOfSuite, log: folder.file("up.log"))
        try await eventually("the suite") { try run(folder, ["status", "-o", "none"]).status == 0 }
        for name in ["Sở Y tế", "Sở Y tế Hải Phòng"] {
            _ = try run(
                folder,
                [
                    "unit", "establish", "HP-DOH", "--name.vi", name, "--kind", "provincialDepartment", "--from",
                    "2000-01-01",
                ])
        }
        for _ in 0..<3 { #expect(try run(folder, ["unit", "get", "HP-DOH", "-o", "none"]).status == 0) }
        let before = try await page("registry", folder)
        #expect(calls(of: "registry.unit.get", before) == 3)
        #expect(calls(of: "registry.unit.establish", before) == 1)
        #expect(before.contains(#",rpc_method="registry.unit.establish",rpc_response_status_code="-"#))
        #expect(before.contains("\nsauro_journal_head 1\n"))
        let gateway = try await page("gateway", folder)
        #expect(gateway.contains("\nsauro_gateway_instances{service=\"tasks\"} 1\n"))
        #expect(gateway.contains("\nsauro_gateway_restarts_total{service=\"registry\"} 0\n"))
        try await expectInOrder(folder)

        let registry = try #require(up.child("sauro-registry"))
        Foundation.kill(registry, SIGKILL)
        try await eventually("the registry to be back") {
            try run(folder, ["unit", "get", "HP-DOH", "-o", "none"]).status == 0
        }
        #expect(try await page("gateway", folder).contains("\nsauro_gateway_restarts_total{service=\"registry\"} 1\n"))
        // Counts begin anew with the process; its new page is at a port of its own.
        try await eventually("the new registry's page") {
            try await page("registry", folder).contains("sauro_journal_head 1\n")
        }
        #expect(calls(of: "registry.unit.establish", try await page("registry", folder)) == nil)

        up.signal(SIGTERM)
        #expect(await up.end() == .exited(0))
        for service in Self.services { try expectJSON(folder.file("log/\(service).log"), service: service) }
        try expectJSON(folder.file("up.log"), service: "gateway")
    }

    @Test("says that an address for metrics is in use, and starts nothing")
    func addressInUse() async throws {
        let folder = TemporaryFolder()
        let up = try LiveProcess(
            "sauro", ["broker", "--data", folder.path, "--metrics", "127.0.0.1:0"], log: folder.file("up.log"))
        try await eventually("the gateway's page") { try port("gateway", folder) != nil }
        let taken = try #require(try port("gateway", folder))
        let other = TemporaryFolder()
        let second = try run(other, ["broker", "--metrics", "127.0.0.1:\(taken)"])
        #expect(second.status == ExitCode.usage.rawValue)
        #expect(second.errors.contains("metrics cannot be served at 127.0.0.1:\(taken): address already in use"))
        up.signal(SIGTERM)
        #expect(await up.end() == .exited(0))
    }

    /// Every page, as `promtool check metrics` sees it.
    private func expectInOrder(_ folder: TemporaryFolder) async throws {
        for program in Self.services + ["gateway"] {
            let file = folder.write(try await page(program, folder), to: "\(program).metrics")
            let check = try Command.run("sh", ["-c", "promtool check metrics <'\(file)'"])
            #expect(check.status == 0, "\(program): \(check.output)\(check.errors)")
        }
    }

    private func calls(of method: String, _ page: String) -> Int? {
        let series = #"rpc_server_call_duration_seconds_count{rpc_method="\#(method)",rpc_system_name="jsonrpc"} "#
        return page.split(separator: "\n").first { $0.hasPrefix(series) }.flatMap { Int($0.dropFirst(series.count)) }
    }

    private func page(_ program: String, _ folder: TemporaryFolder) async throws -> String {
        let port = try #require(try port(program, folder), "\(program) serves no page")
        return await Exchange.metrics(port: port) ?? ""
    }

    /// The last port that a program said it serves its page at.
    private func port(_ program: String, _ folder: TemporaryFolder) throws -> UInt16? {
        let log = folder.file(program == "gateway" ? "up.log" : "log/\(program).log")
        let text = try String(contentsOfFile: log, encoding: .utf8)
        return text.matches(of: /http:\/\/127\.0\.0\.1:([0-9]+)\/metrics/).last.flatMap { UInt16($0.output.1) }
    }

    /// Every line is an object with its time, level, service and message; but for `ready DATA`, which is data.
    private func expectJSON(_ log: String, service: String) throws {
        let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("ready ") }
        #expect(!lines.isEmpty, "\(service) says nothing")
        for line in lines {
            let entry = try? WireJSON.parse(Array(line.utf8))
            #expect(entry?["service"]?.string == service, "\(line)")
            #expect(entry?["ts"]?.string?.hasSuffix("Z") == true && entry?["message"]?.string != nil, "\(line)")
            #expect(entry?["level"]?.string != nil, "\(line)")
        }
    }

    private func run(_ folder: TemporaryFolder, _ arguments: [String]) throws -> Command {
        try Command.run(
            LiveProcess.programs.appendingPathComponent("sauro").path, arguments,
            environment: ["SAURO_DATA": folder.path])
    }
}
