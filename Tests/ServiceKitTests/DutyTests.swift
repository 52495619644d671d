// Duties: work that falls due is done once, by whichever instance comes first, and a duty that fails holds up no other.

import MessageSchema
@testable import ServiceKit
import ServiceTesting
import Storage
import Surroundings
import TestGround
import Testing

@Suite("A duty")
struct DutyTests {
    @Test("runs until nothing is left, as the service itself")
    func untilNothingIsLeft() async throws {
        let readers = Locked<[Principal]>([])
        let service = try TestService.start(
            Diary.blueprint(duties: [
                Duty(name: "three lines") { context in
                    let (count, principal) = try await context.read { context in
                        (try context.reader.all("SELECT text FROM line").count, context.principal)
                    }
                    readers.change { $0.append(principal) }
                    guard count < 3 else { return false }
                    try await context.write { try $0.line("line \(count)") }
                    return true
                }
            ]))
        try await service.performDuties()
        #expect(try await service.store.lines() == ["line 0", "line 1", "line 2"])
        #expect(try await service.store.journal(of: LineWritten.self).map(\.entry.actor).last == "service:diary")
        // Four runs to the end, and one more since something had been written.
        #expect(readers.value == Array(repeating: Principal(name: "service:diary", roles: [.service]), count: 5))
    }

    @Test("finds what another duty left for it")
    func inTurn() async throws {
        let service = try TestService.start(
            Diary.blueprint(duties: [
                Duty(name: "finish") { context in
                    let open = try await context.read { try $0.openDues() }
                    guard let name = open.first else { return false }
                    try await context.write { context in
                        _ = try context.finish(name)
                        try context.line("finished \(name)")
                    }
                    return true
                },
                Duty(name: "plan") { context in
                    let isPlanned = try await context.read { try $0.reader.first("SELECT name FROM due") != nil }
                    guard !isPlanned else { return false }
                    try await context.write { context in
                        try context.plan("a", on: context.today.text)
                        try context.line("planned")
                    }
                    return false
                },
            ]))
        try await service.performDuties()
        #expect(try await service.store.lines() == ["planned", "finished a"])
    }

    @Test("does on a date what is due on it, and not before")
    func dueOnADate() async throws {
        let service = try TestService.start(
            Diary.blueprint(duties: [Diary.reminders]), at: "2025-06-29T05:00:00Z")
        try await service.store.plan(["report": "2025-06-30", "review": "2025-07-02"])
        try await service.performDuties()
        #expect(try await service.store.lines() == [])
        try service.advance(to: "2025-06-30")
        try await service.performDuties()
        #expect(try await service.store.lines() == ["report on 2025-06-30"])
        try service.advance(to: "2025-08-01")
        try await service.performDuties()
        #expect(try await service.store.lines() == ["report on 2025-06-30", "review on 2025-08-01"])
    }

    @Test("is done once when two instances run it at once")
    func twoInstances() async throws {
        let blueprint = Diary.blueprint(duties: [Diary.reminders])
        let first = try TestService.start(blueprint, at: "2025-06-29T05:00:00Z")
        let second = try TestService.start(blueprint, sharing: first)
        let names = (0..<60).map { "due \($0)" }
        try await first.store.plan(Dictionary(uniqueKeysWithValues: names.map { ($0, "2025-06-01") }))
        async let one: Void = first.performDuties()
        async let two: Void = second.performDuties()
        _ = try await (one, two)
        #expect(try await first.store.lines().sorted() == names.map { "\($0) on 2025-06-29" }.sorted())
        #expect(try await first.store.verify().fault == nil)
    }

    @Test("holds a lease by its instance and the machine's time, whatever the suite's clock does")
    func lease() async throws {
        let holders = Locked<[String]>([])
        let blueprint = Diary.blueprint(duties: [
            Duty(name: "lease") { context in
                let (instance, time) = (context.instance, context.machineTime)
                let isMine = try await context.write(purpose: .bookkeeping) { context in
                    try context.lease("report", for: instance, at: time, until: time + 60_000)
                }
                if isMine { holders.change { $0.append(instance) } }
                return false
            }
        ])
        let first = try TestService.start(blueprint)
        let second = try TestService.start(blueprint, sharing: first)
        try await first.store.plan(["report": "2025-06-01"])
        let before = try await first.store.read { try $0.head().sequence }
        try await first.performDuties()
        try await second.performDuties()
        try first.advance(to: "2026-01-01")
        try await second.performDuties()
        #expect(holders.value.count == 1)
        first.advanceMachine(milliseconds: 60_001)
        try await second.performDuties()
        #expect(holders.value.count == 2)
        #expect(Set(holders.value).count == 2)
        #expect(try await first.store.read { try $0.head().sequence } == before)
    }

    @Test("that changes a fact without an event is refused, and what it throws comes back to it")
    func silentChange() async throws {
        let thrown = Locked<[String]>([])
        let service = try TestService.start(
            Diary.blueprint(duties: [
                Duty(name: "silent") { context in
                    do { try await context.write { try $0.plan("a", on: $0.today.text) } } catch {
                        thrown.change { $0.append("\(error)") }
                    }
                    do { try await context.write { _ in throw TooDull() } } catch is TooDull {
                        thrown.change { $0.append("dull") }
                    }
                    return false
                }
            ]))
        try await service.performDuties()
        #expect(thrown.value == ["\(StorageError.eventMissing)", "dull"])
        #expect(try await service.store.read { try $0.all("SELECT name FROM due").count } == 0)
    }

    @Test("that fails holds up no other")
    func failing() async throws {
        let service = try TestService.start(
            Diary.blueprint(duties: [
                Duty(name: "broken") { _ in throw BrokenWorld() }, Diary.reminders,
            ]))
        try await service.store.plan(["report": "2024-12-31"])
        await #expect(throws: BrokenWorld.self) { try await service.performDuties() }
        #expect(try await service.store.lines() == ["report on 2025-01-01"])
    }

    @Test("that never rests is found out")
    func restless() async throws {
        let service = try TestService.start(Diary.blueprint(duties: [Duty(name: "restless") { _ in true }]))
        await #expect(throws: RestlessDuty.self) { try await service.performDuties() }
    }

    @Test("knows the folder of the service's data, and spreads its attempts over a range")
    func surroundings() async throws {
        let numbers = Locked<[Int64]>([])
        let seen = Locked<[String]>([])
        let service = try TestService.start(
            Diary.blueprint(duties: [
                Duty(name: "look") { context in
                    seen.change { $0 = ["\(context.now)", "\(context.today)", context.folder] }
                    numbers.change { $0 = (0..<1000).map { _ in context.uniform(in: -1...2) } }
                    return false
                }
            ]))
        try await service.performDuties()
        #expect(Set(numbers.value) == [-1, 0, 1, 2])
        #expect(seen.value == ["2025-01-01T00:00:00Z", "2025-01-01", service.folder])
    }

    @Test(
        "draws from the whole of a range",
        arguments: [
            // Random bytes of 0 are its beginning, of 255 its end, of 128 a little past its middle.
            (UInt8(0), Int64(5)...9, Int64(5)), (255, 5...9, 9), (0, .min ... .max, .min), (255, .min ... .max, .max),
            (128, 0...99, 50), (7, 3...3, 3),
        ])
    func uniform(byte: UInt8, range: ClosedRange<Int64>, number: Int64) {
        let surroundings = Surroundings(now: { 0 }, randomBytes: { Array(repeating: byte, count: $0) })
        #expect(surroundings.uniform(in: range) == number)
    }

    @Test("waits twice as long after each failure, to half a minute")
    func backoff() {
        var backoff = Backoff()
        let waits = (0..<9).map { _ in backoff.failed() }
        #expect(waits.map(\.upperBound) == [250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
        #expect(waits.allSatisfy { $0.lowerBound == $0.upperBound / 2 })
        for _ in 0..<100 { #expect(backoff.failed().upperBound == Backoff.longest) }
        backoff.succeeded()
        #expect(backoff.failed().upperBound == Backoff.first)
    }
}
