// `sauro queue` and `sauro letter`: what they send, and what they print.

import MessageSchema
import Synchronization
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Queues on the command line")
struct QueueCommandTests {
    /// A registry that answers every method with the same.
    private func suite(_ reply: String) async throws -> FakeSuite {
        let suite = try FakeSuite()
        try await suite.add("registry") { _ in .success(json(reply)) }
        return suite
    }

    @Test(
        "each command sends its method with what was said",
        arguments: [
            (
                [
                    "queue", "subscribe", "registry", "q", "--type", "registry.unit.*", "--type", "a.b.c", "--after",
                    "0",
                ],
                "registry.queue.subscribe", #"{"queue":"q","types":["registry.unit.*","a.b.c"],"after":0}"#
            ),
            (
                [
                    "queue", "subscribe", "registry", "q", "--subject", "31", "--visibility", "5000", "--attempts", "3",
                ], "registry.queue.subscribe",
                #"{"queue":"q","subjects":["31"],"visibilityMilliseconds":5000,"attemptsMax":3}"#
            ),
            (["queue", "list", "registry", "--limit", "5"], "registry.queue.list", #"{"limit":5}"#),
            (["queue", "next", "registry", "q"], "registry.queue.next", #"{"queue":"q"}"#),
            (
                ["queue", "next", "registry", "q", "--limit", "2", "--wait", "20s", "--owner", "hospital"],
                "registry.queue.next", #"{"queue":"q","owner":"hospital","limit":2,"wait":20000}"#
            ),
            (
                ["queue", "acknowledge", "registry", "q", "r1", "r2"], "registry.queue.acknowledge",
                #"{"queue":"q","receipts":["r1","r2"]}"#
            ),
            (
                ["queue", "release", "registry", "q", "r1", "--reason", "later"], "registry.queue.release",
                #"{"queue":"q","receipts":["r1"],"reason":"later"}"#
            ),
            (
                ["queue", "resume", "registry", "q", "--journal", "j"], "registry.queue.resume",
                #"{"queue":"q","journal":"j"}"#
            ),
            (["queue", "remove", "registry", "q"], "registry.queue.remove", #"{"queue":"q"}"#),
            (
                ["letter", "list", "registry", "q", "--cursor", "c"], "registry.letter.list",
                #"{"queue":"q","cursor":"c"}"#
            ),
            (["letter", "show", "registry", "l1"], "registry.letter.show", #"{"letter":"l1"}"#),
            (["letter", "retry", "registry", "l1", "l2"], "registry.letter.retry", #"{"letters":["l1","l2"]}"#),
            (
                ["letter", "discard", "registry", "l1", "--reason", "done by hand"], "registry.letter.discard",
                #"{"letters":["l1"],"reason":"done by hand"}"#
            ),
        ])
    func sent(words: [String], method: String, params: String) async throws {
        let suite = try await suite("{}")
        #expect(await suite.shell().sauro(words + ["-o", "none"]) == Outcome(code: .ok, output: "", errors: ""))
        let request = try #require(suite.requests.withLock { $0.last })
        #expect(request.method == method)
        #expect(request.params == json(params))
    }

    @Test("next prints the events, and says when there is none")
    func next() async throws {
        let item = #"{"receipt":"1-a","attempt":1,"event":{"id":"j/1","type":"registry.unit.renamed"}}"#
        let suite = try await suite(#"{"items":[\#(item)],"behind":0}"#)
        let lines = await suite.sauro("queue", "next", "registry", "q", "-o", "jsonl")
        #expect(lines == Outcome(code: .ok, output: item + "\n", errors: ""))
        let text = await suite.sauro("queue", "next", "registry", "q")
        #expect(
            text.output == """
                RECEIPT  ATTEMPT  EVENT.ID  EVENT.TYPE
                1-a            1  j/1       registry.unit.renamed

                """)
        let none = try await self.suite(#"{"items":[],"behind":0}"#)
        let empty = await none.sauro("queue", "next", "registry", "q")
        #expect(empty == Outcome(code: .ok, output: "", errors: "none\n"))
    }

    @Test("a call that waits has the time to, unless its timeout was said")
    func deadline() async throws {
        let suite = try await suite(#"{"items":[],"behind":0}"#)
        let next = ["queue", "next", "registry", "q", "-o", "none"]
        for times in [["--wait", "20s"], ["--wait", "60s"], ["--wait", "20s", "--timeout", "25s"]] {
            _ = await suite.shell(isPatient: false).sauro(next + times)
        }
        #expect(suite.requests.withLock { $0.map(\.metadata.deadline) } == [30_000, 60_000, 25_000])
    }

    @Test(
        "what cannot be is refused before it is sent",
        arguments: [
            (["queue", "next", "gateway", "q"], "the gateway keeps no journal"),
            (["queue", "next", "Registry", "q"], "is no name of a service"),
            (["queue", "next", "registry", "q", "--wait", "soon"], "--wait"),
            (["letter", "discard", "registry", "l1"], "reason"),
            (["queue", "acknowledge", "registry", "q"], "receipts"),
        ])
    func refused(words: [String], said: String) async throws {
        let suite = try await suite("{}")
        let outcome = await suite.shell().sauro(words)
        #expect(outcome.code == .usage && outcome.errors.contains(said), "\(outcome.errors)")
        #expect(suite.requests.withLock { $0.isEmpty })
    }
}
