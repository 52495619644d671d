// Strings: well-formed UTF-8 by RFC 3629, escapes by RFC 8259 section 7.

import Testing

@testable import WireJSON

struct StringTests {
    /// A string's bytes, and the offset in them of the sequence that is wrong.
    static let malformed: [([UInt8], Int)] = [
        ([0x80], 0), ([0xBF], 0), ([0x61, 0x80], 1),  // a tail alone
        ([0xC0, 0x80], 0), ([0xC0, 0xAF], 0), ([0xC1, 0xBF], 0),  // overlong, two bytes
        ([0xE0, 0x80, 0xAF], 0), ([0xE0, 0x9F, 0xBF], 0),  // overlong, three
        ([0xF0, 0x80, 0x80, 0xAF], 0), ([0xF0, 0x8F, 0xBF, 0xBF], 0),  // overlong, four
        ([0xED, 0xA0, 0x80], 0), ([0xED, 0xAF, 0xBF], 0), ([0xED, 0xBF, 0xBF], 0),  // surrogates
        ([0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], 0),  // CESU-8
        ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF5, 0x80, 0x80, 0x80], 0),  // past U+10FFFF
        ([0xF8, 0x88, 0x80, 0x80, 0x80], 0), ([0xFC, 0x84, 0x80, 0x80, 0x80, 0x80], 0),
        ([0xFE], 0), ([0xFF], 0),
        ([0xC3], 0), ([0xE6, 0xBC], 0), ([0xF0, 0x9F, 0x98], 0), ([0xF0, 0x9F], 0),  // cut short
        ([0xC3, 0x41], 0), ([0xE6, 0x41, 0xA2], 0), ([0xE6, 0xBC, 0x41], 0),
        ([0xF0, 0x9F, 0x98, 0x41], 0), ([0xC3, 0xA9, 0xC3], 2), ([0x61, 0xE6, 0xBC, 0xC3], 1),
    ]

    @Test("a string that is not UTF-8 is refused at the sequence that is wrong")
    func malformedBytes() {
        for (bytes, offset) in Self.malformed {
            let value = refusal([0x22] + bytes + [0x22])
            #expect(value?.kind == .invalidUTF8 && value?.offset == 1 + offset, "\(bytes)")
            let name = refusal([0x7B, 0x22] + bytes + Array("\":1}".utf8))
            #expect(name?.kind == .invalidUTF8 && name?.offset == 2 + offset, "\(bytes)")
            #expect(String(validating: bytes, as: UTF8.self) == nil, "the table is wrong: \(bytes)")
        }
    }

    @Test("a sequence that the end of the text cuts off is refused, not read past")
    func cutShort() {
        for bytes: [UInt8] in [[0x22, 0xC3], [0x22, 0xE6, 0xBC], [0x22, 0xF0, 0x9F, 0x98]] {
            #expect(refusal(bytes)?.kind == .invalidUTF8)
            #expect(refusal(bytes)?.offset == 1)
        }
    }

    @Test("the edges of every UTF-8 row are read")
    func edges() throws {
        let edges: [UInt32] = [
            0x20, 0x7F, 0x80, 0x7FF, 0x800, 0xFFF, 0x1000, 0xCFFF, 0xD000, 0xD7FF, 0xE000, 0xFFFF,
            0x10000, 0x3FFFF, 0x40000, 0xFFFFF, 0x100000, 0x10FFFF,
        ]
        for value in edges {
            let text = String(try #require(UnicodeScalar(value)))
            #expect(try WireJSON.decode(String.self, from: Array("\"\(text)\"".utf8)) == text)
        }
    }

    @Test("every escape is undone")
    func escapes() throws {
        let rows = [
            ("\\\"", "\""), ("\\\\", "\\"), ("\\/", "/"), ("\\b", "\u{8}"), ("\\f", "\u{C}"),
            ("\\n", "\n"), ("\\r", "\r"), ("\\t", "\t"), ("\\u0041", "A"), ("\\u00e9", "é"),
            ("\\u00E9", "é"), ("\\u6F22", "漢"), ("\\uD83D\\uDE00", "😀"), ("\\u0000", "\0"),
            ("\\uFFFF", "\u{FFFF}"), ("\\uDBFF\\uDFFF", "\u{10FFFF}"),
            ("\\uD800\\uDC00", "\u{10000}"), ("a\\nb\\u0063", "a\nbc"),
            ("é\\n漢", "é\n漢"), ("\\\\n", "\\n"), ("\\\\\\n", "\\\n"),
        ]
        for (escaped, plain) in rows {
            let bytes = Array("\"\(escaped)\"".utf8)
            #expect(Array(try WireJSON.decode(String.self, from: bytes).utf8) == Array(plain.utf8))
        }
    }

    @Test("only what must be is escaped, each in its shortest form")
    func written() throws {
        let rows = [
            ("", ""), ("/", "/"), ("é漢😀\u{7F}\u{2028}", "é漢😀\u{7F}\u{2028}"),
            ("\"", "\\\""),
            ("\\", "\\\\"), ("\u{8}\t\n\u{C}\r", "\\b\\t\\n\\f\\r"), ("\0", "\\u0000"),
            ("\u{B}\u{E}\u{1F}", "\\u000b\\u000e\\u001f"), ("\u{10}", "\\u0010"), ("a\nb", "a\\nb"),
            ("<&>'", "<&>'"), ("\u{1A}\u{1b}", "\\u001a\\u001b"),
        ]
        for (plain, escaped) in rows {
            #expect(try text(of: plain) == "\"\(escaped)\"")
        }
    }

    @Test("names are compared by their bytes, not by canonical equivalence")
    func canonicalEquivalence() throws {
        let node = try WireJSON.parse(
            Array("{\"e\u{301}\":1,\"\u{E9}\":2}".utf8), options: .init(duplicateMembers: .refused))
        #expect(node["\u{E9}"]?.integer == 2)
        #expect(node["e\u{301}"]?.integer == 1)
        #expect(node.members.count == 2)
    }
}
