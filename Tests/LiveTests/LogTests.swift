// What a full run says in its logs: a great deal, and nothing about a person.

import Fabric
import Foundation
import MessageSchema
import SuiteGround
import Surroundings
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("The logs of a run", .serialized)
struct LogTests {
    private static let citizen = "031095774477"
    private static let malformedCitizen = "0310957744779"
    private static let phone = "0912774477"
    private static let diagnosis = "B24.7744"
    private static let marks = [citizen, malformedCitizen, phone, diagnosis]

    @Test("hold no citizen number, phone or diagnosis, whether requests were granted or refused, at any level")
    func nothingPersonal() async throws {
        let gateway = try await LiveGateway()
        let database = DatabaseUnderTest()
        let names = ["registry", "tasks", "insurance", "notifications"]
        var services = try names.map {
            // Both forms of the log say the same; each is looked at.
            let format = $0 == "tasks" || $0 == "insurance" ? "json" : "text"
            return try startService(
                $0, in: database, gateways: [gateway], flags: ["--log-level", "trace", "--log-format", format])
        }
        let client = Client(transport: ZeroMQTransport(), gateways: [try gateway.clients], surroundings: .live)
        try client.start()
        try await TaskWorkload().prepare(client)
        try await NoticeWorkload().prepare(client)

        let granted = try await send(client, citizen: Self.citizen)
        #expect(granted.filter { $0 == nil }.count >= 4, "\(granted)")
        // The same again contradicts what is stored, or is refused; a number with a digit too many is malformed.
        _ = try await send(client, citizen: Self.citizen)
        let refused = try await send(client, citizen: Self.malformedCitizen)
        #expect(refused.compactMap { $0 }.contains { $0.kind == .invalidParams }, "\(refused)")

        // A service killed and started again says what it found, one that leaves what it left undone.
        await services[2].kill()
        services[2] = try startService(
            "insurance", in: database, gateways: [gateway], flags: ["--log-level", "trace", "--log-format", "json"])
        try await gateway.awaitInstances(1, of: "insurance")
        _ = try await send(client, citizen: Self.citizen)
        client.stop()
        for service in services {
            service.signal(SIGTERM)
            #expect(try await service.end(within: 10_000) == .exited(0))
        }
        gateway.process.signal(SIGTERM)
        #expect(try await gateway.process.end(within: 10_000) == .exited(0))
        try expectNothingPersonal(services.map(\.log) + [gateway.process.log])
    }

    private func expectNothingPersonal(_ logs: [String]) throws {
        for path in logs {
            let log = try String(contentsOfFile: path, encoding: .utf8)
            #expect(log.contains("draining"), "\(path) says nothing")
            for mark in Self.marks { #expect(!log.contains(mark), "\(path) tells of \(mark)") }
        }
    }

    /// Sends requests that carry all that must not be told, to all services; gives what each failed with.
    private func send(_ client: Client, citizen: String) async throws -> [Failure?] {
        let words = "\(citizen), \(Self.phone), \(Self.diagnosis)"
        var calls: [(method: String, params: JSONValue)] = [
            (
                "registry.staff.register",
                [
                    "unit": "HP-DOH", "name": .string("Người \(words)"), "profession": "nurse",
                    "citizenNumber": .string(citizen),
                ]
            ),
            ("registry.staff.get", ["staff": .string(citizen)]),
            ("tasks.task.draft", Self.draft("1/KH-SYT", words)),
            ("tasks.task.draft", Self.draft("\(citizen)/KH-SYT", words)),
            (
                "insurance.member.enrol",
                [
                    "number": "3123456789", "name": .string("Người \(words)"), "birthDate": "1980-02-14", "sex": "male",
                    "citizenNumber": .string(citizen), "group": "DN", "digit": 4, "facility": "31999",
                    "from": "2025-01-01",
                ]
            ),
            ("insurance.member.get", ["member": .string(citizen)]),
            ("notifications.notice.send", Self.notice("told", words)),
            ("notifications.notice.send", Self.notice(citizen, words)),
        ]
        calls.append(("insurance.claim.submit", try claim(citizen, words)))
        var failures: [Failure?] = []
        for (method, params) in calls {
            let service = try #require(method.split(separator: ".").first.flatMap { ServiceName(String($0)) })
            let body = RawJSON(unsafeUnchecked: try WireJSON.encode(params))
            do throws(Failure) {
                _ = try await client.call(service: service, method: method, params: body)
                failures.append(nil)
            } catch { failures.append(error) }
        }
        return failures
    }

    private static func draft(_ directive: String, _ words: String) -> JSONValue {
        ["directive": .string(directive), "assigner": "HP-DOH", "title": .string("Gọi \(words)")]
    }

    private static func notice(_ template: String, _ words: String) -> JSONValue {
        [
            "sender": "HP-DOH", "template": .string(template), "values": ["text": .string(words)],
            "recipients": [["kind": "unit", "unit": "HP-DOH"]], "channels": ["inbox", "file"],
        ]
    }

    /// A claim that is refused, there being no policy to judge it by.
    private func claim(_ citizen: String, _ words: String) throws -> JSONValue {
        var claim = try InsuranceFixture.claim(key: "K-LOG-\(citizen.count)", name: "Người \(words)")
        claim.patient.citizenNumber = try PlainText(citizen)
        claim.patient.diagnosis = try PlainText(Self.diagnosis)
        return try WireJSON.decode(JSONValue.self, from: WireJSON.encode(SubmitClaim(claim: claim)))
    }
}
