// The codes of groups, partners and indicators: what is one and what is none.

import MessageSchema
import Testing

@Suite struct CooperationCodeTests {
    private static let long = String(repeating: "A", count: 32)

    @Test(arguments: ["HPG", "HPG-PHC", "A", "FHI360", "C-1-", long])
    func `a code of a group or a partner is kept as it is`(text: String) throws {
        #expect(try GroupCode(text).text == text)
        #expect(try PartnerCode(text).text == text)
    }

    @Test(arguments: ["", "hpg", "1A", "-A", "A B", "A.B", "A_B", "Đ", "HPG\n", long + "A"])
    func `what is no code of a group or a partner is refused`(text: String) {
        #expect(throws: ValueError.self) { try GroupCode(text) }
        #expect(throws: ValueError.self) { try PartnerCode(text) }
    }

    @Test(arguments: ["bhyt_coverage_pct", "stunting_u5_pct", "a", "a_", String(repeating: "a", count: 48)])
    func `a code of an indicator is kept as it is`(text: String) throws {
        #expect(try IndicatorCode(text).text == text)
    }

    @Test(arguments: ["", "BHYT", "5u", "_a", "a-b", "a b", "ă", String(repeating: "a", count: 49)])
    func `what is no code of an indicator is refused`(text: String) {
        #expect(throws: ValueError.self) { try IndicatorCode(text) }
    }
}
