// Documents that decide no money, XML0 and XML4 to XML15: held against their tables, kept as they come.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("Documents that are kept") struct KeptDocumentTests {
    private static let result = """
        <CHITIEU_CHITIET_DICHVUCANLAMSANG><DSACH_CHI_TIET_CLS><CHI_TIET_CLS>
        <MA_LK>T1</MA_LK><STT>1</STT><MA_DICH_VU>23.0003</MA_DICH_VU><TEN_CHI_SO>Glucose</TEN_CHI_SO>
        <GIA_TRI>5.6</GIA_TRI><NGAY_KQ>202608100930</NGAY_KQ>
        </CHI_TIET_CLS></DSACH_CHI_TIET_CLS></CHITIEU_CHITIET_DICHVUCANLAMSANG>
        """

    @Test("The tables have the fields of the decisions, each once, and begin with the visit's key but for XML12")
    func tables() {
        let names = FieldTable.kept.map(\.name)
        #expect(names == ["XML0"] + (4...15).map { "XML\($0)" })
        #expect(
            FieldTable.kept.map(\.fields.count) == [26, 12, 9, 47, 26, 22, 35, 13, 23, 35, 39, 22, 20])
        for table in FieldTable.kept {
            #expect(Set(table.fields.map(\.name)).count == table.fields.count, "\(table.name)")
            #expect(table.fields.first?.name == (table.name == "XML12" ? "NGUOI_CHU_TRI" : "MA_LK"))
            #expect(table.fields.last?.name == "DU_PHONG")
        }
        // Those that must be there, as the check of Vietnam Social Security counts them.
        let wanted = FieldTable.kept.map { $0.fields.count { $0.need == .always } }
        #expect(wanted == [11, 3, 5, 16, 12, 12, 29, 12, 14, 28, 14, 8, 13])
    }

    @Test("All documents of a record come out as they went in, in their order")
    func kept() throws {
        let claim = try #require(read([("XML4", Self.result)]).claims.first)
        #expect(claim.files.map(\.name) == ["XML1", "XML2", "XML3", "XML4"])
        #expect(claim.files.last?.content == Array(Self.result.utf8))
        #expect(claim.findings.isEmpty && claim.claim != nil)
    }

    @Test("A document may come twice, as several days' notes do")
    func twice() throws {
        let claim = try #require(read([("XML4", Self.result), ("XML4", Self.result)]).claims.first)
        #expect(claim.files.count == 5)
    }

    @Test(
        "What is wrong in such a document is a warning with its place, and the claim stands",
        arguments: [
            (
                "<GIA_TRI>5.6</GIA_TRI>", "<GIA_TRI>\(String(repeating: "1", count: 51))</GIA_TRI>", "field.tooLong",
                "GIA_TRI"
            ),
            ("<TEN_CHI_SO>Glucose</TEN_CHI_SO>", "", "field.missing", "TEN_CHI_SO"),
            ("<STT>1</STT>", "<STT>một</STT>", "field.form", "STT"),
            ("<STT>1</STT>", "<STT>-1</STT>", "field.negative", "STT"),
            ("<STT>1</STT>", "<STT>1</STT><STT>2</STT>", "field.repeated", "STT"),
            ("<GIA_TRI>", "<GIATRI/><GIA_TRI>", "field.unknown", "GIATRI"),
            (
                "<STT>1</STT><MA_DICH_VU>23.0003</MA_DICH_VU>", "<MA_DICH_VU>23.0003</MA_DICH_VU><STT>1</STT>",
                "field.order", "STT"
            ),
        ])
    func warnings(old: String, new: String, rule: String, field: String) throws {
        let claim = try #require(read([("XML4", Self.result.replacing(old, with: new))]).claims.first)
        #expect(claim.claim != nil)
        #expect(claim.findings.map(\.rule) == [rule])
        #expect(claim.findings.first?.severity == .warning)
        #expect(claim.findings.first?.place == "HOSO 1 / XML4 / row 1 / \(field)")
    }

    @Test("A document of another table is kept with a warning")
    func otherTable() throws {
        let claim = try #require(read([("XML5", "<A><B>1</B></A>")]).claims.first)
        #expect(claim.findings.map(\.message) == ["It has none of the fields of XML5."])
        #expect(claim.files.count == 4)
    }

    @Test("Many flaws are counted, not listed, and leave room for none of an error")
    func many() throws {
        let rows = String(repeating: "<CHI_TIET_CLS><MA_LK>T1</MA_LK></CHI_TIET_CLS>", count: 100)
        let claim = try #require(read([("XML4", "<A>\(rows)</A>")]).claims.first)
        #expect(claim.claim != nil)
        #expect(claim.findings.count == EnvelopeBounds.findingsMax + 1)
        #expect(claim.findings.last?.message == "There are 150 more warnings.")
        #expect(claim.findings.allSatisfy { $0.severity == .warning })
    }

    private func read(_ files: [(table: String, content: String)]) throws -> Envelope {
        var record = EnvelopeText.Record()
        record.written = record.files + files.map { EnvelopeText.File(table: $0.table, content: $0.content) }
        return try EnvelopeReader.read(EnvelopeText(record).bytes)
    }
}
