// Replies that a person reads rather than looks up: the monthly report, plans, findings, verifications, a claim's
// explanation or document, the trial balance, a quoted contribution. Rendered from the reply's own type; a reply that
// does not decode is printed as any other.

import MessageSchema
import WireJSON

/// The text of a reply, and whether it holds findings that the exit code tells.
struct ReplyText {
    var lines: [String]
    var hasFindings = false

    /// Renders the reply of a method.
    init(of reply: JSONValue, method: String, on paper: Paper) {
        switch method {
        case ReportMonth.name.text:
            lines = Self.decoded(MonthlyReport.self, reply).map { MonthlyReportText(paper).lines(of: $0, reply) } ?? []
        case PlanReorganisation.name.text, ShowReorganisation.name.text:
            lines = Self.decoded(Reorganisation.self, reply).map { ReorganisationText(paper).lines(of: $0) } ?? []
        case LintTask.name.text:
            lines = Self.decoded(LintReport.self, reply).map { FindingsText(paper).lines(of: $0) } ?? []
        case LintPolicy.name.text:
            lines = Self.decoded(PolicyLintReport.self, reply).map { FindingsText(paper).lines(of: $0) } ?? []
        case DiffPolicy.name.text:
            lines = Self.decoded(PolicyDiffReport.self, reply).map(PolicyDiffText.lines) ?? []
        case VerifyReorganisation.name.text, VerifyHosts.name.text, VerifyClaim.name.text:
            lines = Self.decoded(Verification.self, reply).map { FindingsText(paper).lines(of: $0) } ?? []
        case ExplainClaim.name.text:
            lines =
                Self.decoded(ExplainClaim.Reply.self, reply).map { ClaimExplanationText.lines(of: $0, on: paper) } ?? []
        case ShowClaimHistory.name.text:
            lines =
                Self.decoded(ShowClaimHistory.Reply.self, reply).map { ClaimHistoryText.lines(of: $0, on: paper) } ?? []
        case DrawTrialBalance.name.text:
            lines = Self.decoded(DrawTrialBalance.Reply.self, reply).map { TrialBalanceText(paper).lines(of: $0) } ?? []
        case QuoteContribution.name.text:
            lines = Self.decoded(ContributionQuote.self, reply).map { ContributionText.lines(of: $0, on: paper) } ?? []
        case ShowDossier.name.text:
            lines = Self.decoded(ShowDossier.Reply.self, reply).map { DossierText.lines(of: $0, on: paper) } ?? []
        case ReconsiderClaim.name.text:
            lines = Self.decoded(ReconsiderClaim.Reply.self, reply).map { ReconsiderText(paper).lines(of: $0) } ?? []
        default: lines = []
        }
        if lines.isEmpty { lines = ValueText(paper: paper).lines(of: reply) }
        hasFindings = Self.hasFindings(reply, method: method)
    }

    /// A verification that does not hold, a task that is not clear, books that do not balance.
    static func hasFindings(_ reply: JSONValue, method: String) -> Bool {
        if method == LintTask.name.text { return reply["clear"] == .bool(false) }
        if method == LintPolicy.name.text { return reply["findings"]?.array?.isEmpty == false }
        if method == DrawTrialBalance.name.text { return reply["balanced"] == .bool(false) }
        return reply["holds"] == .bool(false)
    }

    private static func decoded<Reply: Decodable>(_ type: Reply.Type, _ value: JSONValue) -> Reply? {
        // A newer service may answer otherwise; the plain rendering shows that as well.
        try? WireJSON.decode(Reply.self, from: value.jsonBytes(pretty: false), options: .init(bytesMax: 64 << 20))
    }
}
