// Notices to many: looked up in bounded steps, as things were when they were sent, each person once whatever happens.

import MessageSchema
import ServiceTesting
import Storage
import Testing

@testable import NotificationsApp
@testable import NotificationsDomain

@Suite struct ExpansionTests {
    /// Steps so small that eight persons take several.
    private static let small: DeliverySettings = {
        var settings = DeliverySettings()
        settings.personsAtOnce = 2
        settings.personsPerStep = 2
        return settings
    }()

    @Test("A notice to many comes back at once, and is sent step by step")
    func steps() async throws {
        let bureau = try await Bureau(Self.small)
        let notice = try await bureau.service.call(bureau.notice(to: .subtree(Sector.ministry)))
        #expect(notice.status == .sending)
        #expect(notice.counts.delivered == 2)
        try await bureau.service.performDuties()
        let sent = try await bureau.service.call(GetNotice(notice: notice.id))
        #expect(sent.status == .sent)
        #expect(sent.counts == DeliveryCounts(delivered: 6))
        #expect(try await bureau.reached() == [1, 2, 3, 4, 5, 6])
        let told = try await bureau.events(NoticeExpanded.self)
        #expect(told.map(\.delivered).reduce(0, +) == 6)
        #expect(told.map(\.complete) == [false, false, false, true])
        #expect(try await bureau.explain(notice.id).recipients.map(\.persons) == [6])
    }

    @Test("Recipients are those of the moment it was sent, whatever has changed since")
    func moment() async throws {
        let bureau = try await Bureau(Self.small)
        let notice = try await bureau.service.call(bureau.notice(to: .subtree(Sector.ministry)))
        try await bureau.tell(
            TellRegistry(
                appointed: [
                    TellRegistry.post(20, at: Sector.hospital), TellRegistry.post(21, person: 5, at: Sector.merged),
                ],
                ended: [
                    PostEnded(post: postID(3), staff: staffID(3), until: "2025-04-15"),
                    PostEnded(post: postID(4), staff: staffID(4), until: "2020-01-01"),
                ]))
        try await bureau.tell(.merger)
        try bureau.service.advance(to: "2025-08-01")
        try await bureau.service.performDuties()
        #expect(try await bureau.service.call(GetNotice(notice: notice.id)).counts.delivered == 6)
        let page = try await bureau.service.store.read { reader in
            try DeliveryStore(reader).inbox(of: staffID(3), unread: true, before: .max, limit: 10).count
        }
        #expect(page == 1)
        #expect(try await bureau.inbox(20).isEmpty)
        // The next one is looked up as things are now.
        let next = try await bureau.service.call(bureau.notice(to: .subtree(Sector.ministry)))
        try await bureau.service.performDuties()
        // Without 3 and 4, whose posts ended, with 8, who has begun, and 20.
        #expect(try await bureau.service.call(GetNotice(notice: next.id)).counts.delivered == 6)
    }

    @Test("Another instance takes up what one left half done")
    func resumed() async throws {
        let bureau = try await Bureau(Self.small)
        let notice = try await bureau.service.call(bureau.notice(to: .subtree(Sector.ministry)))
        let successor = try bureau.another()
        try await successor.performDuties()
        let sent = try await successor.call(GetNotice(notice: notice.id))
        #expect(sent.status == .sent)
        #expect(sent.counts == DeliveryCounts(delivered: 6))
        #expect(try await bureau.reached() == [1, 2, 3, 4, 5, 6])
    }

    @Test("Two instances at once reach everybody once")
    func together() async throws {
        var settings = Self.small
        settings.personsPerStep = 7
        let bureau = try await Bureau(settings)
        try await bureau.tell(TellRegistry(appointed: (100..<500).map { TellRegistry.post($0, at: Sector.hospital) }))
        let other = try bureau.another()
        let first = try await bureau.service.call(bureau.notice(to: .subtree(Sector.department)))
        let second = try await other.call(bureau.notice(to: .unit(Sector.hospital), channels: [.file, .inbox]))
        async let one: Void = bureau.service.performDuties()
        async let two: Void = other.performDuties()
        _ = try await (one, two)
        let notices = try await (
            other.call(GetNotice(notice: first.id)), bureau.service.call(GetNotice(notice: second.id))
        )
        #expect(notices.0.counts == DeliveryCounts(delivered: 404))
        #expect(notices.1.counts == DeliveryCounts(delivered: 804))
        let told = try await bureau.events(NoticeExpanded.self)
        #expect(told.map(\.delivered).reduce(0, +) == 404 + 402)
        #expect(told.filter(\.complete).count == 2)
    }

    @Test("Twenty thousand recipients take their steps")
    func many() async throws {
        let bureau = try await Bureau()
        // As if the registry had told of them; following has its own tests.
        try await bureau.write { writer in
            for number in 1000..<21_000 {
                try PostStore.appoint(TellRegistry.post(number, at: Sector.hospital), writer)
            }
        }
        let notice = try await bureau.service.call(bureau.notice(to: .subtree(Sector.department)))
        #expect(notice.status == .sending)
        #expect(notice.counts.delivered == 200)
        try await bureau.service.performDuties()
        let sent = try await bureau.service.call(GetNotice(notice: notice.id))
        #expect(sent.status == .sent)
        #expect(sent.counts == DeliveryCounts(delivered: 20_004))
        #expect(try await bureau.events(NoticeExpanded.self).count == 11)
        #expect(try await bureau.inbox(20_999).count == 1)
    }

    @Test("What a notice counts is what its deliveries are")
    func counts() async throws {
        let bureau = try await Bureau(Self.small)
        let notice = try await bureau.service.call(
            bureau.notice(to: .subtree(Sector.ministry), channels: [.inbox, .file]))
        try await bureau.service.performDuties()
        let read = try #require(try await bureau.inbox(1).first)
        try await bureau.service.call(ReadDelivery(delivery: read.id))
        let explanation = try await bureau.explain(notice.id)
        #expect(explanation.notice.counts == DeliveryCounts(delivered: 12, read: 1))
        #expect(
            explanation.channels == [
                ChannelOutcome(channel: .inbox, delivered: 6),
                ChannelOutcome(channel: .file, delivered: 6, attempts: 6),
            ])
        #expect(explanation.attempts.count == 6)
    }
}
