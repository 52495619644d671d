// `claim import` with files and a context that cannot be sent, and its help.

import MessageSchema
import Synchronization
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Using the import of claims")
struct ClaimImportUsageTests {
    @Test("a wrong file or context is exit code 2, and nothing is sent")
    func wrong() async throws {
        let (suite, folder) = (try await FakeClaims.suite(), TemporaryFolder())
        let good = folder.write("stored", to: "good.xml")
        let large = folder.write(String(repeating: "x", count: 783_361), to: "large.xml")
        let cases: [(words: [String], error: String)] = [
            ([good, "/nowhere.xml"], "error: there is no file /nowhere.xml\n"),
            ([good, folder.path], "error: \(folder.path) cannot be read: Is a directory\n"),
            (
                [good, large],
                "error: \(large) has 783361 bytes; a request holds an envelope of at most 783360\n"
                    + "  next: export it in parts, each with fewer HOSO; nothing was sent\n"
            ),
            (["-", "-"], "error: - is given twice\n"),
            ([good, "--context", "/nowhere.json"], "error: there is no file /nowhere.json\n"),
        ]
        for (words, error) in cases {
            let outcome = await suite.shell().sauro(["claim", "import"] + words)
            #expect(outcome == Outcome(code: .usage, output: "", errors: error))
        }
        #expect(await suite.sauro("claim", "import").code == .usage)
        #expect(suite.requests.withLock { $0.isEmpty })
    }

    @Test("an empty file is the service's to refuse, like any other that is no envelope")
    func empty() async throws {
        let (_, suite, _) = try await FakeClaims.sauro([("a.xml", "")], ["-q"])
        #expect(suite.requests.withLock { $0.map { $0.params["envelope"] } } == [""])
    }

    @Test("an envelope of just the size that a request holds is sent")
    func largest() async throws {
        let (outcome, suite, _) = try await FakeClaims.sauro(
            [("a.xml", "stored" + String(repeating: " ", count: 783_354))], ["-q"])
        #expect(outcome.code == .ok)
        // A machine that is slow enough has the request handed out once more: under the same key.
        #expect(Set(suite.requests.withLock { $0.map(\.metadata.idempotencyKey) }).count == 1)
    }

    @Test(
        "a malformed context is refused with its place and its form",
        arguments: [
            ("", "line 1, column 1"), ("[]", "line 1, column 1"), (#"{"T1": {"donr": "arv"}}"#, "donr"),
            ("{\"T1\":\n {\"donor\": \"friend\"}}", "\"friend\" is not one of personal, facility, arv"),
            (#"{"T1": {"paid_before_step": 5}}"#, "/T1/paid_before_step"),
            (#"{"T1": {"paid_before_step": "1,5"}}"#, "is none; an amount"), (#"{"T1": {}, "T1": {}}"#, "T1"),
        ])
    func context(text: String, message: String) async throws {
        let folder = TemporaryFolder()
        let file = folder.write("stored", to: "a.xml")
        let outcome = await Shell().sauro(["claim", "import", file, "--context", folder.write(text, to: "c.json")])
        #expect(outcome.code == .usage)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
        #expect(outcome.errors.contains(#"next: it is {"MA_LK": {"paid_before_step": "0.00""#))
    }

    @Test("its help is its own, by either way")
    func help() async {
        let help = await Shell().sauro(["claim", "import", "--help"])
        #expect(help.code == .ok)
        #expect(help.output.contains("USAGE: sauro claim import <files> ... [--context <context>]"))
        #expect(await Shell().sauro(["help", "claim", "import"]) == help)
        let wrong = await Shell().sauro(["claim", "import", "a.xml", "--contxt", "b"])
        #expect(wrong.code == .usage && wrong.errors.contains("next: see `sauro claim import --help`"))
    }

    @Test("a context of the config file stands before the verb")
    func configContext() async throws {
        let (suite, folder) = (try await FakeClaims.suite(), TemporaryFolder())
        let file = folder.write("stored", to: "a.xml")
        let outcome = await suite.shell().sauro(["--context", "nowhere", "claim", "import", file])
        #expect(outcome.code == .usage && outcome.errors.contains("nowhere"))
    }
}
