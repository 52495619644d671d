// Document numbers as Decree 30/2020/NĐ-CP, article 8, and the offices that issue them write them.

import MessageSchema
import Testing

@Suite struct DocumentNumberTests {
    @Test(arguments: [
        // The Party's.
        "72-NQ/TW", "20-CT/TW", "81-KL/TW", "118-QĐ/TW",
        // The Government's and the Prime Minister's.
        "66.7/2025/NQ-CP", "282/NQ-CP", "155/2025/NĐ-CP", "19/2025/QĐ-TTg", "42/2014/QĐ-TTg", "861/QĐ-TTg", "17/CT-TTg",
        "112/CĐ-TTg",
        // The National Assembly's.
        "51/2024/QH15", "261/2025/QH15",
        // Ministries'.
        "01/2025/TT-BYT", "37/2014/TTLT-BYT-BTC", "3276/QĐ-BYT", "38/BYT-BH", "5962/BYT-TCCB", "7/TB-VPCP", "12/TB-BYT",
        // Provinces' and their councils'.
        "2386/QĐ-UBND", "15/KH-UBND", "9/CT-UBND", "44/BC-SYT", "5/TTr-SYT", "12/2025/NQ-HĐND", "7/NQ-HĐND",
        // Reports of the Prime Minister's working group, and consolidated texts.
        "1270/BC-TCTTTg", "01/VBHN-VPCP",
    ])
    func aNumberThatOfficesIssueIsKeptVerbatim(text: String) { expectAccepted(DocumentNumber.self, text) }

    @Test(arguments: [
        "", "72", "NQ/TW", "72-", "72/", "-NQ/TW", "/2025/NQ-CP", "72--NQ", "72-NQ/", "72-NQ//TW", "72 NQ/TW",
        "72/2025",
        "72/2025/", "66.7.1/2025/NQ-CP", "66./2025/NQ-CP", ".7/2025/NQ-CP", "72-NGHIQUYET/TW", "72-NQ123/TW", "72-NQ/T",
        "72-NQ/TW@2025", "72-NQ/T W", "a72-NQ/TW", "72-NQ/ABCDEFGHIJKLM", "số 72-NQ/TW", "72-NQ_TW", "72-1NQ/TW",
    ])
    func whatIsNoNumberIsRefused(text: String) { expectRefused(DocumentNumber.self, text) }

    @Test func aNumberOfMoreThanSixtyFourCharactersIsRefused() {
        let groups = (0..<10).map { _ in "ABCDE" }.joined(separator: "-")
        expectAccepted(DocumentNumber.self, "7-NQ-" + groups)
        expectRefused(DocumentNumber.self, "7-NQ-" + groups + "-" + groups)
    }

    @Test func whatLooksAlikeIsOneNumber() throws {
        // "Ầ" in one character, and as A with two marks.
        let composed = try DocumentNumber("1/QĐ-T\u{1EA6}N")
        let decomposed = try DocumentNumber("1/QĐ-TA\u{302}\u{300}N")
        #expect(Array(decomposed.text.utf8) == Array(composed.text.utf8))
    }

    @Test func whiteSpaceAroundItIsNotPartOfIt() { expectAccepted(DocumentNumber.self, " 72-NQ/TW ", as: "72-NQ/TW") }

    @Test(arguments: ["72-NQ/TW", "72-NQ/TW@2025", "66.7/2025/NQ-CP@2025", "282/NQ-CP@2025"])
    func aDirectiveIsANumberWithItsYearIfNeedBe(text: String) {
        expectAccepted(DirectiveKey.self, text)
    }

    @Test(arguments: [
        "", "@2025", "72-NQ/TW@", "72-NQ/TW@25", "72-NQ/TW@20255", "72-NQ/TW@2025@2026", "72-NQ/TW@abcd", "72@2025",
    ])
    func whatIsNoDirectiveIsRefused(text: String) { expectRefused(DirectiveKey.self, text) }

    @Test func aDirectiveKnowsItsNumberAndYear() throws {
        let key = try DirectiveKey("72-NQ/TW@2025")
        #expect(key.number.text == "72-NQ/TW")
        #expect(key.year == 2025)
        #expect(try DirectiveKey("72-NQ/TW").year == nil)
        #expect(DirectiveKey(number: key.number, year: 2025) == key)
        #expect(DirectiveKey(number: key.number, year: nil) != key)
    }
}
