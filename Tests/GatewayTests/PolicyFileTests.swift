// `policy lint FILE` and `policy diff FILE`: what is sent of a document, what is printed, and how it ends.

import Foundation
import MessageSchema
import Synchronization
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Looking at acts of policy")
struct PolicyFileTests {
    private static let document = """
        act: "1/2030/NĐ-CP"
        title:
          vi: "Văn bản"
        options:
          - {name: liftRate, from: "2030-01-01", value: 50, article: "Điều 1"}
        """

    private static func suite(_ reply: String) async throws -> FakeSuite {
        let suite = try FakeSuite()
        try await suite.add("insurance") { _ in .success(json(reply)) }
        return suite
    }

    private static func file() -> (folder: TemporaryFolder, path: String) {
        let folder = TemporaryFolder()
        folder.write(document, to: "act.yaml")
        return (folder, folder.path + "/act.yaml")
    }

    @Test("lint sends the document as it would be proposed, prints each finding, and ends with 6 when there are any")
    func lint() async throws {
        let finding =
            #"{"rule":"row.repeats","severity":"warning","place":"P","message":"It says nothing.","hint":"Leave it."}"#
        let suite = try await Self.suite(#"{"act":"1/2030/NĐ-CP","findings":[\#(finding)]}"#)
        let file = Self.file()
        let found = await suite.sauro("policy", "lint", file.path)
        #expect(found.code == .findings)
        #expect(
            found.output == """
                act 1/2030/NĐ-CP is not clean, 1 finding
                  warning row.repeats at P: It says nothing.
                    Leave it.

                """)
        let sent = try #require(suite.requests.withLock { $0.last })
        #expect(sent.method == "insurance.policy.lint")
        #expect(sent.params["options"]?.array?.first?["value"] == .string("50"))
        let asJSON = await suite.sauro("policy", "lint", file.path, "-o", "json")
        #expect(asJSON.code == .findings)
        #expect(json(asJSON.output)["findings"]?.array?.count == 1)
    }

    @Test("lint of a clean document ends with 0, and a document that is not there or has no row's day with 2")
    func clean() async throws {
        let suite = try await Self.suite(#"{"act":"1/2030/NĐ-CP","findings":[]}"#)
        let file = Self.file()
        let clean = await suite.sauro("policy", "lint", file.path)
        #expect(clean.code == .ok)
        #expect(clean.output == "act 1/2030/NĐ-CP is clean\n")
        #expect(await suite.sauro("policy", "lint", file.path + "x").code == .usage)
        file.folder.write(Self.document.replacingOccurrences(of: #" from: "2030-01-01","#, with: ""), to: "act.yaml")
        let undated = await suite.sauro("policy", "lint", file.path)
        #expect(undated.code == .usage)
        #expect(undated.errors.contains("from"))
    }

    @Test("diff prints what changes in Vietnamese and in English")
    func diff() async throws {
        let suite = try await Self.suite(
            #"""
            {"act":"1/2030/NĐ-CP","changes":[{"from":"2030-01-01","table":"options","key":"liftRate","before":"100",
             "after":"50","vi":"Từ ngày 2030-01-01.","en":"From 2030-01-01."}]}
            """#)
        let file = Self.file()
        let changed = await suite.sauro("policy", "diff", file.path)
        #expect(changed.code == .ok)
        #expect(changed.output == "act 1/2030/NĐ-CP changes 1 figure\n  Từ ngày 2030-01-01.\n  From 2030-01-01.\n")
        let same = try await Self.suite(#"{"act":"1/2030/NĐ-CP","changes":[]}"#)
        #expect(await same.sauro("policy", "diff", file.path).output == "act 1/2030/NĐ-CP changes nothing\n")
    }
}
