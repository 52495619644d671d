// The envelope as a whole: its root, its count, its documents, their base64, and how much of everything is taken.

import MessageSchema
import Testing
import WireJSON

@testable import InsuranceDomain

@Suite("The structure of an envelope")
struct EnvelopeStructureTests {
    private static func changed(_ old: String, _ new: String) -> [UInt8] {
        Array(EnvelopeText().text.replacing(old, with: new).utf8)
    }

    private static func files(_ change: (inout [EnvelopeText.File]) -> Void) -> [UInt8] {
        var text = EnvelopeText()
        var files = text.records[0].files
        change(&files)
        text.records[0].written = files
        return text.bytes
    }

    /// The base64 of the first document changed.
    private static func base64(_ change: (String) -> String) -> [UInt8] {
        let text = EnvelopeText().text
        let start = text.firstRange(of: "<NOIDUNGFILE>")!.upperBound
        let end = text.firstRange(of: "</NOIDUNGFILE>")!.lowerBound
        return Array((text[..<start] + change(String(text[start..<end])) + text[end...]).utf8)
    }

    static let broken: [(bytes: [UInt8], rule: String, place: String)] = [
        (changed("GIAMDINHHS", "GIAMDINH"), "envelope.root", "envelope"),
        (changed("THONGTINDONVI", "DONVI"), "envelope.element", "envelope"),
        (changed("THONGTINHOSO", "HOSO"), "envelope.element", "envelope"),
        (changed("DANHSACHHOSO", "DANHSACH"), "envelope.element", "envelope"),
        (changed("<HOSO>", "<HOSO/><XYZ/><HOSO>"), "envelope.element", "envelope"),
        (changed("<MACSKCB>31999</MACSKCB>", ""), "envelope.element", "THONGTINDONVI / MACSKCB"),
        (changed("31999", "319"), "field.form", "THONGTINDONVI / MACSKCB"),
        (changed("<SOLUONGHOSO>1</SOLUONGHOSO>", ""), "envelope.element", "THONGTINHOSO / SOLUONGHOSO"),
        (changed("<SOLUONGHOSO>1", "<SOLUONGHOSO>2"), "envelope.count", "THONGTINHOSO / SOLUONGHOSO"),
        (changed("<SOLUONGHOSO>1", "<SOLUONGHOSO>0"), "envelope.count", "THONGTINHOSO / SOLUONGHOSO"),
        (changed("<SOLUONGHOSO>1", "<SOLUONGHOSO>one"), "field.form", "THONGTINHOSO / SOLUONGHOSO"),
        (changed("<SOLUONGHOSO>1", "<SOLUONGHOSO>-1"), "field.form", "THONGTINHOSO / SOLUONGHOSO"),
        (changed("XML1<", "XML16<"), "envelope.table", "HOSO 1 / FILEHOSO 1"),
        (changed("XML2<", "xml2<"), "envelope.table", "HOSO 1 / FILEHOSO 2"),
        (changed("XML2<", "XML3<"), "envelope.root", "HOSO 1 / FILEHOSO 2"),
        (changed("<LOAIHOSO>XML2</LOAIHOSO>", ""), "envelope.element", "HOSO 1 / FILEHOSO 2"),
        (
            changed("<LOAIHOSO>XML2</LOAIHOSO>", "<LOAIHOSO>XML2</LOAIHOSO><LOAIHOSO>XML3</LOAIHOSO>"),
            "envelope.element", "HOSO 1 / FILEHOSO 2"
        ),
        (files { $0.removeFirst() }, "envelope.table", "HOSO 1"),
        (files { $0.append($0[0]) }, "envelope.table", "HOSO 1 / FILEHOSO 4"),
        (files { $0.append($0[1]) }, "envelope.table", "HOSO 1 / FILEHOSO 4"),
        (files { $0[0].content = $0[1].content }, "envelope.root", "HOSO 1 / FILEHOSO 1"),
        (files { $0[0].content = "" }, "envelope.base64", "HOSO 1 / FILEHOSO 1"),
        (files { $0[0].content = "<TONG_HOP>" }, "envelope.malformed", "HOSO 1 / FILEHOSO 1"),
        (files { $0.append(.init(table: "XML4", content: "<A>")) }, "envelope.malformed", "HOSO 1 / FILEHOSO 4"),
        (base64 { String($0.dropLast(3)) }, "envelope.base64", "HOSO 1 / FILEHOSO 1"),
        (base64 { "%" + $0 }, "envelope.base64", "HOSO 1 / FILEHOSO 1"),
        (base64 { $0.replacing("A", with: "-") }, "envelope.base64", "HOSO 1 / FILEHOSO 1"),
        (base64 { "QQ==" + $0 }, "envelope.base64", "HOSO 1 / FILEHOSO 1"),
        (base64 { $0 + "=" }, "envelope.base64", "HOSO 1 / FILEHOSO 1"),
        (base64 { _ in "đ" }, "envelope.base64", "HOSO 1 / FILEHOSO 1"),
        (base64 { "<A>" + $0 + "</A>" }, "envelope.base64", "HOSO 1 / FILEHOSO 1"),
        // Cut at a group's end, so that only the XML in it shows it.
        (base64 { String($0.prefix($0.count / 2 / 4 * 4)) }, "envelope.malformed", "HOSO 1 / FILEHOSO 1"),
    ]

    @Test("a flaw of the structure refuses the envelope, with its place", arguments: broken)
    func flaws(bytes: [UInt8], rule: String, place: String) {
        let found = EnvelopeReader.refusal(of: bytes)
        #expect(found.first?.rule == rule, "\(found)")
        #expect(found.first?.place == place, "\(found)")
        #expect(found.allSatisfy { $0.severity == .error && !$0.hint.isEmpty })
    }

    @Test("every flaw of the structure is listed, not only the first")
    func all() {
        var text = EnvelopeText()
        text.count = "7"
        text.facility = "?"
        text.records.append(.init(summary: ["MA_LK": "T2"]))
        text.records[1].written = Array(text.records[1].files.dropFirst())
        #expect(
            EnvelopeReader.refusal(of: text.bytes).map { "\($0.rule) \($0.place)" } == [
                "field.form THONGTINDONVI / MACSKCB", "envelope.count THONGTINHOSO / SOLUONGHOSO",
                "envelope.table HOSO 2",
            ])
    }

    @Test("a rejection says the first flaw and how many there are more")
    func message() throws {
        var text = EnvelopeText()
        text.count = "7"
        text.facility = "?"
        let error = try #require(throws: EnvelopeRejection.self) { _ = try EnvelopeReader.read(text.bytes) }
        #expect(error.name == "insurance.envelope.malformed")
        #expect(
            error.message == "The envelope cannot be read: THONGTINDONVI / MACSKCB: \"?\" is no facility code; "
                + "\(FacilityCode.form) (line 2). (and 1 more)")
        #expect(error.details?["findings"]?.array?.count == 2)
    }

    @Test("base64 may be broken into lines, and padded in every way there is", arguments: [0, 1, 2])
    func lines(spaces: Int) throws {
        let bytes = Self.files { $0[0].content += String(repeating: " ", count: spaces) }
        #expect(EnvelopeReader.refusal(of: bytes) == [])
        let broken = Self.base64 { text in
            stride(from: 0, to: text.count, by: 76).map { String(text.dropFirst($0).prefix(76)) }
                .joined(separator: "\r\n  ")
        }
        #expect(EnvelopeReader.refusal(of: broken) == [])
    }

    @Test("check-in and the tables from XML4 on are accepted, whatever is in them; what is wrong there is a warning")
    func aside() throws {
        let tables = ["XML0"] + (4...15).map { "XML\($0)" }
        let bytes = Self.files { files in
            files += tables.map { .init(table: $0, content: "<R><MA_LK>T1</MA_LK><X a='b'>x</X></R>") }
        }
        let claim = try EnvelopeReader.read(bytes).claims[0]
        #expect(!claim.findings.isEmpty && claim.findings.allSatisfy { $0.severity == .warning })
        #expect(claim.claim?.lines.count == 3)
    }

    @Test("a table that is left aside names the same visit as the others")
    func asideKey() throws {
        let bytes = Self.files { $0.append(.init(table: "XML5", content: "<R><L><MA_LK>T2</MA_LK></L></R>")) }
        let claim = try EnvelopeReader.read(bytes).claims[0]
        #expect(claim.claim == nil)
        let errors = claim.findings.filter { $0.severity == .error }
        #expect(errors.map { "\($0.rule) \($0.place)" } == ["key.differs HOSO 1 / XML5 / MA_LK"])
    }

    @Test("two records with one key refuse the envelope, wherever they stand")
    func repeatedKey() {
        var text = EnvelopeText()
        text.records = ["T1", "T2", "T1"].map { key in
            .init(
                summary: ["MA_LK": key], drugs: [["MA_LK": key]],
                services: [["MA_LK": key, "MA_NHOM": "13"], ["MA_LK": key]])
        }
        let found = EnvelopeReader.refusal(of: text.bytes)
        #expect(found.map { "\($0.rule) \($0.place)" } == ["envelope.repeatedKey HOSO 3 / XML1 / MA_LK"])
        #expect(found.first?.message == "\"T1\" is the key of HOSO 1 as well.")
        text.records.removeLast()
        #expect(EnvelopeReader.refusal(of: text.bytes) == [])
    }

    @Test("one bad claim among several refuses itself alone")
    func onlyItself() throws {
        var text = EnvelopeText()
        text.records.append(
            .init(
                summary: ["MA_LK": "T2", "NGAY_RA": ""], drugs: [["MA_LK": "T2"]],
                services: [["MA_LK": "T2", "MA_NHOM": "13"]]))
        let envelope = try EnvelopeReader.read(text.bytes)
        #expect(envelope.facility.text == "31999")
        #expect(envelope.claims.map(\.place) == [1, 2])
        #expect(envelope.claims.map { $0.key?.text } == ["T1", "T2"])
        #expect(envelope.claims.map { $0.claim != nil } == [true, false])
        #expect(envelope.claims[0].findings == [])
        #expect(envelope.claims[1].findings.map(\.place) == ["HOSO 2 / XML1 / NGAY_RA"])
    }

    @Test("what is strange about the envelope and decides nothing is a warning at its first claim")
    func warnings() throws {
        let text = EnvelopeText().text
            .replacing("<NGAYLAP>20260810", with: "<NGAYLAP>20260231")
            .replacing("<CHUKYDONVI/>", with: "<CHUKYDONVI><S><T>x</T></S></CHUKYDONVI><GHICHU>x</GHICHU>")
        let claim = try EnvelopeReader.read(Array(text.utf8)).claims[0]
        #expect(claim.claim != nil)
        #expect(
            claim.findings.map { "\($0.severity.rawValue) \($0.rule) \($0.place)" } == [
                "warning field.unknown GIAMDINHHS", "warning field.form THONGTINHOSO / NGAYLAP",
            ])
    }

    static let large: [(bytes: [UInt8], message: String?)] = [
        (
            changed("<CHUKYDONVI/>", String(repeating: "<S>", count: 31) + String(repeating: "</S>", count: 31)),
            nil
        ),
        (
            changed("<CHUKYDONVI/>", String(repeating: "<S>", count: 32) + String(repeating: "</S>", count: 32)),
            "elements nested deeper than 32"
        ),
        (
            files { $0[0].content = "<A>" + String(repeating: "<B/>", count: EnvelopeBounds.elementsMax) + "</A>" },
            "more than 250000 elements"
        ),
        (
            files { $0.append(.init(table: "XML5", content: "<A>\(String(repeating: "x", count: 1 << 20))y</A>")) },
            "a text of more than 1048576 bytes in A"
        ),
        (changed("CHUKYDONVI", String(repeating: "X", count: 65)), "an element's name of more than 64 bytes"),
        ([UInt8](repeating: 32, count: EnvelopeBounds.bytesMax + 1), "8388609 bytes"),
    ]

    // By number: an argument that is megabytes is described at length.
    @Test("what is too much is refused as that", arguments: large.indices)
    func bounds(index: Int) {
        let (bytes, message) = Self.large[index]
        let found = EnvelopeReader.refusal(of: bytes)
        #expect(found.map(\.rule) == (message == nil ? [] : ["envelope.tooLarge"]), "\(found)")
        #expect(message.map { found.first?.message.contains($0) == true } != false, "\(found)")
    }

    @Test("an envelope of more records than are taken, or of none, is refused")
    func records() {
        var text = EnvelopeText()
        text.records = []
        #expect(EnvelopeReader.refusal(of: text.bytes).map(\.rule) == ["envelope.count"])
        let many = text.text.replacing(
            "<DANHSACHHOSO>", with: "<DANHSACHHOSO>" + String(repeating: "<HOSO/>", count: 10_001))
        #expect(EnvelopeReader.refusal(of: Array(many.utf8)).map(\.rule) == ["envelope.count"])
    }
}
