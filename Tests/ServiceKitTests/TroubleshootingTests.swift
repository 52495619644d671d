// docs/troubleshooting.md is looked up by the words that the programs say: they must be these.

import Fabric
import Foundation
import Storage
import Surroundings
import TestGround
import Testing

@testable import ServiceKit

@Suite struct TroubleshootingTests {
    private static let page: String = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        do {
            return try String(contentsOf: root.appendingPathComponent("docs/troubleshooting.md"), encoding: .utf8)
        } catch { preconditionFailure("docs/troubleshooting.md: \(error)") }
    }()

    private static let said: [(any Error & Sendable, words: String)] = [
        (StorageError.diskFull(message: "full"), "no space is left for the database"),
        (StorageError.engine(code: 8, message: "x"), "Its file system is read-only"),
        (StorageError.engine(code: 10, message: "x"), "The disk refused; look at the kernel's log"),
        (StorageError.engine(code: 11, message: "x"), "A file of the database is damaged"),
        (StorageError.engine(code: 26, message: "x"), "A file of the database is damaged"),
        (StorageError.fileGone(path: "/a"), "is not the file that was opened"),
        (
            StorageError.newerSchema(part: "a", found: 2, known: 1, path: "/a", service: "tasks", release: nil),
            "was written by a newer release"
        ),
        (StorageError.olderSchema(step: "a 2", summary: "", path: "/a", service: "tasks"), "is at an older schema"),
        (ServiceProblem.dataGone(folder: "/a", database: "/a/a.sqlite", mark: "/a.made"), "there was data in"),
        (ServiceProblem.dataGone(folder: "/a", database: "/a/a.sqlite", mark: "/a.made"), "is missing or empty"),
    ]

    @Test func thePageHasTheWordsOfTheErrors() {
        for (error, words) in Self.said {
            #expect("\(error)".contains(words), "\(error)")
            #expect(Self.page.contains("`\(words)`"), "\(words)")
        }
    }

    @Test func thePageHasTheWordsOfKeyFilesAndClocks() throws {
        let folder = TemporaryFolder()
        let open = folder.write("secret: \(String(repeating: "1a", count: 32))\n", to: "open.key")
        chmod(open, 0o644)
        let key = #expect(throws: TransportError.self) { try KeyFile.read(open) }
        let words = "others than its owner may open it; chmod 600 it"
        #expect("\(try #require(key))".contains(words) && Self.page.contains("`\(words)`"))
        let clock = #expect(throws: SuiteClock.Problem.self) {
            try SuiteClock(path: folder.write("abc", to: "clock"), createAt: 1)
        }
        let short = "it does not hold eight bytes"
        #expect("\(try #require(clock))".contains(short) && Self.page.contains("`\(short)`"))
    }

    @Test(arguments: [
        "the machine's clock was set forward", "the machine's clock was set back", "a gateway does not answer",
        "the gateway answers",
    ])
    func thePageHasTheWordsOfTheLog(words: String) {
        #expect(Self.page.contains("`\(words)`"))
    }
}
