// Reading a journal as it grows.

import Fabric
import MessageSchema
import Synchronization
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Events")
struct EventTailTests {
    /// A registry whose journal holds so many events, every third a rename.
    private func suite(_ count: Int64) async throws -> FakeSuite {
        let suite = try FakeSuite()
        try await suite.add("registry") { request in
            let after = request.params?["after"]?.integer ?? 0
            let limit = request.params?["limit"]?.integer ?? 100
            let end = min(count, after + min(limit, 10))
            let items = after < end ? (after + 1...end).map(Self.event) : []
            return .success(
                .members([
                    ("journal", "j"), ("items", .array(items)), ("next", .integer(max(after, end))),
                    ("head", .integer(count)),
                ]))
        }
        return suite
    }

    private static func event(_ number: Int64) -> JSONValue {
        let type = number % 3 == 0 ? "registry.unit.renamed" : "registry.staff.registered"
        return json(
            #"""
            {"sequence":\#(number),"time":"2025-07-01T00:00:00Z","type":"\#(type)",
             "subject":"S\#(number)","actor":"a","data":{"n":\#(number)}}
            """#
        )
    }

    private func sequences(_ outcome: Outcome) -> [Int64] {
        outcome.output.split(separator: "\n").compactMap { json(String($0))["sequence"]?.integer }
    }

    @Test("without a place the last events are shown")
    func last() async throws {
        let suite = try await suite(45)
        #expect(sequences(await suite.sauro("events", "tail", "registry", "-o", "jsonl")) == Array(26...45))
        #expect(sequences(await suite.sauro("events", "tail", "registry", "--limit", "2", "-o", "jsonl")) == [44, 45])
    }

    @Test("from a place on all are shown, page by page, of a type if one is named")
    func after() async throws {
        let suite = try await suite(45)
        #expect(
            sequences(await suite.sauro("events", "tail", "registry", "--after", "20", "-o", "jsonl")) == Array(21...45)
        )
        let renamed = await suite.sauro(
            "events", "tail", "registry", "--after", "0", "--type", "registry.unit.", "--limit", "3", "-o", "jsonl")
        #expect(sequences(renamed) == [3, 6, 9])
        let text = await suite.sauro("events", "tail", "registry", "--after", "44")
        #expect(text.output == "45  2025-07-01T00:00:00Z  registry.unit.renamed  S45  a  {\"n\":45}\n")
    }

    @Test("following waits for more and ends with exit code 0 when interrupted")
    func follow() async throws {
        let suite = try FakeSuite()
        let (signals, signal) = AsyncStream<Int32>.makeStream()
        let polls = Mutex(0)
        try await suite.add("registry") { request in
            let poll = polls.withLock { polls in
                polls += 1
                return polls
            }
            if poll == 3 { signal.yield(2) }
            let after = request.params?["after"]?.integer ?? 0
            guard poll < 3 else { return .failure(.fabric(.deadlineExceeded, "nothing new")) }
            return .success(
                .members([
                    ("journal", "j"), ("items", .array([Self.event(after + 1)])), ("next", .integer(after + 1)),
                    ("head", .integer(after + 1)),
                ]))
        }
        var shell = suite.shell()
        shell.interrupted = { signals }
        let outcome = await shell.sauro(["events", "tail", "registry", "--after", "0", "--follow", "-o", "jsonl"])
        #expect(outcome.code == .ok)
        #expect(sequences(outcome) == [1, 2])
        let first = suite.requests.withLock { $0[0] }
        #expect(first.params["wait"]?.integer == 25_000)
        #expect(first.metadata.deadline == 35_000)
    }

    @Test("a service that does not exist is no event")
    func wrong() async throws {
        let suite = try await suite(1)
        #expect(await suite.sauro("events", "tail", "Registry").code == .usage)
        #expect(await suite.sauro("events", "tail", "tasks").code == .unavailable)
        // Without --follow nothing is waited for.
        #expect(await suite.sauro("events", "tail", "tasks", "--after", "0").code == .unavailable)
        #expect(await suite.sauro("events", "tail", "registry", "--limit", "0").code == .usage)
    }
}
