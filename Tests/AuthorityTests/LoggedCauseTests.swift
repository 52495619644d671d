// What the log and the wire say of an error: which one it was and where, never with which value.

import MessageSchema
import ServiceTesting
import Storage
import TestGround
import Testing
import WireJSON

@testable import ServiceKit

@Suite struct LoggedCauseTests {
    private typealias Marker = PersonalMarkers

    /// A refusal that quotes the request.
    struct Quoting: Rejection {
        let name = "sample.rule.broken"
        let message = "\(PersonalMarkers.name) has no card"
    }

    /// An error that nobody foresaw.
    struct Unforeseen: Error {
        let text = PersonalMarkers.citizenNumber
    }

    private static let sentence = "\(PersonalMarkers.name), \(PersonalMarkers.phone)"

    @Test(
        "Of each sort of error the log has the sort and the place",
        arguments: [
            (Failure(.conflict, name: "frame.key.reused", message: sentence), "frame.key.reused"),
            (Quoting(), "sample.rule.broken"),
            (
                WireJSONError(kind: .invalidValue, offset: 7, path: "/\(PersonalMarkers.phone)", message: sentence),
                "invalidValue at byte 7"
            ),
            (Unforeseen(), "AuthorityTests.LoggedCauseTests.Unforeseen"),
        ] as [(any Error, String)])
    func cause(_ error: any Error, _ text: String) { #expect(LoggedCause(error).description == text) }

    @Test("What a handler and a duty fail with crosses neither the wire nor into the log")
    func unforeseen() async throws {
        let log = CollectedLog()
        let service = try TestService.start(
            Blueprint(
                contract: RegistryTelling.self, migrations: [], ownsUnits: true,
                routes: [.write(TellRegistry.self) { _, _ in throw Unforeseen() }],
                duties: [Duty(name: "leaking") { _ in throw Unforeseen() }]), log: log)
        let request = #"{"jsonrpc":"2.0","id":1,"method":"registry.unit.tell","params":PARAMS}"#
        let params = String(decoding: try WireJSON.encode(TellRegistry()), as: UTF8.self)
        let answer = await service.raw(request.replacing("PARAMS", with: params))
        #expect(try Answer(answer).kind == "internalError", "\(answer)")
        #expect(Marker.found(in: answer) == [])
        try await service.withDuties {
            try await eventually("a failing duty") { log.text.contains("a duty failed") }
        }
        let causes = log.entries.filter { ["request failed", "a duty failed"].contains($0.message) }
        #expect(Set(causes.map { $0.metadata["cause"] }) == ["AuthorityTests.LoggedCauseTests.Unforeseen"])
        #expect(Marker.found(in: log.text) == [])
    }
}
