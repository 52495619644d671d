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
    private static let id = "0197c5a0-7b00-7000-8000-000000000001"

    /// A suite whose insurance answers by what the envelope says: words with a space between, each a claim's result or
    /// what is wrong with the file.
    private func suite() async throws -> FakeSuite {
        let suite = try FakeSuite()
        try await suite.add("insurance") { request in
            let text = Data(base64Encoded: request.params?["envelope"]?.string ?? "") ?? Data()
            return Self.answer(String(decoding: text, as: UTF8.self))
        }
        return suite
    }

    private static func answer(_ envelope: String) -> Result<JSONValue, Failure> {
        let words = envelope.split(separator: " ").map(String.init)
        switch words.first {
        case "malformed":
            let details = json(
                #"""
                {"findings":[{"rule":"envelope.base64","severity":"error","place":"HOSO 1 / FILEHOSO 2",
                 "message":"It is cut.","hint":"Encode it anew."}]}
                """#)
            return .failure(
                Failure(
                    .rejected, name: "insurance.envelope.malformed", message: "The envelope cannot be read.",
                    details: details))
        case "away": return .failure(.fabric(.unavailable, "nobody is there"))
        case "forbidden": return .failure(.fabric(.forbidden, "not yours"))
        default: return .success(reply(words))
        }
    }

    private static func reply(_ words: [String]) -> JSONValue {
        let claims = words.enumerated().map { index, word in
            claim(word, place: index + 1)
        }
        func count(_ word: String) -> Int { words.count { $0 == word } }
        return json(
            #"""
            {"facility":"31999","stored":\#(count("stored")),"known":\#(count("known")),
             "rejected":\#(count("rejected")),"claims":[\#(claims.joined(separator: ","))],
             "unusedContext":["NOWHERE","T\#(words.count)"]}
            """#)
    }

    private static func claim(_ result: String, place: Int) -> String {
        let record = #"""
            {"id":"\#(id)","adjudication":{"outcome":"corrected","totals":{"total":"583136.14","fund":"373373.12"},
             "findings":[{"rule":"claim.differs","severity":"warning","place":"XML1.T_BHTT",
              "message":"It is stated as 1.","hint":"See it."}]}}
            """#
        let finding = #"""
            {"rule":"field.missing","severity":"error","place":"HOSO \#(place) / XML1 / NGAY_VAO",
             "message":"It is empty.","hint":"Give it."}
            """#
        let rest = result == "rejected" ? #""findings":[\#(finding)]"# : #""record":\#(record),"findings":[]"#
        return #"{"result":"\#(result)","place":\#(place),"key":"T\#(place)",\#(rest)}"#
    }

    private func sauro(
        _ files: [(name: String, text: String)], _ words: [String] = [], columns: Int? = nil
    ) async throws -> (outcome: Outcome, suite: FakeSuite, folder: TemporaryFolder) {
        let (suite, folder) = (try await suite(), TemporaryFolder())
        let paths = files.map { folder.write($0.text, to: $0.name) }
        let outcome = await suite.shell(columns: columns).sauro(["claim", "import"] + paths + words)
        return (outcome, suite, folder)
    }

    /// What was said, with the folder's path left out.
    private func plain(_ text: String, _ folder: TemporaryFolder) -> String {
        text.replacingOccurrences(of: folder.path + "/", with: "")
    }

    @Test("a file is sent as base64, with the context beside it and a key of its own")
    func sent() async throws {
        let (suite, folder) = (try await suite(), TemporaryFolder())
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
        let (outcome, _, folder) = try await sauro([
            ("a.xml", "stored known"), ("b.xml", "rejected"), ("c.xml", "malformed"),
        ])
        #expect(outcome.code == .partly)
        #expect(
            plain(outcome.output, folder)
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

                how it was decided: sauro claim explain \(Self.id)

                """
                // The table is as wide as its paths, which are of a folder whose name is by chance.
                .replacingOccurrences(
                    of: "FILE   CLAIM", with: "FILE" + String(repeating: " ", count: folder.path.count + 4) + "CLAIM"))
        #expect(
            plain(outcome.errors, folder) == """
                a.xml: 1 stored, 1 known (1 of 3)
                b.xml: 1 rejected (2 of 3)
                c.xml: refused: The envelope cannot be read. (3 of 3)

                """)
    }

    @Test("json is one document with the sums, all claims and all files")
    func asJSON() async throws {
        let (outcome, _, folder) = try await sauro(
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
        let (outcome, _, _) = try await sauro([("a.xml", "stored known"), ("b.xml", "malformed")], ["-o", "jsonl"])
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
        #expect(try await sauro(files, ["-o", "none", "-q"]).outcome.code == code)
    }

    @Test("without an answer the rest is not sent, and what to do is said")
    func away() async throws {
        let (outcome, suite, folder) = try await sauro(
            [("a.xml", "stored"), ("b.xml", "away"), ("c.xml", "stored")], ["-o", "none"])
        #expect(outcome.code == .unavailable)
        #expect(suite.requests.withLock { $0.count } == 2)
        #expect(
            plain(outcome.errors, folder) == """
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
            request.reply(suite?.reply(request.body) { _ in .success(Self.reply(["stored"])) } ?? [])
        }
        var shell = suite.shell()
        shell.interrupted = { signals }
        let files = ["a.xml", "b.xml", "c.xml"].map { folder.write("stored", to: $0) }
        let outcome = await shell.sauro(["claim", "import"] + files + ["-o", "json"])
        #expect(outcome.code == .cancelled)
        #expect(
            plain(outcome.errors, folder) == """
                a.xml: 1 stored (1 of 3)
                cancelled: 1 of 3 files are done; run it again, what was stored is known and not doubled

                """)
        #expect(json(outcome.output)["stored"] == 1)
    }

    @Test("- reads standard input, and a pipe is read once")
    func input() async throws {
        let suite = try await suite()
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
        let (outcome, _, _) = try await sauro([("a.xml", "stored"), ("b.xml", "stored known")], ["-o", "none"])
        #expect(outcome.errors.hasSuffix("(2 of 2)\nno claim has the context of NOWHERE\n"))
    }

    @Test("a wrong file or context is exit code 2, and nothing is sent")
    func wrong() async throws {
        let (suite, folder) = (try await suite(), TemporaryFolder())
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
        let (_, suite, _) = try await sauro([("a.xml", "")], ["-q"])
        #expect(suite.requests.withLock { $0.map { $0.params["envelope"] } } == [""])
    }

    @Test("an envelope of just the size that a request holds is sent")
    func largest() async throws {
        let (outcome, suite, _) = try await sauro(
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
        let (suite, folder) = (try await suite(), TemporaryFolder())
        let file = folder.write("stored", to: "a.xml")
        let outcome = await suite.shell().sauro(["--context", "nowhere", "claim", "import", file])
        #expect(outcome.code == .usage && outcome.errors.contains("nowhere"))
    }
}
