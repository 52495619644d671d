// `sauro log level`: every instance is told, the gateway too.

import MessageSchema
import Synchronization
import Testing
import WireJSON

@testable import Fabric
@testable import GatewayCommandLine

@Suite("The log level on the command line")
struct LogCommandTests {
    private func suite(_ services: [String] = ["registry"]) async throws -> FakeSuite {
        let suite = try FakeSuite(principals: "- name: night\n  roles: [watcher]\n")
        for service in services {
            try await suite.add(service) { request in
                let level = request.params?["level"]?.string ?? "info"
                return .success(json(#"{"instance":"i","level":"\#(level)"}"#))
            }
        }
        try await suite.listed(services.count)
        return suite
    }

    @Test(
        "is shown, or set with the time that was said",
        arguments: [
            (["log", "level", "registry"], "registry.log.show", "{}"),
            (["log", "level", "registry", "debug"], "registry.log.setLevel", #"{"level":"debug"}"#),
            (
                ["log", "level", "registry", "debug", "--for", "10m"], "registry.log.setLevel",
                #"{"level":"debug","seconds":600}"#
            ),
            (
                ["log", "level", "registry", "error", "--for", "2h"], "registry.log.setLevel",
                #"{"level":"error","seconds":7200}"#
            ),
        ])
    func sent(words: [String], method: String, params: String) async throws {
        let suite = try await suite()
        let outcome = await suite.shell().sauro(words)
        #expect(outcome.code == .ok && outcome.output.hasPrefix("SERVICE   LEVEL"), "\(outcome)")
        let request = try #require(suite.requests.withLock { $0.last })
        #expect(request.method == method && request.params == json(params))
    }

    @Test("of all is every instance's and the gateway's")
    func all() async throws {
        let suite = try await suite(["registry", "registry", "tasks"])
        let outcome = await suite.sauro("log", "level", "all", "warning", "-o", "jsonl")
        let rows = outcome.output.split(separator: "\n").map { json(String($0)) }
        #expect(rows.compactMap { $0["service"]?.string } == ["gateway", "registry", "registry", "tasks"])
        #expect(rows.allSatisfy { $0["level"] == "warning" })
        #expect(suite.said.text.contains("set the gateway's log level to warning"))
    }

    @Test("of the gateway goes back by itself, and only who runs the suite sets it")
    func gateway() async throws {
        let suite = try await suite()
        let set = await suite.sauro("log", "level", "gateway", "debug", "--for", "90s", "-o", "jsonl")
        let state = json(set.output)
        #expect(state["level"] == "debug" && state["then"] == "info" && state["secondsLeft"]?.int == 90)
        let shown = await suite.sauro("log", "level", "gateway", "--as", "night", "-o", "jsonl")
        #expect(shown.code == .ok && json(shown.output)["level"] == "debug")
        let denied = await suite.sauro("log", "level", "gateway", "info", "--as", "night")
        #expect(denied.code == .notAllowed)
        let levels = GatewayLevels { 5 }
        #expect(levels.lets(.notice) && !levels.lets(.debug))
    }

    @Test(
        "that cannot be is refused before it is sent",
        arguments: [
            (["log", "level", "regstry"], "did you mean"), (["log", "level", "registry", "loud"], "is no log level"),
            (["log", "level", "registry", "--for", "10m"], "--for goes with a level"),
            (["log", "level", "registry", "debug", "--for", "2d"], "--for wants a time"),
            (["log", "level", "registry", "debug", "--for", "0s"], "--for wants a time"),
            (["log", "level", "registry", "debug", "--for", "25h"], "--for wants a time"),
            (["log", "level"], "service"), (["log"], "log wants one of: level"),
        ])
    func refused(words: [String], said: String) async throws {
        let suite = try await suite()
        let outcome = await suite.shell().sauro(words)
        #expect(outcome.code == .usage && outcome.errors.contains(said), "\(outcome.errors)")
        #expect(suite.requests.withLock { $0.isEmpty })
    }

    @Test("of a service that does not run is unavailable; of one that does not know it, partly done")
    func silent() async throws {
        let suite = try await suite()
        #expect(await suite.sauro("log", "level", "tasks").code == .unavailable)
        try await suite.add("tasks") { _ in .failure(.fabric(.methodNotFound, "no such method")) }
        try await suite.listed(2)
        let outcome = await suite.sauro("log", "level", "all")
        #expect(outcome.code == .partly && outcome.errors.contains("its version does not know the question"))
    }

    @Test("debug tells which instances come and go")
    func news() {
        var news = InstanceNews()
        func statistics(_ instances: [(String, Bool)]) -> BrokerStatistics {
            var statistics = BrokerStatistics()
            let list = instances.map {
                BrokerStatistics.Instance(
                    instance: $0.0, epoch: 1, version: "1", draining: $0.1, inFlight: 0, bytesInFlight: 0, parked: 0,
                    credit: 1)
            }
            statistics.services = [
                .init(
                    name: "tasks", instances: list, queued: 0, queuedBytes: 0, oldestMilliseconds: 0, outcomes: [:],
                    durations: DurationTally())
            ]
            return statistics
        }
        #expect(news.sentences(statistics([("a", false)])) == [])
        #expect(news.sentences(statistics([("a", true), ("b", false)])) == ["tasks a (draining)", "tasks b has come"])
        #expect(news.sentences(statistics([("b", false)])) == ["tasks a (draining) has gone"])
    }
}

extension JSONValue {
    /// The number, if it is a whole one.
    fileprivate var int: Int? { if case .number(let digits) = self { Int(digits) } else { nil } }
}
