// Free text: made NFC at the door, folded for searching, bounded.

import MessageSchema
import Testing

@Suite struct PlainTextTests {
    @Test(arguments: [
        // Each with all marks of its own, as keyboards and other systems send it.
        ("Sở Y tế", "So\u{31B}\u{309} Y te\u{302}\u{301}"), ("Hải Phòng", "Ha\u{309}i Pho\u{300}ng"),
        ("Đắk Lắk", "Đa\u{306}\u{301}k La\u{306}\u{301}k"), ("Ươm", "U\u{31B}o\u{31B}m"),
    ])
    func whatLooksAlikeHasTheSameBytes(composed: String, decomposed: String) throws {
        #expect(try Array(PlainText(decomposed).text.utf8) == Array(composed.utf8))
        #expect(try Array(PlainText(composed).text.utf8) == Array(composed.utf8))
    }

    @Test(arguments: [("  Bộ Y tế ", "Bộ Y tế"), ("\n\tBộ Y tế\r\n", "Bộ Y tế"), ("một\n\thai", "một\n\thai")])
    func whiteSpaceAtTheEndsIsTakenAway(text: String, normal: String) {
        expectAccepted(PlainText.self, text, as: normal)
    }

    @Test(arguments: ["", " ", "\n\t ", "a\u{0}b", "a\u{1B}[31mb", "a\u{7F}b"])
    func emptyTextAndControlCharactersAreRefused(text: String) { expectRefused(PlainText.self, text) }

    @Test func textIsBounded() {
        expectAccepted(PlainText.self, String(repeating: "a", count: PlainText.bytesMax))
        expectRefused(PlainText.self, String(repeating: "a", count: PlainText.bytesMax + 1))
        expectAccepted(PlainText.self, String(repeating: "ế", count: 4_000))
    }

    @Test(arguments: [
        ("Đặng Thị Ươm", "dang thi uom"), ("ĐẮK LẮK", "dak lak"), ("Sở Y tế", "so y te"), ("sức khoẻ", "suc khoe"),
        ("sức khỏe", "suc khoe"), ("đ Đ d D", "d d d d"), ("ASCII 72-NQ/TW", "ascii 72-nq/tw"), ("", ""),
        ("ÀÁẢÃẠ ÈÉẺẼẸ ÌÍỈĨỊ ÒÓỎÕỌ ÙÚỦŨỤ ỲÝỶỸỴ", "aaaaa eeeee iiiii ooooo uuuuu yyyyy"),
        ("ĂẰẮẲẴẶ ÂẦẤẨẪẬ ÊỀẾỂỄỆ ÔỒỐỔỖỘ ƠỜỚỞỠỢ ƯỪỨỬỮỰ", "aaaaaa aaaaaa eeeeee oooooo oooooo uuuuuu"),
        ("so\u{31B}\u{309} y te\u{302}\u{301}", "so y te"),
    ])
    func foldingTakesCaseAndMarksAway(text: String, folded: String) {
        #expect(PlainText.fold(text) == folded)
        #expect(PlainText.fold(folded) == folded)
    }

    @Test func aLocalizedTextIsFoundByEitherLanguage() {
        let name = LocalizedText(vi: "Sở Y tế Hải Phòng", en: "Hai Phong Department of Health")
        #expect(name.folded == "so y te hai phong hai phong department of health")
        #expect(LocalizedText(vi: "Bộ Y tế").folded == "bo y te")
    }
}
