// `claim import`: what is sent, what is printed in each form, and how it ends.

import Fabric
import Foundation
import MessageSchema
import Synchronization
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Importing claims")
struct ClaimImportTests {
    @Test("a file is sent as base64, with the context beside it and a key of its own")
    func sent() async throws {
        let (suite, folder) = (try await FakeClaims.suite(), TemporaryFolder())
        let context = #"{"T1":{"paid_before_step":"0.00","paid_after_step":"13.50","donor":"arv"}}"#
        let files = ["a.xml", "b.xml"].map { folder.write("stored", to: $0) }
        let words = files + ["--context", folder.write(context, to: "context.json")]
        let outcome = await suite.shell().sauro(["claim", "import"] + words + ["-o", "none"])
        #expect(outcome.code == .ok)
        let sent = suite.requests.withLock { $0 }
        #expect(sent.map(\.method) == ["insurance.claim.import", "insurance.claim.import"])
        #expect(sent.allSatisfy { $0.params == json(#"{"envelope":"c3RvcmVk","context":\#(context)}"#) })
        #expect(sent.allSatisfy { $0.metadata.deadline == 60_000 })
        #expect(Set(sent.map(\.metadata.idempotencyKey)).count == 2)
        // Run again it is looked at anew: a key of the content would bring the old answer back.
        _ = await suite.shell().sauro(["claim", "import"] + words)
        #expect(Set(suite.requests.withLock { $0 }.map(\.metadata.idempotencyKey)).count == 4)
        let keyed = words + ["--idempotency-key", "k", "--timeout", "5s"]
        _ = await suite.shell().sauro(["claim", "import"] + keyed)
        let last = suite.requests.withLock { $0.suffix(2) }
        #expect(last.map(\.metadata.idempotencyKey) == ["k/1", "k/2"])
        #expect(last.map(\.metadata.deadline) == [5000, 5000])
    }

    @Test("text is a table with a row a claim, findings below, progress on standard error")
    func text() async throws {
        let (outcome, _, folder) = try await FakeClaims.sauro([
            ("a.xml", "stored known"), ("b.xml", "rejected"), ("c.xml", "malformed"),
        ])
        #expect(outcome.code == .partly)
        #expect(
            FakeClaims.plain(outcome.output, folder)
                == """
                FILE   CLAIM KEY  RESULT    OUTCOME         TOTAL        FUND
                a.xml  T1         stored    corrected  583,136.14  373,373.12
                a.xml  T2         known     corrected  583,136.14  373,373.12
                b.xml  T1         rejected  -                   -           -
                c.xml  -          refused   -                   -           -

                a.xml, T1
                  warning claim.differs at XML1.T_BHTT: It is stated as 1.
                    See it.

                a.xml, T2
                  warning claim.differs at XML1.T_BHTT: It is stated as 1.
                    See it.

                b.xml, T1
                  error field.missing at HOSO 1 / XML1 / NGAY_VAO: It is empty.
                    Give it.

                c.xml
                  error envelope.base64 at HOSO 1 / FILEHOSO 2: It is cut.
                    Encode it anew.

                how it was decided: sauro claim explain \(FakeClaims.id)

                """
                // The table is as wide as its paths, which are of a folder whose name is by chance.
                .replacingOccurrences(
                    of: "FILE   CLAIM", with: "FILE" + String(repeating: " ", count: folder.path.count + 4) + "CLAIM"))
        #expect(
            FakeClaims.plain(outcome.errors, folder) == """
                a.xml: 1 stored, 1 known (1 of 3)
                b.xml: 1 rejected (2 of 3)
                c.xml: refused: The envelope cannot be read. (3 of 3)

                """)
    }

    @Test("json is one document with the sums, all claims and all files")
    func asJSON() async throws {
        let (outcome, _, folder) = try await FakeClaims.sauro(
            [("a.xml", "stored rejected"), ("b.xml", "malformed")], ["-o", "json", "-q"])
        #expect(outcome.code == .partly && outcome.errors == "")
        let document = json(outcome.output)
        #expect(["stored", "known", "rejected", "refused"].map { document[$0] } == [1, 0, 1, 1])
        let claims = try #require(document["claims"]?.array)
        #expect(claims.map { $0["file"]?.string } == [folder.file("a.xml"), folder.file("a.xml")])
        #expect(claims.map { $0["result"] } == ["stored", "rejected"])
        #expect(claims[0]["record"]?["adjudication"]?["totals"]?["fund"] == "373373.12")
        let files = try #require(document["files"]?.array)
        #expect(files.map { $0["stored"] } == [1, nil])
        #expect(files[1]["error"]?["data"]?["name"] == "insurance.envelope.malformed")
    }

    @Test("jsonl is a claim a line, and a line for a file that was refused")
    func lines() async throws {
        let (outcome, _, _) = try await FakeClaims.sauro(
            [("a.xml", "stored known"), ("b.xml", "malformed")], ["-o", "jsonl"])
        let lines = outcome.output.split(separator: "\n").map { json(String($0)) }
        #expect(
            lines.map { $0["result"] ?? $0["error"]?["data"]?["name"] } == [
                "stored", "known", "insurance.envelope.malformed",
            ])
        #expect(lines.allSatisfy { $0["file"] != nil })
    }

    @Test(
        "the exit code says whether all, a part or nothing is stored",
        arguments: [
            (["stored known", "known"], ExitCode.ok), (["stored rejected"], .partly),
            (["stored", "malformed"], .partly),
            (["known", "rejected"], .partly), (["rejected"], .failed), (["malformed", "rejected"], .failed),
            (["malformed"], .failed), (["forbidden"], .notAllowed), (["forbidden", "stored"], .partly),
            (["away"], .unavailable), (["stored", "away", "stored"], .unavailable),
        ])
    func codes(envelopes: [String], code: MessageSchema.ExitCode) async throws {
        let files = envelopes.enumerated().map { (name: "\($0).xml", text: $1) }
        #expect(try await FakeClaims.sauro(files, ["-o", "none", "-q"]).outcome.code == code)
    }

    @Test("without an answer the rest is not sent, and what to do is said")
    func away() async throws {
        let (outcome, suite, folder) = try await FakeClaims.sauro(
            [("a.xml", "stored"), ("b.xml", "away"), ("c.xml", "stored")], ["-o", "none"])
        #expect(outcome.code == .unavailable)
        #expect(suite.requests.withLock { $0.count } == 2)
        #expect(
            FakeClaims.plain(outcome.errors, folder) == """
                a.xml: 1 stored (1 of 3)
                b.xml: no answer: nobody is there (2 of 3)
                1 of 3 files were not sent; run it again, what was stored is known and not doubled

                """)
    }

    @Test("an interruption says how far it came, prints that much, and is exit code 9")
    func interrupted() async throws {
        let suite = try FakeSuite()
        let (signals, signal) = AsyncStream<Int32>.makeStream()
        let folder = TemporaryFolder()
        let seen = Mutex(0)
        // The second is never answered; the signal comes when it has arrived.
        try await suite.add("insurance") { [weak suite] (request: IncomingRequest) in
            let number = seen.withLock { seen in
                seen += 1
                return seen
            }
            guard number == 1 else { return _ = signal.yield(2) }
            request.reply(suite?.reply(request.body) { _ in .success(FakeClaims.reply(["stored"])) } ?? [])
        }
        var shell = suite.shell()
        shell.interrupted = { signals }
        let files = ["a.xml", "b.xml", "c.xml"].map { folder.write("stored", to: $0) }
        let outcome = await shell.sauro(["claim", "import"] + files + ["-o", "json"])
        #expect(outcome.code == .cancelled)
        #expect(
            FakeClaims.plain(outcome.errors, folder) == """
                a.xml: 1 stored (1 of 3)
                cancelled: 1 of 3 files are done; run it again, what was stored is known and not doubled

                """)
        #expect(json(outcome.output)["stored"] == 1)
    }

    @Test("- reads standard input, and a pipe is read once")
    func input() async throws {
        let suite = try await FakeClaims.suite()
        let outcome = await suite.shell(input: "stored").sauro(["claim", "import", "-", "-o", "jsonl"])
        #expect(outcome.code == .ok)
        #expect(json(outcome.output)["file"] == "-")
        #expect(outcome.errors.hasPrefix("-: 1 stored (1 of 1)\n"))
        let folder = TemporaryFolder()
        let pipe = folder.file("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        async let writing: Void = { try Data("known".utf8).write(to: URL(fileURLWithPath: pipe)) }()
        let piped = await suite.sauro("claim", "import", pipe, "-o", "none")
        try await writing
        #expect(piped.code == .ok)
        #expect(piped.errors.hasPrefix("\(pipe): 1 known (1 of 1)\n"))
    }

    @Test("keys of the context that no file has are told, those that one has are not")
    func unused() async throws {
        let (outcome, _, _) = try await FakeClaims.sauro(
            [("a.xml", "stored"), ("b.xml", "stored known")], ["-o", "none"])
        #expect(outcome.errors.hasSuffix("(2 of 2)\nno claim has the context of NOWHERE\n"))
    }
}
