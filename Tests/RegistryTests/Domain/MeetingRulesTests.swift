// The rules about meetings and partners.

import MessageSchema
import RegistryDomain
import Testing

@Suite struct MeetingRulesTests {
    private func record(
        heldOn: String = "2019-12-16", ordinals: [PlainText] = ["1", "2"], group: CooperationGroup = group(),
        isTaken: Bool = false, today: String = "2020-01-01"
    ) throws -> GroupMeeting {
        try MeetingRules.record(
            RecordMeeting(
                group: group.code, document: .sample, heldOn: day(heldOn),
                decisions: ordinals.map { MeetingDecision(ordinal: $0, title: "Xây dựng kế hoạch 2020") }),
            as: identifier(1), group: group, isTaken: isTaken, today: day(today))
    }

    @Test func `a meeting is recorded as asked, on the day it was held or later`() throws {
        let meeting = try record(today: "2019-12-16")
        #expect(meeting.heldOn == day("2019-12-16"))
        #expect(meeting.decisions.map(\.ordinal) == ["1", "2"])
        #expect(meeting.agenda == [])
        #expect(try record(ordinals: []).decisions == [])
    }

    @Test func `a meeting is refused: ahead of its day, of a group that is not, twice, with a place given twice`() {
        let held = day("2019-12-16")
        #expect(
            refusal { _ = try record(today: "2019-12-15") }
                == MeetingRejection.inTheFuture(heldOn: held, today: day("2019-12-15")))
        #expect(
            refusal { _ = try record(group: group(from: "2019-12-17")) }
                == GroupRejection.absent(groupCode("HPG-PHC"), on: held))
        #expect(refusal { _ = try record(isTaken: true) } == MeetingRejection.documentTaken(.sample, year: 2019))
        #expect(refusal { _ = try record(ordinals: ["1", "2", "1"]) } == MeetingRejection.ordinalTwice("1"))
    }

    @Test func `meetings sort newest first`() throws {
        let places = try ["2020-01-01", "2019-12-16", "2019-12-31"].map { try record(heldOn: $0).place }
        #expect(places.sorted() == [places[0], places[2], places[1]])
    }

    @Test func `a meeting mentions hosts and coordinators`() {
        let request = RecordMeeting(
            group: .sample, document: .sample, heldOn: .sample,
            decisions: [
                MeetingDecision(ordinal: "1", title: "A", host: code("A"), coordinators: [code("B"), code("C")]),
                MeetingDecision(ordinal: "2", title: "B"),
            ])
        #expect(request.mentionedUnits == [code("A"), code("B"), code("C")])
    }

    @Test func `codeTaken: a code names one partner`() throws {
        let request = RegisterPartner(
            code: partnerCode("WHO"), name: name("Tổ chức Y tế Thế giới"), kind: .internationalOrganisation,
            unit: code("VN"))
        #expect(try PartnerRules.register(request, isTaken: false).code == partnerCode("WHO"))
        #expect(
            refusal { _ = try PartnerRules.register(request, isTaken: true) }
                == PartnerRejection.codeTaken(partnerCode("WHO")))
    }
}
