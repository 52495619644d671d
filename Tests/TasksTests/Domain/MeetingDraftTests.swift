// What a meeting becomes: a directive and drafts.

import MessageSchema
import Testing

@testable import TasksDomain

/// A meeting of a group that the ministry runs, on 20 May 2025.
func aMeeting(
    _ document: DocumentNumber = "12/BB-HPG", name: LocalizedText = LocalizedText(vi: "Nhóm đối tác y tế", en: "HPG"),
    heldOn: CalendarDate = "2025-05-20", decisions: [MeetingDecision] = [aDecision()], number: Int = 1
) -> MeetingRecorded {
    MeetingRecorded(
        meeting: MeetingID(known: taskID(number).text), group: .sample, groupName: name, unit: Sector.ministry,
        document: document, heldOn: heldOn, decisions: decisions)
}

func aDecision(
    _ ordinal: PlainText = "1", host: UnitCode? = Sector.merged, coordinators: [UnitCode]? = nil,
    deadline: Deadline? = "2025-06-30"
) -> MeetingDecision {
    MeetingDecision(
        ordinal: ordinal, title: "Xây dựng kế hoạch hoạt động năm 2025", description: "Lấy ý kiến các đối tác",
        host: host, coordinators: coordinators, product: TaskProduct(kind: .plan, description: "Kế hoạch"),
        deadline: deadline, authority: TaskAuthority(level: .minister))
}

@Suite struct MeetingDraftTests {
    @Test("The minutes become a notice of the group, under their number and the year of the meeting")
    func directive() {
        let directive = aMeeting().directive
        #expect(directive.key == "12/BB-HPG@2025")
        #expect(directive.kind == .notice)
        #expect(directive.issuer == "Nhóm đối tác y tế")
        #expect(directive.issuedOn == "2025-05-20")
        #expect(directive.unit == Sector.ministry)
        #expect(directive.title.vi == "Biên bản họp Nhóm đối tác y tế ngày 20/5/2025")
        #expect(directive.title.en == "Minutes of the HPG of 2025-05-20")
        #expect(aMeeting(name: LocalizedText(vi: "Nhóm")).directive.title.en == nil)
    }

    @Test("A group's name that fills a text stands for the whole title")
    func longName() {
        let name = PlainText(known: String(repeating: "a", count: PlainText.bytesMax))
        #expect(aMeeting(name: LocalizedText(vi: name)).directive.title.vi == name)
    }

    @Test("A decision becomes a draft with all it says, and the link back to it")
    func draft() {
        let meeting = aMeeting()
        let draft = meeting.draft(
            of: aDecision("II.1", coordinators: [Sector.hospital]), id: .sample, under: "12/BB-HPG@2025", event: "J/7")
        #expect(
            draft
                == AssignedTask(
                    id: .sample, directive: "12/BB-HPG@2025", ordinal: "II.1",
                    title: "Xây dựng kế hoạch hoạt động năm 2025", description: "Lấy ý kiến các đối tác",
                    assigner: Sector.ministry, hosts: [Sector.merged], coordinators: [Sector.hospital],
                    product: TaskProduct(kind: .plan, description: "Kế hoạch"), deadline: "2025-06-30",
                    authority: TaskAuthority(level: .minister), stage: .drafted,
                    origin: TaskOrigin(event: "J/7", meeting: meeting.meeting, decision: "II.1")))
    }

    @Test("A decision that says little becomes a draft all the same")
    func bare() {
        let bare = MeetingDecision(ordinal: "1", title: "Việc")
        let draft = aMeeting().draft(of: bare, id: .sample, under: "12/BB-HPG@2025", event: "J/7")
        #expect(draft.hosts == [])
        #expect(draft.coordinators == [])
        #expect(draft.deadline == nil)
        #expect(draft.title == "Việc")
    }
}
