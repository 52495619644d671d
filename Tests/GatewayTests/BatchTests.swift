// Many requests at once: their order, their outcomes, their keys.

import Fabric
import MessageSchema
import Synchronization
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Many requests")
struct BatchTests {
    private static func unit(_ request: JSONRPC.Request) -> String { request.params?["unit"]?.string ?? "" }

    /// A registry that knows every unit whose code does not begin with X.
    private func suite() async throws -> FakeSuite {
        let suite = try FakeSuite()
        try await suite.add("registry") { request in
            let unit = Self.unit(request)
            guard !unit.hasPrefix("X") else {
                return .failure(Failure(.notFound, name: "frame.unit.notFound", message: "no unit \(unit)"))
            }
            return .success(json(#"{"code":"\#(unit)"}"#))
        }
        return suite
    }

    private func lines(_ codes: [String]) -> String { codes.map { #"{"unit":"\#($0)"}"# }.joined(separator: "\n") }

    @Test("results come in the order of the input, and part of them failing is exit code 8")
    func partlyFailed() async throws {
        let suite = try await suite()
        let codes = (1...250).map { $0 == 130 ? "X130" : "U\($0)" }
        let outcome = await suite.shell(input: lines(codes)).sauro(["unit", "get", "-", "-o", "jsonl"])
        #expect(outcome.code == .partly)
        let printed = outcome.output.split(separator: "\n").map(String.init)
        #expect(printed.count == 250)
        #expect(printed[0] == #"{"code":"U1"}"#)
        #expect(printed[249] == #"{"code":"U250"}"#)
        #expect(json(printed[129])["error"]?["data"]?["name"] == "frame.unit.notFound")
        #expect(outcome.errors == "100 of 250 done\n200 of 250 done\n250 of 250 done\n")
    }

    @Test("batches that are answered in another order are printed in the input's")
    func order() async throws {
        let suite = try FakeSuite()
        let held = Mutex<[IncomingRequest]>([])
        try await suite.add("registry") { [weak suite] (request: IncomingRequest) in
            let all = held.withLock { held in
                held.append(request)
                return held.count == 3 ? held : []
            }
            for request in all.reversed() {
                request.reply(suite?.reply(request.body) { .success(json(#"{"code":"\#(Self.unit($0))"}"#)) } ?? [])
            }
        }
        let codes = (1...300).map { "U\($0)" }
        let outcome = await suite.shell(input: lines(codes)).sauro(["unit", "get", "-", "-o", "jsonl", "-q"])
        #expect(outcome.output.split(separator: "\n").compactMap { json(String($0))["code"]?.string } == codes)
        #expect(outcome.code == .ok)
    }

    @Test("all done is exit code 0, none done is the first failure's")
    func allOrNone() async throws {
        let suite = try await suite()
        let done = await suite.shell(input: lines(["A", "B"])).sauro(["unit", "get", "--input", "-", "-q"])
        #expect(done == Outcome(code: .ok, output: "done    2\nfailed  0\n", errors: ""))
        let failed = await suite.shell(input: lines(["X1", "X2"])).sauro(["unit", "get", "-", "-q"])
        #expect(failed.code == .notFound)
        #expect(failed.output == "done    0\nfailed  2\n")
        #expect(
            failed.errors == "entry 1: no unit X1 (frame.unit.notFound)\nentry 2: no unit X2 (frame.unit.notFound)\n")
    }

    @Test("an entry that is malformed stops the whole input before anything is sent")
    func malformedEntry() async throws {
        let suite = try await suite()
        let outcome = await suite.shell(input: lines(["A", "b", "c"])).sauro(["unit", "get", "-"])
        #expect(outcome.code == .usage)
        #expect(
            outcome.errors == """
                error: line 2: --unit: "b" is no unit code; \(UnitCode.form)
                       line 3: --unit: "c" is no unit code; \(UnitCode.form)
                       (2 of 3 requests are wrong)
                  next: nothing was sent; mend the input, see `sauro unit get --help`

                """)
        #expect(suite.requests.withLock { $0.isEmpty })
    }

    @Test("every entry of a batch has a key of its own, and flags hold for all")
    func keys() async throws {
        let suite = try await suite()
        let input = #"[{"unit": "A", "name": {"vi": "Một"}}, {"unit": "B", "name": {"vi": "Hai"}}]"#
        let outcome = await suite.shell(input: input).sauro(
            ["unit", "rename", "-", "--from", "2025-07-01", "--idempotency-key", "k"])
        #expect(outcome.code == .ok)
        let sent = suite.requests.withLock { $0 }
        #expect(sent.map(\.metadata.idempotencyKey) == ["k/1", "k/2"])
        #expect(sent.map { $0.params["from"] } == ["2025-07-01", "2025-07-01"])
    }

    @Test("batches are cut by count and by bytes")
    func cuts() {
        let small = Array(repeating: json("{}"), count: 230)
        #expect(BatchRun.batches(small) == [0..<100, 100..<200, 200..<230])
        let large = Array(repeating: JSONValue.string(String(repeating: "x", count: 200_000)), count: 5)
        #expect(BatchRun.batches(large) == [0..<2, 2..<4, 4..<5])
        #expect(BatchRun.batches([]) == [])
    }

    @Test("--parallel is bounded")
    func parallel() async throws {
        let outcome = await (try suite()).shell(input: lines(["A", "B"])).sauro(["unit", "get", "-", "--parallel", "0"])
        #expect(outcome.code == .usage)
        #expect(outcome.errors == "error: --parallel wants a number from 1 to 64, not \"0\"\n")
    }

    @Test("an interruption is exit code 9")
    func interrupted() async throws {
        let suite = try FakeSuite()
        let (signals, signal) = AsyncStream<Int32>.makeStream()
        // Never answered; the signal comes when the request has arrived.
        try await suite.add("registry", silentAfter: { signal.yield(2) })
        var shell = suite.shell()
        shell.interrupted = { signals }
        let outcome = await shell.sauro(["unit", "get", "A"])
        #expect(outcome.code == .cancelled)
        #expect(outcome.errors == "cancelled; what was sent may have been executed\n")
    }
}
