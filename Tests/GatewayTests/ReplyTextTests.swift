// The replies that have a text of their own.

import MessageSchema
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Replies to read")
struct ReplyTextTests {
    private static let old = try! UnitCode("30")

    private func text<M: Method>(_ method: M.Type, _ reply: M.Reply, _ meta: String? = nil, width: Int? = nil)
        -> ReplyText
    {
        var value = json(of: reply)
        if let meta { value.set(json(meta), at: ["_meta"]) }
        return ReplyText(of: value, method: M.name.text, on: Paper(width: width, hasColour: false))
    }

    private func page(_ text: ReplyText) -> String { text.lines.joined(separator: "\n") }

    @Test("the monthly report is a page with its heading, counts, hosts and tasks")
    func report() {
        var report = ReportMonth.example.reply
        report.counts = StatusCounts(statuses: [.onTime, .overdue])
        report.tasks = [
            .init(
                task: .sample, directive: .sample, ordinal: "I.1", title: "Ban hành thông tư về trạm y tế xã",
                host: .sample,
                deadline: .sample, status: .overdue, percent: 60, note: "Dự thảo\nđã gửi")
        ]
        #expect(
            page(text(ReportMonth.self, report, #"{"sequence": 12}"#)) == """
                Tasks in 2025-06, as of 2025-07-01
                directive 72-NQ/TW@2025

                2 tasks: 1 done on time, 0 done late, 0 not due, 1 overdue, 0 without deadline

                By host
                UNIT    TOTAL  ON TIME  LATE  NOT DUE  OVERDUE  NO DEADLINE  NAME
                HP-DOH      1        0     0        1        0            0  Sở Y tế Hải Phòng

                Tasks
                NO.  HOST    STATUS    %  DEADLINE  TITLE                              NOTE
                I.1  HP-DOH  overdue  60  Q4/2025   Ban hành thông tư về trạm y tế xã  Dự thảo đã gửi

                the same again: --as-of 2025-07-01 --known-at 12
                """)
    }

    @Test("a plan says what it would do and how it is approved")
    func plan() {
        var plan = ShowReorganisation.example.reply
        plan.steps.append(
            .init(kind: .split, unit: Self.old, into: [.init(unit: .sample, share: .whole, primary: true)]))
        plan.plan.access = [.init(scope: Self.old, before: 4, after: 0)]
        plan.plan.findings = [
            .init(rule: "post.ends", severity: .warning, place: "30", message: "A post ends.", hint: "Look at it.")
        ]
        #expect(
            page(text(PlanReorganisation.self, plan)) == """
                Hợp nhất ngành y tế Hải Phòng và Hải Dương
                planned, act 72-NQ/TW, in force from 2025-07-01
                reorganisation  0197c5a0-7b00-7000-8000-000000000001
                planned by      local:1000
                hash            0000000000000000000000000000000000000000000000000000000000000000

                units: 1 merged; 0 posts of 0 persons (0% of full time) serve elsewhere

                Steps
                NO.  STEP    UNIT    DETAIL
                  1  rename  HP-DOH  named Sở Y tế Hải Phòng
                  2  split   30      into HP-DOH 1 primary

                Units a principal with this scope may act in
                SCOPE  BEFORE  AFTER
                30          4      0

                Findings
                  warning post.ends at 30: A post ends.
                    Look at it.

                somebody else approves it:
                  sauro reorganisation approve 0197c5a0-7b00-7000-8000-000000000001 \(plan.hash) --as NAME
                """)
        plan.state = .approved
        plan.approvedBy = "boss"
        #expect(!page(text(ShowReorganisation.self, plan)).contains("somebody else approves"))
        #expect(page(text(ShowReorganisation.self, plan)).contains("approved by     boss"))
    }

    @Test("lint prints every finding and is exit code 6 when the task is not clear")
    func lint() async throws {
        let unclear = text(LintTask.self, LintTask.example.reply)
        #expect(unclear.hasFindings)
        #expect(
            page(unclear) == """
                task 0197c5a0-7b00-7000-8000-000000000001 is not clear
                  error time.missing at deadline: No deadline is given.
                    Give a date, a month, a quarter, a year or a period.
                """)
        #expect(!text(LintTask.self, LintReport(task: .sample, findings: [])).hasFindings)
        let suite = try FakeSuite()
        let reply = json(of: LintTask.example.reply)
        try await suite.add("tasks") { _ in .success(reply) }
        #expect(await suite.sauro("task", "lint", TaskID.sample.text, "-o", "none").code == .findings)
    }

    @Test("a verification that does not hold is exit code 6")
    func verification() {
        let holds = text(VerifyHosts.self, VerifyHosts.example.reply)
        #expect(!holds.hasFindings)
        #expect(page(holds) == "everything holds\n  holds  every open task has exactly one host (1 checked)")
        let fails = text(
            VerifyReorganisation.self,
            Verification(checks: [Check(name: "codes", checked: 9, failures: ["30 is lost"])]))
        #expect(fails.hasFindings)
        #expect(page(fails) == "something does not hold\n  fails  codes (9 checked)\n         30 is lost")
    }

    @Test("a reply that is not what its type says is printed as any other")
    func foreign() {
        let reply = ReplyText(
            of: json(#"{"new":"form"}"#), method: ReportMonth.name.text, on: Paper(width: nil, hasColour: false))
        #expect(reply.lines == ["new  form"])
    }
}
