// The runner of duties as a running service has it: it wakes by itself, comes back after failures, and stops.

import MessageSchema
import ServiceKit
import ServiceTesting
import Storage
import Synchronization
import TestGround
import Testing

@Suite("Running duties")
struct DutyRunnerTests {
    @Test("see the suite's date change, and what is committed")
    func wake() async throws {
        let service = try TestService.start(
            Diary.blueprint(duties: [Diary.reminders]), at: "2025-06-29T05:00:00Z")
        try await service.store.plan(["report": "2025-06-30"])
        try await service.withDuties {
            try service.advance(to: "2025-06-30")
            try await eventually("the reminder") { try await service.store.lines() == ["report on 2025-06-30"] }
            try await service.store.plan(["late": "2025-06-30"])
            try await eventually("the late one") { try await service.store.lines().count == 2 }
        }
        #expect(try await service.store.lines().last == "late on 2025-06-30")
    }

    @Test("come back after a failure, and disturb no other meanwhile")
    func failure() async throws {
        let attempts = Locked(0)
        let service = try TestService.start(
            Diary.blueprint(duties: [
                Duty(name: "broken") { context in
                    attempts.change { $0 += 1 }
                    guard attempts.value > 2 else { throw BrokenWorld() }
                    guard try await context.read({ try $0.reader.first("SELECT text FROM line") }) == nil else {
                        return false
                    }
                    try await context.write { try $0.line("mended") }
                    return false
                }, Diary.reminders,
            ]))
        try await service.withDuties {
            try await eventually("the third attempt") { try await service.store.lines() == ["mended"] }
            try await service.store.plan(["report": "2024-12-31"])
            try await eventually("the other") { try await service.store.lines().last == "report on 2025-01-01" }
        }
        #expect(attempts.value >= 3)
    }

    @Test("write nothing while nothing is due")
    func idle() async throws {
        let runs = Locked(0)
        let service = try TestService.start(
            Diary.blueprint(duties: [
                Diary.reminders,
                Duty(name: "count") { _ in
                    runs.change { $0 += 1 }
                    return false
                },
            ]))
        let before = try await service.store.turns()
        try await service.withDuties { try await eventually("three runs") { runs.value >= 3 } }
        #expect(try await service.store.turns() == before)
    }

    @Test("never run twice at once, and are over when they have been stopped")
    func alone() async throws {
        let state = Locked((running: 0, most: 0, runs: 0))
        let service = try TestService.start(
            Diary.blueprint(duties: [
                Duty(name: "alone") { context in
                    state.change { state in
                        state.running += 1
                        state.most = max(state.most, state.running)
                    }
                    try await context.write { try $0.line("x") }
                    state.change { state in
                        state.running -= 1
                        state.runs += 1
                    }
                    return state.value.runs < 20
                }
            ]))
        try await service.withDuties { try await eventually("twenty runs") { state.value.runs >= 20 } }
        #expect(state.value.most == 1)
        #expect(state.value.running == 0)
    }

    @Test("that do not hear are left alone after a while")
    func deaf() async throws {
        let gate = Gate()
        let frame = try frame([], duties: [Duty(name: "deaf") { _ in await gate.wait() }])
        frame.startDuties()
        try await eventually("the duty to run") { gate.isAwaited }
        await frame.stopDuties(milliseconds: 10)
        #expect(gate.isAwaited)
        gate.open()
        await frame.stopDuties(milliseconds: 10_000)
        #expect(!gate.isAwaited)
    }
}

/// Something that is waited for, whoever cancels.
private final class Gate: Sendable {
    private let waiting = Mutex<CheckedContinuation<Bool, Never>?>(nil)
    var isAwaited: Bool { waiting.withLock { $0 != nil } }

    func wait() async -> Bool {
        await withCheckedContinuation { continuation in waiting.withLock { $0 = continuation } }
    }

    func open() {
        let continuation = waiting.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        continuation?.resume(returning: false)
    }
}
