// Errors of the parser are counted over a whole envelope: Foundation loses memory with each, so fuzzing found, and an
// undeclared prefix makes one without ending the text.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("Errors of the parser")
struct EnvelopeParserErrorTests {
    /// An envelope with so many prefixes that nothing declares.
    private static func prefixes(_ count: Int) -> [UInt8] {
        let elements = String(repeating: "<a:S/>", count: count)
        return Array(EnvelopeText().text.replacing("<CHUKYDONVI/>", with: "<CHUKYDONVI>\(elements)</CHUKYDONVI>").utf8)
    }

    @Test("up to the bound they decide nothing")
    func few() throws {
        #expect(try EnvelopeReader.read(Self.prefixes(EnvelopeBounds.parserErrorsMax)).claims[0].claim != nil)
    }

    @Test("past it the envelope is refused")
    func many() {
        let findings = EnvelopeReader.refusal(of: Self.prefixes(EnvelopeBounds.parserErrorsMax + 1))
        #expect(findings.map(\.rule) == ["envelope.malformed"])
        #expect(findings.first?.message == "It has more than 100 errors of XML, line 4.")
    }

    @Test("documents count together, and after the bound none is parsed any more")
    func documents() {
        var text = EnvelopeText()
        let broken = EnvelopeText.File(table: "XML4", content: "<A>" + String(repeating: "<a:S/>", count: 60) + "</A>")
        text.records[0].written = text.records[0].files + [broken, broken, .init(table: "XML5", content: "<A/>")]
        let findings = EnvelopeReader.refusal(of: text.bytes)
        #expect(findings.map(\.place) == ["HOSO 1 / FILEHOSO 5", "HOSO 1 / FILEHOSO 6"])
        #expect(findings.allSatisfy { $0.message.contains("more than 100 errors of XML") })
    }
}
