// What the reader of XML takes: encodings and lies about them, declarations and entities, and the proof that nothing
// that an envelope names is opened.

import Foundation
import MessageSchema
import TestGround
import Testing

@testable import InsuranceDomain

@Suite("The door of the reader")
struct EnvelopeDoorTests {
    private static let good = EnvelopeText().text

    private static func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
        let units = (mark ? [0xFEFF] : []) + Array(text.utf16)
        return units.flatMap { bigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    private static func declared(_ declaration: String) -> [UInt8] {
        var text = EnvelopeText()
        text.prologue = declaration
        return text.bytes
    }

    /// A document of XML1 with a text before or in it.
    private static func inner(_ change: (String) -> String) -> [UInt8] {
        var text = EnvelopeText()
        var files = text.records[0].files
        files[0].content = change(files[0].content)
        text.records[0].written = files
        return text.bytes
    }

    @Test("UTF-8 is taken with its mark, with its name in any case, and without either")
    func taken() throws {
        for declaration in [
            "", #"<?xml version="1.0"?>"#, #"<?xml version="1.0" encoding="UTF-8"?>"#,
            "<?xml version='1.0'\n encoding = 'Utf-8' standalone='yes' ?>",
            "<?xml version='1.0'\r\nencoding\r\n='utf-8'\r\n?>", "<?xml-stylesheet href='file:///nowhere'?>",
        ] {
            #expect(EnvelopeReader.refusal(of: Self.declared(declaration)) == [], "\(declaration)")
        }
        #expect(EnvelopeReader.refusal(of: [0xEF, 0xBB, 0xBF] + Array(Self.good.utf8)) == [])
        #expect(
            EnvelopeReader.refusal(of: Self.inner { "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>" + $0 }) == [])
    }

    static let lies: [(bytes: [UInt8], message: String)] = [
        (utf16(good, bigEndian: true, mark: true), "the mark of UTF-16"),
        (utf16(good, bigEndian: false, mark: true), "the mark of UTF-16"),
        (utf16(good, bigEndian: true, mark: false), "begins with a zero byte"),
        (utf16(good, bigEndian: false, mark: false), "begins with a zero byte"),
        ([0xFF, 0xFE, 0, 0] + Array(good.utf8), "the mark of UTF-32"),
        (declared(#"<?xml version="1.0" encoding="utf-16"?>"#), "its encoding is \"utf-16\""),
        (declared(#"<?xml version="1.0" encoding="windows-1258"?>"#), "its encoding is \"windows-1258\""),
        (declared(#"<?xml version="1.0" encoding='UTF-7'?>"#), "its encoding is \"UTF-7\""),
        (declared(#"<?xml version="1.0" encoding="us-ascii"?>"#), "its encoding is \"us-ascii\""),
        // Says UTF-8 and is windows-1252: é is one byte.
        (Array(good.utf8) + [0x3C, 0x21, 0x2D, 0x2D, 0xE9, 0x2D, 0x2D, 0x3E], "not UTF-8 on line"),
        // An overlong form of <, and a surrogate.
        (Array(good.utf8) + [0xC0, 0xBC], "not UTF-8 on line"),
        (Array(good.utf8) + [0xED, 0xA0, 0x80], "not UTF-8 on line"),
        (inner { #"<?xml version="1.0" encoding="utf-16"?>"# + $0 }, "its encoding is \"utf-16\""),
    ]

    @Test("another encoding, or a lie about it, is refused before anything is parsed", arguments: lies)
    func encodings(bytes: [UInt8], message: String) {
        let found = EnvelopeReader.refusal(of: bytes)
        #expect(found.map(\.rule) == ["envelope.encoding"])
        #expect(found.first?.message.contains(message) == true, "\(found)")
        #expect(found.first?.hint.isEmpty == false)
    }

    @Test(
        "a malformed declaration is refused and not guessed at",
        arguments: [
            #"<?xml version="1.1" encoding="utf-8"?>"#, #"<?xml encoding="utf-8"?>"#, "<?xml ?>",
            #"<?xml version="1.0" encoding="utf-8" encoding="utf-16"?>"#, #" <?xml version="1.0"?>"#,
            #"<?xml version="1.0" encoding="utf-8""#, #"<?xml version="1.0" standalone="maybe"?>"#,
            #"<?xml version="1.0" standalone="yes" encoding="utf-8"?>"#, #"<?xml version="1.0"encoding="utf-8"?>"#,
            #"<?xml version="1.0' encoding="utf-8"?>"#, #"<?xml version="1.0" encoding="ut<f-8"?>"#,
        ])
    func declarations(declaration: String) {
        #expect(EnvelopeReader.refusal(of: Self.declared(declaration)).map(\.rule) == ["envelope.malformed"])
    }

    static let subsets = [
        "<!DOCTYPE GIAMDINHHS>", "<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/r.dtd'>", "<!doctype r>",
        "<!DOCTYPE r [<!ENTITY a 'b'>]>", "<!ENTITY a 'b'>", "<!ELEMENT r ANY>", "<!NOTATION n SYSTEM 'n'>",
        "<!DOCTYPE r [<!ENTITY % p SYSTEM 'file:///etc/hostname'> %p;]>", "<!--a--><!DOCTYPE r>", "<?a?><!DOCTYPE r>",
    ]

    @Test("a DOCTYPE and every other declaration is refused, before the root and within", arguments: subsets)
    func doctypes(subset: String) {
        let before = EnvelopeReader.refusal(of: Self.declared(#"<?xml version="1.0" encoding="utf-8"?>"# + subset))
        #expect(before.map(\.rule) == ["envelope.declaration"])
        #expect(before.map(\.place) == ["envelope"])
        var within = EnvelopeText()
        within.facility = subset
        #expect(EnvelopeReader.refusal(of: within.bytes).map(\.rule) == ["envelope.declaration"])
        let inner = EnvelopeReader.refusal(of: Self.inner { subset + $0 })
        #expect(inner.map(\.rule) == ["envelope.declaration"])
        #expect(inner.map(\.place) == ["HOSO 1 / FILEHOSO 1"])
        #expect(inner.first?.message.hasPrefix("The document XML1: Line 1 has a DOCTYPE") == true)
    }

    @Test("prefixes that nothing declares are letters of names, in any number")
    func prefixes() throws {
        let elements = String(repeating: "<a:S b:c='d'/>", count: 5000)
        let text = EnvelopeText().text.replacing("<CHUKYDONVI/>", with: "<CHUKYDONVI>\(elements)</CHUKYDONVI>")
        #expect(try EnvelopeReader.read(Array(text.utf8)) == EnvelopeReader.read(EnvelopeText().bytes))
    }

    @Test("what looks like a declaration in a comment or in CDATA is none")
    func quoted() throws {
        let record = EnvelopeText.Record(summary: [
            "LY_DO_VV": "<![CDATA[<!DOCTYPE r> &x; A & B]]>", "GHI_CHU": "<!-- <!ENTITY a 'b'> &x; -->x",
            "HO_TEN": "<![CDATA[NGUYỄN VĂN ]]>B",
        ])
        let claim = try EnvelopeReader.onlyClaim(EnvelopeText(record))
        #expect(claim.findings == [])
        #expect(claim.claim?.patient.name == "NGUYỄN VĂN B")
    }

    @Test(
        "entities beyond the five of XML are refused, as is a plain &",
        arguments: ["&x;", "&nbsp;", "A & B", "&", "&;", "&#;", "&#x;", "&#xZ;", "&#-5;", "&AMP;"])
    func entities(text: String) {
        let found = EnvelopeReader.refusal(of: EnvelopeText(.init(summary: ["GHI_CHU": text])).bytes)
        #expect(found.map(\.rule) == ["envelope.entity"], "\(found)")
    }

    @Test("the five entities and numbers of characters are read")
    func references() throws {
        let name = "&lt;&gt;&amp;&quot;&apos;&#272;&#x1ED7;"
        let claim = try EnvelopeReader.onlyClaim(EnvelopeText(.init(summary: ["HO_TEN": name])))
        #expect(claim.claim?.patient.name == "<>&\"'Đỗ")
    }

    @Test(
        "characters that XML does not have are refused",
        arguments: ["&#0;", "&#x1F;", "&#xFFFE;", "&#xD800;", "&#12345678901234;", "\0", "\u{1}"])
    func noCharacters(text: String) {
        let found = EnvelopeReader.refusal(of: EnvelopeText(.init(summary: ["GHI_CHU": text])).bytes)
        #expect(found.map(\.rule) == ["envelope.malformed"], "\(found)")
    }

    @Test("no file that an envelope names is opened, and none is looked for")
    func noFile() throws {
        let canary = try Canary()
        for subset in Self.attacks(on: canary.fileURL) {
            let found = EnvelopeReader.refusal(of: Self.declared(subset))
            #expect(found.map(\.rule) == ["envelope.declaration"], "\(subset)")
            #expect(!found.description.contains(Canary.secret))
            #expect(EnvelopeReader.refusal(of: Self.inner { subset + $0 }).map(\.rule) == ["envelope.declaration"])
        }
        #expect(!canary.wasOpened())
        // The watch sees what happens to the file.
        _ = try String(contentsOfFile: canary.path, encoding: .utf8)
        #expect(canary.wasOpened())
    }

    @Test("no socket that an envelope names is opened")
    func noSocket() throws {
        let canary = try Canary()
        for subset in Self.attacks(on: canary.webURL) {
            #expect(EnvelopeReader.refusal(of: Self.declared(subset)).map(\.rule) == ["envelope.declaration"])
        }
        #expect(!canary.wasCalled())
    }

    /// Every way by which a document can name another.
    private static func attacks(on url: String) -> [String] {
        [
            "<!DOCTYPE r [<!ENTITY x SYSTEM '\(url)'>]>", "<!DOCTYPE r SYSTEM '\(url)'>",
            "<!DOCTYPE r PUBLIC '-//x' '\(url)'>", "<!DOCTYPE r [<!ENTITY % p SYSTEM '\(url)'> %p;]>",
            "<?xml version='1.0' encoding='utf-8'?><?xml-stylesheet href='\(url)'?><!DOCTYPE r SYSTEM '\(url)'>",
        ]
    }
}
