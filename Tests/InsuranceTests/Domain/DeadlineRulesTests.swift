// When steps are due, by the acts of the examples and by rows that are wrong.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct DeadlineRulesTests {
    @Test(
        "Fact E7: the report of the third quarter of 2026 is due by 15 October, the summary of October by 15 November",
        arguments: [
            ("quarterlyReport", "2026-09-30", "2026-10-15"), ("quarterlyReport", "2026-07-01", "2026-10-15"),
            ("monthlySummary", "2026-10-31", "2026-11-15"), ("monthlySummary", "2026-10-01", "2026-11-15"),
            // 15 November 2026 is a Sunday: report dates do not move (S20). Over a year's end:
            ("monthlySummary", "2026-12-09", "2027-01-15"), ("quarterlyReport", "2026-12-31", "2027-01-15"),
        ])
    func acceptanceFactE7(name: String, from: String, due: String) throws {
        #expect(try dueOn(name, from: from)?.text == due)
    }

    @Test(
        "Fact E8: the result after a sending on Monday 2026-11-02 is due by Wednesday 2026-11-11 (seven working days)")
    func acceptanceFactE8() throws {
        #expect(try dueOn("result", from: "2026-11-02") == "2026-11-11")
        // Sent on the weekend before, it is the same as sent on the Friday.
        #expect(try dueOn("result", from: "2026-10-31") == "2026-11-10")
        #expect(try dueOn("result", from: "2026-10-30") == "2026-11-10")
    }

    @Test("A day off within moves it, and so does an act that adds one")
    func daysOff() throws {
        // The National Day 2026 is a Wednesday.
        #expect(try dueOn("result", from: "2026-08-31") == "2026-09-10")
        let row = HolidayRow(
            name: LocalizedText(vi: "Ngày Văn hóa Việt Nam", en: "Vietnam Culture Day"), from: "2026-11-24",
            article: "Điều 1")
        let act = PolicyAct(act: "1/2026/QĐ-TTg", title: LocalizedText(vi: "Nghỉ", en: "Off"), holidays: [row])
        #expect(try dueOn("result", from: "2026-11-18") == "2026-11-27")
        #expect(try dueOn("result", from: "2026-11-18", by: ExamplePolicy.with(act)) == "2026-11-30")
        #expect(try dueOn("result", from: "2026-11-02", by: ExamplePolicy.with(act)) == "2026-11-11")
    }

    @Test(
        "The other steps",
        arguments: [
            ("correction", "2026-08-10", "2026-08-19"), ("monthUpload", "2026-08-10", "2026-09-04"),
            ("repair", "2026-08-07", "2026-08-11"), ("evidence", "2026-08-07", "2026-08-12"),
            ("settlement", "2026-10-15", "2026-11-14"), ("yearSettlement", "2026-12-31", "2027-09-30"),
            ("reimbursement", "2026-08-10", "2026-09-19"), ("payment", "2026-04-24", "2026-05-04"),
        ])
    func others(name: String, from: String, due: String) throws { #expect(try dueOn(name, from: from)?.text == due) }

    @Test("Steps within hours need a minute, and are due at one")
    func hours() throws {
        #expect(try list(from: "2026-08-31").steps.contains { $0.name == "totalsReply" } == false)
        let steps = try list(at: "2026-08-31T23:30").steps
        let due = Dictionary(uniqueKeysWithValues: steps.map { ($0.name.text, $0.dueAt) })
        #expect(due["lateReply"] == "2026-09-01T05:30")
        #expect(due["structureReply"] == "2026-09-01T23:30")
        #expect(due["totalsReply"] == "2026-09-02T23:30")
        #expect(due["result"] == .some(nil))
        #expect(steps.map(\.dueOn) == steps.map(\.dueOn).sorted())
    }

    @Test("A year whose days off no act lists is told with working days, and with no others")
    func unknownYear() throws {
        let found = try list(from: "2027-12-29", names: ["result"])
        #expect(found.findings.map(\.place) == ["2028"])
        #expect(found.findings.map(\.rule) == ["holidays.unknown"])
        #expect(try list(from: "2027-12-29", names: ["settlement"]).findings.isEmpty)
        #expect(try list(from: "2026-11-02").findings.isEmpty)
    }

    @Test("What cannot be asked is refused with the reason")
    func refused() {
        let early = #expect(throws: DeadlineRejection.self) { try list(from: "2016-01-01") }
        #expect(early == .unsettled("2016-01-01"))
        let unknown = #expect(throws: DeadlineRejection.self) { try list(from: "2026-11-02", names: ["dinner"]) }
        #expect(unknown?.message.hasPrefix("There is no step dinner; there are correction, ") == true)
        let other = #expect(throws: DeadlineRejection.self) { try list(from: "2026-11-02", at: "2026-11-03T08:00") }
        #expect(other?.message == "The minute 2026-11-03T08:00 is none of the day 2026-11-02.")
    }

    @Test(
        "A row that no reader could use is refused",
        arguments: [
            ("result", "seven days", "\"seven days\" is no deadline such as 7 working days"),
            ("result", "0 days", "is no deadline"), ("result", "7 workdays", "is no deadline"),
            ("result", "day 31 of the next month", "is no deadline"),
            ("yearSettlement", "02-30 of the next year", "no day of the year"),
            ("dinner", "7 days", "There is no deadline dinner"),
        ])
    func flaws(name: String, value: String, why: String) {
        let row = DeadlineRow(
            name: PlainText(known: name), from: "2027-01-01", value: PlainText(known: value), article: "Điều 1")
        let act = PolicyAct(act: "1/TT", title: LocalizedText(vi: "Hạn", en: "Due"), deadlines: [row])
        let findings = PolicyCheck.findings(of: act, beside: [])
        #expect(findings.map(\.rule) == ["row.unreadable"])
        #expect(findings.first?.message.contains(why) == true)
    }

    @Test("Another span is a change in words, and so is a new day off")
    func difference() {
        let act = PolicyAct(
            act: "1/TT", title: LocalizedText(vi: "Hạn", en: "Due"),
            holidays: [
                HolidayRow(name: LocalizedText(vi: "Lễ", en: "Feast"), from: "2027-03-01", article: "Điều 1")
            ],
            deadlines: [DeadlineRow(name: "result", from: "2027-01-01", value: "5 working days", article: "Điều 1")])
        let changes = PolicyDiff.changes(by: act, beside: ExamplePolicy.acts)
        #expect(changes.map(\.key) == ["result", "2027-03-01"])
        #expect(changes.map(\.before) == ["7 working days", nil])
        #expect(changes.map(\.after) == ["5 working days", "Lễ"])
        #expect(changes.last?.lastDay == "2027-03-01")
    }

    private func dueOn(
        _ name: String, from: String, by policy: Policy = ExamplePolicy.policy
    ) throws -> CalendarDate? {
        let names = [PlainText(known: name)]
        return try list(from: CalendarDate(known: from), names: names, by: policy).steps.first?.dueOn
    }

    private func list(
        from: CalendarDate? = nil, at: LocalMinute? = nil, names: [PlainText]? = nil,
        by policy: Policy = ExamplePolicy.policy
    ) throws -> ListDeadlines.Reply {
        try DeadlineRules.list(
            ListDeadlines(from: from, at: at, names: names), by: policy, today: "2026-08-10")
    }
}
