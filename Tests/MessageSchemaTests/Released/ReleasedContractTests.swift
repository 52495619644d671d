// The wire keeps working between this version and those released: today's contract only adds to each of them, and each
// side still reads what the other writes.

import Foundation
import MessageSchema
import Testing
import WireJSON

@Suite struct ReleasedContractTests {
    /// What was changed all the same, knowingly: the break in the words of this test, and why.
    private static let accepted: [(change: String, why: String)] = []

    private static func today(_ service: String) throws -> ReleasedContract? {
        try Catalogue.contracts.first { $0.service.text == service }.map(ReleasedContract.today)
    }

    /// Writes this release's documents, once:
    /// `SAURO_FREEZE_RELEASE=1 swift test --filter ReleasedContractTests/freeze`.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["SAURO_FREEZE_RELEASE"] == "1"))
    func freeze() throws {
        try #require(!ReleasedFiles.releases.contains(Release.version), "\(Release.version) is frozen already")
        for contract in Catalogue.contracts {
            let document = try ReleasedContract.today(contract)
            try ReleasedFiles.file(Release.version, document.service).write(document.text)
        }
        let shared = String(decoding: try WireJSON.encodePretty(ReleasedFiles.shared), as: UTF8.self)
        try ReleasedFiles.file(Release.version, "shared").write(shared + "\n")
    }

    @Test func thereIsARelease() {
        #expect(ReleasedFiles.releases.first == "0.1.0")
    }

    @Test(arguments: ReleasedFiles.contracts)
    func theContractOnlyAddsToTheReleasedOne(released: ReleasedContract) throws {
        let today = try #require(try Self.today(released.service), "the service \(released.service) is gone")
        let known = Self.accepted.map(\.change)
        #expect(ContractChange.breaks(released, today).filter { !known.contains($0) } == [])
    }

    @Test(arguments: ReleasedFiles.releases)
    func rolesAndKindsOnlyAdd(release: String) throws {
        let text = try #require(ReleasedFiles.file(release, "shared").contents)
        let released = try WireJSON.decode(JSONValue.self, from: Array(text.utf8))
        #expect(ContractChange.breaks(shared: released, ReleasedFiles.shared) == [])
    }

    @Test func acceptedChangesHaveAReason() {
        #expect(Self.accepted.allSatisfy { !$0.change.isEmpty && $0.why.count > 20 })
    }

    @Test(arguments: ReleasedFiles.contracts)
    func whatReleasedCallersAndServicesWriteIsReadToday(released: ReleasedContract) throws {
        for method in released.methods {
            let exchange = try #require(Exchange.all.first { $0.name == method.key })
            let example = try #require(method.value["example"])
            let request = try WireJSON.encode(try #require(example["request"]))
            #expect(try Self.value(exchange.readRequest(request)) == Self.value(request), "\(method.key)")
            let reply = try WireJSON.encode(try #require(example["reply"]))
            #expect(try Self.value(exchange.readReply(reply)) == Self.value(reply), "\(method.key)")
        }
        for event in released.events {
            let announcement = try #require(Announcement.all.first { $0.name == event.key })
            let data = try WireJSON.encode(try #require(event.value["example"]))
            #expect(try Self.value(announcement.read(data)) == Self.value(data), "\(event.key)")
        }
    }

    @Test(arguments: ReleasedFiles.contracts)
    func whatTodaysServicesAnswerIsReadByReleasedCallers(released: ReleasedContract) throws {
        for method in released.methods {
            let exchange = try #require(Exchange.all.first { $0.name == method.key })
            let schema = try #require(method.value["reply"])
            #expect(SchemaFit.misfits(try Self.value(exchange.reply), schema, at: method.key) == [])
        }
        for event in released.events {
            let announcement = try #require(Announcement.all.first { $0.name == event.key })
            let schema = try #require(event.value["data"])
            #expect(SchemaFit.misfits(try Self.value(announcement.data), schema, at: event.key) == [])
        }
    }

    /// Once its documents are written, a release says nothing else: what comes later is the next one's.
    @Test func aFrozenReleaseIsWhatTheCodeSaysOrThePast() throws {
        guard ReleasedFiles.releases.contains(Release.version) else { return }
        for contract in Catalogue.contracts {
            let document = try ReleasedContract.today(contract)
            let frozen = ReleasedFiles.file(Release.version, document.service).contents
            #expect(
                frozen == (try document.text), "\(document.service) has changed since \(Release.version): raise it")
        }
    }

    private static func value(_ bytes: [UInt8]) throws -> JSONValue { try WireJSON.decode(JSONValue.self, from: bytes) }
}
