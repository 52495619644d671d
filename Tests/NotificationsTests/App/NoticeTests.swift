// Sending notices: to whom they go, who is dropped and why, who may.

import MessageSchema
import ServiceTesting
import Testing
import WireJSON

@Suite struct NoticeTests {
    @Test("A person, a unit, a subtree and a role reach those who serve there that day, each once")
    func recipients() async throws {
        func reached(_ recipients: Recipient...) async throws -> [Int] {
            let bureau = try await Bureau()
            let notice = try await bureau.service.call(bureau.notice(to: recipients))
            #expect(notice.status == .sent)
            let persons = try await bureau.reached()
            #expect(notice.counts.delivered == persons.count)
            return persons
        }
        #expect(try await reached(.person(staffID(3))) == [3])
        #expect(try await reached(.unit(Sector.department)) == [1, 2])
        #expect(try await reached(.subtree(Sector.department)) == [1, 2, 3, 6])
        #expect(try await reached(.role(.director, at: Sector.department)) == [1])
        #expect(try await reached(.subtree(Sector.ministry)) == [1, 2, 3, 4, 5, 6])
        #expect(
            try await reached(
                .person(staffID(1)), .unit(Sector.department), .subtree(Sector.department), .person(staffID(1)))
                == [1, 2, 3, 6])
    }

    @Test("What stands in an inbox is what the template says, in both languages")
    func text() async throws {
        let bureau = try await Bureau()
        let notice = try await bureau.service.call(bureau.notice(to: .person(staffID(2))))
        let delivery = try #require(try await bureau.inbox(2).first)
        #expect(delivery.notice == notice.id)
        #expect(delivery.title == LocalizedText(vi: "Sắp đến hạn: Báo cáo quý", en: "Due soon: Báo cáo quý"))
        #expect(delivery.body.vi == "\"Báo cáo quý\" đến hạn ngày 09/05/2025.")
        #expect(delivery.sent == notice.sent)
        #expect(delivery.read == nil)
    }

    @Test("From the day of a merger the old unit's name reaches all of the new one, and the other way round")
    func merger() async throws {
        let bureau = try await Bureau()
        try await bureau.tell(.merger)
        try await bureau.service.call(bureau.notice(to: .unit(Sector.merged)))
        #expect(try await bureau.reached() == [4, 5])
        try bureau.service.advance(to: "2025-07-01")
        for unit in [Sector.merged, Sector.department] {
            let notice = try await bureau.service.call(bureau.notice(to: .unit(unit), .role(.director, at: unit)))
            #expect(notice.counts.delivered == 5)
            let explanation = try await bureau.explain(notice.id)
            #expect(explanation.recipients.map(\.became) == [Sector.department, Sector.department])
            #expect(explanation.recipients.map(\.units) == [2, 2])
            #expect(explanation.recipients.map(\.persons) == [5, 0])
        }
        // Person 8 has begun meanwhile.
        #expect(try await bureau.reached() == [1, 2, 4, 5, 8])
    }

    @Test("Who left, who is not there yet, whom nobody knows, and units that are gone are dropped with the reason")
    func dropped() async throws {
        let bureau = try await Bureau()
        let notice = try await bureau.service.call(
            bureau.notice(
                to: .person(staffID(7)), .person(staffID(8)), .person(staffID(99)), .unit(Sector.gone),
                .unit(Sector.coming), .unit(Sector.empty), .role(.chiefNurse, at: Sector.department),
                .person(staffID(1))))
        #expect(notice.status == .sent)
        #expect(notice.counts == DeliveryCounts(delivered: 1, dropped: 7))
        let recipients = try await bureau.explain(notice.id).recipients
        #expect(
            recipients.map(\.dropped) == [
                .left, .notYet, .unknown, .dissolved, .notYet, .vacant, .vacant, nil,
            ])
        #expect(
            recipients.map(\.day) == ["2025-03-31", "2025-06-01", nil, "2025-02-28", "2026-01-01", nil, nil, nil])
        #expect(recipients.map(\.persons) == [0, 0, 0, 0, 0, 0, 0, 1])
    }

    @Test("Malformed recipients, bad values and an unknown template are refused, and nothing is stored")
    func refused() async throws {
        let bureau = try await Bureau()
        func name(_ request: SendNotice) async throws -> String? {
            try await refusal { try await bureau.service.call(request) }?.name
        }
        #expect(try await name(bureau.notice(to: [])) == "notifications.notice.badRecipients")
        #expect(try await name(bureau.notice(to: Recipient(kind: .role))) == "notifications.notice.badRecipients")
        #expect(try await name(bureau.notice(to: .unit(Sector.unknown))) == "frame.unit.notFound")
        var request = bureau.notice(to: .person(staffID(1)))
        request.values = ["title": "x"]
        #expect(try await name(request) == "notifications.template.badValues")
        request = bureau.notice(to: .person(staffID(1)))
        request.version = 2
        #expect(try await name(request) == "notifications.template.notFound")
        #expect(try await bureau.service.call(ListNotices()).items == [])
        #expect(try await bureau.reached() == [])
        #expect(try await bureau.events(NoticeSent.self) == [])
    }

    @Test("Sender and recipients lie in the caller's scope; a person outside looks like nobody")
    func scope() async throws {
        let bureau = try await Bureau()
        func refused(_ request: SendNotice) async throws -> Failure? {
            try await refusal { try await bureau.service.call(request, as: Caller.local) }
        }
        #expect(try await refused(bureau.notice(to: .unit(Sector.hospital), sender: Sector.merged))?.kind == .notFound)
        #expect(try await refused(bureau.notice(to: .unit(Sector.merged)))?.name == "frame.unit.notFound")
        #expect(try await refused(bureau.notice(to: .subtree(Sector.ministry)))?.name == "frame.unit.notFound")
        let notice = try await bureau.service.call(
            bureau.notice(to: .person(staffID(5)), .person(staffID(99)), .person(staffID(6)), .person(staffID(7))),
            as: Caller.local)
        #expect(notice.counts == DeliveryCounts(delivered: 1, dropped: 3))
        #expect(try await bureau.explain(notice.id).recipients.map(\.dropped) == [.unknown, .unknown, nil, .left])
        let reader = try await refusal {
            try await bureau.service.call(bureau.notice(to: .person(staffID(1))), as: Caller.reader)
        }
        #expect(reader?.kind == .forbidden)
    }

    @Test("Who may not send sees what was sent, but not what it says; elsewhere there is no notice")
    func reading() async throws {
        let bureau = try await Bureau()
        let notice = try await bureau.service.call(bureau.notice(to: .person(staffID(1))))
        let hidden = try await bureau.service.call(GetNotice(notice: notice.id), as: Caller.reader)
        #expect(hidden.title == nil && hidden.body == nil)
        #expect(hidden.counts == notice.counts)
        #expect(try await bureau.service.call(GetNotice(notice: notice.id), as: Caller.local) == notice)
        let scoped = Principal.with("elsewhere", roles: [.communicator], scope: "HD-DOH")
        for refused in [
            try await refusal { try await bureau.service.call(GetNotice(notice: notice.id), as: scoped) },
            try await refusal { try await bureau.service.call(ExplainNotice(notice: notice.id), as: scoped) },
            try await refusal { try await bureau.service.call(GetNotice(notice: .sample)) },
        ] { #expect(refused?.name == "notifications.notice.notFound") }
        #expect(try await bureau.service.call(ListNotices(), as: scoped).items == [])
    }

    @Test("The list is newest first, in pages, by sender through the merger, by template")
    func list() async throws {
        let bureau = try await Bureau()
        try await bureau.service.call(aTemplate("other"))
        var sent: [NoticeID] = []
        for sender in [Sector.department, Sector.merged, Sector.department] {
            let request = bureau.notice(to: .person(staffID(1)), sender: sender)
            sent.append(try await bureau.service.call(request).id)
        }
        var other = bureau.notice(to: .person(staffID(1)))
        other.template = "other"
        sent.append(try await bureau.service.call(other).id)
        func list(_ request: ListNotices) async throws -> [NoticeID] {
            try await bureau.service.call(request).items.map(\.id)
        }
        #expect(try await list(ListNotices()) == sent.reversed())
        let first = try await bureau.service.call(ListNotices(limit: 3))
        #expect(try await list(ListNotices(limit: 3, cursor: first.nextCursor)) == [sent[0]])
        #expect(try await list(ListNotices(template: "other")) == [sent[3]])
        #expect(try await list(ListNotices(sender: Sector.merged)) == [sent[1]])
        try await bureau.tell(.merger)
        try bureau.service.advance(to: "2025-07-01")
        #expect(try await list(ListNotices(sender: Sector.department)) == sent.reversed())
    }

    @Test("The journal tells of a notice without what it says; the values stand in its private part")
    func journal() async throws {
        let bureau = try await Bureau()
        try await bureau.service.call(bureau.notice(to: .person(staffID(1))))
        let entries = try await bureau.service.call(ReadEvents<NotificationsContract>(after: 0, limit: 1000)).items
        let sent = try #require(entries.first { $0.type == NoticeSent.name })
        #expect(!String(decoding: sent.data.bytes, as: UTF8.self).contains("Báo cáo"))
        let personal = try #require(sent.personal)
        #expect(
            String(decoding: personal.bytes, as: UTF8.self)
                == #"{"values":{"lastDay":"2025-05-09","title":"Báo cáo quý"}}"#)
        #expect(
            try await bureau.events(NoticeExpanded.self).map { "\($0.delivered) \($0.dropped) \($0.complete)" } == [
                "1 0 true"
            ])
    }
}
