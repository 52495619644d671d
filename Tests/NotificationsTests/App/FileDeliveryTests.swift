// The file channel: one line a message, claimed by lease, tried again, given up in the end, recorded once.

import Foundation
import MessageSchema
import ServiceTesting
import Storage
import Testing
import WireJSON

@testable import NotificationsApp
@testable import NotificationsDomain

@Suite struct FileDeliveryTests {
    @Test("Each person has a line with both languages, and the delivery is recorded")
    func lines() async throws {
        let bureau = try await Bureau()
        let notice = try await bureau.service.call(bureau.notice(to: .unit(Sector.department), channels: [.file]))
        #expect(notice.counts == DeliveryCounts(waiting: 2))
        try await bureau.service.performDuties()
        let lines = try bureau.outbox()
        #expect(lines.map(\.person) == [staffID(1), staffID(2)])
        #expect(lines.allSatisfy { $0.notice == notice.id && $0.sender == Sector.department })
        #expect(lines.first?.title == LocalizedText(vi: "Sắp đến hạn: Báo cáo quý", en: "Due soon: Báo cáo quý"))
        #expect(try await bureau.service.call(GetNotice(notice: notice.id)).counts == DeliveryCounts(delivered: 2))
        let explanation = try await bureau.explain(notice.id)
        #expect(explanation.attempts.map(\.outcome) == [.delivered, .delivered])
        #expect(try await bureau.inbox(1).isEmpty)
        try await bureau.service.performDuties()
        #expect(try bureau.outbox().count == 2)
        let told = try await bureau.events(DeliveriesRecorded.self)
        #expect(told.map { "\($0.delivered) \($0.retried) \($0.failed) \($0.dropped)" } == ["2 0 0 0"])
        let series = "sauro_notifications_deliveries_total"
        #expect(await bureau.service.measured(series + #"{channel="file",outcome="delivered"}"#) == 2)
        #expect(await bureau.service.measured(series + #"{channel="file",outcome="failed"}"#) == nil)
    }

    @Test("Batches are bounded, and all are written")
    func batches() async throws {
        var settings = DeliverySettings()
        settings.deliveriesPerClaim = 2
        let bureau = try await Bureau(settings)
        try await bureau.service.call(bureau.notice(to: .subtree(Sector.ministry), channels: [.file]))
        try await bureau.service.performDuties()
        #expect(try bureau.outbox().count == 6)
        #expect(try await bureau.events(DeliveriesRecorded.self).map(\.delivered) == [2, 2, 2])
    }

    @Test("A file that cannot be written is tried again after a pause, and each attempt is kept with its reason")
    func retried() async throws {
        let bureau = try await Bureau()
        try bureau.blockOutbox()
        let notice = try await bureau.service.call(bureau.notice(to: .person(staffID(1)), channels: [.file]))
        try await bureau.service.performDuties()
        #expect(try await bureau.service.call(GetNotice(notice: notice.id)).counts == DeliveryCounts(waiting: 1))
        #expect(await bureau.service.measured(#"sauro_notifications_waiting{channel="file"}"#) == 1)
        // Not due again yet.
        try await bureau.service.performDuties()
        #expect(try await bureau.explain(notice.id).attempts.count == 1)
        try bureau.freeOutbox()
        bureau.service.advanceMachine(milliseconds: 2000)
        try await bureau.service.performDuties()
        let explanation = try await bureau.explain(notice.id)
        #expect(explanation.notice.counts == DeliveryCounts(delivered: 1))
        #expect(explanation.attempts.map(\.attempt) == [2, 1])
        #expect(explanation.attempts.map(\.outcome) == [.delivered, .waiting])
        #expect(explanation.attempts.last?.problem?.text == "the file outbox/notices.jsonl: Is a directory")
        #expect(try bureau.outbox().count == 1)
    }

    @Test("After the last attempt a delivery has failed, and stays so")
    func exhausted() async throws {
        var settings = DeliverySettings()
        settings.attemptsMax = 3
        let bureau = try await Bureau(settings)
        try bureau.blockOutbox()
        let notice = try await bureau.service.call(
            bureau.notice(to: .unit(Sector.department), channels: [.file, .inbox]))
        for _ in 1...5 {
            try await bureau.service.performDuties()
            bureau.service.advanceMachine(milliseconds: 600_000)
        }
        let explanation = try await bureau.explain(notice.id)
        #expect(explanation.notice.counts == DeliveryCounts(delivered: 2, failed: 2))
        #expect(explanation.channels.last == ChannelOutcome(channel: .file, failed: 2, attempts: 6))
        #expect(explanation.attempts.filter { $0.outcome == .failed }.map(\.attempt) == [3, 3])
        let told = try await bureau.events(DeliveriesRecorded.self)
        #expect(told.map { "\($0.retried) \($0.failed)" } == ["2 0", "2 0", "0 2"])
    }

    @Test("A claim of a dead instance runs out, and another one delivers")
    func lease() async throws {
        let bureau = try await Bureau()
        let notice = try await bureau.service.call(bureau.notice(to: .person(staffID(1)), channels: [.file]))
        try await bureau.claim(for: "an instance that died", milliseconds: 30_000)
        try await bureau.service.performDuties()
        #expect(try bureau.outbox() == [])
        bureau.service.advanceMachine(milliseconds: 31_000)
        let other = try bureau.another()
        try await other.performDuties()
        #expect(try bureau.outbox().count == 1)
        #expect(try await other.call(GetNotice(notice: notice.id)).counts == DeliveryCounts(delivered: 1))
    }

    @Test("A claim of a dead instance whose clock was ahead does not hold until then: nobody sets so late a time")
    func leaseOfAWrongClock() async throws {
        let bureau = try await Bureau()
        let notice = try await bureau.service.call(bureau.notice(to: .person(staffID(1)), channels: [.file]))
        try await bureau.claim(for: "an instance that died", milliseconds: 3_600_000)
        try await bureau.service.performDuties()
        #expect(try bureau.outbox().count == 1)
        #expect(try await bureau.service.call(GetNotice(notice: notice.id)).counts == DeliveryCounts(delivered: 1))
    }

    @Test("Nor does the pause after an attempt by a clock that was ahead")
    func pauseOfAWrongClock() async throws {
        let bureau = try await Bureau()
        try bureau.blockOutbox()
        let notice = try await bureau.service.call(bureau.notice(to: .person(staffID(1)), channels: [.file]))
        bureau.service.advanceMachine(milliseconds: 3_600_000)
        try await bureau.service.performDuties()
        try bureau.freeOutbox()
        bureau.service.advanceMachine(milliseconds: -3_600_000)
        try await bureau.service.performDuties()
        #expect(try await bureau.service.call(GetNotice(notice: notice.id)).counts == DeliveryCounts(delivered: 1))
    }

    @Test("A pause that this clock set holds, the longest too")
    func pauseOfThisClock() async throws {
        var settings = DeliverySettings()
        settings.firstPauseMilliseconds = settings.longestPauseMilliseconds
        let bureau = try await Bureau(settings)
        try bureau.blockOutbox()
        let notice = try await bureau.service.call(bureau.notice(to: .person(staffID(1)), channels: [.file]))
        try await bureau.service.performDuties()
        try bureau.freeOutbox()
        try await bureau.service.performDuties()
        #expect(try await bureau.service.call(GetNotice(notice: notice.id)).counts == DeliveryCounts(waiting: 1))
    }

    @Test("What another instance has taken over is not recorded again")
    func lost() async throws {
        let bureau = try await Bureau()
        let notice = try await bureau.service.call(bureau.notice(to: .person(staffID(1)), channels: [.file]))
        try await bureau.claim(for: "the new owner", milliseconds: 30_000)
        let delivery = try #require(try await bureau.deliveryOfFile(notice.id))
        let attempt = DeliveryAttempt(
            delivery: delivery, person: staffID(1), channel: .file, attempt: 1, at: .sample, outcome: .delivered)
        let isRecorded = try await bureau.write { writer in
            try DeliveryStore.record(attempt, notice: 0, due: 0, by: "the old owner", writer)
        }
        #expect(!isRecorded)
        #expect(try await bureau.service.call(GetNotice(notice: notice.id)).counts == DeliveryCounts(waiting: 1))
    }

    @Test("Two instances at once write each message once")
    func together() async throws {
        var settings = DeliverySettings()
        settings.deliveriesPerClaim = 10
        let bureau = try await Bureau(settings)
        try await bureau.tell(TellRegistry(appointed: (100..<300).map { TellRegistry.post($0, at: Sector.hospital) }))
        try await bureau.service.call(bureau.notice(to: .unit(Sector.hospital), channels: [.file]))
        let other = try bureau.another()
        async let one: Void = bureau.service.performDuties()
        async let two: Void = other.performDuties()
        _ = try await (one, two)
        let lines = try bureau.outbox()
        #expect(lines.count == 202)
        #expect(Set(lines.map(\.delivery)).count == 202)
    }

    @Test("Who has left before the message was written is dropped, with the last day")
    func left() async throws {
        let bureau = try await Bureau()
        let notice = try await bureau.service.call(bureau.notice(to: .unit(Sector.department), channels: [.file]))
        try await bureau.tell(
            TellRegistry(ended: [PostEnded(post: postID(2), staff: staffID(2), until: "2025-05-02")]))
        try await bureau.service.performDuties()
        #expect(try bureau.outbox().map(\.person) == [staffID(1)])
        let explanation = try await bureau.explain(notice.id)
        #expect(explanation.notice.counts == DeliveryCounts(delivered: 1, dropped: 1))
        #expect(explanation.dropped.map(\.person) == [staffID(2)])
        #expect(explanation.dropped.map(\.reason) == [.left])
        #expect(explanation.dropped.map(\.day) == ["2025-05-01"])
    }

    @Test("A line that a crash cut short is ended before the next one")
    func torn() async throws {
        let bureau = try await Bureau()
        try bureau.writeOutbox(#"{"delivery":"0197"#)
        try await bureau.service.call(bureau.notice(to: .person(staffID(1)), channels: [.file]))
        try await bureau.service.performDuties()
        let text = try bureau.outboxText()
        #expect(text.hasPrefix("{\"delivery\":\"0197\n{\"delivery\""))
        #expect(text.hasSuffix("}\n"))
    }

    @Test("The duties run by themselves")
    func running() async throws {
        let bureau = try await Bureau()
        try await bureau.service.withDuties {
            let notice = try await bureau.service.call(bureau.notice(to: .person(staffID(1)), channels: [.file]))
            while try await bureau.service.call(GetNotice(notice: notice.id)).counts.delivered == 0 {
                let head = try await bureau.service.store.read { try $0.head().sequence }
                _ = await bureau.service.store.waitForCommit(after: head, milliseconds: 100)
            }
        }
        #expect(try bureau.outbox().count == 1)
    }
}
