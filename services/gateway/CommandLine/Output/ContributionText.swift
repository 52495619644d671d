// A quoted contribution as a page: who pays what, for each member of a household and in all, how that was reckoned and
// where it is written.

import MessageSchema

/// Renders the quote of a contribution.
struct ContributionText {
    private let paper: Paper
    private let width: Int
    private var sources = SourceList()

    private init(_ paper: Paper) {
        self.paper = paper
        // Without a terminal it is a page of eighty columns.
        width = max(60, paper.width ?? 80)
    }

    /// For whom, the parts, the steps, the sources.
    static func lines(of quote: ContributionQuote, on paper: Paper) -> [String] {
        var text = ContributionText(paper)
        return text.head(quote) + [""] + text.parts(quote) + ["", paper.strong("How it was reckoned")]
            + quote.trace.flatMap { text.step($0) } + ["", paper.strong("Where it is written")]
            + text.sources.lines(width: text.width)
    }

    private func head(_ quote: ContributionQuote) -> [String] {
        let who = [
            quote.group.map { "the group \($0) (nhóm đối tượng)" }, quote.condition.map { $0.text.onOneLine },
        ].compactMap(\.self).joined(separator: ", ")
        let months = quote.months == 1 ? "1 month" : "\(quote.months) months"
        return [
            paper.strong("Contribution (mức đóng BHYT): \(who)"),
            "\(months) from \(quote.from), paid on \(quote.paidOn), by version \(quote.policyVersion) of the policy",
        ]
    }

    private func parts(_ quote: ContributionQuote) -> [String] {
        let payers = quote.parts.map(\.payer)
        let columns = ["", "total"] + payers.map(\.rawValue)
        func row(_ name: String, _ total: Amount, _ parts: [ContributionPart]) -> [String] {
            [name, MoneyText.grouped(total)]
                + payers.map { payer in
                    MoneyText.grouped(parts.first { $0.payer == payer }?.amount ?? .zero)
                }
        }
        var rows = quote.persons.compactMap { person in
            person.position.map { row("member \($0)", person.total, person.parts) }
        }
        rows.append(row("all", quote.total, quote.parts))
        let table = Table(
            columns.enumerated().map { Table.Column(heading: $1, isNumeric: $0 > 0) }, rows: rows)
        return table.lines(on: paper) + [""] + payers.map { "  \($0.rawValue): \(Self.words($0))" }
    }

    private static func words(_ payer: ContributionPayer) -> String {
        switch payer {
        case .employer: "the employer (người sử dụng lao động)"
        case .socialInsurance: "the social insurance fund (quỹ bảo hiểm xã hội)"
        case .budget: "the state budget (ngân sách nhà nước)"
        case .insured: "the insured or the household (người tham gia, hộ gia đình)"
        }
    }

    private static let rules = [
        "contribution.group": "group that is paid for",
        "contribution.baseSalary": "base salary (lương cơ sở)",
        "contribution.base": "what counts of the income",
        "contribution.employer": "the employer pays",
        "contribution.socialInsurance": "social insurance pays",
        "contribution.budget": "the budget pays",
        "contribution.insured": "the insured pay",
        "contribution.support": "of that the budget supports",
    ]

    private mutating func step(_ step: TraceStep) -> [String] {
        let place = step.place.map { "\($0.onOneLine): " } ?? ""
        let label = place + (Self.rules[step.rule] ?? step.rule.onOneLine)
        let source = sources.number(of: step).map { " [\($0)]" } ?? ""
        let months = step.inputs.first { $0.name == "months" && $0.value != "1" }
        let times = months.map { ", \($0.value.onOneLine) months" } ?? ""
        let head = "  " + label.padded(to: 38) + MoneyText.groupedIfAmount(step.result.onOneLine).paddedLeft(to: 16)
        return [head]
            + (step.arithmetic.onOneLine + times + source).wrapped(to: width - 6).map {
                paper.faint("      " + $0)
            }
    }
}
