// A claim's explanation, its history and its verification as pages.

import MessageSchema
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Claims to read")
struct ClaimTextTests {
    private static func amount(_ text: String) throws -> Amount { try Amount(text) }

    private static func step(
        _ rule: String, _ place: String? = nil, _ act: String? = nil, _ article: PlainText? = nil, _ arithmetic: String,
        _ result: String
    ) throws -> TraceStep {
        try TraceStep(
            rule: rule, place: place, act: act.map { try ActNumber($0) }, article: article, arithmetic: arithmetic,
            result: result)
    }

    /// One line of a claim for 2026-08-10, a drug of which the fund takes half into its scope.
    private static func reply(_ outcome: ClaimOutcome = .accepted, findings: [Finding] = []) throws
        -> ExplainClaim.Reply
    {
        let line = try AdjudicatedLine(
            table: .drugs, number: 2, name: "Thuốc B", total: amount("172839.49"), inScope: amount("86419.75"),
            level: Rate("80"), ownCost: amount("86419.74"), copayment: amount("17283.95"),
            fund: amount("69135.80"), otherSources: .zero)
        let totals = ClaimTotals(
            drugs: line.total, supplies: .zero, total: line.total, inScope: line.inScope, ownCost: line.ownCost,
            copayment: line.copayment, fund: line.fund, otherSources: .zero, fundFeeForService: line.fund)
        let record = try ClaimRecord(
            id: .sample, key: .sample, facility: .sample, receivedAt: .sample, routing: .sample, form: .sample,
            card: .sample, arrivedAt: .sample, leftAt: LocalMinute("2026-08-10T10:00"),
            month: Month("2026-08"),
            adjudication: Adjudication(
                outcome: outcome, policyVersion: 17, decidingDate: CalendarDate("2026-08-10"), lines: [line],
                totals: totals, treatmentDays: 0, findings: findings))
        let format = "4750/QĐ-BYT"
        return try ExplainClaim.Reply(
            record: record,
            trace: [
                step("policy.baseSalary", nil, "161/2026/NĐ-CP", "Điều 3", "in force since 2026-07-01", "2530000.00"),
                step(
                    "level.smallCost", nil, "188/2025/NĐ-CP", "Luật BHYT Điều 22 khoản 1",
                    "466716.40 is not below 15 % of 2530000.00 = 379500.00", "as before"),
                step("rule.new", nil, nil, nil, "a rule of tomorrow", "well"),
                step("line.total", "XML2/2", format, "THANH_TIEN_BV", "14 x 12345.678 = 172839.49", "172839.49"),
                step(
                    "line.inScope", "XML2/2", format, "THANH_TIEN_BH", "14 x 12345.678 x 50 % = 86419.75", "86419.75"),
                step("level.warWound", "XML2/2", format, "VET_THUONG_TP", "a re-opened war wound", "100 %"),
                step("line.fund", "XML2/2", format, "T_BHTT", "86419.75 x 80 % = 69135.80", "69135.80"),
                step(
                    "total.total", nil, format, "T_TONGCHI_BV", "50000.00 + 50000.00 + 72839.49 = 172839.49",
                    "172839.49"),
                step(
                    "total.inScope", nil, "project-defaults", "project default: so", "86419.75 = 86419.75", "86419.75"),
                step("total.fund", nil, format, "T_BHTT", "86419.75 - 17283.95 = 69135.80", "69135.80"),
            ])
    }

    private func page(_ reply: some Encodable, _ method: String, width: Int? = nil) throws -> [String] {
        let value = json(of: reply)
        return ReplyText(of: value, method: method, on: Paper(width: width, hasColour: false)).lines
    }

    @Test("a claim that is verified says what was looked at, and what comes otherwise is a finding")
    func verified() throws {
        func reply(_ failures: [String]) -> VerifyClaim.Reply {
            VerifyClaim.Reply(
                checks: [
                    Check(name: "bytes", checked: 2, failures: []),
                    Check(name: "again", checked: 1, failures: failures),
                ], number: 1, policyVersion: 13, facts: "a", result: "b")
        }
        func text(_ reply: VerifyClaim.Reply) throws -> ReplyText {
            let value = json(of: reply)
            return ReplyText(of: value, method: VerifyClaim.name.text, on: Paper(width: nil, hasColour: false))
        }
        let same = try text(reply([]))
        #expect(same.lines == ["everything holds", "  holds  bytes (2 checked)", "  holds  again (1 checked)"])
        #expect(!same.hasFindings)
        let other = try text(reply(["fund: 1"]))
        #expect(other.lines.suffix(2) == ["  fails  again (1 checked)", "         fund: 1"])
        #expect(other.hasFindings)
    }

    @Test("a history is a line a decision with its reason, when evidence is due, and what stands in the books")
    func history() throws {
        let first = try ClaimStep(
            number: 1, state: .received, at: .sample, by: "hospital", outcome: .needsEvidence,
            fund: Self.amount("1600000"), copayment: Self.amount("400000"))
        var second = first
        (second.number, second.state, second.outcome, second.reason) = (
            2, ClaimState.reviewed, ClaimOutcome.accepted, "Đã\u{9B}xem"
        )
        let entry = try LedgerEntry(
            posting: .sample, claim: .sample, day: CalendarDate("2026-08-10"), month: Month("2026-08"),
            sides: [
                .init(account: AccountName("expense:care"), debit: Self.amount("1600000"), credit: .zero),
                .init(account: AccountName("payable:31999"), debit: .zero, credit: Self.amount("1600000")),
            ])
        var reversal = entry
        reversal.reverses = .sample
        let due = try DueStep(
            name: "evidence", dueOn: CalendarDate("2026-08-13"), value: "3 working days", act: .sample, article: nil)
        let waiting = try page(
            ShowClaimHistory.Reply(steps: [first], entries: [], due: due), ShowClaimHistory.name.text)
        #expect(waiting[0].hasPrefix("NUMBER  DAY"))
        #expect(waiting[1].contains("received  needsEvidence  1,600,000.00  400,000.00  hospital"))
        #expect(waiting.contains { $0.hasPrefix("Evidence is due on 2026-08-13 at the latest (") })
        #expect(waiting.last == "Nothing stands in the books for it.")
        let decided = try page(
            ShowClaimHistory.Reply(steps: [first, second], entries: [entry, reversal]), ShowClaimHistory.name.text)
        #expect(decided[2].hasSuffix("Đã\u{FFFD}xem"))
        #expect(decided.contains { $0.contains("expense:care") && $0.contains("1,600,000.00") })
        #expect(decided.filter { $0.hasSuffix("takes an earlier one back") }.count == 1)
    }

    @Test("what came of a line that is not simply paid stands below it, with reasons in both languages")
    func outcomes() throws {
        var reply = try Self.reply()
        reply.outcomes = [
            LineOutcome(
                table: .drugs, number: 2, result: .refused,
                reasons: [
                    LineReason(code: "refused.price", text: LocalizedText(vi: "sai đơn giá", en: "its price is wrong"))
                ])
        ]
        reply.record.adjudication.lines[0].refused = try Self.amount("69135.80")
        let lines = try page(reply, ExplainClaim.name.text)
        #expect(lines.contains("  the facility bears (xuất toán)         69,135.80"))
        #expect(lines.contains("  result (kết quả)                         refused"))
        #expect(lines.contains("      its price is wrong (sai đơn giá)"))
        #expect(lines.allSatisfy { $0.columns <= 80 })
        reply.outcomes?[0].result = .paid
        #expect(try page(reply, ExplainClaim.name.text).allSatisfy { !$0.contains("kết quả") })
    }

    @Test("an explanation says who, how, each line, the sums, and where it is written, in eighty columns")
    func explanation() throws {
        let lines = try page(Self.reply(), ExplainClaim.name.text)
        #expect(
            lines.joined(separator: "\n") == """
                Claim BHYT-31999-20260810-000001
                Accepted: the fund pays as the facility reckoned.

                  facility     31999 (cơ sở khám chữa bệnh)
                  visit        examination (khám bệnh), 2026-08-10 08:00 to 2026-08-10 10:00
                  card         DN4313123456789 (thẻ BHYT)
                  entitlement  1.1 (đối tượng khám chữa bệnh)
                  settled in   2026-08
                  policy       version 17, by the rules of 2026-08-10
                  claim        0197c5a0-7b00-7000-8000-000000000001

                How it was decided
                  base salary (lương cơ sở)           2,530,000.00
                      in force since 2026-07-01 [1]
                  small cost (chi phí thấp)              as before
                      466716.40 is not below 15 % of 2530000.00 = 379500.00 [2]
                  rule.new                                    well  a rule of tomorrow

                XML2 line 2: Thuốc B
                  charged (chi phí)                     172,839.49  14 x 12345.678 [3]
                  in scope (trong phạm vi BHYT)          86,419.75  14 x 12345.678 x 50 % [4]
                  level (mức hưởng)                           80 %
                  you pay, outside scope (tự trả)        86,419.74
                  you pay, share (cùng chi trả)          17,283.95
                  the fund pays (quỹ BHYT trả)           69,135.80  86419.75 x 80 % [5]
                  re-opened war wound                        100 %  a re-opened war wound [6]

                All lines together
                  charged (chi phí)                     172,839.49  the lines added up [7]
                  in scope (trong phạm vi BHYT)          86,419.75  of one line [8]
                  you pay, outside scope (tự trả)        86,419.74
                  you pay, share (cùng chi trả)          17,283.95
                  the fund pays (quỹ BHYT trả)           69,135.80  86419.75 - 17283.95 [5]

                You pay 103,703.69 đồng; the fund pays 69,135.80 đồng.

                Where it is written
                  [1] 161/2026/NĐ-CP, Điều 3
                  [2] 188/2025/NĐ-CP, Luật BHYT Điều 22 khoản 1
                  [3] 4750/QĐ-BYT, THANH_TIEN_BV
                  [4] 4750/QĐ-BYT, THANH_TIEN_BH
                  [5] 4750/QĐ-BYT, T_BHTT
                  [6] 4750/QĐ-BYT, VET_THUONG_TP
                  [7] 4750/QĐ-BYT, T_TONGCHI_BV
                  [8] project default: so
                """)
        #expect(lines.allSatisfy { $0.columns <= 80 })
    }

    @Test("a wide terminal has the reckoning beside its figure, a narrow one is not run over")
    func widths() throws {
        let wide = try page(Self.reply(), ExplainClaim.name.text, width: 120)
        #expect(wide.contains { $0.hasSuffix("as before  466716.40 is not below 15 % of 2530000.00 = 379500.00 [2]") })
        #expect(wide.contains { $0.hasSuffix("172,839.49  50000.00 + 50000.00 + 72839.49 [7]") })
        for width in [60, 72, 80, 100] {
            let lines = try page(Self.reply(.corrected, findings: Self.findings), ExplainClaim.name.text, width: width)
            #expect(lines.filter { $0.columns > width } == [], "\(width)")
        }
    }

    private static let findings = [
        Finding(
            rule: "claim.differs", severity: .warning, place: "XML1.T_BHTT",
            message: "fund (T_BHTT) is stated as 1.00 and reckoned as 69135.80.",
            hint: "The reckoned figure counts; see what the facility sent and compare it with this page.")
    ]

    @Test(
        "each outcome is a sentence, and what was found stands in plain words",
        arguments: [
            (ClaimOutcome.corrected, "Corrected: the fund pays as reckoned here; the facility reckoned otherwise, see"),
            (.needsEvidence, "Not decided yet: a person has to see evidence first. The figures may change; see"),
            (.refused, "Refused: this is not the fund's to pay; see what was found."),
        ])
    func outcomes(outcome: ClaimOutcome, sentence: String) throws {
        let lines = try page(Self.reply(outcome, findings: Self.findings), ExplainClaim.name.text)
        #expect(lines[1] == sentence)
        let isOpen = outcome == .needsEvidence
        let sum = "\(isOpen ? "As reckoned so far, you" : "You") pay 103,703.69 đồng; the fund pays 69,135.80 đồng."
        #expect(lines.contains(sum))
        let start = lines.firstIndex(of: "What was found")
        #expect(
            start.map { Array(lines[($0 + 1)...($0 + 3)]) } == [
                "  - fund (T_BHTT) is stated as 1.00 and reckoned as 69135.80.",
                "    The reckoned figure counts; see what the facility sent and compare it with",
                "    this page.",
            ])
    }

    @Test("a patient is named where the reader may see who it is, and no card is said as that")
    func patient() throws {
        var reply = try Self.reply()
        reply.record.patient = Patient(
            number: "BN1", name: "Nguyễn Văn An", birthDate: .sample, sex: .male, diagnosis: "I10")
        reply.record.card = nil
        reply.record.form = try VisitForm("16")
        reply.record.adjudication.treatmentDays = 3
        let lines = try page(reply, ExplainClaim.name.text)
        #expect(lines.contains("  patient      Nguyễn Văn An, born 2025-07-01"))
        #expect(lines.contains("  card         none"))
        #expect(lines.contains { $0.hasPrefix("  visit        form 16, 2026-08-10 08:00 to ") })
        #expect(lines.joined(separator: " ").contains(", 3 days of"))
    }

    @Test("what others pay stands in the line and in the sums, if they pay")
    func others() throws {
        var reply = try Self.reply()
        reply.record.adjudication.lines[0].otherSources = try Self.amount("5000")
        reply.record.adjudication.totals.otherSources = try Self.amount("5000")
        let rows = try page(reply, ExplainClaim.name.text).filter { $0.contains("others pay (nguồn khác)") }
        #expect(rows == Array(repeating: "  others pay (nguồn khác)                 5,000.00", count: 2))
    }

    @Test("a figure that further rules changed has a row a rule, and what is paid apart from the header is said")
    func changedFigures() throws {
        var reply = try Self.reply()
        let format = "4750/QĐ-BYT"
        reply.record.adjudication.paid = try Self.amount("64135.80")
        reply.trace += [
            try Self.step("line.fund", "XML2/2", format, "T_NGUONKHAC", "69135.80 - 5000.00 = 64135.80", "64135.80"),
            try Self.step("line.exempt", "XML2/2", nil, nil, "17283.95 - 17283.00 = 0.95", "0.95"),
            try Self.step("total.paid", nil, format, "T_BHTT", "64135.80 = 64135.80", "64135.80"),
        ]
        let lines = try page(reply, ExplainClaim.name.text)
        let place = try #require(lines.firstIndex { $0.contains("86419.75 x 80 %") })
        #expect(
            lines[place...].prefix(2).map { String($0.prefix(65)) } == [
                "  the fund pays (quỹ BHYT trả)           69,135.80  86419.75 x 80",
                "    then (sau đó)                        64,135.80  69135.80 - 50",
            ])
        let exempt = "  exempt (miễn cùng chi trả)" + String(repeating: " ", count: 18) + "0.95"
        #expect(lines.contains { $0.hasPrefix(exempt) })
        #expect(lines.contains { $0.hasPrefix("  paid by its lines (thực trả)           64,135.80  of one line") })
        #expect(lines.contains("You pay 103,703.69 đồng; the fund pays 64,135.80 đồng."))
    }

    @Test("JSON is the reply as it came")
    func asJSON() async throws {
        let suite = try FakeSuite()
        let reply = json(of: try Self.reply())
        try await suite.add("insurance") { _ in .success(reply) }
        #expect(json(await suite.sauro("claim", "explain", ClaimID.sample.text, "-o", "json").output) == reply)
        let text = await suite.sauro("claim", "explain", "--claim", ClaimID.sample.text)
        #expect(text.code == .ok && text.output.hasPrefix("Claim BHYT-31999-20260810-000001\nAccepted: "))
    }
}
