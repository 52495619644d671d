// Inboxes: order, pages, reading, and who may look.

import MessageSchema
import ServiceTesting
import Testing

@Suite struct InboxTests {
    @Test("The newest comes first, in pages")
    func order() async throws {
        let bureau = try await Bureau()
        var sent: [NoticeID] = []
        for _ in 1...5 { sent.append(try await bureau.service.call(bureau.notice(to: .person(staffID(2)))).id) }
        var found: [NoticeID] = []
        var cursor: String?
        repeat {
            let page = try await bureau.service.call(ListInbox(staff: staffID(2), limit: 2, cursor: cursor))
            #expect(page.items.count <= 2)
            found += page.items.map(\.notice)
            cursor = page.nextCursor
        } while cursor != nil
        #expect(found == sent.reversed())
    }

    @Test("The first reading counts; the second answers the same and tells nothing")
    func reading() async throws {
        let bureau = try await Bureau()
        let notice = try await bureau.service.call(bureau.notice(to: .person(staffID(2))))
        let delivery = try #require(try await bureau.inbox(2).first)
        let read = try await bureau.service.call(ReadDelivery(delivery: delivery.id), as: Caller.officer)
        #expect(read.read == "2025-05-02T05:00:00Z")
        try bureau.service.advance(to: "2025-05-03")
        #expect(try await bureau.service.call(ReadDelivery(delivery: delivery.id), as: Caller.officer) == read)
        #expect(try await bureau.events(DeliveryRead.self).map(\.delivery) == [delivery.id])
        #expect(
            try await bureau.service.call(GetNotice(notice: notice.id)).counts
                == DeliveryCounts(delivered: 1, read: 1))
    }

    @Test("Unread leaves out what was read")
    func unread() async throws {
        let bureau = try await Bureau()
        let first = try await bureau.service.call(bureau.notice(to: .person(staffID(2)))).id
        let second = try await bureau.service.call(bureau.notice(to: .person(staffID(2)))).id
        let delivery = try #require(try await bureau.inbox(2).first { $0.notice == first })
        try await bureau.service.call(ReadDelivery(delivery: delivery.id))
        func notices(_ unread: Bool?) async throws -> [NoticeID] {
            try await bureau.service.call(ListInbox(staff: staffID(2), unread: unread)).items.map(\.notice)
        }
        #expect(try await notices(true) == [second])
        #expect(try await notices(false) == [second, first])
        #expect(try await notices(nil) == [second, first])
    }

    @Test("An inbox lies where its person serves; elsewhere there is none, as if there were no such person")
    func scope() async throws {
        let bureau = try await Bureau()
        try await bureau.service.call(bureau.notice(to: .subtree(Sector.ministry)))
        let delivery = try #require(try await bureau.inbox(2).first)
        func refused(_ person: Int, _ caller: Principal) async throws -> Failure? {
            try await refusal { try await bureau.inbox(person, as: caller) }
        }
        #expect(try await refused(2, Caller.officer) == nil)
        // Serves at both.
        #expect(try await refused(6, Caller.officer) == nil)
        #expect(try await refused(6, Caller.neighbour) == nil)
        // Has left; the inbox lies where it last was.
        #expect(try await refused(7, Caller.officer) == nil)
        let forbidden = try #require(try await refused(2, Caller.neighbour))
        let missing = try #require(try await refused(99, Caller.neighbour))
        #expect(forbidden.name == "notifications.inbox.notFound")
        #expect(forbidden.name == missing.name)
        #expect(forbidden.message == missing.message.replacing(staffID(99).text, with: staffID(2).text))
        #expect(try await refused(99, .administrator)?.name == "notifications.inbox.notFound")
        #expect(try await refused(2, Caller.reader)?.kind == .forbidden)
        for id in [delivery.id, .sample] {
            let refused = try await refusal {
                try await bureau.service.call(ReadDelivery(delivery: id), as: Caller.neighbour)
            }
            #expect(refused?.name == "notifications.delivery.notFound")
        }
        #expect(try await bureau.events(DeliveryRead.self) == [])
    }

    @Test("From the day of the merger the inboxes of the merged unit lie in its successor's scope")
    func merger() async throws {
        let bureau = try await Bureau()
        try await bureau.tell(.merger)
        func refused() async throws -> Failure? { try await refusal { try await bureau.inbox(5, as: Caller.officer) } }
        #expect(try await refused()?.kind == .notFound)
        try bureau.service.advance(to: "2025-07-01")
        #expect(try await refused() == nil)
    }

    @Test("A delivery by file is not in the inbox and cannot be read there")
    func file() async throws {
        let bureau = try await Bureau()
        let notice = try await bureau.service.call(bureau.notice(to: .person(staffID(2)), channels: [.file]))
        #expect(try await bureau.inbox(2).isEmpty)
        let delivery = try #require(try await bureau.deliveryOfFile(notice.id))
        let refused = try await refusal { try await bureau.service.call(ReadDelivery(delivery: delivery)) }
        #expect(refused?.name == "notifications.delivery.notFound")
    }
}
