// The page of a quoted contribution.

import MessageSchema
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Contributions to read")
struct ContributionTextTests {
    @Test("a quote says who pays what, for each member and in all, how, and where it is written")
    func household() throws {
        func step(_ position: Int, _ arithmetic: String, _ result: String) -> TraceStep {
            TraceStep(
                rule: "contribution.insured", place: "member \(position)", act: try? ActNumber("188/2025/NĐ-CP"),
                article: "Luật BHYT Điều 13", inputs: [TraceInput(name: "months", value: "12")],
                arithmetic: arithmetic, result: result)
        }
        func part(_ amount: String) throws -> [ContributionPart] {
            [ContributionPart(payer: .insured, amount: try Amount(amount))]
        }
        let quote = ContributionQuote(
            group: try CardGroup("GD"), from: try Month("2026-08"), months: 12,
            paidOn: try CalendarDate("2026-08-03"), policyVersion: 13,
            persons: [
                QuotedPerson(position: 1, parts: try part("1366200"), total: try Amount("1366200")),
                QuotedPerson(position: 2, parts: try part("956340"), total: try Amount("956340")),
            ],
            parts: try part("2322540"), total: try Amount("2322540"),
            trace: [
                step(1, "2530000.00 x 4.5 % x 100 % = 113850.00 a month", "1366200.00"),
                step(2, "2530000.00 x 4.5 % x 70 % = 79695.00 a month", "956340.00"),
            ])
        let reply = try WireJSON.decode(JSONValue.self, from: WireJSON.encode(quote))
        let text = ReplyText(
            of: reply, method: QuoteContribution.name.text, on: Paper(width: nil, hasColour: false))
        #expect(
            text.lines.joined(separator: "\n") == """
                Contribution (mức đóng BHYT): the group GD (nhóm đối tượng)
                12 months from 2026-08, paid on 2026-08-03, by version 13 of the policy

                                 TOTAL       INSURED
                member 1  1,366,200.00  1,366,200.00
                member 2    956,340.00    956,340.00
                all       2,322,540.00  2,322,540.00

                  insured: the insured or the household (người tham gia, hộ gia đình)

                How it was reckoned
                  member 1: the insured pay                 1,366,200.00
                      2530000.00 x 4.5 % x 100 % = 113850.00 a month, 12 months [1]
                  member 2: the insured pay                   956,340.00
                      2530000.00 x 4.5 % x 70 % = 79695.00 a month, 12 months [1]

                Where it is written
                  [1] 188/2025/NĐ-CP, Luật BHYT Điều 13
                """)
        #expect(!text.hasFindings)
    }
}
