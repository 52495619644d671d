// The play: its means, its scenes in order, and what several scenes need.

import Fabric
import Foundation
internal import MessageSchema
internal import Surroundings
internal import WireJSON

/// The demonstration, scene after scene.
@MainActor
final class Play {
    let options: Options
    let examples: ExampleFolder
    let suite: Suite
    let checks: CheckTable
    let sauro: Sauro
    let client: Client
    /// Those of the cast, over a network.
    private var others: [String: Client] = [:]
    /// The tasks of each directive file, in the order of its list.
    var tasks: [String: [AssignedTask]] = [:]
    private let began = Console.milliseconds()
    /// Reports as they were printed, to be asked for again.
    var captured: [CapturedReply] = []

    init(_ options: Options, _ examples: ExampleFolder, _ suite: Suite, _ checks: CheckTable) throws {
        self.options = options
        self.examples = examples
        self.suite = suite
        self.checks = checks
        sauro = Sauro(suite)
        client = try suite.client()
        try client.start()
    }

    func stop() {
        client.stop()
        for other in others.values { other.stop() }
    }

    func all() async throws {
        try await act("1  Units and people", unitsAndPeople)
        try await act("2  Tasks of 2023, with six clarities", tasksOf2023)
        try await act("3  The merger of 2025-07-01", merger)
        try await act(
            "4  Hai Phong's half-year, 72-NQ/TW and 282/NQ-CP, and the monthly reports", resolutions)
        try await act("5  A service is killed in the middle of its work; the journals are verified", recovery)
        try await act("6  Indicators and what a working group decides, in June 2026", cooperation)
        try await act("7  Policy, cards and claims to the end of August 2026", insurance)
    }

    private func act(_ title: String, _ perform: () async throws -> Void) async throws {
        Console.title(title)
        let began = Console.milliseconds()
        try await perform()
        let (took, gone) = (Console.seconds(since: began), Console.seconds(since: self.began))
        Console.say("(act \(title.prefix(1)) took \(took); \(gone) of 120 s are gone)")
    }

    /// Moves the suite's clock to nine o'clock in Vietnam on a date, or to an instant.
    func advance(to time: String) throws {
        let instant = time.contains("T") ? time : "\(time)T02:00:00Z"
        try sauro("clock", "advance", instant, showing: 2)
        suite.note(clock: instant)
    }

    /// Calls as a principal of the cast.
    func call<M: Method>(_ request: M, as name: String? = nil, asOf: CalendarDate? = nil) async throws
        -> M.Reply
    {
        let metadata = CallMetadata(deadline: 30_000, actAs: suite.isOwn ? name : nil, asOf: asOf)
        return try await caller(name).call(request, metadata: metadata).value
    }

    /// Who calls under a name: over a network its own client, on this machine the one that acts as anybody.
    private func caller(_ name: String?) throws -> Client {
        guard let name, !suite.isOwn else { return client }
        if let other = others[name] { return other }
        let other = try suite.client(name)
        try other.start()
        others[name] = other
        return other
    }

    /// Writes requests as JSON lines for `--input`, and gives the file's path.
    func input<M: Method>(_ requests: [M], named name: String) throws -> String {
        let lines = try requests.map { String(decoding: try WireJSON.encode($0), as: UTF8.self) }
        let path = "\(suite.scratch)/\(name).jsonl"
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// Waits until the tasks know all units that the registry has written.
    func waitUntilTasksFollow() async throws {
        let wanted = try await call(CheckHealth<RegistryContract>()).sequence
        for _ in 0..<500 {
            if try await call(CheckHealth<TasksContract>()).unitsFollowed ?? 0 >= wanted { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw DemoError("the tasks did not follow the registry's units to \(wanted) within ten seconds")
    }

    /// What a code resolves to on a date.
    func primary(of code: String, on date: String) async throws -> String {
        try await call(ResolveUnit(unit: UnitCode(code)), asOf: CalendarDate(date)).primary.text
    }

    /// Adds a verification's checks to the table.
    func record(_ verification: Verification, of name: String) {
        precondition(!verification.checks.isEmpty, "a verification without checks proves nothing")
        for check in verification.checks {
            let trouble = check.failures.isEmpty ? "" : ": \(check.failures.joined(separator: "; "))"
            checks.add("\(name): \(check.name)", "\(check.checked) looked at\(trouble)", holds: check.holds)
        }
    }
}
