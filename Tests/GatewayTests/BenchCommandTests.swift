// `sauro bench`: what it calls, what it leaves, what it prints.

import Fabric
import Foundation
import MessageSchema
import Synchronization
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Measuring a suite")
struct BenchCommandTests {
    private func sent(_ suite: FakeSuite) -> [(method: String, params: JSONValue, metadata: CallMetadata)] {
        suite.requests.withLock { $0 }
    }

    @Test("a read is called so often by so many, once before; -o json has a row for each number of callers")
    func reads() async throws {
        let suite = try FakeSuite()
        try await suite.add("insurance") { _ in .success(json("{}")) }
        let outcome = await suite.sauro(
            "bench", "rpc", "insurance.card.check", #"{"card": "{n}"}"#, "--callers", "1,4", "--calls", "20", "-o",
            "json")
        #expect(outcome.code == .ok, "\(outcome.errors)")
        let rows = try #require(json(outcome.output).array)
        #expect(rows.map { $0["callers"] } == [1, 4])
        for row in rows {
            #expect(row["method"] == "insurance.card.check" && row["calls"] == 20 && row["failed"] == .object([]))
            let names = row["milliseconds"]?.object?.map(\.key)
            #expect(names == ["mean", "p50", "p90", "p99", "p999", "max"])
        }
        let cards = sent(suite).compactMap { $0.params["card"]?.string }
        #expect(cards.count == 41 && Set(cards).count == 41, "each call has a number of its own")
        #expect(sent(suite).allSatisfy { $0.metadata.idempotencyKey == nil })
    }

    @Test("without a method the first unit is read, as a table")
    func standard() async throws {
        let suite = try FakeSuite()
        try await suite.add("registry") { request in
            .success(
                request.method == "registry.unit.list"
                    ? json(of: Page(items: [GetUnit.example.reply])) : json("{}"))
        }
        let outcome = await suite.sauro("bench", "rpc", "--callers", "2", "--calls", "5")
        #expect(outcome.code == .ok, "\(outcome.errors)")
        let lines = outcome.output.split(separator: "\n").map { $0.split(separator: " ") }
        #expect(lines.count == 2)
        #expect(lines.last?.prefix(2) == ["2", "5"])
        #expect(sent(suite).count(where: { $0.method == "registry.unit.get" }) == 6)
    }

    @Test("a write wants a word of consent, and has a key")
    func writes() async throws {
        let suite = try FakeSuite()
        try await suite.add("registry") { _ in .success(json("{}")) }
        let words = ["bench", "writes", "registry.staff.register", #"{"name": "{run} {n}"}"#, "--calls", "6"]
        let refused = await suite.shell().sauro(words)
        #expect(refused.code == .usage && refused.errors.contains("--leave-records") && sent(suite).isEmpty)
        let outcome = await suite.shell().sauro(words + ["--leave-records", "--callers", "3"])
        #expect(outcome.code == .ok, "\(outcome.errors)")
        let keys = sent(suite).compactMap(\.metadata.idempotencyKey)
        #expect(keys.count == 7 && Set(keys).count == 7)
        let names = sent(suite).compactMap { $0.params["name"]?.string?.split(separator: " ") }
        #expect(Set(names.map(\.first)).count == 1 && names.first?.first?.count == 8)
        #expect(Set(names.map(\.last)).count == 7)
    }

    @Test("calls that fail are counted by their error, and the rest is measured")
    func failing() async throws {
        let suite = try FakeSuite()
        let calls = Counted()
        try await suite.add("registry") { _ in
            calls.next() % 3 == 0
                ? .failure(Failure(.rejected, name: "registry.unit.odd", message: "no")) : .success(json("{}"))
        }
        let outcome = await suite.sauro(
            "bench", "rpc", "registry.unit.get", "{}", "--callers", "1", "--calls", "11", "-o", "json")
        #expect(outcome.code == .partly && outcome.errors.contains("4 failed: registry.unit.odd"), "\(outcome.errors)")
        let row = json(outcome.output).array?.first
        #expect(row?["failed"] == json(#"{"registry.unit.odd": 4}"#) && row?["calls"] == 11)
    }

    @Test("a first call that fails is the command's own failure")
    func first() async throws {
        let suite = try FakeSuite()
        try await suite.add("registry") { _ in
            .failure(Failure(.notFound, name: "registry.unit.notFound", message: "there is no unit X"))
        }
        let outcome = await suite.sauro("bench", "rpc", "registry.unit.get", "{}", "--calls", "9")
        #expect(outcome.code == .notFound && outcome.errors.contains("there is no unit X") && outcome.output.isEmpty)
        #expect(sent(suite).count == 1)
    }

    @Test("a queue is opened at the beginning, taken page by page to the end, and removed")
    func queue() async throws {
        let suite = try FakeSuite()
        let pages = Counted()
        try await suite.add("tasks") { request in
            switch request.method {
            case "tasks.queue.next":
                let count = max(0, 4 - pages.next())
                var reply = NextEvents<TasksContract>.example.reply
                reply.items = Array(repeating: reply.items[0], count: count)
                return .success(json(of: reply))
            case "tasks.queue.acknowledge":
                return .success(json(of: AcknowledgeEvents<TasksContract>.example.reply))
            default: return .success(json(of: SubscribeQueue<TasksContract>.example.reply))
            }
        }
        let outcome = await suite.sauro("bench", "queue", "tasks", "--page", "3", "--callers", "1", "-o", "json")
        #expect(outcome.code == .ok, "\(outcome.errors)")
        #expect(json(outcome.output).array?.first?["events"] == 6)
        let methods = sent(suite).map { $0.method.replacing("tasks.queue.", with: "") }
        let wanted = "subscribe next acknowledge next acknowledge next acknowledge next remove"
        #expect(methods.joined(separator: " ") == wanted)
        #expect(Set(sent(suite).compactMap { $0.params["queue"]?.string }).count == 1)
        #expect(sent(suite)[0].params["after"] == 0 && sent(suite)[1].params["limit"] == 3)
    }

    @Test("a queue is removed though the measurement failed")
    func removed() async throws {
        let suite = try FakeSuite()
        try await suite.add("tasks") { request in
            request.method == "tasks.queue.remove"
                ? .success(json(of: RemoveQueue<TasksContract>.example.reply))
                : .failure(Failure(.forbidden, name: "frame.scope.forbidden", message: "no"))
        }
        let outcome = await suite.sauro("bench", "queue", "tasks", "--callers", "1,2")
        #expect(outcome.code == .notAllowed)
        let methods = sent(suite).map { $0.method.replacing("tasks.queue.", with: "") }
        #expect(methods == ["subscribe", "remove", "remove"])
    }

    @Test("Ctrl-C ends a measurement early; what was measured is printed")
    func interrupted() async throws {
        let suite = try FakeSuite()
        let (signals, signal) = AsyncStream.makeStream(of: Int32.self)
        let calls = Counted()
        try await suite.add("registry") { _ in
            if calls.next() == 50 { signal.yield(2) }
            return .success(json("{}"))
        }
        var shell = suite.shell()
        shell.interrupted = { signals }
        let outcome = await shell.sauro([
            "bench", "rpc", "registry.unit.get", "{}", "--callers", "2", "--for", "1m", "-o", "json",
        ])
        #expect(outcome.code == .cancelled)
        let row = try #require(json(outcome.output).array?.first)
        #expect((row["calls"]?.integer ?? 0) >= 47 && row["failed"] == .object([]))
    }

    @Test("a claim has a key and a card of its own in each envelope; one that is not stored has failed")
    func claims() async throws {
        let suite = try FakeSuite()
        let imports = Counted()
        try await suite.add("insurance") { _ in
            var claim = ImportClaims.example.reply.claims[0]
            claim.result = imports.next() == 3 ? .rejected : .stored
            return .success(
                json(of: ImportClaims.Reply(facility: ImportClaims.example.reply.facility, claims: [claim])))
        }
        let folder = TemporaryFolder()
        let envelope = EnvelopeOnPaper.one
        let file = folder.write(envelope, to: "claim.xml")
        let outcome = await suite.sauro(
            "bench", "claims", file, "--leave-records", "--callers", "1", "--calls", "4", "-o", "json")
        #expect(outcome.code == .partly, "\(outcome.errors)")
        #expect(json(outcome.output).array?.first?["failed"] == json(#"{"claim not stored": 1}"#))
        let texts = sent(suite).compactMap { request -> String? in
            let bytes = request.params["envelope"]?.string.flatMap { Data(base64Encoded: $0) }
            return bytes.map { EnvelopeOnPaper.opened(String(decoding: $0, as: UTF8.self)) }
        }
        #expect(texts.count == 5)
        let form =
            #/
            <GIAMDINHHS><HOSO><MA_LK>(BENCH-[0-9a-f]{8}-(\d{10}))</MA_LK>
            <MA_THE_BHYT>DN431(\d{10})</MA_THE_BHYT><TEN>Ă</TEN>
            /#
        let found = texts.compactMap { $0.prefixMatch(of: form)?.output }
        #expect(Set(found.map(\.1)).count == 5 && found.allSatisfy { $0.2 == $0.3 }, "\(texts)")
        #expect(texts.allSatisfy { text in found.contains { text.contains("XML3 of \($0.1)</MA_LK><MA_LK>\($0.1)<") } })
    }

    @Test(
        "wrong words are refused, and nothing is sent",
        arguments: [
            (["rpc", "registry.unit.gt"], "did you mean registry.unit.get"),
            (["rpc", "registry.staff.register", "{}"], "sauro bench writes registry.staff.register"),
            (["rpc", "registry.unit.get", "{"], "the parameters, "),
            (["rpc", "registry.unit.get", "[]"], "one JSON object"),
            (["rpc", "registry.unit.get", #"{"_meta": {}}"#], "_meta"),
            (["rpc", "--callers", "0"], "--callers"), (["rpc", "--callers", "1,"], "--callers"),
            (["rpc", "--for", "2m"], "--for"), (["rpc", "--calls", "0"], "--calls"),
            (["queue", "task"], "did you mean tasks"), (["queue", "gateway"], "with a journal"),
            (["queue", "tasks", "--page", "0"], "--page"),
            (["claims", "/nowhere.xml", "--leave-records"], "there is no file /nowhere.xml"),
            (["claims", "/nowhere.xml"], "--leave-records"),
        ])
    func wrong(words: [String], reason: String) async throws {
        let suite = try FakeSuite()
        for service in ["registry", "tasks", "insurance"] {
            try await suite.add(service) { _ in .success(json("{}")) }
        }
        let outcome = await suite.shell().sauro(["bench"] + words)
        #expect(outcome.code == .usage && outcome.errors.contains(reason), "\(outcome.errors)")
        #expect(sent(suite).isEmpty && outcome.output.isEmpty)
    }

    @Test(
        "a file that is no envelope of one claim with a card is refused",
        arguments: [
            ("", "has 0 claims"), (EnvelopeOnPaper.one + EnvelopeOnPaper.one, "has 2 claims"),
            ("<HOSO><NOIDUNGFILE></NOIDUNGFILE></HOSO>", "no card"),
            ("<HOSO><NOIDUNGFILE>QQ=</NOIDUNGFILE></HOSO>", "document 1: it is not base64"),
            (EnvelopeOnPaper.text(card: "DN4"), "no card"),
        ])
    func noEnvelope(text: String, reason: String) throws {
        #expect {
            _ = try EnvelopeTemplate(Array(text.utf8), name: "claim.xml", run: "r")
        } throws: { ($0 as? UsageError)?.message.contains(reason) ?? false }
    }
}

/// Counts from 1.
private final class Counted: Sendable {
    private let last = Atomic(0)
    func next() -> Int { last.add(1, ordering: .relaxed).newValue }
}

/// Envelopes as a facility writes them, but for what nobody here looks at.
private enum EnvelopeOnPaper {
    static let one = text(card: "DN4313123456789")

    static func text(card: String) -> String {
        let documents = [
            "<MA_LK>K1</MA_LK><MA_THE_BHYT>\(card)</MA_THE_BHYT><TEN>Ă</TEN>", "<MA_LK>K1</MA_LK><MA_LK>K1</MA_LK>",
        ]
        let files = documents.map { "<NOIDUNGFILE>\n\(Data($0.utf8).base64EncodedString())\n</NOIDUNGFILE>" }
        return "<GIAMDINHHS><HOSO>\(files[0])<LOAIHOSO>XML3</LOAIHOSO>\(files[1])</HOSO></GIAMDINHHS>"
    }

    /// The envelope with its documents in clear, and what the third belongs to in words.
    static func opened(_ text: String) -> String {
        var text = text
        while let start = text.range(of: "<NOIDUNGFILE>"), let end = text.range(of: "</NOIDUNGFILE>") {
            let document = Data(base64Encoded: String(text[start.upperBound..<end.lowerBound])) ?? Data()
            text.replaceSubrange(start.lowerBound..<end.upperBound, with: String(decoding: document, as: UTF8.self))
        }
        return text.replacing("<LOAIHOSO>XML3</LOAIHOSO><MA_LK>", with: "XML3 of ")
    }
}
