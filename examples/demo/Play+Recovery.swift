// Act 5: the registry is killed with SIGKILL in the middle of writes; nothing is lost, nothing doubled. On a suite that
// is not the demonstration's own it writes the same, and kills nobody.

import Foundation
internal import MessageSchema

extension Play {
    private static let newcomers = 400

    func recovery() async throws {
        let before = try await call(CheckHealth<RegistryContract>()).sequence
        let people = try newcomers()
        let writer = BulkWriter(client, key: "demo-\(options.seed)-newcomers", batchEntries: 10, parallel: 4)
        let ids = suite.isOwn ? try await writeThroughKill(people, writer) : try await writer.write(people)
        checks.equal("writes acknowledged", writer.counts.acknowledged, people.count * 2)
        try await nothingLostOrDoubled(ids, people.count, since: before)
        try await journals()
    }

    /// Writes while the registry is killed and comes back.
    private func writeThroughKill(_ people: [SyntheticPerson], _ writer: BulkWriter) async throws -> [StaffID] {
        let killed = try registryProcess()
        async let writing = writer.write(people)
        try await kill(killed, whenAcknowledged: people.count / 4, by: writer)
        let ids = try await writing
        let restarted = try await waitForRegistry(otherThan: killed)
        checks.add("sauro-registry is back", "process \(killed) killed, \(restarted) runs", holds: true)
        let gateway = try await call(ShowSuiteStatus()).counters["repeated"] ?? 0
        checks.add(
            "writes that met the SIGKILL were repeated under their keys",
            "\(gateway) messages by the gateway, \(writer.counts.repeated) writes by the client",
            holds: gateway + writer.counts.repeated > 0)
        return ids
    }

    private func newcomers() throws -> [SyntheticPerson] {
        Console.scene("SYNTHETIC: \(Self.newcomers) newcomers start at HP-H01 on 2026-01-01")
        var generator = StaffGenerator(seed: options.seed, firstNumber: 60_000)
        let start = try CalendarDate("2026-01-01")
        return try generator.people(
            Self.newcomers, at: UnitCode("HP-H01"), kind: .hospital, college: nil, hired: start...start)
    }

    private func registryProcess() throws -> Int32 {
        let children = ProcessTable.children(of: suite.process, running: "\(suite.bin)/sauro-registry")
        guard let registry = children.first else { throw DemoError("sauro up has no child sauro-registry") }
        return registry
    }

    private func kill(_ process: Int32, whenAcknowledged count: Int, by writer: BulkWriter) async throws {
        for _ in 0..<2000 where writer.counts.acknowledged < count {
            try await Task.sleep(for: .milliseconds(5))
        }
        Console.say("\(writer.counts.acknowledged) writes are acknowledged; now:")
        Console.command(["kill", "-KILL", "\(process)"])
        guard Foundation.kill(process, SIGKILL) == 0 else {
            throw DemoError("process \(process) could not be killed")
        }
    }

    private func waitForRegistry(otherThan killed: Int32) async throws -> Int32 {
        for _ in 0..<1000 {
            let children = ProcessTable.children(of: suite.process, running: "\(suite.bin)/sauro-registry")
            if let process = children.first(where: { $0 != killed }) {
                try sauro("status", showing: 12)
                return process
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw DemoError("sauro up did not start sauro-registry again within 20 s")
    }

    /// The journal has one entry for each acknowledged write, and the roster each person once.
    private func nothingLostOrDoubled(_ ids: [StaffID], _ count: Int, since sequence: Int64) async throws {
        let types = try await eventTypes(since: sequence)
        checks.equal("files acknowledged, each another", Set(ids).count, count)
        checks.equal("files in the journal since then", types[StaffRegistered.name] ?? 0, count)
        checks.equal("appointments in the journal since then", types[PostAppointed.name] ?? 0, count)
        let roster = try await RosterCount.of(
            [UnitCode("HP-H01")], asOf: CalendarDate("2026-01-01"), by: client)
        let found = ids.count { roster.mains[$0] == 1 }
        checks.equal("newcomers with exactly one main post", found, count)
    }

    private func eventTypes(since sequence: Int64) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        var request = ReadEvents<RegistryContract>(after: sequence, limit: 1000)
        while true {
            let page = try await call(request)
            for item in page.items { counts[item.type, default: 0] += 1 }
            guard page.next < page.head, !page.items.isEmpty else { return counts }
            request = ReadEvents<RegistryContract>(journal: page.journal, after: page.next, limit: 1000)
        }
    }

    private func journals() async throws {
        Console.scene("Both journals are chains of hashes, from the first entry to the last")
        try sauro("audit", "verify", showing: 12)
        let registry = try await call(VerifyJournal<RegistryContract>())
        let tasks = try await call(VerifyJournal<TasksContract>())
        checks.add(
            "the registry's journal", registry.problem ?? "\(registry.entries) entries", holds: registry.holds
        )
        checks.add("the tasks' journal", tasks.problem ?? "\(tasks.entries) entries", holds: tasks.holds)
        record(try await call(VerifyHosts()), of: "hosts at the end of 2025")
    }
}
