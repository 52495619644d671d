// `policy replay FILE`: how pages and parts are asked for and added up, what is printed on wide and narrow terminals,
// the page for a browser, and what is refused before anything is asked.

import Fabric
import Foundation
import MessageSchema
import Synchronization
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

private let document = """
    act: "9/2027/NĐ-CP"
    title:
      vi: "Dự thảo <b>90 %</b> & nhiều hơn"
    levels:
      - {group: DN, from: "2026-01-01", level: 90, article: "Điều 1"}
    """
private let claimID = "0197c5a0-7b00-7000-8000-000000000001"

private func amount(_ text: String) throws -> Amount { try Amount(text) }

private func sums(_ claims: Int, _ changed: Int, _ fund: (String, String)) throws -> ReplaySums {
    try ReplaySums(
        claims: claims, changed: changed, fund: ReplayChange(before: amount(fund.0), after: amount(fund.1)),
        copayment: ReplayChange(before: amount("14040000"), after: amount("7150000")),
        ownCost: ReplayChange(before: .zero, after: .zero))
}

/// A page of three claims, of which one person's cost more and another's less.
private func page(known: Int64 = 42, inAll: Int? = 6, next: String? = nil) throws -> PolicyReplayPage {
    try PolicyReplayPage(
        policyVersion: 13, known: known, inAll: inAll, notKept: inAll.map { _ in 0 },
        sums: sums(3, 2, ("57460000", "64350000")),
        byGroup: [
            ReplayRow(key: "DN", sums: sums(2, 1, ("57460000", "64600000"))),
            ReplayRow(key: "HT", sums: sums(1, 1, ("250000", "0"))),
        ],
        byDigit: [ReplayRow(key: "4", sums: sums(3, 2, ("57460000", "64350000")))],
        byProvince: [ReplayRow(key: "31", sums: sums(3, 2, ("57460000", "64350000")))],
        byFacility: [ReplayRow(key: "31999", sums: sums(3, 2, ("57460000", "64350000")))],
        most: [
            ReplayedClaim(
                claim: ClaimID(claimID), facility: FacilityCode("31999"),
                arrivedOn: CalendarDate("2026-02-10"), group: "DN",
                fund: ReplayChange(before: amount("55600000"), after: amount("62550000")),
                copayment: ReplayChange(before: amount("13900000"), after: amount("6950000")),
                ownCost: ReplayChange(before: .zero, after: .zero))
        ],
        undecided: ReplayUndecided(claims: 0, fund: .zero),
        withoutDraft: ReplayDrift(claims: 0, fund: ReplayChange(before: .zero, after: .zero)), nextCursor: next)
}

private func reconsidered() throws -> ReconsiderClaim.Reply {
    func side(_ paid: String, _ level: String, _ act: String) throws -> ReconsideredSide {
        try ReconsideredSide(
            waits: false, refused: false,
            totals: ClaimTotals(
                drugs: .zero, supplies: .zero, total: amount("69500000"), inScope: amount("69500000"), ownCost: .zero,
                copayment: amount("69500000") - amount(paid), fund: amount(paid), otherSources: .zero,
                fundFeeForService: .zero),
            paid: amount(paid),
            steps: [
                TraceStep(
                    rule: "level.card", act: ActNumber(act), article: "Điều 14",
                    arithmetic: "the level of <DN>", result: level)
            ])
    }
    return try ReconsiderClaim.Reply(
        claim: ClaimID(claimID), key: ClaimKey("K<1>"), facility: FacilityCode("31999"),
        before: side("55600000", "80 %", "188/2025/NĐ-CP"), after: side("62550000", "90 %", "9/2027/NĐ-CP"))
}

private func value(_ reply: some Encodable) throws -> JSONValue {
    try WireJSON.decode(JSONValue.self, from: WireJSON.encode(reply))
}

@Suite("Replaying a draft")
struct PolicyReplayCommandTests {
    private let folder = TemporaryFolder()
    private var file: String { folder.write(document, to: "draft.yaml") }
    private static let days = ["--from", "2026-01-01", "--to", "2026-12-31"]

    /// A service with two pages in each part but the first page of the second.
    private static func suite() async throws -> FakeSuite {
        let suite = try FakeSuite()
        let explained = try value(reconsidered())
        let (first, last) = (try value(page(inAll: 9, next: "second")), try value(page(inAll: nil)))
        try await suite.add("insurance") { request in
            guard request.method == ReplayPolicy.name.text else { return .success(explained) }
            let params = (try? request.params?.decode(JSONValue.self)) ?? .object([])
            let hasMore = params["cursor"] == nil && params["part"] == .integer(1)
            return .success(hasMore ? first : last)
        }
        return suite
    }

    private func report(explained: Bool = false) throws -> PolicyReplayReport {
        var totals = ReplayTotals()
        totals.add(try page())
        let text = try InputText(Array(document.utf8), source: "draft", shape: Shape.of(ProposePolicy.self))
        let request = try verb("policy", "propose").request(from: text.requests[0].value, VerbInvocation())
        let policy = try WireJSON.decode(ProposePolicy.self, from: request.jsonBytes(pretty: false)).policy
        return PolicyReplayReport(
            policy: policy, from: try CalendarDate("2026-01-01"), to: try CalendarDate("2026-12-31"), totals: totals,
            explanations: explained ? [try reconsidered()] : [])
    }

    @Test("every page of every part is asked for as the first one knew, and added up")
    func pages() async throws {
        let suite = try await Self.suite()
        let outcome = await suite.shell().sauro(["policy", "replay", file] + Self.days + ["-o", "json"])
        #expect(outcome.code == .ok, "\(outcome.errors)")
        let asked = suite.requests.withLock { $0 }
        #expect(asked.count == 3)
        #expect(asked.allSatisfy { $0.method == "insurance.policy.replay" && $0.params["parts"] == .integer(2) })
        #expect(asked.map(\.metadata.knownAt).dropFirst().allSatisfy { $0 == .sequence(42) })
        #expect(asked[0].metadata.knownAt == nil && asked[0].params["part"] == .integer(1))
        #expect(asked[0].params["policy"]?["levels"]?.array?.first?["level"] == .string("90"))
        let sums = json(outcome.output)
        #expect(sums["sums"]?["claims"] == .integer(9))
        #expect(
            sums["sums"]?["fund"]
                == json(#"{"before":"172380000.00","after":"193050000.00","change":"20670000.00"}"#))
        #expect(sums["byGroup"]?.array?.map { $0["key"] } == [.string("DN"), .string("HT")])
        #expect(sums["byGroup"]?.array?.last?["fund"]?["change"] == .string("-750000.00"))
        #expect(sums["most"]?.array?.count == 3)
    }

    @Test("a wide terminal has the sums beside each other and a bar a row")
    func wide() throws {
        let lines = PolicyReplayText(Paper(width: 100, hasColour: false)).lines(of: try report())
        #expect(
            Array(lines.prefix(12)) == [
                "What 9/2027/NĐ-CP would have cost",
                "3 claims that arrived from 2026-01-01 to 2026-12-31, decided again by version 13 of the policy with",
                "the draft on top; 2 of them change.",
                "",
                "                           as decided   by the draft         change",
                "  fund (quỹ BHYT)       57,460,000.00  64,350,000.00  +6,890,000.00  +12.0 %",
                "  share (cùng chi trả)  14,040,000.00   7,150,000.00  -6,890,000.00  -49.1 %",
                "  own cost (tự trả)              0.00           0.00           0.00",
                "",
                "  group (nhóm)  claims           fund",
                "  DN               1/2  +7,140,000.00   +12.4 %  ████████████████████████████████████████",
                "  HT               1/1    -250,000.00  -100.0 %  ▒",
            ])
        #expect(lines.last == "  31999  2026-02-10  DN       +6,950,000.00  \(claimID)")
        #expect(lines.allSatisfy { $0.columns <= 100 })
    }

    @Test("a narrow one has them below each other, and no amount is cut", arguments: [40, 60, 80])
    func narrow(width: Int) throws {
        let lines = PolicyReplayText(Paper(width: width, hasColour: false)).lines(of: try report(explained: true))
        #expect(lines.allSatisfy { $0.columns <= width }, "\(lines.filter { $0.columns > width })")
        let text = lines.joined(separator: "\n")
        for amount in ["64,350,000.00", "+6,890,000.00", "-250,000.00", "+6,950,000.00", claimID, "80 %", "90 %"] {
            #expect(text.contains(amount), "\(amount)")
        }
        #expect(!text.contains("…"))
    }

    @Test("a claim is explained on both sides, beside each other where there is room")
    func explained() throws {
        let wide = ReconsiderText(Paper(width: 120, hasColour: false)).lines(of: try reconsidered())
        #expect(wide.first == "Claim K<1> of 31999")
        let level = try #require(wide.first { $0.contains("level of the card") })
        #expect(level.contains("80 % │ level of the card") && level.hasSuffix("90 %"))
        let fund = TraceStep(rule: "line.fund", place: "XML2/1", arithmetic: "", result: "1")
        #expect(ClaimWords.step(fund) == "the fund pays (quỹ BHYT trả), XML2/1")
        let drugs = TraceStep(rule: "total.drugs", arithmetic: "", result: "1")
        #expect(ClaimWords.step(drugs) == "total.drugs, all lines")
        let narrow = ReconsiderText(Paper(width: 60, hasColour: false)).lines(of: try reconsidered())
        let (before, after) = (narrow.firstIndex(of: "As decided"), narrow.firstIndex(of: "By the draft"))
        #expect(try #require(before) < #require(after))
    }

    @Test("what is left out of the sums is said")
    func remarks() throws {
        var report = try report()
        report.totals.undecided = 2
        report.totals.undecidedFund = 123_456
        report.totals.reason = "The policy has no row for the base salary on 2026-01-01."
        report.totals.notKept = 1
        report.totals.drifted = 1
        report.totals.drift = ReplayPair(before: 0, after: 100)
        let text = PolicyReplayText(Paper(width: 400, hasColour: false)).lines(of: report).joined(separator: "\n")
        #expect(text.contains("since the draft cannot decide them: 2 claims, of which the fund pays 1,234.56 now."))
        #expect(text.contains("no row for the base salary on 2026-01-01."))
        #expect(text.contains("before facts of decisions were kept: 1 claim."))
        #expect(text.contains("published later: 1 claim, the fund's part by +1.00."))
        #expect(PolicyReplayPageText.text(of: report).contains("no row for the base salary on 2026-01-01."))
    }

    @Test("the page for a browser escapes every text, needs no other file and is written whole or not at all")
    func html() async throws {
        let suite = try await Self.suite()
        let target = folder.path + "/report.html"
        let words = ["policy", "replay", file, "--html", target, "--explain", "1"] + Self.days
        let outcome = await suite.shell().sauro(words)
        #expect(outcome.code == .ok, "\(outcome.errors)")
        #expect(outcome.errors == "the report is written to \(target)\n")
        let explained = try #require(suite.requests.withLock { $0.last })
        #expect(explained.method == "insurance.claim.reconsider" && explained.metadata.knownAt == .sequence(42))
        #expect(explained.params["from"] == .string("2026-01-01") && explained.params["claim"] == .string(claimID))
        let page = String(decoding: try Data(contentsOf: URL(fileURLWithPath: target)), as: UTF8.self)
        #expect(page.contains("Dự thảo &lt;b&gt;90 %&lt;/b&gt; &amp; nhiều hơn"))
        #expect(page.contains("the level of &lt;DN&gt;") && page.contains("Claim K&lt;1&gt;"))
        #expect(page.contains("+20,670,000.00") && page.contains("prefers-color-scheme: dark"))
        for strange in ["<b>", "<script", "http://", "https://", "<DN>", "src="] {
            #expect(!page.contains(strange), "\(strange)")
        }
        let away = await suite.shell().sauro(
            ["policy", "replay", file, "--html", folder.path + "/none/report.html"] + Self.days)
        #expect(away.code == .usage && away.errors.contains("--html"))
        #expect("\"'<>&\u{1B}".inHTML == "&quot;&#39;&lt;&gt;&amp;\u{FFFD}")
    }

    @Test("no answer half way prints no sums and writes no page")
    func broken() async throws {
        let suite = try FakeSuite()
        let first = try value(page(next: "second"))
        try await suite.add("insurance") { request in
            let params = (try? request.params?.decode(JSONValue.self)) ?? .object([])
            guard params["cursor"] == nil else { return .failure(.fabric(.unavailable, "nobody is there")) }
            return .success(first)
        }
        let target = folder.path + "/report.html"
        let outcome = await suite.shell().sauro(
            ["policy", "replay", file, "--html", target, "--jobs", "1"] + Self.days)
        #expect(outcome.code == .unavailable && outcome.output.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: target))
    }

    @Test("interrupted, it says that the sums are not whole, and prints none")
    func interrupted() async throws {
        let suite = try FakeSuite()
        try await suite.add("insurance", silentAfter: {})
        var shell = suite.shell()
        shell.interrupted = { AsyncStream { $0.yield(2) } }
        let outcome = await shell.sauro(["policy", "replay", file] + Self.days)
        #expect(outcome.code == .cancelled && outcome.output.isEmpty)
        #expect(outcome.errors == "cancelled; the sums were not whole and are not printed\n")
    }

    @Test("wrong days, flags and files are refused before anything is asked")
    func wrong() async throws {
        let folder = folder
        let rows: [(String, [String], String)] = [
            (file, ["--from", "2026-12-31", "--to", "2026-01-01"], "--from 2026-12-31 lies after --to 2026-01-01"),
            (file, ["--from", "2026-13-01", "--to", "2026-01-01"], "2026-13-01"),
            (file, Self.days + ["--jobs", "0"], "--jobs wants a number from 1 to 64, not 0"),
            (file, Self.days + ["--explain", "11"], "--explain wants a number from 0 to 10, not 11"),
            (file + "x", Self.days, "there is no file"),
            (folder.write("act: [", to: "cut.yaml"), Self.days, "cut.yaml"),
            (folder.write("act: \"1/2027/NĐ-CP\"\n", to: "bare.yaml"), Self.days, "title"),
            (file, ["--to", "2026-01-01"], "--from"),
        ]
        for (file, words, sentence) in rows {
            let refused = await Shell().sauro(["policy", "replay", file] + words)
            #expect(refused.code == .usage, "\(words)")
            #expect(refused.output.isEmpty && refused.errors.contains(sentence), "\(refused.errors)")
        }
    }

    @Test("bars are as long as changes, and the smallest change has one")
    func bars() {
        #expect(PolicyReplayText.bar(0, of: 10, room: 10) == "")
        #expect(PolicyReplayText.bar(10, of: 10, room: 10) == "██████████")
        #expect(PolicyReplayText.bar(-5, of: 10, room: 10) == "▒▒▒▒▒")
        #expect(PolicyReplayText.bar(1, of: UInt128(Int128.max), room: 10) == "█")
        #expect(PolicyReplayText.bar(.max, of: UInt128(Int128.max), room: 10) == "██████████")
        #expect(
            MoneyText.decimal(-5) == "-0.05"
                && MoneyText.signed(123_456_789_012_345_678_900) == "+1,234,567,890,123,456,789.00")
        #expect(MoneyText.percent(-1, of: 3) == "-33.3 %" && MoneyText.percent(1, of: 0) == nil)
    }
}
