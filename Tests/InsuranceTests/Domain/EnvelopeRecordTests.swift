// What the fields of a record say together: cards in four lists, keys, kinds of lines, order, and how much is told.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("The records of an envelope")
struct EnvelopeRecordTests {
    private typealias Record = EnvelopeText.Record

    private static func service(_ fields: [String: String]) -> Record { Record(services: [["MA_NHOM": "13"], fields]) }

    /// MA_THE_BHYT, MA_DKBD, GT_THE_TU, GT_THE_DEN; what is found.
    static let cards: [(lists: [String], found: [String])] = [
        (["DN4313123456789", "31999", "20260101", "20261231"], []),
        (["DN4313123456789;HN2313123456789", "31999;31002", "20260101;20260104", "20261231;20261231"], []),
        ([" DN4313123456789 ; HN2313123456789 ", "31999;31002", "20260101;20260104", "20260103;"], []),
        (["", "", "", ""], []),
        (["DN4313123456789", "31999", "20260101", ""], []),
        (["DN4313123456789;HN2313123456789", "31999;31999", "20260101", "20261231"], ["card.counts MA_THE_BHYT"]),
        (["DN4313123456789;", "31999", "20260101", "20261231"], ["card.counts MA_THE_BHYT"]),
        (["", "31999", "20260101", "20261231"], ["card.counts MA_THE_BHYT"]),
        (["DN4313123456789", "", "20260101", "20261231"], ["field.form MA_DKBD"]),
        (["DN4313123456789", "31999", "", "20261231"], ["field.form GT_THE_TU"]),
        (
            ["DN4313123456789;", "31999;", "20260101;", "20261231;"],
            ["MA_THE_BHYT", "MA_DKBD", "GT_THE_TU"].map { "field.form \($0)" }
        ),
        (["DN431312345678", "31999", "20260101", "20261231"], ["field.form MA_THE_BHYT"]),
        (["DN6313123456789", "31999", "20260101", "20261231"], ["field.form MA_THE_BHYT"]),
        (["dn4313123456789", "31999", "20260101", "20261231"], ["field.form MA_THE_BHYT"]),
        (["DN4313123456789", "3199", "20260101", "20261231"], ["field.form MA_DKBD"]),
        (["DN4313123456789", "31999", "20260230", "20261131"], ["field.form GT_THE_TU", "field.form GT_THE_DEN"]),
    ]

    @Test("cards are four lists of one length, each entry of its form", arguments: cards)
    func cardLists(lists: [String], found: [String]) throws {
        let fields = ["MA_THE_BHYT", "MA_DKBD", "GT_THE_TU", "GT_THE_DEN"]
        let record = Record(summary: Dictionary(uniqueKeysWithValues: zip(fields, lists)))
        let claim = try EnvelopeReader.onlyClaim(EnvelopeText(record))
        #expect(
            claim.findings.map { "\($0.rule) \($0.place)" }
                == found.map { $0.replacing(" ", with: " HOSO 1 / XML1 / ") })
        #expect((claim.claim == nil) == !found.isEmpty)
        let cards = lists[0].split(separator: ";").count
        #expect(found.isEmpty ? claim.claim?.cards.count == cards : true)
    }

    @Test("lists of cards that differ in length say how long each is")
    func cardCounts() throws {
        let record = Record(summary: ["MA_THE_BHYT": "DN4313123456789;HN2313123456789", "GT_THE_TU": ""])
        #expect(
            try EnvelopeReader.onlyClaim(EnvelopeText(record)).findings.map(\.message) == [
                "The lists differ in length: 2 in MA_THE_BHYT, 1 in MA_DKBD, 0 in GT_THE_TU, 1 in GT_THE_DEN."
            ])
    }

    @Test("the tables of one record name one visit")
    func keys() throws {
        let record = Record(drugs: [[:], ["MA_LK": "T2"]])
        let claim = try EnvelopeReader.onlyClaim(EnvelopeText(record))
        #expect(claim.claim == nil && claim.key?.text == "T1")
        #expect(claim.findings.map { "\($0.rule) \($0.place)" } == ["key.differs HOSO 1 / XML2 / row 2 / MA_LK"])
        #expect(claim.findings.first?.message == "\"T2\" is another key than \"T1\" in XML1.")
    }

    @Test("a record whose key cannot be read has no key")
    func noKey() throws {
        let claim = try EnvelopeReader.onlyClaim(EnvelopeText(Record(summary: ["MA_LK": ""])))
        #expect(claim.key == nil && claim.claim == nil)
    }

    @Test("a line of XML3 is a service or a supply, and has that one's name")
    func items() throws {
        let neither = try EnvelopeReader.onlyClaim(EnvelopeText(Self.service(["MA_DICH_VU": ""])))
        #expect(neither.findings.map(\.message) == ["The line has neither a service nor a supply."])
        let unnamed = try EnvelopeReader.onlyClaim(EnvelopeText(Self.service(["MA_VAT_TU": "N01.01"])))
        #expect(
            unnamed.findings.map { "\($0.rule) \($0.place)" } == ["field.missing HOSO 1 / XML3 / row 2 / TEN_VAT_TU"])
    }

    @Test("unknown fields and another order are warnings, told once a table")
    func strange() throws {
        var text = EnvelopeText(Record(drugs: [[:], [:]]))
        var files = text.records[0].files
        files[0].content = files[0].content.replacing("<MA_BN>", with: "<MA_MOI>x</MA_MOI><MA_BN>")
        files[1].content = files[1].content.replacing("<MA_NHOM>4</MA_NHOM>", with: "")
            .replacing("</CHI_TIET_THUOC>", with: "<MA_NHOM>4</MA_NHOM></CHI_TIET_THUOC>")
        text.records[0].written = files
        let claim = try EnvelopeReader.onlyClaim(text)
        #expect(claim.claim?.lines.map(\.costGroup) == [4, 4, 13, 1])
        #expect(
            claim.findings.map { "\($0.severity.rawValue) \($0.rule) \($0.place)" } == [
                "warning field.unknown HOSO 1 / XML1 / MA_MOI",
                "warning field.order HOSO 1 / XML2 / row 1 / MA_NHOM",
            ])
        #expect(claim.findings[0].message == "Table XML1 has no field of this name (line 4); it was left aside.")
    }

    @Test("an element that could hide a line is an error", arguments: ["DSACH_CHI_TIET_THUOC", "CHI_TIET_THUOC"])
    func hidden(name: String) throws {
        var text = EnvelopeText()
        var files = text.records[0].files
        files[1].content = files[1].content.replacing(name, with: "KHAC")
        text.records[0].written = files
        let claim = try EnvelopeReader.onlyClaim(text)
        #expect(claim.claim == nil)
        #expect(claim.findings.map { "\($0.rule) \($0.place)" } == ["envelope.element HOSO 1 / XML2"])
    }

    @Test("who treated is another than who sends: a warning")
    func facility() throws {
        let claim = try EnvelopeReader.onlyClaim(EnvelopeText(Record(summary: ["MA_CSKCB": "31001"])))
        #expect(claim.claim?.facility.text == "31001")
        #expect(claim.findings.map { "\($0.severity.rawValue) \($0.rule)" } == ["warning facility.differs"])
    }

    @Test("of many findings so many are listed, and the number of the others")
    func many() throws {
        let drugs = (0..<80).map { _ in ["SO_LUONG": "-1", "TT_THAU": ""] }
        let claim = try EnvelopeReader.onlyClaim(EnvelopeText(Record(drugs: drugs)))
        #expect(claim.claim == nil)
        #expect(claim.findings.count == 102)
        #expect(claim.findings[50].message == "There are 30 more errors.")
        #expect(claim.findings[101].message == "There are 30 more warnings.")
    }
}
