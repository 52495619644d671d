// Codes of health insurance, kept as issued.

import MessageSchema
import Testing

@Suite struct InsuranceCodeTests {
    // Decision 1351/QĐ-BHXH: two letters, the benefit digit, two digits of a province, ten of the insurance number.
    @Test func aCardCodeStatesGroupDigitProvinceAndNumber() throws {
        let card = try CardCode("DN4313123456789")
        #expect(card.group.text == "DN")
        #expect(card.digit == 4)
        #expect(card.province == "31")
        #expect(card.number.text == "3123456789")
    }

    @Test(arguments: [
        "DN6313123456789", "DN0313123456789", "DN431312345678", "DN43131234567890", "dn4313123456789",
        "D14313123456789", "DN431312345678X", "", "DN4 13123456789",
    ])
    func whatIsNoCardCodeIsRefused(text: String) { expectRefused(CardCode.self, text) }

    @Test(arguments: ["HT3382797052765", "TE1373700012345", "TC3363621769845"])
    func aCardCodeIsKeptAsIssued(text: String) { expectAccepted(CardCode.self, text) }

    @Test(arguments: ["DN4313123456789", "3123456789", "031080000001"])
    func aCardIsLookedUpByEachOfThreeNumbers(text: String) { expectAccepted(CardReference.self, text) }

    @Test(arguments: ["", "312345678", "31234567890", "DN4", "DN6313123456789", "31234567x9"])
    func whatIsNeitherCardNorNumberIsRefused(text: String) { expectRefused(CardReference.self, text) }

    @Test(arguments: ["31999", "01A2B", "30000"])
    func aFacilityIsKeptAsIssued(text: String) { expectAccepted(FacilityCode.self, text) }
    @Test(arguments: ["3199", "319990", "A1999", "31-99", "31a99"])
    func whatIsNoFacilityIsRefused(text: String) { expectRefused(FacilityCode.self, text) }

    @Test(arguments: ["1.1", "2", "1.18", "10", "3.6"])
    func aRoutingCodeIsKeptAsIssued(text: String) { expectAccepted(RoutingCode.self, text) }
    @Test(arguments: ["", "1.", ".1", "1.1.1", "A", "123", "1.123", "-1"])
    func whatIsNoRoutingCodeIsRefused(text: String) { expectRefused(RoutingCode.self, text) }

    @Test(arguments: ["01", "16", "99"]) func aFormOfAVisitHasTwoDigits(text: String) {
        expectAccepted(VisitForm.self, text)
    }
    @Test(arguments: ["1", "00", "001", "1a"]) func whatIsNoFormIsRefused(text: String) {
        expectRefused(VisitForm.self, text)
    }

    @Test(arguments: ["2026-08-10T08:00", "2025-12-31T23:59"]) func aMinuteIsLocal(text: String) {
        expectAccepted(LocalMinute.self, text)
    }
    @Test(arguments: ["2026-08-10", "2026-08-10T24:00", "2026-08-10T08:60", "2026-02-30T08:00", "2026-08-10T08:00Z"])
    func whatIsNoMinuteIsRefused(text: String) { expectRefused(LocalMinute.self, text) }

    @Test(arguments: ["BHYT-31999-20260810-000001", "x"]) func aClaimKeyIsKeptAsGiven(text: String) {
        expectAccepted(ClaimKey.self, text)
    }
    @Test(arguments: ["", "a b", "kh\u{E1}m", "a\nb"]) func whatIsNoClaimKeyIsRefused(text: String) {
        expectRefused(ClaimKey.self, text)
    }

    @Test(arguments: ["161/2026/NĐ-CP", "project-defaults", "261/2025/QH15"])
    func anActIsNamedByItsNumber(text: String) { expectAccepted(ActNumber.self, text) }
    @Test(arguments: ["", "an act"]) func whatIsNoActIsRefused(text: String) { expectRefused(ActNumber.self, text) }

    @Test(arguments: ["expense:care", "payable:31999"])
    func anAccountIsKeptAsNamed(text: String) { expectAccepted(AccountName.self, text) }
    @Test(arguments: ["", ":", "a:", "a b", "a::b"])
    func whatIsNoAccountIsRefused(text: String) { expectRefused(AccountName.self, text) }
}
